"""What a panel shows: its series, and the courses they are drawn along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

import numpy as np
import pandas as pd

from relations.evidence.worth import watched
from relations.figures.scale import Scale
from relations.story import Band, Panel
from relations.story.figures import Chart
from relations.story.hue import Hue
from relations.story.periods import DAY, breaks, stands
from relations.story.series import Regime
from relations.values import Dating, Rate, Unit, may_be_added
from sources import Snapshot
from transforms import derived


@dataclass(frozen=True)
class Series:
    """One line of a panel: what the story calls it, and the observations shown."""

    name: str
    label: str
    shown: Snapshot
    hue: Hue  #: whose it is, which gives it its colour
    then: Snapshot | None = None  #: what of it was known then, where a figure shows both: the rest is drawn pale
    level: Snapshot | None = None  #: all of it as its publisher has it, before it was indexed or cut
    axis: str = ""  #: how an editor names what it measures
    regimes: tuple[Regime, ...] = ()  #: when it was held

    @property
    def unit(self) -> Unit:
        """Unit of the observations shown."""
        return self.shown.indicator.unit

    @property
    def is_quote(self) -> bool:
        """Whether it rises as its currency falls, so that its axis is turned over."""
        return is_quote(self.unit, self.hue)

    @property
    def dating(self) -> Dating:
        """What the dates of the observations stand for."""
        return self.shown.indicator.dating


@dataclass(frozen=True)
class DrawnPanel:
    """A panel with its data."""

    spec: Panel
    series: tuple[Series, ...]
    bands: tuple[Band, ...]
    scale: Scale
    headed: bool = True  #: whether a heading says what its axis is in, as the subtitle does not
    why: str = ""  #: of a panel whose lines all have no numbers, in words why: it is an empty frame that says so

    @property
    def stacked(self) -> bool:
        """Whether its bars stand on each other."""
        return is_stacked(self.spec, self.series)

    @cached_property
    def total(self) -> Snapshot:
        """The sum of lines that stand on each other, on the days that all of them have."""
        every = pd.concat([one.shown.data for one in self.series]).groupby("date")["value"]
        added = every.sum()[every.size() == len(self.series)]
        return derived(self.series[0].shown, added.reset_index())

    @cached_property
    def partial(self) -> list[tuple[date, date, tuple[str, ...]]]:
        """Where some of the lines that stand on each other have no bar: first and last day, and their labels."""
        if not self.stacked:
            return []
        days = [(one.label, set(one.shown.data["date"].dt.date)) for one in self.series]
        lacking = {
            day: tuple(label for label, own in days if day not in own) for day in set().union(*dict(days).values())
        }
        runs = ((labels, list(run)) for labels, run in groupby(sorted(lacking), lacking.__getitem__))
        return [(run[0], run[-1], labels) for labels, run in runs if labels]

    def compared(self, series: Series) -> frozenset[date]:
        """The observations of a line, of bars, that the title compares: those whose value or change is told."""
        starts, stops = stands(series.shown)
        dates = series.shown.data["date"].to_numpy().astype("datetime64[D]")
        hit = [np.flatnonzero((starts <= day) & (day <= stops)) for day in map(np.datetime64, told(self.spec))]
        return frozenset(dates[place].astype(date) for places in hit for place in places)


def told(panel: Panel) -> list[date]:
    """The days whose values a panel tells, alone or as the ends of a change."""
    return [*panel.values, *(day for change in panel.changes for day in (change.start, change.end))]


def is_stacked(panel: Panel, series: Sequence[Series]) -> bool:
    """Whether the bars of several lines stand on each other, as their sum has a meaning."""
    return panel.chart == "bar" and len(series) > 1 and may_be_added(series[0].unit, series[0].unit)


def is_quote(unit: Unit, hue: Hue) -> bool:
    """Whether it rises as the currency falls whose worth it tells: tenge per dollar do, roubles per dram do not."""
    return isinstance(unit, Rate) and watched(unit) == unit.quote and hue != "both"


def unflagged(panel: Panel, name: str, data: pd.DataFrame) -> pd.DataFrame:
    """The observations of a line that may be read like each other."""
    flagged = [pd.Timestamp(day) for day in panel.flagged(name)]
    return data[~data["date"].isin(flagged)] if flagged else data


def corners(panel: DrawnPanel, series: Series) -> pd.DataFrame:
    """The corners of a line of a panel, broken where an observation must not be read like the others."""
    fit = unflagged(panel.spec, series.name, series.shown.data)
    whole = len(fit) in (0, len(series.shown.data))
    return course(series.shown if whole else derived(series.shown, fit), panel.spec.chart)


@lru_cache(maxsize=16)
def course(snapshot: Snapshot, chart: Chart) -> pd.DataFrame:
    """The corners a line or a step is drawn through: columns date and value, no value where it is broken.

    Each tread of a step reaches to the end of what it is of, also before a gap.
    """
    start, end = stands(snapshot)
    values = snapshot.values
    gaps = np.flatnonzero(breaks(snapshot))
    treads = np.r_[gaps, len(values) - 1] if chart == "step" else gaps[:0]
    days = np.concatenate([start, end[treads], end[gaps] + DAY]).astype("datetime64[us]")
    shown = np.concatenate([values, values[treads], np.full(gaps.size, np.nan)])
    order = np.argsort(np.concatenate([np.arange(len(values)), treads + 0.3, gaps + 0.6]), kind="stable")
    return pd.DataFrame({"date": days[order], "value": shown[order]})
