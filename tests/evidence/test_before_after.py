"""Before and after an event."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations.evidence.before_after import BeforeAfter, before_after, drawdown, statistics
from relations.evidence.daily import Daily
from relations.evidence.held import holds
from relations.evidence.refusal import Refusal
from relations.evidence.subject import Subject
from tests.evidence.simulated import day, gappy, line, walk, without

TEN = line(np.array([100, 100, 110, 105, 105, 120, 126, 114, 120, 130.0]))
GAPPY = line(walk(3, 699)[: gappy(1, 700).size], gappy(1, 700))


def compared(sample: Daily, event: date, n: int = 20, *, inverse: bool = False) -> BeforeAfter:
    found = before_after(Subject(sample), {"it": event}, n, inverse=inverse)["it"]
    assert isinstance(found, BeforeAfter), found
    return found


def refusal(sample: Daily, event: date) -> Refusal:
    found = before_after(Subject(sample), {"it": event})["it"]
    assert isinstance(found, Refusal), found
    return found


def test_ten_rows_by_hand() -> None:
    """Day 0 is row 5; before are rows 1–4, after are rows 5–8."""
    found = compared(TEN, day(TEN, 5), 4)
    assert (found.before.mean, found.after.mean) == (105, 120)
    assert (found.before.median, found.after.median) == (105, 120)
    assert found.before.change == pytest.approx(5)  # 100 → 105
    assert found.after.change == pytest.approx(100 * (120 / 105 - 1))  # 105 → 120
    assert found.after.drawdown == pytest.approx(100 * (114 / 126 - 1))
    by_hand = np.std(np.log([120 / 105, 126 / 120, 114 / 126, 120 / 114]), ddof=1)
    assert found.after.volatility == pytest.approx(100 * by_hand * 261**0.5)
    assert (found.after.count, found.after.business_days) == (4, 4)
    means = [np.log(TEN.values[rows]).mean() for rows in (slice(1, 5), slice(5, 9))]
    assert found.difference == pytest.approx(100 * (np.exp(means[1] - means[0]) - 1))
    assert found.refused
    assert (found.z, found.refused.reason) == (None, "thin window"), "described, and not tested"


def test_a_currency_is_given_both_ways_and_falls_in_its_dollar_value() -> None:
    found = compared(TEN, day(TEN, 5), 4, inverse=True)
    assert found.after.value_change == pytest.approx(100 * (105 / 120 - 1))
    assert found.after.drawdown == pytest.approx(100 * (105 / 126 - 1))
    assert found.value_difference == pytest.approx(100 * (1 / (1 + found.difference / 100) - 1))
    assert compared(TEN, day(TEN, 5), 4).after.value_change is None


def test_the_difference_of_the_means_is_a_weighted_sum_of_returns() -> None:
    """D by its definition, and its variance by adding up the weights over days."""
    at, n, sigma = 300, 20, 0.013
    (d,), (z,) = statistics(GAPPY, np.array([at]), np.array([sigma]), n)
    logs = np.log(GAPPY.values)
    assert d == pytest.approx(logs[at : at + n].mean() - logs[at - n : at].mean())
    weights = [(n - abs(j)) / n for j in range(-n + 1, n)]
    gaps = np.diff(GAPPY.numbers)[at - n : at + n - 1]
    assert z == pytest.approx(d / (sigma * np.sqrt(sum(c * c * k for c, k in zip(weights, gaps, strict=True)))))


def test_without_gaps_the_difference_varies_like_13_days() -> None:
    sample = line(walk(1, 99))
    (d,), (z,) = statistics(sample, np.array([50]), np.array([1.0]), 20)
    assert (d / z) ** 2 == pytest.approx(13.35, abs=0.005)


def test_z_is_of_the_constant_mean_before_day_0() -> None:
    found = compared(GAPPY, day(GAPPY, 300))
    fits = Subject(GAPPY).mean.fits(GAPPY.numbers[[300]])
    assert found.z == pytest.approx(statistics(GAPPY, np.array([300]), fits.sigma, 20)[1][0])


def test_the_rank_is_among_windows_that_share_no_observation() -> None:
    sample = line(walk(11, 1200))
    found = compared(sample, day(sample, 600))
    assert found.rank
    positions = np.array([at for at in range(71, 1182) if abs(at - 600) >= 40])
    sigma = Subject(sample).mean.fits(sample.numbers[positions]).sigma
    _, others = statistics(sample, positions, sigma, 20)
    assert found.rank.windows == positions.size
    assert found.z is not None
    assert found.rank.share == (1 + (np.abs(others) >= abs(found.z)).sum()) / (1 + positions.size)
    with_other = before_after(Subject(sample), {"it": day(sample, 600), "other": day(sample, 300)})["it"]
    assert isinstance(with_other, BeforeAfter)
    assert with_other.rank
    assert with_other.rank.windows == positions.size - 11, "the days −5 … +5 of another event are no day 0"


def test_a_held_line_is_described_and_has_no_z() -> None:
    flat = line(np.full(300, 155.5))
    found = before_after(Subject(flat, holds={"": holds(flat)}), {"it": day(flat, 200)})["it"]
    assert isinstance(found, BeforeAfter)
    assert found.refused
    assert (found.difference, found.z, found.rank, found.refused.reason) == (0, None, None, "held")


def test_windows_that_do_not_fit_and_prices_below_zero_are_refused() -> None:
    sample = line(walk(1, 60))
    for t in (20, 42):
        assert refusal(sample, day(sample, t)).reason == "window not complete"
    sample.values[25] = -36.98
    found = refusal(sample, day(sample, 30))
    assert found.reason == "values not positive"
    assert "rate is −36.98 on" in str(found.detail)


def test_the_first_observation_must_be_near() -> None:
    sample = line(walk(1, 200))
    event = day(sample, 100)
    assert compared(without(sample, 100, 101), event).after.start == day(sample, 102)
    assert refusal(without(sample, 100, 101, 102), event).reason == "no observation"


def test_a_series_that_never_falls_has_no_drawdown() -> None:
    assert drawdown(np.array([1.0, 2, 2, 3])) == 0
    assert drawdown(np.array([4.0, 5, 2, 3])) == -60
