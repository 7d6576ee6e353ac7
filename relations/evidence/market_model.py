"""What a line was expected to do: the market model, or a constant mean, estimated before every day of a sample.

    r_i = k_i·a + b_0·x_i + b_1·x′_i + e_i          Var e_i = k_i·σ²

r_i is the line's return over k_i business days, x_i the factor's log change between the same two days, x′_i the same
one observation of the factor earlier: always these two, since rates are fixed before oil is (Dimson 1979, Journal of
Financial Economics 7(2), p. 197–226). Weighted least squares, weights 1/k_i, over the last 120 returns that end on or
before day 0 − 11 business days.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from relations.evidence.refusal import MINIMUM, Floats
from relations.values import msgid

if TYPE_CHECKING:
    from relations.evidence.daily import Daily, Flags, Positions

ESTIMATION = 120  #: returns in the estimation window
GAP = 11  #: business days before day 0 on which that window ends

MARKET_MODEL, CONSTANT_MEAN = msgid("market model"), msgid("constant mean")
SINGULAR = 1e-9  #: determinant of the scaled moments below which the factor did not vary


@dataclass(frozen=True, eq=False)
class Fits:
    """The model at each of m days 0; p parameters. NaN where there are fewer than 60 returns or none that vary."""

    start: Positions  #: of the estimation window among the model's rows
    end: Positions  #: after its last
    count: Positions  #: returns in it
    coefficients: Floats  #: (m, p): a, b_0, b_1
    inverse: Floats  #: (m, p, p): (Z′WZ)⁻¹
    sigma: Floats  #: (m,), log points a business day
    daily: Flags  #: (m,): whether the median k of the window is 1

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients, (m, p)."""
        spread = np.sqrt(np.diagonal(self.inverse, axis1=1, axis2=2))
        return np.asarray(self.sigma[:, None] * spread)


@dataclass(frozen=True, eq=False)
class Model:
    """A line with what explains it; `levels` of shape (n, p): what a difference of them explains the return by."""

    line: Daily
    factor: Daily | None
    levels: Floats

    @property
    def name(self) -> str:
        """MARKET_MODEL or CONSTANT_MEAN."""
        return CONSTANT_MEAN if self.factor is None else MARKET_MODEL

    @cached_property
    def rows(self) -> Positions:
        """Positions of the returns it can be estimated from."""
        known = np.isfinite(self.line.returns) & np.isfinite(self._steps).all(axis=1)
        return np.flatnonzero(known)

    @cached_property
    def _steps(self) -> Floats:
        return np.diff(self.levels, axis=0, prepend=np.nan)

    @cached_property
    def design(self) -> tuple[Floats, Floats, Floats]:
        """Regressors (rows, p), returns (rows,) and gaps (rows,) of the rows."""
        return self._steps[self.rows], self.line.returns[self.rows], self.line.gaps[self.rows]

    @cached_property
    def _sums(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Running sums of Z′WZ, Z′Wr, r′Wr and of returns over one day, a 0 in front."""
        z, r, k = self.design
        parts = (z[:, :, None] * z[:, None, :] / k[:, None, None], z * (r / k)[:, None], r * r / k, k == 1)
        return tuple(np.concatenate([np.zeros((1, *one.shape[1:])), np.cumsum(one, axis=0)]) for one in parts)  # type: ignore[return-value]

    def before(self, zeros: Positions) -> tuple[Positions, Positions]:
        """Where the estimation windows of days 0 begin and end among the rows."""
        end = np.searchsorted(self.line.numbers[self.rows], zeros - GAP, side="right")
        return np.maximum(end - ESTIMATION, 0), end

    def fits(self, zeros: Positions) -> Fits:
        """The model before each of the days 0, given by their numbers."""
        start, end = self.before(zeros)
        moments, products, squares, ones = (one[end] - one[start] for one in self._sums)
        count = end - start
        coefficients, inverse, rest = solve(moments, products, squares)
        with np.errstate(invalid="ignore", divide="ignore"):
            sigma = np.sqrt(rest / (count - self.levels.shape[1]))
        return Fits(
            start, end, count, coefficients, inverse, np.where(count < MINIMUM, np.nan, sigma), 2 * ones > count
        )

    def spans(self, first: Positions, last: Positions) -> tuple[Floats, Floats]:
        """The return, (m,), and what explains it, (m, p), between observations."""
        return self.line.logs[last] - self.line.logs[first], self.levels[last] - self.levels[first]


def cumulative(fits: Fits, moved: Floats, explained: Floats) -> tuple[Floats, Floats]:
    """CAR and its standard deviation, each of shape (m,), in log points.

    `CAR = R − q′c` and `Var = σ²·(K + q′(Z′WZ)⁻¹q)` with q = (K, X, X′): what is unexplained, and what a, b_0 and b_1
    may be wrong by. MacKinlay (1997), JEL 35(1), p. 13–39, eq. 8–11, for returns over several days.
    """
    off = np.einsum("mi,mij,mj->m", explained, fits.inverse, explained)
    car = moved - np.einsum("mi,mi->m", explained, fits.coefficients)
    return car, fits.sigma * np.sqrt(explained[:, 0] + off)


def solve(moments: Floats, products: Floats, squares: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients (m, p), (Z′WZ)⁻¹ (m, p, p) and Σ ê²/k (m,) of m least squares; NaN where Z does not vary."""
    scale = np.sqrt(np.diagonal(moments, axis1=1, axis2=2))
    scale = np.where(scale > 0, scale, 1.0)
    scaled = moments / (scale[:, :, None] * scale[:, None, :])
    varies = np.linalg.det(scaled) > SINGULAR
    scaled[~varies] = np.eye(moments.shape[1])
    inverse = np.linalg.inv(scaled) / (scale[:, :, None] * scale[:, None, :])
    inverse[~varies] = np.nan
    coefficients = np.einsum("mij,mj->mi", inverse, products)
    return coefficients, inverse, np.maximum(squares - np.einsum("mi,mi->m", coefficients, products), 0)


def model(line: Daily, factor: Daily | None = None) -> Model:
    """The market model of a line with a factor; without one the constant mean."""
    days = line.numbers[:, None].astype(float)
    if factor is None:
        return Model(line, None, days)
    return Model(line, factor, np.column_stack([days, *factor_levels(line, factor)]))


def factor_levels(line: Daily, factor: Daily) -> tuple[Floats, Floats]:
    """The factor's logarithm on each of the line's days, and one observation of it earlier; NaN where there is none.

    Nothing is filled: without an observation on that very day there is neither.
    """
    at = np.searchsorted(factor.numbers, line.numbers)
    there = (at > 0) & (at < factor.numbers.size)
    at = np.where(there, at, 1) if factor.numbers.size > 1 else np.zeros_like(at)
    there &= factor.numbers[at] == line.numbers
    return np.where(there, factor.logs[at], np.nan), np.where(there, factor.logs[at - 1], np.nan)
