"""How much of a line's move goes with its factor's, before and from an event on (METHODS 9)."""

from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm

from tests.oracle.returns import Returns

SIDES = 1.96


@dataclass(frozen=True)
class Fit:
    """b = b_0 + b_1 with its interval."""

    b: float
    low: float
    high: float
    r_squared: float
    n: int
    lags: int
    sigma: float
    coefficients: tuple[float, ...]
    k: int


def fit(sample: Returns) -> Fit:
    """Weighted least squares with HAC errors; R squared is against the constant mean."""
    n = len(sample.r)
    lags = int(4 * (n / 100) ** (2 / 9))
    model = sm.WLS(sample.r, sample.design, weights=1 / sample.k)
    found = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
    both = np.array([0.0, 1.0, 1.0])
    b, error = float(both @ found.params), float(np.sqrt(both @ found.cov_params() @ both))
    mean = sm.WLS(sample.r, sample.k.astype(float), weights=1 / sample.k).fit()
    return Fit(b, b - SIDES * error, b + SIDES * error, 1 - found.ssr / mean.ssr, n, lags,
               float(np.sqrt(found.scale)), tuple(found.params), int(sample.k.sum()))  # fmt: skip


def after(sample: Returns, zero: int, n: int) -> Returns | None:
    """The first n returns that end on day 0 or later; nothing if there are fewer."""
    first = int(np.searchsorted(sample.ends, zero))
    return sample.kept(np.arange(first, first + n)) if first + n <= len(sample.r) else None


def before(sample: Returns, zero: int, n: int) -> Returns | None:
    """The last n returns that end before day 0; nothing if there are fewer."""
    first = int(np.searchsorted(sample.ends, zero))
    return sample.kept(np.arange(first - n, first)) if first >= n else None
