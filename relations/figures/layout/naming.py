"""Which events of a figure are named in it: those its story or its viewer names, then what the lines drawn tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from relations.figures.panel import DrawnPanel, Series
from relations.story import Event
from relations.story.periods import stands

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
    yield from (day for part in (*panel.bands, *panel.spec.changes) for day in (part.start, part.end))
    yield from panel.spec.values
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
