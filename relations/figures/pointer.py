"""What a pointer can read off a figure on the page: where its panels are, what its lines were, what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

import numpy as np

from relations.figures.dates import milliseconds, named
from relations.figures.layout.geometry import Grid
from relations.figures.panel import DrawnPanel, Series
from relations.i18n import written
from relations.i18n.units import beside, spoken
from relations.story import Event
from relations.story.periods import stands
from relations.values import is_level
from sources import Rejected, Snapshot
from transforms.index import base_value

DAY = 86_400_000  #: milliseconds
MOST = 2000  #: observations of a line that are sent; a pointer cannot tell more apart


def pointer_data(grid: Grid, panels: Sequence[DrawnPanel], events: Sequence[Event], base: date) -> dict[str, Any]:
    """A figure as the page's pointer reads it, in types JSON has. Lengths are px, days count from 1970-01-01.

    Keys: width, height, left and plot (where the panels begin, and their width), tops and panel (where each begins, and
    the height of the last), start and end (the days at the ends of the axis), base (the day changes are counted from,
    in words), events (id, label, date, day, and counted: how many observations there are up to it), and lines: label,
    mark (the class of what it is drawn with), unit (a value with its unit, {} for the number), publisher, panel, days,
    values (to seven digits, more than are read), stride (of how many observations one is sent), first (the value
    changes are counted from, or null), both (whether it rises as its currency falls, so that the change of the
    currency's value is told), ends (of values that stand for all of a period, its last day, else null) and names (what
    a value is of, in words, else null where that is its day). Observations are those of the first line of days.
    """
    counted = _counted(panels)
    return {
        "width": grid.width,
        "height": grid.height,
        "left": grid.left,
        "plot": grid.plot,
        "tops": grid.tops,
        "panel": grid.heights[-1] if grid.heights else 0,
        "start": _count(grid.start),
        "end": _count(grid.end),
        "base": written(base),
        "lines": [_line(series, number, base) for number, panel in enumerate(panels) for series in panel.series],
        "events": [
            {
                "id": event.id,
                "label": event.label,
                "date": written(event.date),
                "day": _count(event.date),
                "counted": int(np.searchsorted(counted, _count(event.date), side="right")),
            }
            for event in events
            if event.precision == "day"
        ],
    }


def _count(day: date) -> int:
    return milliseconds(day) // DAY


def _counted(panels: Sequence[DrawnPanel]) -> np.ndarray:
    """The days on which the first line of days has a value; none if there is no such line."""
    lines = (one.shown for panel in panels for one in panel.series if one.dating.period == "day")
    return next((stands(one)[0].astype(np.int64) for one in lines), np.empty(0, np.int64))


def _line(series: Series, panel: int, base: date) -> dict[str, Any]:
    snapshot, unit = series.shown, series.unit
    stride, of_days = ceil(len(snapshot.data) / MOST), series.dating.period == "day"
    starts, ends = (days[::stride].astype(np.int64).tolist() for days in stands(snapshot))
    dates = snapshot.data["date"].iloc[::stride]
    return {
        "label": series.label,
        "mark": f"line-{panel}-{series.name}",
        "unit": beside("{}", unit),
        "publisher": spoken(snapshot.indicator.publisher),
        "panel": panel,
        "days": starts,
        "values": [float(f"{value:.7g}") for value in snapshot.values[::stride].tolist()],
        "stride": stride,
        "first": _first(snapshot, base),
        "both": series.is_quote,
        "ends": ends if series.dating.is_across else None,
        "names": None if of_days else [named(snapshot.indicator, day.date()) for day in dates],
    }


def _first(snapshot: Snapshot, base: date) -> float | None:
    """The value at the base, or the first one after it; none for what is a percentage already, or not positive."""
    if not is_level(snapshot.indicator.unit):
        return None
    try:
        value = base_value(snapshot, base)[1]
    except Rejected:
        value = float(snapshot.data["value"].iloc[0])
    return value if value > 0 else None
