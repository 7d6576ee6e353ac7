"""The lane of events above the panels: which are named, in two rows at most, each beside the top of its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations.figures import fonts
from relations.figures.layout.ink import Ink, Rule, Text
from relations.figures.layout.placement import Slot, stack
from relations.figures.panel import DrawnPanel, Series, told
from relations.figures.theme import Style
from relations.story import Event
from relations.story.periods import stands

ROWS = 2  #: of names
ROOM = 3  #: px between the lowest row and the panels
BETWEEN = 6.0  #: px between a name and its date

X = Callable[[date], float]
Said = Callable[[date], str]


@dataclass(frozen=True)
class Lane:
    """The names' ink relative to the upper edge of what is below, the height it takes, and the events it names."""

    ink: Ink
    height: float
    named: tuple[Event, ...]


def lane(ranked: Sequence[Event], x: X, limits: tuple[float, float], style: Style, day: Said | None = None) -> Lane:
    """Name events between `limits` (px from the panels' left edge), with their days if all have room with them.

    `ranked` are those to be named, the most important first: one that finds no place in two rows is left out. `day`
    says a day in words; without it no day is said.
    """
    chosen, slots = _placed(ranked, x, limits, style, day)
    if day and len(chosen) < len(ranked):
        return lane(ranked, x, limits, style)
    ink, row = Ink(), fonts.line_box(style.sizes.label) + 0.5
    for event, slot in zip(chosen, slots, strict=True):
        baseline = -ROOM - slot.row * row - fonts.descent(style.sizes.label)
        _name(ink, event, slot.x, baseline, style, day)
        ink.rules.append(rule(event, x(event.date), baseline - style.sizes.label * 0.75, 0, style))
    rows = 1 + max((slot.row for slot in slots), default=-1)
    return Lane(ink, rows * row + ROOM if rows else 0.0, tuple(chosen))


def _placed(
    ranked: Sequence[Event], x: X, limits: tuple[float, float], style: Style, day: Said | None
) -> tuple[list[Event], list[Slot]]:
    """The events that find a place beside all that are more important, and their places."""
    chosen: list[Event] = []
    found: list[Slot] = []
    for event in ranked:
        more = [*chosen, event]
        widths = [_width(one, style, day) for one in more]
        slots = stack([x(one.date) for one in more], widths, *limits)
        if slots is not None and max(slot.row for slot in slots) < ROWS:
            chosen, found = more, slots
    return chosen, found


def _weight(event: Event) -> int:
    """Names of what the article cites are heavier."""
    return fonts.SEMIBOLD if event.role == "cited" else fonts.REGULAR


def _width(event: Event, style: Style, day: Said | None) -> float:
    """Width in px of a name, and of its date."""
    name = fonts.width(event.label, style.sizes.label, _weight(event))
    return name + (BETWEEN + fonts.width(day(event.date), style.sizes.label) if day else 0.0)


def _name(ink: Ink, event: Event, start: float, baseline: float, style: Style, day: Said | None) -> None:
    """An event's name from `start` on, and its day beside it."""
    size, weight, colors = style.sizes.label, _weight(event), style.colors
    color = colors.text if event.role == "cited" else colors.muted
    ink.texts.append(Text(start, baseline, (event.label,), size, color, weight))
    if day:
        beside = start + fonts.width(event.label, size, weight) + BETWEEN
        ink.texts.append(Text(beside, baseline, (day(event.date),), size, colors.muted))


def rule(event: Event, x: float, y: float, y2: float, style: Style) -> Rule:
    """An event's rule: thin and light; that of the one chosen in ink, and three times as wide."""
    chosen = event.id == style.highlight
    return Rule(x, y, x, y2, style.colors.text if chosen else style.colors.rule, 3.0 if chosen else 1.0, (), event.id)


NEAR = timedelta(days=1)  #: between an event and an edge of what is drawn that is the event's
WITHIN = np.timedelta64(7, "D")  #: the days −1 to +1 of a line, with a weekend and a holiday between


def names_at(width: float) -> int:
    """How many events are named in a figure of that width in px, if nobody asks for more."""
    return 6 if width >= 900 else 4 if width >= 560 else 3


def ranked(events: Sequence[Event], drawn: Sequence[DrawnPanel], first: Sequence[str]) -> tuple[Event, ...]:
    """The events known to the day, those to be named first at the beginning.

    First those of the ids given, in their order; then those at an edge of what is drawn (of a band, a base, a day whose
    value is told); then those the article cites; then by the largest move of a line around them, the earlier of equals.
    """
    wanted = {name: place for place, name in enumerate(dict.fromkeys(first))}
    edges = {day for panel in drawn for day in _edges(panel)}
    moving = [_moves(series) for panel in drawn for series in panel.series if series.dating.period == "day"]

    def order(event: Event) -> tuple[int, bool, bool, float, date]:
        at_edge = any(abs(event.date - edge) <= NEAR for edge in edges)
        moved = max((moves(event.date) for moves in moving), default=0.0)
        return wanted.get(event.id, len(wanted)), not at_edge, event.role != "cited", -moved, event.date

    return tuple(sorted((event for event in events if event.precision == "day"), key=order))


def _edges(panel: DrawnPanel) -> Iterator[date]:
    """The days at which something in a panel begins, ends or is told."""
    yield from (day for band in panel.bands for day in (band.start, band.end))
    yield from told(panel.spec)
    if isinstance(panel.spec.base, date):
        yield panel.spec.base


def _moves(series: Series) -> Callable[[date], float]:
    """How far a line went from the value before a day to that of the day after it, in its own standard deviations.

    0 where it has no values so close.
    """
    values, days = series.shown.values, stands(series.shown)[0]
    levels = np.log(values) if values.min() > 0 else values
    usual = float(np.diff(levels).std()) if len(levels) > 1 else 0.0

    def moved(day: date) -> float:
        after = int(days.searchsorted(np.datetime64(day)))
        before, last = after - 1, min(after + 1, len(days) - 1)
        if before < 0 or after == len(days) or days[last] - days[before] > WITHIN:
            return 0.0
        return abs(float(levels[last] - levels[before])) / usual if usual else 0.0

    return moved
