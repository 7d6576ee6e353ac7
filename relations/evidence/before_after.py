"""A line before and after an event, over equally many observations on both sides, and how unusual the difference is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.evidence.daily import Daily, Positions, number
from relations.evidence.placebo import Rank, elsewhere, rank
from relations.evidence.refusal import Floats, Refusal
from relations.evidence.subject import Subject
from relations.evidence.windows import not_positive
from relations.evidence.worth import simple_percent
from relations.values import Message
from transforms.change import both_ways

COUNT = 20  #: observations on each side
NEAR = (-5, 5)  #: business days about an event that are day 0 of no window to compare with
LATE = 2  #: business days after day 0 by which the first of them must be
BUSINESS_YEAR = 261  #: days


@dataclass(frozen=True)
class Stretch:
    """What a series did over a window of observations, its days and their number included."""

    start: date
    end: date
    count: int
    business_days: int  #: from the observation before the window to its last
    mean: float  #: in the series' unit
    median: float  #: in the series' unit
    volatility: float | None  #: sd of r/√k × √261 × 100, in percent a year
    change: float  #: percent of the quote, from the observation before the window to the window's last
    value_change: float | None  #: percent of 1/P, the value of the currency quoted, for a rate between currencies
    drawdown: float  #: percent, ≤ 0: deepest fall from an earlier high, of 1/P for a rate between currencies


@dataclass(frozen=True)
class BeforeAfter:
    """The n observations before day 0 and the n from it on, and the difference of their means of ln P."""

    before: Stretch
    after: Stretch
    difference: float  #: `100 × (exp(D) − 1)`, in percent of the quote
    value_difference: float | None  #: the same of 1/P, for a rate between currencies
    z: float | None  #: D over its standard deviation; None where `refused` says why
    rank: Rank | None
    refused: Refusal | None  #: why there is no z, or no rank


def before_after(
    subject: Subject, events: Mapping[str, date], n: int = COUNT, *, inverse: bool = False
) -> dict[str, BeforeAfter | Refusal]:
    """Each event by its id: the n observations on both sides of its day 0.

    `D = mean ln P of 0 … n−1 less mean ln P of −n … −1 = Σ c_j·r_j` with `c_j = (n − |j|)/n`, and `z = D / (σ·√(Σ
    c_j²·k_j))`, σ that of the constant mean. `inverse` says that the series is a rate between currencies, so that
    changes are also given of 1/P. The rank is among windows that share no observation with the event's own, and whose
    day 0 is not within 5 business days of another event.

    Refusals: `no observation` without one within 2 business days of day 0, `window not complete`, `values not
    positive`. A line that must not be tested has the description, and no z.
    """
    line, zeros = subject.line, np.array([number(day) for day in events.values()], dtype=np.int64)
    at = np.searchsorted(line.numbers, zeros)
    pool = _placebos(subject, n, [(zero - 1 + NEAR[0], zero + NEAR[1]) for zero in zeros.tolist()])
    made = zip(*statistics(line, at, subject.mean.fits(zeros).sigma, n), strict=True)
    found: dict[str, BeforeAfter | Refusal] = {}
    for name, zero, t, (d, z) in zip(events, zeros.tolist(), at.tolist(), made, strict=True):
        no = _refusal(line, zero, t, n)
        if no is None:
            refused = subject.refusal(zero)
            placed = refused or rank(float(z), pool[1][np.abs(pool[0] - t) >= 2 * n], 2 * n)
            found[name] = _compared(line, t, n, float(d), None if refused else float(z), placed, inverse=inverse)
        else:
            found[name] = no
    return found


def statistics(line: Daily, at: Positions, sigma: Floats, n: int) -> tuple[Floats, Floats]:
    """D in log points and z for positions of day 0, each of shape (m,); NaN where a window leaves the series."""
    weights = (n - np.abs(np.arange(1 - n, n))) / n
    known = np.isfinite(line.returns[1:])
    sums = [
        np.correlate(part, c, "valid") if part.size >= c.size else np.zeros(0)
        for part, c in (
            (np.where(known, line.returns[1:], 0.0), weights),
            (line.gaps[1:], weights**2),
            (1.0 - known, np.ones(weights.size)),
        )
    ]
    inside = (at >= n) & (at + n <= line.numbers.size)
    difference, spread, bad = (
        np.where(inside, one[np.where(inside, at - n, 0)] if one.size else 0, np.nan) for one in sums
    )
    difference = np.where(bad == 0, difference, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return difference, difference / (sigma * np.sqrt(spread))


def drawdown(values: Floats) -> float:
    """`min_t 100 × (P_t / max_{s≤t} P_s − 1)`, in percent: 0 for a series that never falls."""
    return float(100 * (values / np.maximum.accumulate(values) - 1).min())


def _refusal(line: Daily, zero: int, t: int, n: int) -> Refusal | None:
    """Why nothing is compared at day 0, whose first observation is at position t."""
    if t < n + 1 or t + n > line.numbers.size:
        words = Message(
            "{key} goes from {first} to {last}; {count} observations before day 0 and {count} from it on are needed",
            key=line.key,
            first=line.day(0),
            last=line.day(-1),
            count=n,
        )
        return Refusal("window not complete", words)
    if t < line.numbers.size and line.numbers[t] - zero > LATE:
        words = Message("{key}: the first from day 0 on is of {day}", key=line.key, day=line.day(t))
        return Refusal("no observation", words)
    low = t - n - 1 + int(np.argmin(line.values[t - n - 1 : t + n]))
    return Refusal("values not positive", not_positive(line, low)) if line.values[low] <= 0 else None


def _compared(
    line: Daily, t: int, n: int, difference: float, z: float | None, placed: Rank | Refusal, *, inverse: bool
) -> BeforeAfter:
    before, after = (_stretch(line, start, start + n, inverse=inverse) for start in (t - n, t))
    return BeforeAfter(
        before,
        after,
        simple_percent(difference),
        simple_percent(-difference) if inverse else None,
        z,
        placed if isinstance(placed, Rank) else None,
        placed if isinstance(placed, Refusal) else None,
    )


def _placebos(subject: Subject, n: int, near: list[tuple[int, int]]) -> tuple[Positions, Floats]:
    """Position of day 0, and z, of all days that can be tested and are near no event."""
    line, zeros = subject.line, subject.zeros
    at = np.searchsorted(line.numbers, zeros)
    _, z = statistics(line, at, subject.mean_fits.sigma, n)
    allowed = (line.numbers[at] - zeros <= LATE) & subject.usable & np.isfinite(z) & elsewhere(zeros - 1, zeros, near)
    return at[allowed], z[allowed]


def _stretch(line: Daily, start: int, end: int, *, inverse: bool) -> Stretch:
    values = line.values[start - 1 : end]
    scaled = line.returns[start:end] / np.sqrt(line.gaps[start:end])
    change, value_change = both_ways(float(values[0]), float(values[-1]))
    return Stretch(
        start=line.day(start),
        end=line.day(end - 1),
        count=end - start,
        business_days=int(line.numbers[end - 1] - line.numbers[start - 1]),
        mean=float(values[1:].mean()),
        median=float(np.median(values[1:])),
        volatility=100 * float(scaled.std(ddof=1)) * math.sqrt(BUSINESS_YEAR) if scaled.size > 1 else None,
        change=change,
        value_change=value_change if inverse else None,
        drawdown=drawdown(1 / values if inverse else values),
    )
