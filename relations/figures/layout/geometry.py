"""Where the panels of a figure stand, and the pixels of their days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations.figures.dates import milliseconds
from relations.figures.layout.placement import Floats
from relations.story.periods import Days
from relations.values import Dating, drawn

LABEL_PADDING = 7  #: px between the labels of the value axis and the panel


@dataclass(frozen=True)
class Grid:
    """Where the panels of a figure stand, in px from its upper left corner: one below the other, all of one width."""

    width: int  #: of the figure
    height: int  #: of the figure
    left: int  #: of every panel
    top: int  #: of the first panel
    plot: int  #: width of every panel
    heights: tuple[int, ...]  #: of the panels
    heading: int  #: height of what stands between two panels
    start: date  #: first day of the axis of time
    end: date  #: the day after its last
    strip: int = 0  #: height of the strip of events under the first panel

    @property
    def tops(self) -> list[int]:
        """Where each panel begins."""
        tops = (self.top + sum(self.heights[:n]) + n * self.heading for n in range(len(self.heights)))
        return [top + (self.strip if number else 0) for number, top in enumerate(tops)]


@dataclass(frozen=True)
class Geometry:
    """Where a panel is: its size, the px left and right of it up to the margins, and the height of its heading."""

    width: float
    height: float
    left: float
    right: float
    heading: float
    x: Callable[[date], float]
    window: tuple[date, date]  #: first day, and the day after the last

    def across(self, dating: Dating, day: date) -> tuple[float, float]:
        """Pixels between which the observation of a day is drawn; at an instant, both are the same."""
        start, end = (days[0].astype(date) for days in drawn(dating, np.array([day], dtype="datetime64[D]")))
        return self.x(start), self.x(end if start == end else end + timedelta(days=1))

    def xs(self, dates: Days) -> Floats:
        """Pixels of many dates at once."""
        return self.at(dates.astype("datetime64[ms]").astype(float))

    def at(self, ms: Floats) -> Floats:
        """Pixels of many of Vega's times, in milliseconds from 1970."""
        start, end = milliseconds(date(1970, 1, 1)), milliseconds(date(1971, 1, 1))
        origin, slope = self.x(date(1970, 1, 1)), self.x(date(1971, 1, 1)) - self.x(date(1970, 1, 1))
        return np.asarray(origin + slope * (ms - start) / (end - start), dtype=float)
