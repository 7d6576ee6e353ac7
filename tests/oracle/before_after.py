"""Twenty observations on each side of day 0 (METHODS 8)."""

from dataclasses import dataclass

import numpy as np

from tests.oracle.placebo import all_zeros
from tests.oracle.returns import Returns, returns
from tests.oracle.rows import Flags, Floats, Ints, Rows
from tests.oracle.study import BEFORE, LEAST, MOST
from tests.oracle.windows import log_values, number

N, LATE = 20, 2


@dataclass(frozen=True)
class Side:
    """What is printed of one side."""

    start: np.datetime64
    end: np.datetime64
    mean: float
    median: float
    volatility: float
    change: float
    drawdown: float
    span: int


def side(rows: Rows, first: int) -> Side:
    """Twenty rows from this place on; volatility of the nineteen returns within them, per year, in per cent."""
    values, days = rows.values[first : first + N], rows.days[first : first + N]
    k = np.diff(number(days))
    z = np.diff(np.log(values)) / np.sqrt(k)
    deepest = (values / np.maximum.accumulate(values) - 1).min()
    volatility = 100 * np.sqrt(261) * z.std(ddof=1)
    return Side(days[0], days[-1], values.mean(), float(np.median(values)), volatility,
                100 * (values[-1] / values[0] - 1), 100 * deepest, int(k.sum()))  # fmt: skip


def sigma(sample: Returns, zero: int) -> float:
    """The constant mean's sigma in the estimation window before a day 0."""
    last = int(np.searchsorted(sample.ends, zero - BEFORE, side="right"))
    if last < LEAST:
        return float("nan")
    r, k = sample.r[max(0, last - MOST) : last], sample.k[max(0, last - MOST) : last]
    rest = r - k * (r.sum() / k.sum())
    return float(np.sqrt((rest**2 / k).sum() / (len(r) - 1)))


@dataclass(frozen=True, eq=False)
class Differences:
    """D and z about every business day, and the places of the first row on or after it."""

    zeros: Ints
    places: Ints
    complete: Flags
    d: Floats
    z: Floats


def differences(rows: Rows) -> Differences:
    at, logs = number(rows.days), log_values(rows)
    zeros = all_zeros(rows)
    places = np.searchsorted(at, zeros)
    complete = (places >= N) & (places + N <= len(at)) & (at[np.minimum(places, len(at) - 1)] - zeros <= LATE)
    inside = np.where(complete, places, N)
    j = np.arange(1 - N, N)
    share = (N - np.abs(j)) / N
    k = np.diff(at, prepend=at[0])
    d = (np.diff(logs, prepend=np.nan)[inside[:, None] + j] * share).sum(axis=1)
    weight = np.sqrt((k[inside[:, None] + j] * share**2).sum(axis=1))
    sample = returns(rows)
    spread = np.array([sigma(sample, int(zero)) for zero in zeros])
    return Differences(zeros, places, complete, d, d / (spread * weight))
