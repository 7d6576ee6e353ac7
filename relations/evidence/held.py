"""Whether a rate between currencies was held by a central bank, so that no test of what is unusual means anything.

From the last 120 returns (and 250) that end 11 business days before day 0, z_i = r_i/√k_i. A return far beyond the
usual is a step of the corridor and counts as 0 in s_i. Then ρ = range of (0, Σs) / (sd(s)·√N), which does not depend on
volatility: calm floats pass. The range of sums is Feller's (1951), Annals of Mathematical Statistics 22(3), p. 427–432.
What no figure shows, a corridor against a basket or one wide against its noise, a story declares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from relations.evidence.daily import Daily, Flags, Positions
from relations.evidence.market_model import ESTIMATION, GAP
from relations.evidence.refusal import MINIMUM, Floats, Refusal
from relations.story import Regime
from relations.values import Message, Number, amount, msgid

STILL = 0.0008  #: median |z| below which a rate is still: 0.08 %
STEP = 6 / 0.6745  #: times median |z|: six robust standard deviations
CORRIDOR, CRAWL = 0.75, 4.0  #: ρ below, drift above
LONG, LONG_CORRIDOR = 250, 0.80
CHUNK = 1024  #: windows worked on together, so that they fit in a processor's memory


@dataclass(frozen=True, eq=False)
class Holds:
    """The figures of a line by how many returns end before the window does, each of shape (returns + 1,)."""

    line: Daily
    regimes: tuple[Regime, ...]
    rows: Positions  #: of the returns
    still: Floats  #: median |z|; NaN below 60 returns, like the next two
    corridor: Floats  #: ρ of up to 120 returns
    crawl: Floats  #: |Σs| / (sd(s)·√N) of the same
    corridor_long: Floats  #: ρ of 250; NaN where there are fewer
    declared: Floats  #: share of the 120 returns on days the story declares as held

    def position(self, zeros: Positions) -> Positions:
        """How many returns end on or before 11 business days before each day 0, of the days' shape."""
        return np.searchsorted(self.line.numbers[self.rows], zeros - GAP, side="right")

    def at(self, zeros: Positions) -> Flags:
        """Whether the rate was held before each day 0, of the days' shape."""
        broken = (self.still < STILL) | (self.corridor < CORRIDOR) | (self.crawl > CRAWL)
        broken |= (self.corridor_long < LONG_CORRIDOR) | (self.declared > 0.5)
        return np.asarray(broken[self.position(zeros)])

    def refusal(self, zero: int) -> Refusal | None:
        """Why nothing is tested at a day 0, with every figure that says so; None where the rate was not held."""
        found = tuple(self._words(int(self.position(np.array([zero]))[0])))
        return Refusal("held", found[0] if len(found) == 1 else Message("{reasons}", reasons=found)) if found else None

    def managed(self, zero: int) -> tuple[Regime, ...]:
        """Declared regimes in which the rate was managed, but not held, on days of the estimation window."""
        window = self._window(int(self.position(np.array([zero]))[0]))
        return tuple(one for one in self.regimes if not one.is_held and days_of(one, self.line, window).any())

    def _window(self, at: int) -> Positions:
        return self.rows[max(at - ESTIMATION, 0) : at]

    def _words(self, at: int) -> Iterator[Message]:
        """What of it is broken, for the window that ends after so many returns."""
        if self.still[at] < STILL:
            figures = {"figure": amount(100 * float(self.still[at])), "limit": Number(100 * STILL, 2)}
            yield Message("still: half of the moves are of {figure} % a day or less, the limit is {limit} %", **figures)
        for rho, limit, count in ((self.corridor, CORRIDOR, ESTIMATION), (self.corridor_long, LONG_CORRIDOR, LONG)):
            if rho[at] < limit:
                figures = {"figure": Number(float(rho[at]), 2), "limit": Number(limit, 2)}
                yield Message("corridor: ρ of {count} returns is {figure}, the limit is {limit}",
                              count=min(at, count), **figures)  # fmt: skip
        if self.crawl[at] > CRAWL:
            figures = {"figure": Number(float(self.crawl[at]), 1), "limit": Number(CRAWL)}
            yield Message("crawl: the drift is {figure} times its noise, the limit is {limit}", **figures)
        if self.declared[at] > 0.5:
            window = self._window(at)
            named = tuple(words(one) for one in self.regimes if one.is_held and days_of(one, self.line, window).any())
            yield Message("declared: {regimes}", regimes=named)


def words(regime: Regime) -> Message:
    """A declared regime: managed against a dollar–euro basket, until 10 Nov 2014."""
    kind, start, end = Message(regime.kind), regime.start, regime.end
    if start is None and end is None:
        return Message("{kind} against {against}", kind=kind, against=regime.against)
    if start is None and end is not None:
        return Message("{kind} against {against} until {end}", kind=kind, against=regime.against, end=end)
    if start is not None and end is None:
        return Message("{kind} against {against} from {start} on", kind=kind, against=regime.against, start=start)
    text = msgid("{kind} against {against} from {start} to {end}")
    return Message(text, kind=kind, against=regime.against, start=start or "", end=end or "")


def holds(line: Daily, regimes: Sequence[Regime] = ()) -> Holds:
    """The figures of a rate between currencies before any day."""
    rows = np.flatnonzero(np.isfinite(line.returns))
    r, k = line.returns[rows], line.gaps[rows]
    short, long = _rolling(r, k, ESTIMATION, MINIMUM), _rolling(r, k, LONG, LONG)
    held = np.zeros(rows.size)
    for one in regimes:
        if one.is_held:
            held = np.maximum(held, days_of(one, line, rows))
    total = np.concatenate([[0.0], np.cumsum(held)])
    at = np.arange(total.size)
    first = np.maximum(at - ESTIMATION, 0)
    declared = (total - total[first]) / np.maximum(at - first, 1)
    return Holds(line, tuple(regimes), rows, short[0], short[1], short[2], long[1], declared)


def days_of(regime: Regime, line: Daily, rows: Positions) -> Flags:
    """Which observations a declared regime holds."""
    days = line.days[rows]
    inside = np.ones(days.size, dtype=bool)
    if regime.start is not None:
        inside &= days >= np.datetime64(regime.start, "D")
    return inside if regime.end is None else inside & (days < np.datetime64(regime.end, "D"))


def _rolling(r: Floats, k: Floats, count: int, least: int) -> Floats:
    """Median |z|, ρ and drift of the last `count` returns, or of all from `least` on; shape (3, returns + 1)."""
    found = np.full((3, r.size + 1), np.nan)
    for few in range(least, min(count, r.size + 1)):
        found[:, few] = figures(r[None, :few], k[None, :few])[:, 0]
    if r.size >= count:
        found[:, count:], steps = _stepless(r, np.abs(r) / np.sqrt(k), count)
        all_r, all_k = sliding_window_view(r, count), sliding_window_view(k, count)
        for part in np.array_split(steps, 1 + steps.size // CHUNK):
            found[:, count + part] = figures(all_r[part], all_k[part])
    return found


def _stepless(r: Floats, size: Floats, count: int) -> tuple[Floats, Positions]:
    """The figures of every window as if none had a step, by running sums, and which of them have one."""
    import pandas as pd

    rolling = pd.Series(size).rolling(count)
    middle, largest = (one.to_numpy()[count - 1 :] for one in (rolling.median(), rolling.max()))
    path, squares = (np.concatenate([[0.0], np.cumsum(one)]) for one in (r, r * r))
    around = pd.Series(path).rolling(count + 1)
    reach = (around.max() - around.min()).to_numpy()[count:]
    told = _told(middle, path[count:] - path[:-count], reach, squares[count:] - squares[:-count], count)
    return told, np.flatnonzero(largest > STEP * middle)


def figures(r: Floats, k: Floats) -> Floats:
    """Median |z|, ρ and drift of m windows of N returns over k business days; (m, N) each, the answer (3, m).

    A rate that never moves but for steps has ρ 0 and no drift.
    """
    size = np.abs(r) / np.sqrt(k)
    middle = np.median(size, axis=1)
    path = np.where(size > STEP * middle[:, None], 0.0, r)
    squares = np.einsum("mi,mi->m", path, path)
    np.cumsum(path, axis=1, out=path)
    reach = np.maximum(path.max(axis=1), 0) - np.minimum(path.min(axis=1), 0)
    return _told(middle, path[:, -1], reach, squares, r.shape[1])


def _told(middle: Floats, drift: Floats, reach: Floats, squares: Floats, count: int) -> Floats:
    scale = np.sqrt(np.maximum(squares - drift**2 / count, 0) * count / (count - 1))
    moves = scale > 0
    scale = np.where(moves, scale, 1.0)
    return np.stack([middle, np.where(moves, reach / scale, 0), np.where(moves, np.abs(drift) / scale, 0)])
