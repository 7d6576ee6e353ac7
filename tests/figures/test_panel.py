"""Scales, gaps and the transforms a panel asks for."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.dates import month_starts
from relations.figures.layout.timeline import ticks, weekends, write_axis
from relations.figures.panel import is_quote
from relations.figures.scale import fitting, value_scale
from relations.figures.theme import style_of
from relations.values import Price, Rate
from tests.found import STORY

MORE = """
[[figures]]
id = "more"
title = "Indexed"
subtitle = "Index"
window = { start = 2013-07-01, end = 2016-03-31 }
[[figures.panels]]
lines = ["rouble"]
show = "index"
base = "eeu-signed"
[[figures.panels]]
lines = ["rouble"]
show = "value"
[[figures]]
id = "changes"
title = "Changes"
subtitle = "Change on a year before"
window = { start = 1995-01-01, end = 2021-12-31 }
[[figures.panels]]
lines = ["imports"]
show = "change"
chart = "bar"
[[figures]]
id = "mixed"
title = "Mixed units"
subtitle = "Must not share a panel"
window = { start = 2013-07-01, end = 2016-03-31 }
[[figures.panels]]
lines = ["rouble", "oil"]
"""


@pytest.fixture
def story(tmp_path: Path) -> stories.Story:
    path = tmp_path / "more.toml"
    path.write_text((stories.folder() / "kazakhstan-russia.toml").read_text(encoding="utf-8") + MORE, encoding="utf-8")
    return stories.load(path)


def test_a_panel_shows_an_index_at_an_event(story: stories.Story) -> None:
    figure = draw(story, "more")
    units = [str(snapshot.indicator.unit) for _, snapshot in figure.shown]
    assert units[0].startswith("index, 2014-05-28 = 100 (0.028"), "the close before the event, and what falls loses"
    assert units[1] == "USD per RUB"


def test_a_panel_shows_changes_below_and_above_zero(story: stories.Story) -> None:
    (label, snapshot), *_ = draw(story, "changes").shown
    assert label == "Imports from Russia"
    at = snapshot.data.set_index("date")["value"]
    assert at["2014-01-01"] == pytest.approx(100 * (13807.69 / 17971.76 - 1))


def test_two_units_never_share_an_axis(story: stories.Story) -> None:
    figure = draw(story, "mixed")
    assert [label for label, _ in figure.shown] == ["Rouble"]
    assert "lines of one panel must share a unit; Rouble in RUB per USD, Oil in USD per barrel" in figure.missing[0]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.booleans())
def test_a_scale_holds_its_data_between_even_ticks(a: float, b: float, zero: bool) -> None:
    low, high = sorted((a, b))
    scale = value_scale(low, high, zero=zero)
    assert scale.low <= low + 1e-9 * (high - low)
    assert scale.high >= high - 1e-9 * (high - low)
    steps = [y - x for x, y in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert max(steps) == pytest.approx(min(steps))
    assert len(scale.ticks) >= 2
    assert len(scale.ticks) <= 6
    if zero:
        assert any(abs(tick) < 1e-9 * max(map(abs, scale.ticks)) for tick in scale.ticks)


def test_a_peg_is_flat_and_a_currency_that_loses_falls() -> None:
    peg = fitting(181.7, 182.3, Rate("KZT", "USD"), zero=False, inverted=True)
    assert peg.high - peg.low >= 0.15 * 182
    assert peg.y(181.7, 100) < peg.y(182.3, 100)
    story = STORY
    window = stories.Window(start=date(2014, 12, 8), end=date(2014, 12, 24))
    rouble, tenge, oil = (
        panel.scale for panel in draw(story, "money-and-oil", Options(show="level", window=window)).panels
    )
    assert [one.inverted for one in (rouble, tenge, oil)] == [True, True, False]
    assert rouble.high / rouble.low == pytest.approx(tenge.high / tenge.low), "equal heights are equal percentages"


def test_panels_of_one_unit_share_a_scale_and_bars_and_what_falls_far_begin_at_zero() -> None:
    story = STORY
    for show in ("index", "change"):
        scales = {panel.scale for panel in draw(story, "money-and-oil", Options(show=show)).panels}
        assert len(scales) == 1
    assert fitting(26, 116, Price("USD", "barrel"), zero=False).low == 0
    assert fitting(60, 116, Price("USD", "barrel"), zero=False).low > 0


@given(st.floats(0.001, 1e5), st.floats(1.001, 50))
def test_tick_labels_say_different_numbers(low: float, ratio: float) -> None:
    scale = value_scale(low, low * ratio, zero=False)
    labels = [scale.label(tick) for tick in scale.ticks]
    assert len(set(labels)) == len(labels)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(2, 12000), st.integers(200, 1400), st.booleans())
def test_labels_of_time_never_touch_and_the_first_carries_its_year(
    start: date, days: int, width: int, annual: bool
) -> None:
    """On every window down to days, and never fewer than two; of lines of years, as many as it has years."""
    end = start + timedelta(days=days)
    found = ticks(start, end, width, annual=annual)
    style = style_of("light", 640)
    ink = write_axis(found, lambda day: width * (day - start).days / days, (-40, width + 60), style, bare=True)
    boxes = [text.box for text in ink.texts]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert all(box.x >= -40 and box.x2 <= width + 60 for box in boxes)
    rows = [text.y for text in ink.texts]
    years = (end - timedelta(days=1)).year - start.year + 1
    assert rows.count(min(rows)) >= (min(2, years) if annual else 2)
    first, *_ = sorted(found, key=lambda tick: tick.rank)
    assert str(first.day.year) in first.words + first.below


def test_a_window_of_days_has_a_tick_a_day_and_shades_its_weekends() -> None:
    assert [tick.words for tick in ticks(date(2014, 12, 8), date(2014, 12, 18), 900)] == [str(n) for n in range(8, 18)]
    assert list(weekends(date(2014, 12, 8), date(2014, 12, 18))) == [(date(2014, 12, 13), date(2014, 12, 15))]


def test_quarters_start_with_the_year() -> None:
    assert list(month_starts(date(2013, 7, 1), date(2014, 4, 2), 3)) == [
        date(2013, 7, 1),
        date(2013, 10, 1),
        date(2014, 1, 1),
        date(2014, 4, 1),
    ]


@pytest.mark.parametrize(
    ("quote", "base", "rises_as_it_falls"),
    [("RUB", "USD", True), ("RUB", "AMD", False), ("KZT", "RUB", False), ("USD", "AUD", False)],
)
def test_an_axis_is_turned_over_for_the_currency_whose_worth_the_evidence_watches(
    quote: str, base: str, *, rises_as_it_falls: bool
) -> None:
    """The dram that costs more roubles was drawn falling, as “weaker”, with “−39 % of its value”."""
    assert is_quote(Rate(quote, base), "first") is rises_as_it_falls
