"""The market model over gaps, with both of its lags, against statsmodels' weighted least squares."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import WLS

from relations.evidence.market_model import cumulative, factor_levels, model
from tests.evidence.simulated import gappy, line, prices, walk, without

RATE = line(walk(3, 699)[: gappy(1, 700).size], gappy(1, 700))
OIL = line(walk(4, 799, 0.02)[: gappy(2, 700).size], gappy(2, 700), key="oil")


def by_hand(zero: int) -> tuple[list[float], list[list[float]], list[float]]:
    """Returns, regressors and gaps of the estimation window, row by row."""
    oil = {int(day): i for i, day in enumerate(OIL.numbers)}
    y, z, k = [], [], []
    for i in range(1, RATE.values.size):
        ends = [oil.get(int(RATE.numbers[j])) for j in (i - 1, i)]
        if None in ends or 0 in ends or RATE.numbers[i] > zero - 11:
            continue
        first, last = (int(end or 0) for end in ends)
        gap = float(RATE.numbers[i] - RATE.numbers[i - 1])
        y.append(float(np.log(RATE.values[i] / RATE.values[i - 1])))
        z.append([gap, *(float(np.log(OIL.values[last - lag] / OIL.values[first - lag])) for lag in (0, 1))])
        k.append(gap)
    return y[-120:], z[-120:], k[-120:]


@pytest.mark.parametrize("position", [250, 400, 590])
@pytest.mark.parametrize("days", [1, 3, 11])
def test_the_fit_and_the_variance_of_a_car_are_statsmodels_own(position: int, days: int) -> None:
    zero = int(RATE.numbers[position])
    y, z, k = by_hand(zero)
    oracle = WLS(y, z, weights=1 / np.array(k)).fit()
    fits = model(RATE, OIL).fits(np.array([zero]))
    assert max(k) > 1, "there are gaps"
    assert fits.count[0] == 120
    assert fits.coefficients[0] == pytest.approx(oracle.params, rel=1e-8)
    assert fits.errors[0] == pytest.approx(oracle.bse, rel=1e-8)
    assert fits.sigma[0] == pytest.approx(np.sqrt(oracle.mse_resid), rel=1e-9)
    q = np.array([days, 0.05, -0.02])
    car, sd = cumulative(fits, np.array([0.1]), q[None])
    assert car[0] == pytest.approx(0.1 - q @ oracle.params)
    assert sd[0] == pytest.approx(np.sqrt(oracle.mse_resid * days + q @ oracle.cov_params() @ q))


def test_a_constant_mean_is_the_move_over_the_days() -> None:
    zero = int(RATE.numbers[300])
    fits = model(RATE).fits(np.array([zero]))
    ends = np.flatnonzero(RATE.numbers <= zero - 11)
    first, last = ends[-121], ends[-1]
    moved = np.log(RATE.values[last] / RATE.values[first])
    assert fits.coefficients[0, 0] == pytest.approx(moved / (RATE.numbers[last] - RATE.numbers[first]))


def test_fewer_than_60_returns_have_no_sigma_and_the_window_ends_11_days_before() -> None:
    sample = line(walk(1, 300))
    fits = model(sample).fits(sample.numbers[[60, 70, 71, 131, 200]])
    assert fits.count.tolist() == [49, 59, 60, 120, 120]
    assert np.isnan(fits.sigma).tolist() == [True, True, False, False, False]
    assert (fits.start[-1], fits.end[-1]) == (69, 189), "rows 69 … 188 are the returns of days 70 … 189"


def test_the_median_gap_tells_a_daily_line_from_a_rarer_one() -> None:
    every_other = np.arange(0, 600, 2)
    rare = line(walk(1, 299), RATE.days[0] + np.timedelta64(0, "D") + 7 * np.arange(300))
    assert not model(rare).fits(rare.numbers[[200]]).daily[0]
    assert model(RATE).fits(RATE.numbers[[300]]).daily[0]
    sparse = without(line(walk(1, 599)), *every_other.tolist())
    assert not model(sparse).fits(sparse.numbers[[200]]).daily[0]


def test_the_factor_counts_on_the_lines_own_days_only() -> None:
    """The factor has no Wednesday: of that day there is none, and one observation earlier on Thursday is Tuesday."""
    rate, oil = line(np.ones(5)), without(line(np.exp(np.arange(5.0)), key="oil"), 2)
    now, earlier = factor_levels(rate, oil)
    assert now.tolist() == pytest.approx([np.nan, 1, np.nan, 3, 4], nan_ok=True)
    assert earlier.tolist() == pytest.approx([np.nan, 0, np.nan, 1, 3], nan_ok=True)


def test_a_factor_that_never_moves_gives_no_fit() -> None:
    fits = model(line(walk(1, 300)), line(np.full(301, 50.0), key="oil")).fits(
        np.array([line(walk(1, 300)).numbers[200]])
    )
    assert np.isnan(fits.coefficients).all()


def test_planted_coefficients_are_found() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(0, 0.02, 400)
    r = 0.001 - 0.3 * x - 0.2 * np.concatenate([[0], x[:-1]]) + rng.normal(0, 0.001, 400)
    rate, oil = line(prices(r)), line(prices(x), key="oil")
    fits = model(rate, oil).fits(rate.numbers[[300]])
    assert fits.coefficients[0] == pytest.approx([0.001, -0.3, -0.2], abs=0.02)
