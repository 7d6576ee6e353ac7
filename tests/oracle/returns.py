"""Returns over gaps, and the factor's over the same two days (METHODS 4 and 5)."""

from dataclasses import dataclass

import numpy as np

from tests.oracle.rows import Floats, Ints, Rows
from tests.oracle.windows import log_values, number


@dataclass(frozen=True, eq=False)
class Returns:
    """Log returns from row to row: the business-day number each ends on, k, r, and the factor's x and x'."""

    ends: Ints
    k: Ints
    r: Floats
    x: Floats  # columns x and x'; none without a factor

    def kept(self, which: np.ndarray) -> "Returns":
        return Returns(self.ends[which], self.k[which], self.r[which], self.x[which])

    @property
    def design(self) -> Floats:
        """Columns k, x and x'."""
        return np.column_stack([self.k, self.x])


def factor_logs(days: np.ndarray, factor: Rows) -> Floats:
    """ln of the factor on each day, and of its row before; not a number where it has none."""
    logs = log_values(factor)
    place = np.searchsorted(factor.days, days)
    there = (place < len(logs)) & (factor.days[np.minimum(place, len(logs) - 1)] == days)
    now = np.where(there, logs[np.minimum(place, len(logs) - 1)], np.nan)
    before = np.where(there & (place > 0), logs[np.maximum(np.minimum(place, len(logs) - 1) - 1, 0)], np.nan)
    return np.column_stack([now, before])


def returns(rows: Rows, factor: Rows | None = None) -> Returns:
    """The returns of rows that have a value above 0 at both ends, and the factor too where one is given."""
    at = number(rows.days)
    x = np.empty((len(at), 0)) if factor is None else factor_logs(rows.days, factor)
    every = Returns(at[1:], np.diff(at), np.diff(log_values(rows)), np.diff(x, axis=0))
    return every.kept(np.isfinite(every.r) & np.isfinite(every.x).all(axis=1))
