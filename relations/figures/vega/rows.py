"""The rows a line or its bars are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.figures.panel import DrawnPanel, Series, corners, told
from relations.story.periods import stands

Rows = list[dict[str, Any]]
Integers = npt.NDArray[np.int64]
PER_COLUMN = 2  #: rows of a thinned line per column of pixels, at most and on average
A_DAY = 86_400_000  #: milliseconds
INSET = 0.13  #: share of its period that a group of bars leaves free on either side


@dataclass(frozen=True)
class Columns:
    """The columns of pixels a panel is drawn on."""

    start: date
    end: date  #: the day after the last
    width: float  #: px

    def of(self, days: pd.Series[pd.Timestamp]) -> Integers:
        """The column of each day, from 0 at the left."""
        since = (days.to_numpy() - np.datetime64(self.start)) / (np.datetime64(self.end) - np.datetime64(self.start))
        return np.floor(since * self.width).astype(np.int64)


def points(panel: DrawnPanel, series: Series, columns: Columns | None = None) -> Rows:
    """A row per corner of the line and per gap.

    With columns of pixels, a line has no more rows than can be told apart.
    """
    data = corners(panel, series)
    if columns and panel.spec.chart == "line":
        data = thinned(data, columns, {*told(panel.spec), *(flag.date for flag in panel.spec.flags)})
    days = np.datetime_as_string(data["date"].to_numpy(), unit="D").tolist()
    values = [None if isnan(value) else value for value in data["value"].tolist()]
    return [{"date": day, "value": value} for day, value in zip(days, values, strict=True)]


def thinned(data: pd.DataFrame, columns: Columns, kept: set[date] | frozenset[date] = frozenset()) -> pd.DataFrame:
    """Of the observations that share a column of pixels the lowest and the highest, which is the line one sees there.

    Gaps, the ends of what they part and the days `kept` stay, whatever their values. This is the min-max aggregation
    that Jugel et al. 2014 (M4, PVLDB 7(10), 797-808) compare theirs with: two rows per column where M4 has four.
    """
    values, column = data["value"].to_numpy(), columns.of(data["date"])
    days = np.array(sorted(kept), dtype="datetime64[D]")
    gap = np.isnan(values)
    apart = np.flatnonzero((np.diff(column) != 0) | gap[1:] | gap[:-1])  # the last row of every group but the last
    group = np.repeat(np.arange(len(apart) + 1), np.diff(np.r_[0, apart + 1, len(values)]))
    rising = np.lexsort((values, group))
    keep: npt.NDArray[np.bool_] = gap | np.r_[True, gap[:-1]] | np.r_[gap[1:], True] | np.isin(data["date"], days)
    keep[rising[np.r_[0, apart + 1]]] = True
    keep[rising[np.r_[apart, len(values) - 1]]] = True
    return data.loc[keep]


def bars(panel: DrawnPanel, series: Series) -> Rows:
    """A bar per observation, on those of the lines before it or side by side within its period.

    `kind` is how it is drawn: full for what is compared, or known then; flagged for what must not be; else tint.
    """
    place, count = (0, 1) if panel.stacked else (panel.series.index(series), len(panel.series))
    below = panel.series[: panel.series.index(series)] if panel.stacked else ()
    low = pd.concat([pd.Series(dtype=float), *(one.shown.data.set_index("date")["value"] for one in below)])
    lows = low.groupby(level=0).sum().to_dict()
    flagged, then = set(panel.spec.flagged(series.name)), series.then
    full = panel.compared(series) if then is None else {day.date() for day in then.data["date"]}
    rows: Rows = []
    starts, ends = (days.astype("datetime64[ms]").astype(np.int64).tolist() for days in stands(series.shown))
    days, values = (series.shown.data[column].tolist() for column in ("date", "value"))
    for start, end, day, value in zip(starts, ends, days, values, strict=True):
        length = end + A_DAY - start
        width = length * (1 - 2 * INSET) / count
        left = start + length * INSET + place * width
        base, on = float(lows.get(day, 0.0)), day.date()
        rows.append(
            {
                "date": round(left),
                "end": round(left + width),
                "low": base,
                "top": base + value,
                "value": value,
                "kind": "flagged" if on in flagged else "full" if not full or on in full else "tint",
            }
        )
    return rows


#: How joined rows become rows again: by expressions alone. Vega's reader of CSV makes a function of the names of the
#: columns, which no page allows whose policy is strict.
UNJOINED = (
    {"calculate": "split(datum.days, ',')", "as": "date"},
    {"calculate": "split(datum.numbers, ',')", "as": "value"},
    {"flatten": ["date", "value"]},
    {"calculate": "toDate(datum.date)", "as": "date"},
    {"calculate": "toNumber(datum.value)", "as": "value"},
)


def attached(rows: Rows, *, joined: bool = False) -> dict[str, Any]:
    """Rows as a layer takes them.

    Joined they are two texts with commas, half the bytes of JSON, since a page sends them to every viewer.
    """
    if not joined:
        return {"data": {"values": rows}}
    days, numbers = (
        ",".join(str(row[name]) if row[name] is not None else "" for row in rows) for name in ("date", "value")
    )
    return {"data": {"values": [{"days": days, "numbers": numbers}]}, "transform": [*UNJOINED]}
