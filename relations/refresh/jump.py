"""Moves that are too large to be believed at once, by the standard of the series itself.

A move is the absolute log change from the last value believed. It is believed up to twice the largest move the
series has ever made and kept: a spike, out and back, does not count, so the standard is not raised by the very errors
it is there to find. The tenge's devaluations of 12 February 2014 and 20 August 2015 and the rouble's days of December
2014 and of February and March 2022 lie within it, a misplaced decimal point does not.

A larger move is believed if the next observation keeps a part of it, or if another publisher shows it. So a real
shock beyond the bound, on the very last day, waits in quarantine for one day; a ×100 until somebody accepts it by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.values import Frequency

# The bound of a calm series and of a wild one. A halving is what a flipped unit looks like, so none is believed on the
# day. Years may do what they like up to the order of magnitude: Kazakhstan's exports to Russia rose 2.5-fold in 2011.
_LIMITS: dict[Frequency, tuple[float, float]] = {
    "daily": (math.log(1.12), math.log(1.75)),
    "weekly": (math.log(1.15), math.log(1.75)),
    "monthly": (math.log(1.50), math.log(4)),
    "annual": (math.log(4), math.log(8)),
}
_UNIT_CHANGED = math.log(10)  # a move as large as this does not become right by persisting
_KEPT = 1 / 3  # of a move: Brent's from 17.36 to 9.12 USD on 21 April 2020 was followed by 13.77, and it was true
_ENOUGH = 30  # observations of the copy to judge new ones by; a first load is judged by itself
_LONG_GAP = 30  # observations; beyond it the bound grows with the square root of time


class Suspect(NamedTuple):
    """A value to be judged, the last one believed before it, and the move between them (a log change)."""

    day: date
    value: float
    level: float
    move: float


def bound(values: npt.NDArray[np.float64], frequency: Frequency) -> float:
    """The largest log change from one observation to the next that is believed at once."""
    floor, cap = _LIMITS[frequency]
    logs = np.log(values[values > 0])
    if logs.size < 4:
        return floor
    move, twice = np.abs(np.diff(logs)), np.abs(logs[2:] - logs[:-2])  # over one observation, over two
    kept = np.minimum.reduce([move[1:-1], twice[:-1], twice[1:]])
    return float(np.clip(2 * kept.max(), floor, cap))


def jumps(
    series: pd.DataFrame, new: set[pd.Timestamp], frequency: Frequency, shown_elsewhere: Callable[[Suspect], bool]
) -> dict[pd.Timestamp, str]:
    """The new dates of a series (date, value; sorted) whose values are not believed, each with the reason."""
    values = series["value"].to_numpy(dtype=float)
    days: list[pd.Timestamp] = list(series["date"])
    believed = values[~series["date"].isin(list(new)).to_numpy()]
    limit = bound(believed if believed.size >= _ENOUGH else values, frequency)
    spacing = _spacing(series["date"])
    refused: dict[pd.Timestamp, str] = {}
    level, since = _start(values, days, new)
    for i, (day, value) in enumerate(zip(days, values, strict=True)):
        if day in new:
            suspect = Suspect(day.date(), value, level, _move(level, value))
            following = values[i + 1] if i + 1 < len(values) else math.nan
            allowed = limit * _stretch((day - since).days / spacing)
            if suspect.move > allowed and not _persists(suspect, following, limit) and not shown_elsewhere(suspect):
                refused[day] = _reason(suspect, allowed)
                continue
        if value > 0:
            level, since = value, day
    return refused


def _start(
    values: npt.NDArray[np.float64], days: list[pd.Timestamp], new: set[pd.Timestamp]
) -> tuple[float, pd.Timestamp]:
    """The level to begin with: the first value if it is an old one, else the median of three, for it may be wrong."""
    if days[0] not in new and values[0] > 0:
        return float(values[0]), days[0]
    positive = values[values > 0][:3]
    return (float(np.median(positive)) if positive.size else 1.0), days[0]


def _spacing(dates: pd.Series[pd.Timestamp]) -> float:
    """The usual number of days from one observation to the next."""
    return max(1.0, float(dates.diff().dt.days.median())) if len(dates) > 1 else 1.0


def _stretch(gap: float) -> float:
    """How much further a value may go in a gap of so many observations."""
    return math.sqrt(max(1.0, gap / _LONG_GAP))


def _move(level: float, value: float) -> float:
    """The absolute log change; infinite to zero and below."""
    return abs(math.log(value) - math.log(level)) if value > 0 else math.inf


def _persists(suspect: Suspect, following: float, limit: float) -> bool:
    """Whether the next observation is near enough and does not undo the move."""
    if suspect.move >= _UNIT_CHANGED or not following > 0 or _move(suspect.value, following) > limit:
        return False
    start = math.log(suspect.level)
    return (math.log(following) - start) / (math.log(suspect.value) - start) >= _KEPT


def _reason(suspect: Suspect, allowed: float) -> str:
    """The fact and what would change the verdict."""
    if math.isinf(suspect.move):
        return f"went from {suspect.level:g} to {suspect.value:g}, which no other publisher shows"
    factor = math.exp(min(suspect.move, 700))
    return (
        f"moved by a factor of {factor:.3g} from {suspect.level:g}, more than {math.exp(allowed):.3g}, "
        "and neither the next observation nor another publisher confirms it"
    )
