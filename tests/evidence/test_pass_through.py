"""The rouble and oil, before and after the float."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from relations import story as stories
from relations.evidence.day_zero import align
from relations.evidence.pass_through import Regime, pass_through
from relations.evidence.refusal import Refusal
from relations.evidence.returns import log_differences
from relations.story.line import line
from tests.evidence.simulated import aligned, day, prices

STORY = stories.load("kazakhstan-russia")
RNG = np.random.default_rng(8)
OIL = RNG.normal(-0.002, 0.02, 600)
BEFORE_AFTER = np.where(np.arange(600) < 299, 0.0, -0.5)  # the return of day 300 is the first of the new regime
SAMPLE = aligned(prices(BEFORE_AFTER * OIL + RNG.normal(0, 0.003, 600)), prices(OIL))


def test_a_planted_change_of_regime_is_measured() -> None:
    found = pass_through(SAMPLE, day(SAMPLE, 300))
    assert isinstance(found.before, Regime)
    assert isinstance(found.after, Regime)
    assert found.before.b_low < 0 < found.before.b_high
    assert found.after.b_low < -0.5 < found.after.b_high
    assert found.after.p < 1e-6
    assert (found.before.end, found.after.start) == (day(SAMPLE, 299), day(SAMPLE, 300))


def test_the_share_is_b_times_the_move_of_oil_over_the_move_of_the_quote() -> None:
    found = pass_through(SAMPLE, day(SAMPLE, 300)).after
    assert isinstance(found, Regime)
    assert found.share is not None
    assert found.share == pytest.approx(100 * found.b * found.factor_move / found.move)
    assert found.share_low is not None
    assert found.share_high is not None
    assert found.share_low < found.share < found.share_high
    ends = [100 * b * found.factor_move / found.move for b in (found.b_low, found.b_high)]
    assert [found.share_low, found.share_high] == pytest.approx(sorted(ends))
    returns = log_differences(SAMPLE.values)[300:550]
    assert (found.move, found.factor_move) == pytest.approx(tuple(returns.sum(axis=0)))


def test_coefficients_and_their_sum_are_statsmodels_own() -> None:
    found = pass_through(SAMPLE, day(SAMPLE, 300)).after
    assert isinstance(found, Regime)
    r = log_differences(SAMPLE.values)
    design = np.column_stack([np.ones(250), r[300:550, 1], r[299:549, 1], r[298:548, 1]])
    fit = OLS(r[300:550, 0], design).fit(cov_type="HAC", cov_kwds={"maxlags": 4})
    covariance = fit.cov_params()[1:, 1:]
    assert found.coefficients == pytest.approx(tuple(fit.params[1:]))
    assert found.b == pytest.approx(fit.params[1:].sum())
    assert (found.b_high - found.b) / 1.959964 == pytest.approx(np.sqrt(covariance.sum()), rel=1e-6)


def test_the_rouble_went_with_oil_after_the_float_and_hardly_before() -> None:
    found = pass_through(align(line(STORY, "rouble"), line(STORY, "oil")), date(2014, 11, 10))
    assert isinstance(found.before, Regime)
    assert isinstance(found.after, Regime)
    assert found.before.b_low < 0 < found.before.b_high
    assert found.after.b_high < 0
    assert found.after.share is not None
    assert found.after.share > 50  # Dreger et al. (2015): most of the fall follows oil
    assert found.after.start == date(2014, 11, 10)


def test_too_few_days_are_refused_on_their_side() -> None:
    found = pass_through(SAMPLE, day(SAMPLE, 50))
    assert isinstance(found.before, Refusal)
    assert found.before.reason == "thin window"
    assert isinstance(found.after, Regime)


def test_oil_that_does_not_move_and_prices_below_zero_are_refused() -> None:
    still = pass_through(aligned(SAMPLE.values[:, 0], np.full(601, 50.0)), day(SAMPLE, 300)).after
    assert isinstance(still, Refusal)
    assert still.reason == "no variation"
    oil = SAMPLE.values[:, 1].copy()
    oil[400] = -36.98
    negative = pass_through(aligned(SAMPLE.values[:, 0], oil), day(SAMPLE, 300))
    assert isinstance(negative.after, Refusal)
    assert negative.after.reason == "values not positive"
    assert isinstance(negative.before, Regime)
