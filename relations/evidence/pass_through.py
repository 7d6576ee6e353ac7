"""How much of a line's moves goes with a factor, such as a commodity's price, before and after a change of regime.

    Δln y_t = a + Σ_{k=0..2} b_k · Δln x_{t−k} + e_t

With y in currency per dollar, b = Σ b_k is negative where the currency loses value as x falls. Standard errors are
Newey & West's (1987), Econometrica 55(3), p. 703–708. Compare Dreger, Fidrmuc, Kholodilin & Ulbricht (2015), “The
Ruble between the hammer and the anvil”, DIW Discussion Paper 1488: most of the rouble's fall follows oil.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.evidence.day_zero import Aligned
from relations.evidence.refusal import MINIMUM, Floats, Refusal
from relations.evidence.returns import log_differences
from relations.values import Message

DAYS = 250  #: trading days on each side: a year
LAGS = 2
Z = 1.959963984540054  #: of a 95 % interval


@dataclass(frozen=True)
class Regime:
    """One regression. `share` is the part of the line's move that the factor's move over the same days stands for."""

    start: date
    end: date
    count: int
    b: float  #: Σ b_k, elasticity of the line to the factor
    b_low: float  #: 95 % interval of b
    b_high: float
    p: float  #: two-sided, of b = 0
    r_squared: float
    coefficients: tuple[float, ...]  #: b_0, b_1, b_2
    hac_lags: int
    move: float  #: Δln of the line over the window, log points
    factor_move: float  #: Δln of the factor over the window, log points
    share: float | None  #: b · factor_move / move, in percent; None if the line did not move
    share_low: float | None  #: its 95 % interval from that of b
    share_high: float | None


@dataclass(frozen=True)
class PassThrough:
    """The regressions of the days before a break in regime and of those from it on."""

    at: date
    before: Regime | Refusal
    after: Regime | Refusal


def pass_through(aligned: Aligned, at: date, *, days: int = DAYS, lags: int = LAGS) -> PassThrough:
    """Regress the first column's returns on the second's, over `days` before `at` and over `days` from it on.

    Fewer are used where the series begin or end; with fewer than 60 the result of that side is a Refusal
    `thin window`. Reasons also: `values not positive`, `no variation` (of the factor).
    """
    t = aligned.position(at)
    returns = log_differences(aligned.values)
    first = max(t - days, lags + 1)
    return PassThrough(
        at,
        regress(aligned, returns, first, t, lags),
        regress(aligned, returns, max(t, lags + 1), min(t + days, aligned.days.size), lags),
    )


def regress(aligned: Aligned, returns: Floats, start: int, end: int, lags: int = LAGS) -> Regime | Refusal:
    """The regression over the days start … end − 1; `returns` of shape (n, 2), NaN where there is none."""
    if end - start < MINIMUM:
        words = Message.counted(
            "{count} return; {minimum} are needed",
            "{count} returns; {minimum} are needed",
            count=max(end - start, 0),
            minimum=MINIMUM,
        )
        return Refusal("thin window", words)
    if np.isnan(returns[start - lags : end]).any():
        return Refusal("values not positive", Message("a value of 0 or less lies in the window; it has no logarithm"))
    factor = np.column_stack([returns[start - k : end - k, 1] for k in range(lags + 1)])
    if np.ptp(factor[:, 0]) == 0:
        return Refusal("no variation", Message("the factor did not move in the window"))
    return _regime(aligned, start, end, returns[start:end, 0], factor)


def _regime(aligned: Aligned, start: int, end: int, y: Floats, factor: Floats) -> Regime:
    """The fit of y, shape (m,), on a constant and the factor's returns of that day and before, shape (m, lags + 1)."""
    from statsmodels.regression.linear_model import OLS

    hac = int(4 * (y.size / 100) ** (2 / 9))
    fit = OLS(y, np.column_stack([np.ones(y.size), factor])).fit(cov_type="HAC", cov_kwds={"maxlags": hac})
    total = fit.t_test(np.r_[0.0, np.ones(factor.shape[1])])
    b, error = float(total.effect[0]), float(total.sd[0, 0])
    move, factor_move = float(y.sum()), float(factor[:, 0].sum())
    ends = sorted((b + side * Z * error) * factor_move / move for side in (-1, 1)) if move else None
    return Regime(
        start=aligned.days[start].astype(date),
        end=aligned.days[end - 1].astype(date),
        count=int(y.size),
        b=b,
        b_low=b - Z * error,
        b_high=b + Z * error,
        p=float(total.pvalue),
        r_squared=float(fit.rsquared),
        coefficients=tuple(float(c) for c in fit.params[1:]),
        hac_lags=hac,
        move=move,
        factor_move=factor_move,
        share=100 * b * factor_move / move if move else None,
        share_low=100 * ends[0] if ends else None,
        share_high=100 * ends[1] if ends else None,
    )
