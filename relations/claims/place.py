"""Where one stands among many: its rank, of how many, their median, and whether it is one of few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Reading = Literal["top tenth", "above the median"]


@dataclass(frozen=True)
class Place:
    """Where a member stands in a year: 1 + those strictly higher, of how many, and their median."""

    year: int
    rank: int
    number: int
    value: float
    median: float

    @property
    def share(self) -> float:
        """The rank in percent of those ranked: "few" in any wider sense holds it."""
        return 100 * self.rank / self.number

    def holds(self, reading: Reading) -> bool:
        """Whether it is among the few, at most a tenth of those ranked, or above their median."""
        return self.rank <= few(self.number) if reading == "top tenth" else self.value > self.median


def few(number: int) -> int:
    """How many "few" are of a number: a tenth at most, and one of fewer than ten. A convention."""
    return max(number // 10, 1)


def place(values: pd.Series[float], member: str, year: int) -> Place:
    """A member's place among all, by its value; ties share the better rank. KeyError if it is not ranked."""
    own = float(values[member])
    return Place(year, 1 + int((values > own).sum()), len(values), own, float(values.median()))
