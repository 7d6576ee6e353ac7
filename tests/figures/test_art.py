"""The art of plates: whatever the values, no text stands on another, beside the bar it is of, or under a level."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from relations.figures import fonts
from relations.figures.art.axis import Event, plot
from relations.figures.art.bars import Bars, Level
from relations.figures.art.course import Course
from relations.figures.art.sums import THICK, Part, Sums, Total
from relations.figures.layout.frame import SMALLER, title_size
from relations.figures.layout.ink import Box, Ink
from relations.figures.scale import value_scale
from relations.figures.theme import style_of

STYLE = style_of("light", 640)
VALUES = st.lists(st.integers(-60, 250).map(lambda tenths: tenths / 10), min_size=3, max_size=14)


def drawn(art: Bars | Course | Sums, width: float, height: float) -> Ink:
    ink = Ink()
    art.draw(ink, Box(0, 0, width, height), STYLE)
    return ink


def overlaps(ink: Ink) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(a.lines, b.lines) for a, b in combinations(ink.texts, 2) if a.box.grown(-0.2).overlaps(b.box)]


@settings(derandomize=True, max_examples=60)
@given(VALUES, st.integers(180, 600), st.integers(110, 300))
def test_changes_of_bars_stand_on_no_other_text(values: list[float], width: int, height: int) -> None:
    values = [abs(value) + 0.1 for value in values]
    years = dict(enumerate(values, 2000))
    changes = {year: f"{100 * (value / values[0] - 1):+.0f} %" for year, value in years.items() if year > 2000}
    scale = value_scale(0, 1.06 * max(values), zero=True)
    level = Level(values[0], "level of 2000", 2000)
    ink = drawn(Bars(years, frozenset(years), "both", scale, 1, levels=(level,), changes=changes), width, height)
    assert overlaps(ink) == []
    at = next(rule.y for rule in ink.rules if tuple(rule.dash) == (4, 3))
    inside = [text for text in ink.texts if text.color == STYLE.colors.background]
    assert all(not text.box.y + 1 < at < text.y for text in inside)


@settings(derandomize=True, max_examples=200)
@given(
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(60, 90) | st.integers(91, 400),
    st.text("abcdefgh", min_size=1, max_size=30),
)
def test_no_name_crosses_the_rule_of_the_event_a_course_is_about(own: int, other: int, width: int, name: str) -> None:
    start, values = date(2014, 1, 1), tuple((date(2014, 1, 1) + timedelta(days=day), 1.0) for day in range(101))
    events = tuple(Event(start + timedelta(days=day), words) for day, words in ((own, name), (other, "z")))
    art = Course(values, (start, start + timedelta(days=100)), None, "both", value_scale(0, 2, zero=True), events)
    ink = drawn(art, width, 150)
    named = {text.lines[0]: text.box for text in ink.texts}
    box = plot(Box(0, 0, width, 150), art.scale, STYLE)
    fits = fonts.width(name, STYLE.sizes.tick) <= box.x2 - box.x
    assert not fits or {name, f"{events[0].day:%-d %b %Y}"} & named.keys()
    if (other_name := named.get("z")) is not None and other != own:
        assert not other_name.x < art.x(box, events[0].day) < other_name.x2
    assert overlaps(ink) == []


@settings(derandomize=True, max_examples=60)
@given(st.lists(st.integers(201, 330).map(lambda tenths: tenths / 10), min_size=8, max_size=14), st.integers(300, 600))
def test_a_level_through_all_bars_is_named_on_the_pale_ones(values: list[float], width: int) -> None:
    """A dashed line without a name says nothing: its words stand over bars that are not tested."""
    years = dict(enumerate(values, 2000))
    last = max(years)
    level = Level(20, "the rule: at least 20 %", brief="≥ 20 %")
    ink = drawn(Bars(years, frozenset({last}), "both", value_scale(0, 35, zero=True), levels=(level,)), width, 200)
    words = [text for text in ink.texts if text.lines[0] in {level.words, level.brief}]
    assert len(words) == 1
    assert overlaps(ink) == []
    full = [fill.box for fill in ink.fills if fill.color == STYLE.colors.fill("both")]
    assert len(full) == 1
    assert not words[0].box.overlaps(full[0])


def test_the_name_of_a_level_near_zero_does_not_stand_on_the_axis() -> None:
    years = dict.fromkeys(range(2000, 2015), -5.0) | {2003: 6.0, 2010: 4.0, 2014: -0.6}
    art = Bars(years, frozenset({2014}), "both", value_scale(-8, 8, zero=True), 1, levels=(Level(-0.6, "as deep"),))
    ink = drawn(art, 240, 200)
    (words,) = [text for text in ink.texts if text.lines == ("as deep",)]
    (axis,) = {fill.box.y2 for fill in ink.fills} & {fill.box.y for fill in ink.fills}
    assert not words.box.y < axis < words.box.y2


@settings(derandomize=True, max_examples=40)
@given(VALUES)
def test_a_value_is_written_over_no_other_bar_where_its_other_side_is_free(values: list[float]) -> None:
    """A short bar below zero between two long ones has its number above zero."""
    low = min(values) - 5
    years = {2013: low, 2014: -0.5, 2015: low}
    ink = drawn(Bars(years, frozenset({2014}), "both", value_scale(low, 2, zero=True), 1, signed=True), 60, 200)
    text = next(text for text in ink.texts if text.lines == ("−0.5",))
    others = [fill.box for fill in ink.fills if fill.color == STYLE.colors.tint("both")]
    assert not any(text.box.overlaps(box) for box in others)


@settings(derandomize=True, max_examples=100)
@given(st.floats(0.2, 3), st.floats(4, 20), st.integers(170, 420))
def test_the_value_of_a_short_bar_keeps_away_from_the_long_one_beside_it(short: float, long: float, width: int) -> None:
    """It moves aside by a few px, or to the other side of zero, and never out of the picture."""
    years = dict.fromkeys(range(2003, 2014), -0.3 * long) | {2014: -short, 2015: -long}
    scale = value_scale(-1.12 * long, 1, zero=True)
    ink = drawn(Bars(years, frozenset({2014, 2015}), "both", scale, 1, signed=True), width, 200)
    said = next((text for text in ink.texts if text.lines == (f"−{short:.1f}",)), None)
    last = max((fill.box for fill in ink.fills), key=lambda box: box.x)
    assert said is not None
    assert not said.box.overlaps(last, 1)
    assert said.box.x2 <= width


@settings(derandomize=True, max_examples=100)
@given(st.floats(0.2, 1), st.floats(4, 20), st.integers(170, 420))
def test_above_zero_there_is_no_other_side_and_it_moves_aside(short: float, long: float, width: int) -> None:
    years = dict.fromkeys(range(2003, 2014), 0.05) | {2014: short, 2015: long}
    ink = drawn(Bars(years, frozenset({2014, 2015}), "both", value_scale(0, long, zero=True), 1), width, 200)
    said = next(text for text in ink.texts if text.lines == (f"{short:.1f}",))
    last = max((fill.box for fill in ink.fills), key=lambda box: box.x)
    assert not said.box.overlaps(last, 1)


@settings(derandomize=True, max_examples=60)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=5), st.integers(50, 3000), st.integers(300, 1100))
def test_a_sum_stands_at_its_bar_and_clear_of_the_limit(parts: list[int], limit: int, width: int) -> None:
    total = Total("a sum", tuple(Part(f"Part {n}", value, "first") for n, value in enumerate(parts)))
    ink = drawn(Sums((total,), limit, str(limit), 0), width, 150)
    assert overlaps(ink) == []
    said = next(text for text in ink.texts if text.weight == fonts.SEMIBOLD and text.lines == (f"{sum(parts):,}",))
    end = max(fill.box.x2 for fill in ink.fills)
    dashed = next(rule.x for rule in ink.rules if tuple(rule.dash) == (4, 3))
    assert end < said.box.x
    assert not said.box.x - 1 < dashed < said.box.x2 + 1
    if end + 80 < dashed:
        assert said.box.x2 < dashed


@settings(derandomize=True, max_examples=150)
@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=5),
    st.integers(50, 3000),
    st.integers(300, 1100),
    st.integers(150, 900),
    st.integers(1, 2),
)
def test_parts_have_a_step_each_where_there_is_room(
    parts: list[int], limit: int, width: int, height: int, sums: int
) -> None:
    total = Total("a sum", tuple(Part(f"Part {n}", value, "first") for n, value in enumerate(parts)))
    ink = drawn(Sums((total,) * sums, limit, str(limit), 0), width, height)
    assert overlaps(ink) == []
    assert max(fill.box.y2 - fill.box.y for fill in ink.fills) <= THICK + 1e-6, "a bar is no block"
    tops = {fill.box.y for fill in ink.fills}
    assert len(tops) in (sums, sums * (len(parts) + 1))
    if len(parts) > 1 and height > 60 * sums * (len(parts) + 2):
        assert len(tops) == sums * (len(parts) + 1)
        assert all(fill.box.y >= 0 and fill.box.y2 <= height for fill in ink.fills)
        dashed = next(rule.x for rule in ink.rules if tuple(rule.dash) == (4, 3))
        below = [text for text in ink.texts if text.y > min(tops)]
        assert all(not text.box.x + 1 < dashed < text.box.x2 - 1 for text in below)


@settings(derandomize=True, max_examples=40)
@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=40), st.integers(300, 1150))
def test_a_title_is_set_smaller_before_it_takes_a_third_line(words: list[str], width: int) -> None:
    title, largest = " ".join(words), STYLE.sizes.title
    size = title_size(title, width, STYLE)
    lines = {share: len(fonts.wrap(title, share * largest, width, fonts.SEMIBOLD)) for share in SMALLER}
    assert lines[1] <= 2 or size < largest
    assert size == SMALLER[-1] * largest or len(fonts.wrap(title, size, width, fonts.SEMIBOLD)) <= 2
