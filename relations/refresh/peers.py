"""Other publishers of the same thing, to be asked whether a value is right: read once for an answer, if at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations import cache
from relations.refresh.jump import Suspect
from relations.refresh.kin import kin
from relations.refresh.revision import Floats
from relations.values import says_wholly
from sources import Indicator, NotCached, Rejected, Snapshot

_NEAR = 3  # days: a rate that applies on Tuesday was made on Monday, or before a holiday
_ENOUGH = 3  # dates, or months, in common to tell the scale of a series
_NEWEST = 24  # months that are looked at: of earlier ones a rate may be in an older money
_DAYS = ("daily", "weekly")
_IN_A_YEAR = {"monthly": 12, "quarterly": 4}


class Scale(NamedTuple):
    """How a series compares with what others say: whether any could be compared, and who is too far away, if any."""

    compared: bool
    other: str = ""  #: the key of a copy that it is on another scale than
    factor: float = 1.0  #: times that copy


@dataclass(frozen=True)
class Peers:
    """The copies that say something of an indicator's scale, none damaged."""

    indicator: Indicator

    @cached_property
    def copies(self) -> list[tuple[Indicator, float, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """What each is of, how far its values may be away, as a log factor, its days since 1970 and its values."""
        return [
            (copy.indicator, limit, _days(copy.data["date"]), copy.data["value"].to_numpy())
            for copy, limit in self._read()
        ]

    def show(self, suspect: Suspect) -> bool:
        """Whether one of them was near the suspect value in these days, and not near the value before it."""
        if self.indicator.frequency not in _DAYS:
            return False
        day = int(np.datetime64(suspect.day, "D").astype(np.int64))
        return any(
            _agrees(suspect, value)
            for about, _, days, values in self.copies
            if about.frequency in _DAYS
            for value in values[slice(*np.searchsorted(days, [day - _NEAR, day + _NEAR + 1]))]
        )

    def scale(self, data: pd.DataFrame) -> Scale:
        """The scale of rows (date, value) beside theirs.

        Of what a unit says wholly, the price of a currency or of oil, by the dates both have, or by the middle values
        of months, which are near enough to tell a factor; of all else by years, of trade the sum of twelve months.
        """
        ours, values = _days(data["date"]), data["value"].to_numpy(dtype=float)
        compared = False
        for about, limit, days, theirs in self.copies:
            if says_wholly(self.indicator.unit):
                factors = _factors(ours, values, days, theirs)
                if factors.size < _ENOUGH or "monthly" in (about.frequency, self.indicator.frequency):
                    factors = _factors(*_by_month(ours, values), *_by_month(days, theirs))[-_NEWEST:]
            else:
                factors = _factors(*_by_year(self.indicator, ours, values), *_by_year(about, days, theirs))
            if factors.size >= _ENOUGH:
                compared = True
                if abs(factor := float(np.median(factors))) > limit:
                    return Scale(compared, about.key, float(np.exp(factor)))
        return Scale(compared)

    def _read(self) -> Iterator[tuple[Snapshot, float]]:
        for key in cache.cached_keys():
            with suppress(Rejected, NotCached):
                for other, limit in kin(self.indicator, [cache.glance(key).indicator]):
                    yield cache.read(other.key), limit


def _factors(ours: npt.NDArray[np.int64], values: Floats, days: npt.NDArray[np.int64], theirs: Floats) -> Floats:
    """The logarithms of our values over theirs, of what both have and is above zero."""
    _, i, j = np.intersect1d(ours, days, assume_unique=True, return_indices=True)
    positive = (values[i] > 0) & (theirs[j] > 0)
    return np.asarray(np.log(values[i][positive] / theirs[j][positive]))


def _by_month(days: npt.NDArray[np.int64], values: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The middle value of each month, by months since 1970."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    middle = pd.Series(values).groupby(months).median()
    return np.asarray(middle.index, np.int64), np.asarray(middle, np.float64)


def _by_year(about: Indicator, days: npt.NDArray[np.int64], values: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The value of each year, by years since 1970: of what is summed up that of a whole one, else the middle value."""
    by_year = pd.Series(values).groupby(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64))
    if about.dating.collected == "sum":
        years = by_year.sum()[by_year.count() == _IN_A_YEAR.get(about.frequency, 1)]
    else:
        years = by_year.median()
    return np.asarray(years.index, np.int64), np.asarray(years, np.float64)


def _days(dates: pd.Series[pd.Timestamp]) -> npt.NDArray[np.int64]:
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _agrees(suspect: Suspect, other: float) -> bool:
    """Whether another publisher's value is nearer to the suspect's than to half-way back."""
    return bool(abs(other - suspect.value) < min(0.25 * abs(suspect.value), abs(suspect.value - suspect.level) / 2))
