"""Who disagrees: the same thing, measured by two publishers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.values import Rate
from sources import Indicator, Rejected, Snapshot, publisher_of

_YEAR = np.timedelta64(365, "D")


@dataclass(frozen=True)
class Disagreement:
    """The largest difference from another publisher of the same thing in the last year both have."""

    key: str  #: the other's
    difference: float  #: relative to the other's value: 0.02 is 2 %
    date: date


def disagreement(
    one: Indicator, lines: Sequence[Sequence[str]], all_: Iterable[Indicator], read: Callable[[str], Snapshot]
) -> Disagreement | None:
    """The largest of the differences from other publishers of the same thing; None if there is no other.

    `read` gives the copies: of those that are compared, and of no others.
    """
    found: list[Disagreement] = []
    for other in all_:
        with suppress(Rejected):  # a damaged copy is told by `cache verify`, and compared with nothing
            if _same_thing(one, other, lines) and (worst := _largest_difference(read(one.key), read(other.key))):
                found.append(worst)
    return max(found, key=lambda disagreement: disagreement.difference, default=None)


def _same_thing(a: Indicator, b: Indicator, lines: Sequence[Sequence[str]]) -> bool:
    """Whether two publishers measure the same, in the same unit, dated alike.

    A pair of currencies says all of what is measured. Where a story lists two rates as alternatives of one line, it is
    enough; elsewhere their dates must mean the same as well: an official rate of Tuesday is the market's of Monday.
    Any other unit says too little, and so does a line, for it may list what is merely similar (Brent and WTI, a spot
    price and a future): there the two must also go by one code.
    """
    if a.unit != b.unit or publisher_of(a.key) == publisher_of(b.key) or _dated(a) != _dated(b):
        return False
    alternatives = any(a.key in line and b.key in line for line in lines)
    if isinstance(a.unit, Rate):
        return alternatives or a.dating == b.dating
    return alternatives and a.code == b.code


def _dated(indicator: Indicator) -> str:
    """What its observations are of: single days, whether every day or one in a week, or else months or years."""
    return "daily" if indicator.frequency == "weekly" else indicator.frequency


def _largest_difference(one: Snapshot, other: Snapshot) -> Disagreement | None:
    """The largest relative difference in the year up to the last date both have; None if they have none in common."""
    (our_days, ours), (their_days, theirs) = _days_and_values(one), _days_and_values(other)
    days, i, j = np.intersect1d(our_days, their_days, assume_unique=True, return_indices=True)
    if not days.size:
        return None
    last_year = days > days[-1] - _YEAR
    days, ours, theirs = days[last_year], ours[i][last_year], theirs[j][last_year]
    difference = np.abs(ours - theirs) / np.abs(theirs)
    worst = int(difference.argmax())
    return Disagreement(other.indicator.key, float(difference[worst]), pd.Timestamp(days[worst]).date())


def _days_and_values(copy: Snapshot) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """Days and values of a copy, but for those of zero, from which nothing differs by a share."""
    data = copy.data[copy.data["value"] != 0]
    return data["date"].to_numpy(dtype="datetime64[D]"), data["value"].to_numpy(dtype=float)
