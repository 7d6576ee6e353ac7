"""How a line went with a factor, such as a commodity's price, before and after an event.

The market model's regression with both of its lags, `r = k·a + b_0·x + b_1·x′`, weights 1/k, over the last N returns
before the event and the first N from it on, N side by side. Errors are Newey & West's (1987), Econometrica 55(3),
p. 703–708. With y in currency per dollar, b = b_0 + b_1 is negative where the currency loses value as x falls. No share
of a move is given: it is a ratio of two end points, and changes with every choice of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.evidence.daily import Daily, Positions, number
from relations.evidence.market_model import SINGULAR, Model, model
from relations.evidence.refusal import Refusal
from relations.values import Message

COUNTS = (60, 120, 250)  #: returns on each side
Z = 1.959963984540054  #: of a 95 % interval


@dataclass(frozen=True)
class Slope:
    """One regression, over N returns from `start` to `end`; moves are their sums, in log points.

    Days between them on which the factor has no price are in none of the returns.
    """

    start: date  #: of the observation the first return is from
    end: date
    count: int  #: N, returns
    business_days: int  #: K of all the returns
    b: float  #: b_0 + b_1, elasticity of the line to the factor
    b_low: float  #: its 95 % interval
    b_high: float
    coefficients: tuple[float, float]  #: b_0, b_1
    r_squared: float  #: of what a constant mean leaves
    hac_lags: int
    move: float  #: Δln of the line
    factor_move: float  #: Δln of the factor over the same days
    noise: float  #: 1.96·σ·√K: what the line may have moved by without any reason of the factor's

    @property
    def part(self) -> tuple[float, float, float]:
        """What goes with the factor's move, b·Δln x, and the two ends of its interval, the lower first."""
        low, high = sorted((self.b_low * self.factor_move, self.b_high * self.factor_move))
        return self.b * self.factor_move, low, high

    @property
    def rest(self) -> float:
        """What of the move does not go with the factor's."""
        return self.move - self.part[0]


@dataclass(frozen=True)
class PassThrough:
    """The regressions over N returns before an event and N from it on, by N."""

    at: date
    before: dict[int, Slope | Refusal]
    after: dict[int, Slope | Refusal]


def pass_through(line: Daily, factor: Daily, at: date, counts: tuple[int, ...] = COUNTS) -> PassThrough:
    """The slopes of a line against a factor around an event.

    Refusals of one of them: `thin window` with fewer than N returns on its side, `no variation` of the factor.
    """
    both = model(line, factor)
    middle = _middle(both, at)
    before = {count: leading_to(both, at, count) for count in counts}
    return PassThrough(at, before, {n: _slope(both, both.rows[middle : middle + n], n) for n in counts})


def leading_to(both: Model, at: date, count: int) -> Slope | Refusal:
    """The slope over the last returns before a day, refused as `pass_through` does."""
    middle = _middle(both, at)
    return _slope(both, both.rows[max(middle - count, 0) : middle], count)


def _middle(both: Model, at: date) -> int:
    """The place of a day among the model's returns."""
    return int(np.searchsorted(both.line.numbers[both.rows], number(at)))


def _slope(both: Model, rows: Positions, wanted: int) -> Slope | Refusal:
    """The regression over returns at these positions."""
    if rows.size < wanted:
        words = Message.counted(
            "{count} return; {minimum} are needed",
            "{count} returns; {minimum} are needed",
            count=int(rows.size),
            minimum=wanted,
        )
        return Refusal("thin window", words)
    from statsmodels.regression.linear_model import WLS

    line = both.line
    moved, explained = both.spans(rows - 1, rows)
    if (np.ptp(explained[:, 1:], axis=0) < SINGULAR).any():
        words = Message("{key} did not move in the window", key=both.factor.key if both.factor else line.key)
        return Refusal("no variation", words)
    gaps = line.gaps[rows]
    lags = int(4 * (rows.size / 100) ** (2 / 9))
    fit = WLS(moved, explained, weights=1 / gaps).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    total = fit.t_test(np.array([0.0, 1.0, 1.0]))
    b, error = float(total.effect[0]), float(total.sd[0, 0])
    mean = float(moved.sum() / gaps.sum())
    days = int(gaps.sum())
    return Slope(
        start=line.day(int(rows[0]) - 1),
        end=line.day(int(rows[-1])),
        count=int(rows.size),
        business_days=days,
        b=b,
        b_low=b - Z * error,
        b_high=b + Z * error,
        coefficients=(float(fit.params[1]), float(fit.params[2])),
        r_squared=1 - fit.ssr / float(((moved - mean * gaps) ** 2 / gaps).sum()),
        hac_lags=lags,
        move=float(moved.sum()),
        factor_move=float(explained[:, 1].sum()),
        noise=Z * float(np.sqrt(fit.mse_resid * days)),
    )
