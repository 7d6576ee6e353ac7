"""The market model before every day, against statsmodels day by day."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from relations.evidence.market_model import bounds, event_sum, market_model

RNG = np.random.default_rng(7)
OIL = np.concatenate([[np.nan], RNG.normal(0, 0.02, 299)])
RATE = 0.0004 - 0.3 * OIL + np.concatenate([[0], RNG.normal(0, 0.01, 299)])


@pytest.mark.parametrize("t", [131, 200, 299])
def test_the_regression_before_a_day_is_statsmodels_own(t: int) -> None:
    window = slice(t - 130, t - 10)  # 120 returns, the last 11 days before t
    oracle = OLS(RATE[window], np.column_stack([np.ones(120), OIL[window]])).fit()
    found = market_model(RATE, OIL)
    assert found.count[t] == 120
    assert (found.alpha[t], found.beta[t]) == pytest.approx(tuple(oracle.params), rel=1e-9)
    assert found.sigma[t] == pytest.approx(np.sqrt(oracle.mse_resid), rel=1e-9)


def test_a_constant_mean_is_the_mean() -> None:
    found = market_model(RATE)
    assert found.alpha[200] == pytest.approx(RATE[70:190].mean())
    assert found.sigma[200] == pytest.approx(RATE[70:190].std(ddof=1))
    assert found.parameters == 1


def test_the_window_is_shorter_at_the_start_and_never_holds_the_first_day() -> None:
    start, end = bounds(200)
    assert (end - start)[[0, 11, 12, 70, 130, 131, 150]].tolist() == [0, 0, 1, 59, 119, 120, 120]
    assert start.min() == 1


def test_ten_rows_summed_by_hand() -> None:
    values = np.arange(10.0)
    sums = event_sum(values, -1, 1)
    assert np.isnan(sums[[0, 1, 9]]).all()  # index 0 is never a return
    assert sums[2:9].tolist() == [6, 9, 12, 15, 18, 21, 24]
