"""The rows of a copy in data/cache, read by pandas alone."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

CACHE = Path(__file__).parents[2] / "data" / "cache"
Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Rows:
    """Days and values, oldest first."""

    days: Days
    values: Floats

    def until(self, day: np.datetime64 | str) -> "Rows":
        """The rows of this day and before."""
        kept = self.days <= np.datetime64(day)
        return replace(self, days=self.days[kept], values=self.values[kept])

    def at(self, day: np.datetime64 | str) -> float:
        """The value of exactly this day."""
        return float(self.values[np.searchsorted(self.days, np.datetime64(day))])

    def last(self, day: np.datetime64 | str) -> int:
        """The place of the last row of this day or before, -1 if there is none."""
        return int(np.searchsorted(self.days, np.datetime64(day), side="right")) - 1


@cache
def read(key: str) -> Rows:
    """One copy of the cache."""
    table = pd.read_csv(CACHE / f"{key}.csv", comment="#")
    return Rows(table["date"].to_numpy(dtype="datetime64[D]"), table["value"].to_numpy(dtype=float))


def cross(one: Rows, other: Rows) -> Rows:
    """What one unit of the second's currency costs in the first's, on the days both have."""
    days, left, right = np.intersect1d(one.days, other.days, return_indices=True)
    return Rows(days, one.values[left] / other.values[right])
