"""Abnormal returns, how rare they are, and when they are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests

from relations.evidence.day_zero import Aligned, align
from relations.evidence.event_study import EventStudy, cumulative, event_study
from relations.evidence.market_model import market_model
from relations.evidence.refusal import Refusal
from relations.evidence.returns import log_differences
from sources import observations
from tests.evidence.simulated import aligned, day, prices, walk
from tests.transforms.conftest import Series


def study(sample: Aligned, t: int) -> EventStudy:
    (found,) = event_study(sample, [day(sample, t)])
    assert isinstance(found, EventStudy)
    return found


def refusal(sample: Aligned, t: int) -> Refusal:
    (found,) = event_study(sample, [day(sample, t)])
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(("index", "window"), [(0, (-1, 1)), (1, (-5, 5)), (2, (0, 10))])
def test_car_and_its_variance_are_those_of_the_textbook(index: int, window: tuple[int, int]) -> None:
    """Campbell, Lo & MacKinlay (1997), p. 159: V = σ²(I + X*(X′X)⁻¹X*′), with statsmodels' estimates."""
    rng = np.random.default_rng(3)
    x = rng.normal(0, 0.02, 299)
    sample = aligned(prices(0.001 - 0.4 * x + rng.normal(0, 0.01, 299)), prices(x))
    t = 220
    r = log_differences(sample.values)
    design = np.column_stack([np.ones(300), r[:, 1]])
    fit = OLS(r[t - 130 : t - 10, 0], design[t - 130 : t - 10]).fit()
    near = slice(t + window[0], t + window[1] + 1)
    abnormal = r[near, 0] - design[near] @ fit.params
    variance = fit.mse_resid * np.eye(abnormal.size) + design[near] @ fit.cov_params() @ design[near].T
    found = study(sample, t).tests[index]
    assert found.car == pytest.approx(abnormal.sum())
    assert found.sd == pytest.approx(np.sqrt(variance.sum()))
    assert found.p == pytest.approx(2 * stats.t.sf(abs(abnormal.sum()) / np.sqrt(variance.sum()), 118))
    assert found.percent == pytest.approx(100 * (np.exp(abnormal.sum()) - 1))
    assert (found.start, found.end) == (day(sample, t + window[0]), day(sample, t + window[1]))


def test_the_placebo_rank_is_the_share_of_windows_with_a_larger_car() -> None:
    sample = aligned(walk(11, 300), walk(12, 300))
    found = study(sample, 200).tests[0]
    others = [abs(study(sample, t).tests[0].car) for t in range(71, 300)]
    assert found.placebos == len(others)
    assert found.rank == np.mean([other > abs(found.car) for other in others])


def test_a_planted_jump_is_found_on_its_day_and_with_its_size() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(0, 0.02, 599)
    returns = -0.3 * x + rng.normal(0, 0.005, 599)
    returns[399] += 0.15  # the return of day 400
    sample = aligned(prices(returns), prices(x))
    found = study(sample, 400)
    abnormal = [ar or 0.0 for ar in found.abnormal]
    assert abnormal.index(max(abnormal)) - 5 == 0
    assert found.abnormal[5] == pytest.approx(0.15, abs=0.02)
    assert found.car == pytest.approx(0.15, abs=0.03)
    assert found.rank <= 2 / found.tests[0].placebos  # only the two other windows with the jump in them
    assert found.tests[0].p is not None
    assert found.tests[0].p < 1e-6
    assert found.beta == pytest.approx(-0.3, abs=0.1)


def test_a_random_walk_is_significant_as_often_as_it_should_be() -> None:
    """At 5 % in 5 % ± 2 % of 1,000 seeded walks, by Student's t and by the placebo rank."""
    by_t, by_rank = [], []
    for seed in range(1000):
        found = study(aligned(walk(seed, 400)), 300).tests[0]
        by_t.append(found.p is not None and found.p < 0.05)
        by_rank.append(found.rank < 0.05)
    assert np.mean(by_t) == pytest.approx(0.05, abs=0.02)
    assert np.mean(by_rank) == pytest.approx(0.05, abs=0.02)


def test_a_constant_series_has_no_abnormal_return_and_no_test() -> None:
    flat = np.full(300, 155.5)
    car, _ = cumulative(market_model(log_differences(flat), log_differences(walk(1, 299))), (-1, 1))
    assert np.nanmax(np.abs(car)) == 0
    assert refusal(aligned(flat, walk(1, 299)), 200).reason == "peg"


def test_a_thin_window_is_refused() -> None:
    sample = aligned(walk(1, 300))
    assert refusal(sample, 70).reason == "thin window"
    assert study(sample, 71).count == 60


def test_a_price_below_zero_in_the_windows_is_refused_and_elsewhere_is_not() -> None:
    values = walk(4, 500)
    values[250] = -36.98
    sample = aligned(values)
    assert refusal(sample, 251).reason == "values not positive"
    assert refusal(sample, 300).reason == "values not positive"
    assert study(sample, 245).abnormal[10:12] == (None, None)  # the returns to it and from it
    whole = study(sample, 450)
    assert np.isfinite(whole.car)
    # Of the placebo windows 4 have one of its two returns in them, and 121 have one in their estimation window.
    assert whole.tests[0].placebos == study(aligned(walk(4, 500)), 450).tests[0].placebos - 4 - 121


def test_an_event_at_the_end_of_the_sample_has_only_the_windows_that_fit() -> None:
    sample = aligned(walk(1, 300))
    assert refusal(sample, 300).reason == "window not complete"
    assert [test.window for test in study(sample, 299).tests] == [(-1, 1)]


def test_a_factor_that_never_moves_is_refused() -> None:
    assert refusal(aligned(walk(1, 300), np.full(301, 50.0)), 200).reason == "no variation"


def test_events_tested_together_are_adjusted_together() -> None:
    sample = aligned(walk(1, 600))
    days = [day(sample, t) for t in (200, 300, 400)]
    together = [found for found in event_study(sample, days) if isinstance(found, EventStudy)]
    expected = multipletests([found.tests[0].p for found in together], method="holm")[1]
    assert [found.tests[0].p_holm for found in together] == pytest.approx(expected.tolist())


@pytest.mark.parametrize("weeks", [-300, 1, 52])
def test_shifting_every_date_shifts_every_window(weeks: int) -> None:
    sample = aligned(walk(1, 300), walk(2, 300))
    moved = aligned(walk(1, 300), walk(2, 300), start=str(sample.days[0] + np.timedelta64(7 * weeks, "D")))
    here, there = study(sample, 200), study(moved, 200)
    by = timedelta(weeks=weeks)
    assert there.estimation_end == here.estimation_end + by
    assert [(t.start, t.end) for t in there.tests] == [(t.start + by, t.end + by) for t in here.tests]
    assert there.car == here.car


def test_the_order_of_the_rows_changes_nothing(series: Series) -> None:
    values, mixed = walk(1, 250), np.random.default_rng(1).permutation(251)
    whole = series(values.tolist())
    data = observations(whole.data["date"].to_numpy()[mixed], values[mixed])
    found = [study(align(one), 200) for one in (whole, replace(whole, data=data))]
    assert found[0] == found[1]


def test_the_unit_of_the_quote_does_not_matter() -> None:
    rate, oil = walk(1, 300), walk(2, 300)
    assert study(aligned(rate, oil), 200).car == pytest.approx(study(aligned(1000 * rate, 0.1 * oil), 200).car)


def test_the_estimation_window_is_120_returns_ending_11_days_before() -> None:
    sample = aligned(walk(1, 300))
    found = study(sample, 200)
    assert (found.estimation_start, found.estimation_end) == (day(sample, 70), day(sample, 189))
    assert found.count == 120
    assert isinstance(found.day0, date)
