"""Before and after an event."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations import story as stories
from relations.evidence.before_after import BeforeAfter, Move, before_after, drawdown, move
from relations.evidence.day_zero import Aligned, align
from relations.evidence.refusal import Floats, Refusal
from relations.story.line import line
from tests.evidence.simulated import aligned, day, walk

STORY = stories.load("kazakhstan-russia")
TEN = np.array([100, 100, 110, 105, 105, 120, 126, 114, 120, 130.0])


def compared(sample: Aligned, t: int, n: int, *, inverse: bool = False) -> BeforeAfter:
    found = before_after(sample, day(sample, t), n, inverse=inverse)
    assert isinstance(found, BeforeAfter)
    return found


def test_ten_rows_by_hand() -> None:
    """Day 0 is row 5; before are rows 1–4, after are rows 5–8."""
    found = compared(aligned(TEN), 5, 4)
    assert (found.before.mean, found.after.mean) == (105, 120)
    assert (found.before.median, found.after.median) == (105, 120)
    assert found.difference == pytest.approx(15)
    assert found.before.change == pytest.approx(5)  # 100 → 105
    assert found.after.change == pytest.approx(100 * (120 / 105 - 1))  # 105 → 120
    assert found.after.drawdown == pytest.approx(100 * (114 / 126 - 1))
    by_hand = np.std(np.log([120 / 105, 126 / 120, 114 / 126, 120 / 114]), ddof=1)
    assert found.after.volatility == pytest.approx(100 * by_hand * 252**0.5)
    assert (found.before.count, found.after.count) == (4, 4)


def test_a_currency_is_given_both_ways_and_falls_in_its_dollar_value() -> None:
    found = compared(aligned(TEN), 5, 4, inverse=True)
    assert found.after.value_change == pytest.approx(100 * (105 / 120 - 1))
    assert found.after.drawdown == pytest.approx(100 * (105 / 126 - 1))
    assert compared(aligned(TEN), 5, 4).after.value_change is None


def newey_west(residuals: Floats, design: Floats, lags: int) -> Floats:
    """The textbook estimate, term by term: Newey & West (1987), eq. 5."""
    scores = design * residuals[:, None]
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        gamma = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (gamma + gamma.T)
    bread = np.linalg.inv(design.T @ design)
    return np.asarray(np.sqrt(np.diag(bread @ middle @ bread)))


def test_the_difference_has_newey_wests_standard_error() -> None:
    sample = aligned(walk(3, 100))
    found = compared(sample, 50, 20)
    y = sample.values[30:70, 0]
    design = np.column_stack([np.ones(40), np.arange(40) >= 20]).astype(float)
    residuals = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    assert found.lags == 3
    assert found.difference == pytest.approx(y[20:].mean() - y[:20].mean())
    assert found.standard_error == pytest.approx(newey_west(residuals, design, 3)[1])


def test_a_constant_series_has_no_difference_and_no_p() -> None:
    found = compared(aligned(np.full(60, 155.5)), 30, 20)
    assert found.difference == pytest.approx(0, abs=1e-9)
    assert (found.p, found.standard_error, found.before.volatility) == (None, 0, 0)


def test_windows_that_do_not_fit_and_prices_below_zero_are_refused() -> None:
    sample = aligned(walk(1, 60))
    for t in (20, 42):
        found = before_after(sample, day(sample, t))
        assert isinstance(found, Refusal)
        assert found.reason == "window not complete"
    sample.values[25] = -36.98
    found = before_after(sample, day(sample, 30))
    assert isinstance(found, Refusal)
    assert found.reason == "values not positive"


def test_the_tenge_over_its_devaluation_and_its_float() -> None:
    """DATA: 155.56 on 2014-02-10, 184.50 on the 12th; 188.38 on 2015-08-19, 252.47 on the 21st."""
    tenge = align(line(STORY, "tenge"))
    first = move(tenge, date(2014, 2, 11), (0, 1), inverse=True)
    assert isinstance(first, Move)
    assert (first.change, first.value_change) == pytest.approx((18.60, -15.69), abs=0.01)
    second = move(tenge, date(2015, 8, 20), (0, 1), inverse=True)
    assert isinstance(second, Move)
    assert (second.change, second.value_change) == pytest.approx((34.02, -25.38), abs=0.01)
    assert (second.start, second.end) == (date(2015, 8, 20), date(2015, 8, 21))


def test_a_move_beyond_the_series_is_refused() -> None:
    sample = aligned(walk(1, 20))
    for t in (0, 20):
        found = move(sample, day(sample, t), (-1, 1))
        assert isinstance(found, Refusal)


def test_a_series_that_never_falls_has_no_drawdown() -> None:
    assert drawdown(np.array([1.0, 2, 2, 3])) == 0
    assert drawdown(np.array([4.0, 5, 2, 3])) == -60
