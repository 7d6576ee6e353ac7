"""Breaks found without being told when."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations import story as stories
from relations.evidence.breaks import Of, SupF, nearest, segments, sup_f
from relations.evidence.day_zero import Aligned, align
from relations.evidence.refusal import Refusal
from relations.story.line import line
from tests.evidence.simulated import aligned, prices, walk
from transforms.window import window

STORY = stories.load("kazakhstan-russia")


def planted(of: Of) -> Aligned:
    """600 returns whose mean, volatility or coefficient changes with the return of day 400."""
    rng = np.random.default_rng(2)
    later = np.arange(1, 601) >= 400
    x, e = rng.normal(0, 0.02, 600), rng.normal(0, 0.005, 600)
    returns = {
        "mean": e + 0.01 * later,
        "volatility": e * np.where(later, 4, 1),
        "coefficient": e - 0.6 * x * later,
    }[of]
    return aligned(prices(returns), prices(x))


@pytest.mark.parametrize("of", ["mean", "volatility", "coefficient"])
def test_a_planted_break_is_found_near_its_day(of: Of) -> None:
    sample = planted(of)
    found = sup_f(sample, of)
    assert isinstance(found, SupF)
    assert abs(sample.position(found.found.day) - 400) <= 5
    assert found.significant == 1


def test_a_break_is_dated_the_first_day_of_the_new_behaviour() -> None:
    returns = np.random.default_rng(2).normal(0, 0.001, 500)
    returns[299:] += 0.05  # the return of day 300
    sample = aligned(prices(returns))
    found = sup_f(sample)
    assert isinstance(found, SupF)
    assert sample.position(found.found.day) == 300


def test_what_changed_is_measured() -> None:
    found = sup_f(planted("coefficient"), "coefficient")
    assert isinstance(found, SupF)
    assert (found.found.before, found.found.after) == pytest.approx((0, -0.6), abs=0.05)


def test_a_random_walk_breaks_as_often_as_it_should() -> None:
    """At 5 % in 5 % ± 2 % of 1,000 seeded walks."""
    found = [sup_f(aligned(walk(seed, 500))) for seed in range(1000)]
    passed = [isinstance(one, SupF) and one.significant in (5, 1) for one in found]
    assert np.mean(passed) == pytest.approx(0.05, abs=0.02)


def test_segments_finds_both_breaks_of_a_quiet_loud_quiet_series() -> None:
    rng = np.random.default_rng(4)
    loud = np.where((np.arange(1, 901) >= 300) & (np.arange(1, 901) < 600), 5, 1)
    sample = aligned(prices(rng.normal(0, 0.003, 900) * loud))
    found = [sample.position(one.day) for one in segments(sample)]
    assert len(found) == 2
    assert found == pytest.approx([300, 600], abs=10)
    assert segments(aligned(np.full(300, 155.5))) == []


def test_the_distance_to_the_nearest_event_is_in_trading_days() -> None:
    rouble = align(line(STORY, "rouble"))
    for day_, name, distance in (
        (date(2014, 11, 10), "rouble-floated", 0),
        (date(2014, 11, 7), "rouble-floated", -1),
        (date(2014, 12, 17), "key-rate-17", 1),
    ):
        assert nearest(rouble, rouble.position(day_), STORY.events) == (name, distance)
    assert nearest(rouble, 10, ()) == (None, None)


def test_the_roubles_volatility_broke_in_the_autumn_of_2014() -> None:
    span = date(2013, 1, 1), date(2016, 12, 31)
    rouble = align(window(line(STORY, "rouble"), *span))
    found = sup_f(rouble, "volatility", STORY.events)
    assert isinstance(found, SupF)
    assert found.significant == 1
    assert date(2014, 8, 1) < found.found.day < date(2014, 12, 31)
    assert found.found.nearest is not None


def test_what_cannot_be_searched_is_refused() -> None:
    few = sup_f(aligned(walk(1, 100)))
    assert isinstance(few, Refusal)
    assert few.reason == "thin window"
    flat = sup_f(aligned(np.full(300, 155.5)))
    assert isinstance(flat, Refusal)
    assert flat.reason == "no variation"
    values = walk(1, 300)
    values[100] = 0
    zero = sup_f(aligned(values))
    assert isinstance(zero, Refusal)
    assert zero.reason == "values not positive"


def test_a_trend_in_the_level_is_no_break() -> None:
    """A price that grows steadily has returns that do not change."""
    rng = np.random.default_rng(6)
    found = sup_f(aligned(prices(0.005 + rng.normal(0, 0.005, 500))))
    assert isinstance(found, SupF)
    assert found.significant is None
