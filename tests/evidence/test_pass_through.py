"""A line and a factor, before and after an event."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS, WLS

from relations.evidence.market_model import model
from relations.evidence.pass_through import Slope, pass_through
from relations.evidence.refusal import Refusal
from tests.evidence.simulated import day, gappy, line, prices, walk

RNG = np.random.default_rng(8)
X = RNG.normal(-0.002, 0.02, 600)
CHANGED = np.where(np.arange(600) < 299, 0.0, -0.5)  # the return of day 300 is the first of the new regime
RATE, OIL = line(prices(CHANGED * X + RNG.normal(0, 0.003, 600))), line(prices(X), key="oil")
EVENT = day(RATE, 300)


def slope(found: Slope | Refusal) -> Slope:
    assert isinstance(found, Slope), found
    return found


def test_a_planted_change_of_regime_is_measured_over_every_length() -> None:
    found = pass_through(RATE, OIL, EVENT)
    assert list(found.before) == list(found.after) == [60, 120, 250]
    for count in found.after:
        before, after = slope(found.before[count]), slope(found.after[count])
        assert before.b_low < 0 < before.b_high
        assert after.b_low < -0.5 < after.b_high
        assert (before.end, after.start) == (day(RATE, 299), day(RATE, 299)), "the base of the first return from it on"
        assert (after.count, after.business_days) == (count, count)


def test_it_is_statsmodels_weighted_regression_with_newey_west_errors() -> None:
    days, other = gappy(1, 800), gappy(2, 800)
    rate, oil = line(walk(3, 799)[: days.size], days), line(walk(4, 799)[: other.size], other, key="oil")
    found = slope(pass_through(rate, oil, rate.day(400)).after[120])
    both = model(rate, oil)
    rows = both.rows[both.rows >= 400][:120]
    y, z = both.spans(rows - 1, rows)
    fit = WLS(y, z, weights=1 / rate.gaps[rows]).fit(cov_type="HAC", cov_kwds={"maxlags": 4})
    covariance = fit.cov_params()[1:, 1:]
    assert found.hac_lags == 4
    assert found.coefficients == pytest.approx(tuple(fit.params[1:]))
    assert found.b == pytest.approx(fit.params[1:].sum())
    assert (found.b_high - found.b) / 1.959964 == pytest.approx(np.sqrt(covariance.sum()), rel=1e-6)
    assert found.noise == pytest.approx(1.959964 * np.sqrt(fit.mse_resid * rate.gaps[rows].sum()), rel=1e-6)


def test_without_gaps_r_squared_is_that_of_a_regression_on_a_constant() -> None:
    found = slope(pass_through(RATE, OIL, EVENT).after[250])
    r, x = np.diff(np.log(RATE.values)), np.diff(np.log(OIL.values))
    fit = OLS(r[299:549], np.column_stack([np.ones(250), x[299:549], x[298:548]])).fit()
    assert found.r_squared == pytest.approx(fit.rsquared)


def test_the_part_and_the_rest_make_the_move() -> None:
    found = slope(pass_through(RATE, OIL, EVENT).after[250])
    part, low, high = found.part
    assert low < part < high
    assert part == pytest.approx(found.b * found.factor_move)
    assert part + found.rest == pytest.approx(found.move)
    assert found.move == pytest.approx(np.log(RATE.values[549] / RATE.values[299]))


def test_too_few_returns_are_refused_on_their_side_and_length() -> None:
    found = pass_through(RATE, OIL, day(RATE, 150))
    assert isinstance(found.before[250], Refusal)
    assert found.before[250].reason == "thin window"
    assert str(found.before[250].detail) == "148 returns; 250 are needed"
    assert slope(found.before[120]).count == 120
    assert slope(found.after[250]).count == 250


def test_oil_that_does_not_move_is_refused_and_prices_below_zero_are_left_out() -> None:
    still = pass_through(RATE, line(np.full(601, 50.0), key="oil"), EVENT).after[60]
    assert isinstance(still, Refusal)
    assert (still.reason, str(still.detail)) == ("no variation", "oil did not move in the window")
    values = OIL.values.copy()
    values[310] = -36.98
    found = slope(pass_through(RATE, line(values, key="oil"), EVENT).after[60])
    assert found.count == 60
    assert found.end == day(RATE, 362), "three returns have that day in them: to it, from it, and with it a day earlier"
