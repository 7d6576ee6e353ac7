"""Who disagrees: the same thing, measured by two publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from sources import Snapshot


@dataclass(frozen=True)
class Disagreement:
    """The largest difference from another publisher of the same thing in the last year both have."""

    key: str  #: the other's
    difference: float  #: relative to the other's value: 0.02 is 2 %
    date: date


def disagreement(copy: Snapshot, lines: Sequence[Sequence[str]], copies: Iterable[Snapshot]) -> Disagreement | None:
    """The largest of the differences from other publishers of the same thing; None if there is no other."""
    others = (other for other in copies if _same_thing(copy, other, lines))
    found = [difference for other in others if (difference := _largest_difference(copy, other))]
    return max(found, key=lambda disagreement: disagreement.difference, default=None)


def _same_thing(one: Snapshot, other: Snapshot, lines: Sequence[Sequence[str]]) -> bool:
    """Whether two publishers measure the same: alternatives of one line, or the rate of the same two currencies.

    What a date means must be the same as well: an official rate of Tuesday is the market's of Monday.
    """
    a, b = one.indicator, other.indicator
    if a.key.split("/")[0] == b.key.split("/")[0] or (a.unit, a.date_means) != (b.unit, b.date_means):
        return False
    pair_of_currencies = re.fullmatch(r"[A-Z]{3} per [A-Z]{3}", a.unit)
    return pair_of_currencies is not None or any(a.key in line and b.key in line for line in lines)


def _largest_difference(one: Snapshot, other: Snapshot) -> Disagreement | None:
    """The largest relative difference in the last year both cover; None if no date of it is common."""
    end = np.datetime64(min(one.last, other.last))
    (our_days, ours), (their_days, theirs) = _year_to(end, one), _year_to(end, other)
    days, i, j = np.intersect1d(our_days, their_days, assume_unique=True, return_indices=True)
    if not days.size:
        return None
    difference = np.abs(ours[i] - theirs[j]) / np.abs(theirs[j])
    worst = int(difference.argmax())
    return Disagreement(other.indicator.key, float(difference[worst]), pd.Timestamp(days[worst]).date())


def _year_to(end: np.datetime64, copy: Snapshot) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """Days and values other than zero of the year up to a day."""
    data = copy.data[copy.data["date"].between(pd.Timestamp(end) - pd.DateOffset(years=1), pd.Timestamp(end))]
    data = data[data["value"] != 0]
    return data["date"].to_numpy(dtype="datetime64[D]"), data["value"].to_numpy(dtype=float)
