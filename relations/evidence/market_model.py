"""The market model estimated before every day of a sample at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from relations.evidence.refusal import Floats

ESTIMATION = 120  #: returns in the estimation window
GAP = 11  #: days before day 0 on which that window ends

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MarketModel:
    """`r = a + b·x + e` by least squares, once per day of the sample: every array is of shape (n,), NaN where none.

    For day t the window is the 120 returns ending at t − 11, fewer at the sample's start. `x_mean` and `x_spread`
    (Σ(x − x̄)²) are the regressor's in it; `sigma` is √(Σe² / degrees); `whole` says that no return in it is missing.
    """

    returns: Floats
    factor: Floats
    count: Floats
    alpha: Floats
    beta: Floats
    sigma: Floats
    x_mean: Floats
    x_spread: Floats
    whole: Floats
    parameters: int  #: 2 for the market model, 1 for a constant mean

    @property
    def degrees(self) -> Floats:
        """Degrees of freedom, returns less parameters."""
        return self.count - self.parameters


def market_model(returns: Floats, factor: Floats | None = None) -> MarketModel:
    """Fit `r_t = a + b·x_t + e_t`, or `r_t = a + e_t` without a factor, in the window before each day.

    `returns` and `factor` are log returns of shape (n,), NaN where there is none (the first always). Running sums
    give all n regressions in a few passes, O(n). Source: MacKinlay (1997), JEL 35(1), p. 18 (eq. 3) and p. 20.
    """
    missing = np.isnan(returns) if factor is None else np.isnan(returns) | np.isnan(factor)
    y = np.where(missing, 0.0, returns)
    x = np.zeros_like(y) if factor is None else np.where(missing, 0.0, factor)
    count = _window_sum(np.ones_like(y))
    x_bar, y_bar = _divide(_window_sum(x), count), _divide(_window_sum(y), count)
    sxx = np.maximum(_window_sum(x * x) - count * x_bar**2, 0)
    syy = np.maximum(_window_sum(y * y) - count * y_bar**2, 0)
    sxy = _window_sum(x * y) - count * x_bar * y_bar
    beta = np.zeros_like(y) if factor is None else _divide(sxy, sxx)
    parameters = 1 if factor is None else 2
    sigma = np.sqrt(_divide(np.maximum(syy - beta * sxy, 0), np.maximum(count - parameters, 0)))
    whole = (_window_sum(missing.astype(float)) == 0).astype(float)
    return MarketModel(y, x, count, y_bar - beta * x_bar, beta, sigma, x_bar, sxx, whole, parameters)


def bounds(n: int) -> tuple[Positions, Positions]:
    """First index of each day's estimation window, and the index after its last; index 0 is never a return."""
    end = np.clip(np.arange(n) - GAP + 1, 1, None)
    return np.clip(end - ESTIMATION, 1, None), end


def event_sum(values: Floats, first: int, last: int) -> Floats:
    """For each day t of n the sum of `values` over t + first … t + last; NaN where that leaves the sample."""
    n = values.size
    total = np.concatenate([[0.0], np.cumsum(values)])
    start, end = np.arange(n) + first, np.arange(n) + last + 1
    inside = (start >= 1) & (end <= n)
    sums = total[np.clip(end, 0, n)] - total[np.clip(start, 0, n)]
    return np.where(inside, sums, np.nan)


def _window_sum(values: Floats) -> Floats:
    start, end = bounds(values.size)
    total = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(total[end] - total[start], dtype=float)


def _divide(a: Floats, b: Floats) -> Floats:
    return np.divide(a, b, out=np.full_like(a, np.nan), where=b > 0)
