"""Stories nobody wrote: whatever their events, words, windows and panels, nothing overlaps and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations.figures import Options, draw
from relations.figures.options import SIZES
from relations.story import ROLES, Band, Change, Event, FigureSpec, Panel, Story, Window
from tests.figures.rendered import faults
from tests.found import STORY

EXAMPLES = 3  #: per size; with a profile of 100 and random seeds it has been run by hand
SHAPES: dict[str, dict[str, Any]] = {
    **SIZES,
    "phone": {"width": 390, "height": 640},
    "page": {"width": 920, "height": 736},
    "odd": {"width": 733, "height": 391, "exact": True},
    "least": {"width": 320, "height": 200, "exact": True},
}
DAILY = ("rouble", "tenge", "oil", "tenge-per-rouble")
ANNUAL = ("exports", "imports")
WORDS = (
    "Union treaty signed", "OPEC", "Key rate 17 %", "coal, compromise", "Ставка", "рубль отпущен", "Договор о союзе",
    "Еуразиялық одақ", "теңге құнсызданды", "Қазақстан", "үкімет", "“Event of the year”", "in force", "remark — later",
)  # fmt: skip


@cache
def base() -> Story:
    return STORY


def days(window: Window) -> st.SearchStrategy[date]:
    return st.dates(window.start, window.end)


def clustered(window: Window) -> st.SearchStrategy[date]:
    """Within a few days of a day."""
    middle = window.start + (window.end - window.start) / 2
    return st.builds(lambda offset: min(max(middle + timedelta(days=offset), window.start), window.end),
                     st.integers(-4, 4))  # fmt: skip


@st.composite
def labels(draw_: st.DrawFn) -> str:
    words = " ".join(draw_(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)))
    return words[: draw_(st.integers(5, 60))].strip().ljust(5, "ә")


@st.composite
def events(draw_: st.DrawFn, window: Window) -> tuple[Event, ...]:
    """1 to 40, crowded into a few days, spread over the window, or both."""
    where = draw_(st.sampled_from([clustered(window), days(window), st.one_of(clustered(window), days(window))]))
    precision = draw_(st.sampled_from([["day"], ["day", "day", "day", "month", "year"], ["month", "year"]]))
    found = []
    for number in range(draw_(st.integers(1, 40))):
        role = draw_(st.sampled_from(ROLES))
        found.append(
            Event(
                id=f"event-{number}",
                date=draw_(where),
                precision=draw_(st.sampled_from(precision)),
                label=draw_(labels()),
                sentence="Something happened.",
                role=role,
                paragraphs=tuple(draw_(st.lists(st.integers(1, 30), min_size=1, max_size=3)))
                if role == "cited"
                else (),
                sources=(draw_(st.sampled_from(sorted(base().works))),),
            )
        )
    return tuple(found)


def changes(found: list[date]) -> tuple[Change, ...]:
    return tuple(Change(start=a, end=b) for a, b in pairwise(sorted(set(found))))


@st.composite
def panels(draw_: st.DrawFn, window: Window) -> Panel:
    lines = tuple(draw_(st.lists(st.sampled_from(DAILY), min_size=1, max_size=4, unique=True)))
    at = st.lists(st.one_of(days(window), clustered(window)), max_size=5)
    if len(lines) > 1:
        return Panel(lines=lines, show="index", base=window.start, values=tuple(draw_(at)))
    return Panel(lines=lines, values=tuple(draw_(at)), changes=changes(draw_(at)))


@st.composite
def annual_panels(draw_: st.DrawFn, window: Window) -> Panel:
    lines = tuple(draw_(st.lists(st.sampled_from(ANNUAL), min_size=1, max_size=2, unique=True)))
    at = st.lists(st.one_of(days(window), days(window).map(lambda day: day.replace(month=1, day=1))), max_size=4)
    chart = draw_(st.sampled_from(["bar", "step", "line"]))
    return Panel(lines=lines, chart=chart, values=tuple(draw_(at)), changes=changes(draw_(at)))  # type: ignore[arg-type]


@st.composite
def random_stories(draw_: st.DrawFn) -> Story:
    annual = draw_(st.integers(0, 4)) == 0
    start = draw_(st.dates(date(2006, 1, 1), date(2014, 6, 1)))
    window = Window(start=start, end=start + timedelta(days=draw_(st.integers(60, 1500))))
    if annual:
        window = Window(start=date(1995, 1, 1), end=date(draw_(st.integers(1999, 2021)), 12, 31))
    found = draw_(events(window))
    one = annual_panels(window) if annual else panels(window)
    bands = [
        Band(id=f"band-{i}", label=draw_(labels()), start=span[0], end=span[1], lines=(*DAILY, *ANNUAL))
        for i in range(draw_(st.integers(0, 2)))
        if (span := sorted(draw_(st.tuples(days(window), days(window)))))[0] < span[1]
    ]
    spec = FigureSpec(
        id="random",
        title=draw_(labels()),
        subtitle=draw_(labels()),
        window=window,
        panels=tuple(draw_(st.lists(one, min_size=1, max_size=3))),
    )
    return base().model_copy(update={"events": found, "bands": tuple(bands), "figures": (spec,), "claims": ()})


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
@given(story=random_stories(), theme=st.sampled_from(["light", "dark"]))
def test_nothing_overlaps_and_nothing_is_lost(shape: str, story: Story, theme: str) -> None:
    figure = draw(story, "random", Options(**SHAPES[shape], theme=theme))  # type: ignore[arg-type]
    assert figure.width == SHAPES[shape]["width"]
    assert faults(figure) == []
