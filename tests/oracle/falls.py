"""How far something fell, and whether it ever fell deeper in as many business days (METHODS 10)."""

from dataclasses import dataclass

import numpy as np

from tests.oracle.rows import Floats, Ints, Rows
from tests.oracle.windows import number


@dataclass(frozen=True)
class Episode:
    start: np.datetime64
    end: np.datetime64
    change: float  # per cent


@dataclass(frozen=True, eq=False)
class Fall:
    """The fall of a claim and what it is compared with."""

    start: np.datetime64
    end: np.datetime64
    earlier: float
    later: float
    change: float
    span: int  # K
    against_mean: float | None
    above_low: float
    earlier_deeper: list[Episode]
    later_deeper: list[Episode]
    windows_then: int  # as many fit side by side until publication
    windows_all: int


def upside_down(rows: Rows) -> Rows:
    """What one unit of the other currency is worth."""
    return Rows(rows.days, 1 / rows.values)


def against_mean(values: Floats, place: int, still: int) -> float:
    """Per cent above the mean of the rows before."""
    return float(100 * (values[place] / values[place - still : place].mean() - 1))


def fall(rows: Rows, start: str, end: str, published: np.datetime64, still: int = 60) -> Fall:
    """All that METHODS 10 prints of a fall; `rows` are of the thing's value."""
    one, two = rows.last(start), rows.last(end)
    at, v = number(rows.days), rows.values
    change, span = v[two] / v[one] - 1, int(at[two] - at[one])
    last = np.searchsorted(at, at + span, side="right") - 1
    whole = (at + span <= at[-1]) & (v > 0) & (v[last] > 0)
    known = rows.last(published)
    deeper = whole & (v[last] / v - 1 < change) & ((last < one) | (np.arange(len(at)) > two))
    low = v[one : two + 1].min()
    return Fall(rows.days[one], rows.days[two], float(v[one]), float(v[two]), float(100 * change), span,
                against_mean(v, two, still) if two >= still else None, float(100 * (v[two] / low - 1)),
                episodes(rows, deeper & (last <= known), last), episodes(rows, deeper & (last > known), last),
                int((at[known] - at[0]) // span), int((at[-1] - at[0]) // span))  # fmt: skip


def episodes(rows: Rows, deeper: np.ndarray, last: Ints) -> list[Episode]:
    """The deepest, then the deepest that shares no day with it, and so on."""
    left, found = deeper.copy(), []
    change = rows.values[last] / rows.values - 1
    first = np.arange(len(last))
    while left.any():
        best = np.flatnonzero(left)[np.argmin(change[left])]
        found.append(Episode(rows.days[best], rows.days[last[best]], float(100 * change[best])))
        left &= (last < first[best]) | (first > last[best])
    return found
