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
from relations.refresh.revision import AGAIN
from relations.values import Price, Rate
from sources import Indicator, NotCached, Rejected, Snapshot, publisher_of

_NEAR = 3  # days: a rate that applies on Tuesday was made on Monday, or before a holiday
_ENOUGH = 3  # dates in common to tell the scale of a series


@dataclass(frozen=True)
class Peers:
    """The copies of other publishers in an indicator's unit, daily or weekly; damaged ones are left out."""

    indicator: Indicator

    @cached_property
    def copies(self) -> list[tuple[str, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """The key, days since 1970 and values of each."""
        return [(copy.indicator.key, _days(copy.data["date"]), copy.data["value"].to_numpy()) for copy in self._read()]

    def show(self, suspect: Suspect) -> bool:
        """Whether one of them was near the suspect value in these days, and not near the value before it."""
        if self.indicator.frequency not in ("daily", "weekly"):
            return False
        day = int(np.datetime64(suspect.day, "D").astype(np.int64))
        return any(
            _agrees(suspect, value)
            for _, days, values in self.copies
            for value in values[slice(*np.searchsorted(days, [day - _NEAR, day + _NEAR + 1]))]
        )

    def scale(self, data: pd.DataFrame) -> tuple[str, float] | None:
        """The first of them that rows (date, value) are on another scale than, and by which factor.

        Only of what a unit says wholly, the price of a currency or of oil, and where there are dates to compare.
        """
        if not isinstance(self.indicator.unit, Rate | Price):
            return None
        ours, values = _days(data["date"]), data["value"].to_numpy(dtype=float)
        for key, days, theirs in self.copies:
            _, i, j = np.intersect1d(ours, days, assume_unique=True, return_indices=True)
            positive = (values[i] > 0) & (theirs[j] > 0)
            factors = np.log(values[i][positive] / theirs[j][positive])
            if factors.size >= _ENOUGH and abs(float(np.median(factors))) > AGAIN:
                return key, float(np.exp(np.median(factors)))
        return None

    def _read(self) -> Iterator[Snapshot]:
        for key in cache.cached_keys():
            if publisher_of(key) != publisher_of(self.indicator.key):
                try:
                    peer = cache.read(key)
                except (Rejected, NotCached):
                    continue
                alike = peer.indicator.unit == self.indicator.unit and peer.indicator.frequency in ("daily", "weekly")
                if alike and _who(peer.indicator) != _who(self.indicator):
                    yield peer


def _who(indicator: Indicator) -> str:
    """Who says it: a bank whose rates come through another publisher confirms nothing that it has said itself."""
    return indicator.publisher.partition(", through ")[0]


def _days(dates: pd.Series[pd.Timestamp]) -> npt.NDArray[np.int64]:
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _agrees(suspect: Suspect, other: float) -> bool:
    """Whether another publisher's value is nearer to the suspect's than to half-way back."""
    return bool(abs(other - suspect.value) < min(0.25 * abs(suspect.value), abs(suspect.value - suspect.level) / 2))
