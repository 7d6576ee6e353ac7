"""How rare a statistic is: its place among those of all other windows of the sample, each with its own estimation.

    rank = (1 + #{j: |t_j| ≥ |t|}) / (1 + m)

With one event normality is no argument, so no p of a table is given. t and not CAR is ranked, or nervous times would
be flagged and calm ones never. The 1 is the event's own window (Phipson & Smyth 2010, arXiv 1603.05766). Windows
overlap, so that m of them tell as much as M = ⌊m/n⌋ that do not, n days each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from relations.evidence.daily import Flags, Positions
from relations.evidence.refusal import Floats, Refusal
from relations.values import Message, msgid

LEAST, LEAST_FOR_VERY = 20, 100  #: windows that do not overlap
UNUSUAL, VERY = 0.05, 0.01  #: ranks up to which the words are used
UNUSUAL_WORD, VERY_WORD = msgid("unusual"), msgid("very unusual")


@dataclass(frozen=True)
class Rank:
    """A placebo rank: `share` 0 … 1, among so many windows; `error` is its standard error."""

    share: float
    windows: int  #: m
    apart: int  #: M, of them that do not overlap
    error: float
    word: str | None  #: UNUSUAL_WORD, VERY_WORD or nothing
    holm: float | None = None  #: the rank, adjusted for all days 0 tested on the line over the same window


def rank(t: float, others: Floats, days: int) -> Rank | Refusal:
    """The rank of t among those of m other windows, of so many days (or observations) each."""
    apart = others.size // days
    if apart < LEAST:
        words = Message("{count} windows that do not overlap; {least} are needed", count=apart, least=LEAST)
        return Refusal("sample too short", words)
    share = (1 + int((np.abs(others) >= abs(t)).sum())) / (1 + others.size)
    return Rank(share, others.size, apart, math.sqrt(share * (1 - share) / apart), _word(share, apart))


def _word(share: float, apart: int) -> str | None:
    if share <= VERY and apart >= LEAST_FOR_VERY:
        return VERY_WORD
    return UNUSUAL_WORD if share <= UNUSUAL else None


def elsewhere(start: Positions, end: Positions, taken: Iterable[tuple[int, int]]) -> Flags:
    """Which windows (start, end], by numbers of days or observations, share none with any of those taken."""
    free = np.ones(start.size, dtype=bool)
    for low, high in taken:
        free &= (start >= high) | (end <= low)
    return free


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjustment over the p-values there are, `max_{j≤i} min(1, (m − j + 1)·p_(j))`; None stays None.

    Source: Holm (1979), “A simple sequentially rejective multiple test procedure”, Scandinavian Journal of Statistics
    6(2), p. 65–70. Written out because statsmodels' multipletests collects garbage on every call, which takes longer
    than all else here.
    """
    known = np.array([p for p in p_values if p is not None])
    order = np.argsort(known)
    stepped = np.maximum.accumulate(known[order] * np.arange(known.size, 0, -1)) if known.size else known
    adjusted = np.empty_like(known)
    adjusted[order] = np.minimum(stepped, 1)
    rest = iter(adjusted.tolist())
    return [None if p is None else next(rest) for p in p_values]
