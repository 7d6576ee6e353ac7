"""A series before and after an event, over windows of equally many trading days."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.evidence.day_zero import Aligned
from relations.evidence.refusal import Floats, Refusal
from relations.evidence.returns import log_differences
from relations.values import Message
from transforms.change import both_ways

DAYS = 20  #: trading days on each side
TRADING_YEAR = 252


@dataclass(frozen=True)
class Stretch:
    """What a series did over a window of observations, its days and their number included."""

    start: date
    end: date
    count: int
    mean: float  #: in the series' unit
    median: float  #: in the series' unit
    volatility: float | None  #: sd of daily log returns × √252 × 100, in percent a year
    change: float  #: percent of the quote, from the observation before the window to the window's last
    value_change: float | None  #: percent of 1/P, the value of the currency quoted, for a rate between currencies
    drawdown: float  #: percent, ≤ 0: deepest fall from an earlier high, of 1/P for a rate between currencies


@dataclass(frozen=True)
class Move:
    """A change over an event window: from the last observation before it to its last, in percent."""

    window: tuple[int, int]
    start: date
    end: date
    change: float  #: of the quote
    value_change: float | None  #: of 1/P, the value of the currency quoted, for a rate between currencies


@dataclass(frozen=True)
class BeforeAfter:
    """Days −n … −1 against days 0 … n − 1, and the difference of the means after − before."""

    before: Stretch
    after: Stretch
    difference: float  #: in the series' unit
    standard_error: float  #: Newey–West, in the series' unit
    p: float | None  #: two-sided, normal; None if neither window has variation
    lags: int  #: of the Newey–West estimate


def before_after(aligned: Aligned, day0: date, n: int = DAYS, *, inverse: bool = False) -> BeforeAfter | Refusal:
    """The n observations before day 0 and the n from day 0 on, of the first series.

    `inverse` says that the series is a rate between currencies, so that changes are also given of 1/P: for tenge per
    dollar the dollar value of the tenge.

    The difference of means is the coefficient d of `P_t = c + d·1[t ≥ 0] + e_t` with the standard error of Newey &
    West (1987), Econometrica 55(3), p. 703–708, and ⌊4·(2n/100)^(2/9)⌋ lags (Newey & West 1994, Review of Economic
    Studies 61(4), p. 631–653). A level that trends differs before and after any day; this compares, it does not
    explain. A Refusal `window not complete` without n observations on a side, `values not positive` for a value of 0
    or less.
    """
    t, values = aligned.position(day0), aligned.values[:, 0]
    if t < n + 1 or t + n > values.size:
        words = Message("{count} days before day 0 and {count} from it on are needed", count=n)
        return Refusal("window not complete", words)
    near = values[t - n - 1 : t + n]
    if (near <= 0).any():
        return Refusal("values not positive", Message("a value of 0 or less lies in the windows"))
    difference, error, p, lags = _difference(values[t - n : t], values[t : t + n])
    before, after = (_stretch(aligned, start, start + n, inverse=inverse) for start in (t - n, t))
    return BeforeAfter(before, after, difference, error, p, lags)


def move(aligned: Aligned, day0: date, window: tuple[int, int], *, inverse: bool = False) -> Move | Refusal:
    """The change of the first series from day `first − 1` to day `last`, both ways if `inverse`."""
    first, last = (aligned.position(day0) + offset for offset in window)
    if first < 1 or last >= aligned.days.size:
        return Refusal("window not complete", Message("the series begins or ends inside the window"))
    earlier, later = aligned.values[first - 1, 0], aligned.values[last, 0]
    if earlier <= 0 or later <= 0:
        return Refusal("values not positive", Message("no percentage can be taken of a value of 0 or less"))
    change, value_change = _changes(float(earlier), float(later), inverse=inverse)
    start, end = (aligned.days[at].astype(date) for at in (first, last))
    return Move(window, start, end, change, value_change)


def _stretch(aligned: Aligned, start: int, end: int, *, inverse: bool) -> Stretch:
    values = aligned.values[start - 1 : end, 0]
    returns = log_differences(values)[1:]
    change, value_change = _changes(float(values[0]), float(values[-1]), inverse=inverse)
    return Stretch(
        start=aligned.days[start].astype(date),
        end=aligned.days[end - 1].astype(date),
        count=end - start,
        mean=float(values[1:].mean()),
        median=float(np.median(values[1:])),
        volatility=100 * float(returns.std(ddof=1)) * math.sqrt(TRADING_YEAR) if returns.size > 1 else None,
        change=change,
        value_change=value_change,
        drawdown=drawdown(1 / values if inverse else values),
    )


def drawdown(values: Floats) -> float:
    """`min_t 100 × (P_t / max_{s≤t} P_s − 1)`, in percent: 0 for a series that never falls."""
    return float(100 * (values / np.maximum.accumulate(values) - 1).min())


def _changes(earlier: float, later: float, *, inverse: bool) -> tuple[float, float | None]:
    quote, value = both_ways(earlier, later)
    return quote, value if inverse else None


def _difference(before: Floats, after: Floats) -> tuple[float, float, float | None, int]:
    """Difference of means, its Newey–West standard error, p and lags."""
    from statsmodels.regression.linear_model import OLS

    y = np.concatenate([before, after])
    design = np.column_stack([np.ones(y.size), np.arange(y.size) >= before.size])
    lags = int(4 * (y.size / 100) ** (2 / 9))
    fit = OLS(y, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    varies = bool(np.ptp(before) > 0 or np.ptp(after) > 0)
    return float(fit.params[1]), float(fit.bse[1]) if varies else 0.0, float(fit.pvalues[1]) if varies else None, lags
