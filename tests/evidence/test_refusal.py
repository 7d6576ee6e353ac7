"""When a statistic is refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations.evidence.refusal import coarse, peg, thin


def test_a_rate_that_does_not_move_on_most_days_is_held() -> None:
    moving = np.full(59, 0.01) * np.where(np.arange(59) % 2, 1, -1)
    held = peg(np.concatenate([np.full(61, 0.0004), moving]))
    assert held is not None
    assert held.reason == "peg"
    assert str(held.detail) == "51 % of the daily moves before the event are below 0.05 %"


def test_half_of_the_days_still_is_not_enough() -> None:
    moving = np.full(60, 0.03) * np.where(np.arange(60) < 30, 1, -1)
    assert peg(np.concatenate([np.full(60, 0.0004), np.where(np.abs(moving) < 0.02, moving, moving / 2)])) is None


def test_a_rate_that_trembles_in_a_corridor_is_held_a_step_of_the_corridor_left_out() -> None:
    trembling = 0.001 * np.where(np.arange(120) % 2, 1.0, -1.0)
    assert peg(trembling) is not None
    trembling[60] = np.log(184.50 / 155.56)
    held = peg(trembling)
    assert held is not None
    assert "steps left out" in str(held.detail)


@pytest.mark.parametrize("seed", range(20))
def test_a_random_walk_of_a_floating_currency_is_not_held(seed: int) -> None:
    assert peg(np.random.default_rng(seed).normal(0, 0.007, 120)) is None


def test_sixty_returns_are_enough_and_fewer_are_not() -> None:
    assert thin(60) is None
    few = thin(59)
    assert few is not None
    assert few.reason == "thin window"


def test_a_date_known_to_the_year_is_too_coarse() -> None:
    assert coarse(date(2014, 1, 1), "day") is None
    rough = coarse(date(2014, 1, 1), "year")
    assert rough is not None
    assert (rough.reason, str(rough.detail)) == ("coarse date", "known to the year only (2014)")
