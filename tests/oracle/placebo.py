"""How unusual a window is among all other windows of the same line (METHODS 6)."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from tests.oracle.held import held
from tests.oracle.returns import returns
from tests.oracle.rows import Flags, Floats, Ints, Rows
from tests.oracle.study import asked, batches
from tests.oracle.windows import number, windows


@dataclass(frozen=True, eq=False)
class Pool:
    """t of one window [first, final] about every business day of a line, and the days the windows take up."""

    zeros: Ints
    t: Floats
    allowed: Flags
    starts: Ints  # business-day number of the row before the window
    ends: Ints
    asked_days: int


@cache
def pool(rows: Rows, factor: Rows | None, first: int, final: int) -> Pool:
    """Every business day from the line's first row to its last taken as day 0; whether it was held is not asked."""
    at = number(rows.days)
    zeros = np.arange(at[0], at[-1] + 1)
    seen = windows(rows, zeros, first, final)
    q, moves = asked(rows, factor, seen.start, seen.end, seen.span)
    t = batches(returns(rows, factor), zeros, q, moves)
    allowed = ~seen.incomplete & ~seen.gap & np.isfinite(t)
    return Pool(zeros, t, allowed, at[seen.start], at[seen.end], final - first + 1)


def all_zeros(rows: Rows) -> Ints:
    """Every business day from the first row to the last."""
    at = number(rows.days)
    return np.arange(at[0], at[-1] + 1)


@cache
def measured(rows: Rows) -> Flags:
    """Which of all days 0 are refused as held by the measured rule."""
    kinds = held(returns(rows), all_zeros(rows))
    return kinds["still"] | kinds["corridor"] | kinds["crawl"]


def apart(of: Pool, own: tuple[int, int], others: list[tuple[int, int]]) -> Flags:
    """The windows that share no day with the event's own, nor with another event's; spans are (start, end]."""
    free = ~((of.starts < own[1]) & (own[0] < of.ends))
    for start, end in others:
        free &= ~((of.starts < end) & (start < of.ends))
    return free


@dataclass(frozen=True)
class Rank:
    rank: float
    windows: int
    effective: int


def rank(t: float, among: Floats, length: int) -> Rank:
    """(1 + how many are at least as large) / (1 + how many)."""
    larger = int((np.abs(among) >= abs(t)).sum())
    return Rank((1 + larger) / (1 + len(among)), len(among), len(among) // length)
