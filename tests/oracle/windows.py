"""Business days, day 0 and the window a line has around it (METHODS 2 and 3)."""

from dataclasses import dataclass

import numpy as np

from tests.oracle.rows import Days, Floats, Ints, Rows

EPOCH = np.datetime64("1970-01-01")


def number(days: Days | np.datetime64) -> Ints:
    """How many business days lie between the epoch and a day."""
    return np.asarray(np.busday_count(EPOCH, days), dtype=np.int64)


def day_zero(day: np.datetime64 | str) -> np.datetime64:
    """The first business day on or after a day."""
    return np.datetime64(np.busday_offset(np.datetime64(day), 0, roll="forward"))


def shifted(day: np.datetime64, by: int) -> np.datetime64:
    """The business day so many business days later."""
    return np.datetime64(np.busday_offset(day, by))


@dataclass(frozen=True, eq=False)
class Windows:
    """One window [a, b] about each of many days 0: places of the two ends, business days between, what is refused."""

    zeros: Ints  # business-day numbers of the days 0
    start: Ints
    end: Ints
    span: Ints  # K
    incomplete: np.ndarray  # of bool
    gap: np.ndarray  # of bool


def windows(rows: Rows, zeros: Ints, first: int, final: int) -> Windows:
    """The last row at D0+first-1 or before, and the first at D0+final or after."""
    at = number(rows.days)
    start = np.searchsorted(at, zeros + first - 1, side="right") - 1
    end = np.searchsorted(at, zeros + final, side="left")
    incomplete = (start < 0) | (end >= len(at))
    start, end = np.maximum(start, 0), np.minimum(end, len(at) - 1)
    span = at[end] - at[start]
    return Windows(zeros, start, end, span, incomplete, span > final - first + 3)


def log_values(rows: Rows) -> Floats:
    """Logarithms; nothing where a value is not positive."""
    positive = rows.values > 0
    return np.where(positive, np.log(np.where(positive, rows.values, 1.0)), np.nan)
