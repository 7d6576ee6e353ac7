"""Other publishers of the same thing, to be asked whether a value is right: read once for an answer, if at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations import cache
from relations.refresh.jump import Suspect
from relations.refresh.revision import AGAIN, Floats
from relations.values import says_wholly
from sources import Indicator, NotCached, Rejected, Snapshot, publisher_of

_NEAR = 3  # days: a rate that applies on Tuesday was made on Monday, or before a holiday
_ENOUGH = 3  # dates, or months, in common to tell the scale of a series
_NEWEST = 24  # months that are looked at: of earlier ones a rate may be in an older money
_DAYS = ("daily", "weekly")


@dataclass(frozen=True)
class Peers:
    """The copies of other publishers in an indicator's unit, none of a longer rhythm than months, none damaged."""

    indicator: Indicator

    @cached_property
    def copies(self) -> list[tuple[Indicator, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """What each is of, its days since 1970 and its values."""
        return [(copy.indicator, _days(copy.data["date"]), copy.data["value"].to_numpy()) for copy in self._read()]

    def show(self, suspect: Suspect) -> bool:
        """Whether one of them was near the suspect value in these days, and not near the value before it."""
        if self.indicator.frequency not in _DAYS:
            return False
        day = int(np.datetime64(suspect.day, "D").astype(np.int64))
        return any(
            _agrees(suspect, value)
            for about, days, values in self.copies
            if about.frequency in _DAYS
            for value in values[slice(*np.searchsorted(days, [day - _NEAR, day + _NEAR + 1]))]
        )

    def scale(self, data: pd.DataFrame) -> tuple[str, float] | None:
        """The first of them that rows (date, value) are on another scale than, and by which factor.

        Only of what a unit says wholly, the price of a currency or of oil, and where there are dates to compare, or
        months: their middle values are near enough to tell a factor.
        """
        if not says_wholly(self.indicator.unit):
            return None
        ours, values = _days(data["date"]), data["value"].to_numpy(dtype=float)
        for about, days, theirs in self.copies:
            factors = _factors(ours, values, days, theirs)
            if factors.size < _ENOUGH or "monthly" in (about.frequency, self.indicator.frequency):
                factors = _factors(*_by_month(ours, values), *_by_month(days, theirs))[-_NEWEST:]
            if factors.size >= _ENOUGH and abs(float(np.median(factors))) > AGAIN:
                return about.key, float(np.exp(np.median(factors)))
        return None

    def _read(self) -> Iterator[Snapshot]:
        for key in cache.cached_keys():
            if publisher_of(key) != publisher_of(self.indicator.key):
                try:
                    peer = cache.read(key)
                except (Rejected, NotCached):
                    continue
                about, known = self.indicator, peer.indicator
                alike = known.unit == about.unit and known.frequency in (*_DAYS, "monthly")
                if alike and _who(known) != _who(about):
                    yield peer


def _who(indicator: Indicator) -> str:
    """Who says it: a bank whose rates come through another publisher confirms nothing that it has said itself."""
    return indicator.publisher.partition(", through ")[0]


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


def _days(dates: pd.Series[pd.Timestamp]) -> npt.NDArray[np.int64]:
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _agrees(suspect: Suspect, other: float) -> bool:
    """Whether another publisher's value is nearer to the suspect's than to half-way back."""
    return bool(abs(other - suspect.value) < min(0.25 * abs(suspect.value), abs(suspect.value - suspect.level) / 2))
