"""Which rates count as held, and which do not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations import cache
from relations.evidence.daily import daily
from relations.evidence.held import CORRIDOR, CRAWL, LONG_CORRIDOR, STILL, figures, holds
from relations.evidence.refusal import coarse, thin
from relations.story import Regime
from tests.evidence.simulated import line, prices, walk

RNG = np.random.default_rng(1)
TENGE = daily(cache.read("imf/KZT"))
END = 400  #: position of a day 0


def why(returns: np.ndarray, *regimes: Regime) -> str | None:
    """What is said at day 0, 400 observations after the first."""
    sample = line(prices(returns))
    no = holds(sample, regimes).refusal(int(sample.numbers[END]))
    assert no is None or no.reason == "held"
    return str(no.detail) if no else None


def corridor(width: float, shock: float, seed: int = 3) -> np.ndarray:
    """Log returns of a rate that is pushed back at the edges of a corridor ± width."""
    path, level = [], 0.0
    for step in np.random.default_rng(seed).normal(0, shock, 450):
        level = float(np.clip(level + step, -width, width))
        path.append(level)
    return np.diff(path, prepend=0.0)


def test_a_rate_that_does_not_move_on_most_days_is_still() -> None:
    moves = np.where(RNG.random(450) < 0.6, 0.0003, 0.01) * RNG.choice([-1, 1], 450)
    assert "still: half of the moves are of 0.0300 % a day or less, the limit is 0.08 %" in (why(moves) or "")


def test_a_rate_in_a_corridor_is_held_a_step_of_the_corridor_left_out() -> None:
    trembling = corridor(0.01, 0.005)
    assert "corridor: ρ of 120 returns is" in (why(trembling) or "")
    trembling[330] += np.log(184.50 / 155.56)
    assert "corridor: ρ of 120 returns is" in (why(trembling) or "")


def test_a_crawl_is_held_and_a_trend_in_noise_is_not() -> None:
    noise = np.random.default_rng(2).normal(0, 0.001, 450)
    assert "crawl: the drift is" in (why(0.001 + noise) or "")
    assert why(0.0001 + 3 * noise) is None


def test_a_rate_that_never_moves_is_held() -> None:
    assert why(np.zeros(450)) is not None
    assert figures(np.full((1, 120), 0.0), np.ones((1, 120)))[:, 0].tolist() == [0, 0, 0]


def test_random_walks_are_seldom_held() -> None:
    """Of a calm float's and of a wild one's: METHODS 7 has 2.1 to 2.9 %."""
    for sd in (0.002, 0.005):
        returns = np.random.default_rng(7).normal(0, sd, (4000, 250))
        still, short, drift = figures(returns[:, 130:], np.ones((4000, 120)))
        _, long, _ = figures(returns, np.ones((4000, 250)))
        share = np.mean((still < STILL) | (short < CORRIDOR) | (drift > CRAWL) | (long < LONG_CORRIDOR))
        assert share == pytest.approx(0.022, abs=0.01)
        assert np.median(short) == pytest.approx(1.41, abs=0.03)


def test_the_figures_of_a_window_are_those_of_its_own_returns() -> None:
    """Rolled over a series with gaps they are what each window gives by itself."""
    sample = line(walk(5, 600, 0.004)[:500], np.sort(RNG.choice(line(walk(5, 600)).days, 500, replace=False)))
    found = holds(sample)
    for end in (60, 90, 120, 300, 499):
        rows = slice(max(end - 120, 0) + 1, end + 1)
        alone = figures(sample.returns[None, rows], sample.gaps[None, rows])[:, 0]
        assert [found.still[end], found.corridor[end], found.crawl[end]] == pytest.approx(alone.tolist())
    z = sample.returns[181:301] / np.sqrt(sample.gaps[181:301])
    s = np.where(np.abs(z) > 6 * np.median(np.abs(z)) / 0.6745, 0, sample.returns[181:301])
    path = np.concatenate([[0], np.cumsum(s)])
    assert found.corridor[300] == pytest.approx(np.ptp(path) / (np.std(s, ddof=1) * 120**0.5))


def test_a_held_rate_is_held_either_way_round_and_in_any_unit() -> None:
    found, inverse = holds(TENGE), holds(type(TENGE)(TENGE.key, TENGE.days, 1e4 / TENGE.values))
    zeros = TENGE.numbers[::7]
    assert (found.at(zeros) == inverse.at(zeros)).all()


@pytest.mark.parametrize(("first", "last", "share"), [(2009, 2013, 1), (2016, 2018, 0)])
def test_the_tenge_was_held_until_2015_and_not_later(first: int, last: int, share: int) -> None:
    """Days 0 of whole years, from half a year after a change on."""
    days = (TENGE.days >= np.datetime64(f"{first}-07-01")) & (TENGE.days <= np.datetime64(f"{last}-12-31"))
    assert holds(TENGE).at(TENGE.numbers[days]).mean() == pytest.approx(share, abs=0.02)


def declared(kind: str, start: date | None, end: date | None) -> Regime:
    return Regime.model_validate({"start": start, "end": end, "kind": kind, "against": "a basket", "source": "x"})


def test_what_a_story_declares_as_held_is_held_where_it_covers_more_than_half_of_the_window() -> None:
    floating = np.random.default_rng(2).normal(0, 0.005, 450)
    sample = line(prices(floating))
    ends = [sample.day(i) for i in range(450)]
    assert why(floating) is None
    half = declared("corridor", ends[END - 70], None)  # 60 of the 120 returns, which end 11 days before day 0
    more = declared("peg", ends[END - 71], None)
    assert why(floating, half, half) is None, "the same days twice are not twice as many"
    zero = sample.numbers[[END]]
    assert [holds(sample, [one]).at(zero)[0] for one in (half, more)] == [False, True], "nor is it a placebo"
    assert why(floating, more) == f"declared: peg against a basket from {more.start:%-d %b %Y} on"


def test_managed_days_are_said_and_refuse_nothing() -> None:
    sample = line(prices(np.random.default_rng(2).normal(0, 0.005, 450)))
    managed = declared("managed", None, sample.day(300))
    found = holds(sample, [managed])
    assert found.refusal(int(sample.numbers[END])) is None
    assert found.managed(int(sample.numbers[END])) == (managed,)
    assert found.managed(int(sample.numbers[440])) == ()


def test_sixty_returns_are_enough_and_fewer_are_not() -> None:
    assert thin("rate", 60) is None
    few = thin("rate", 59)
    assert few is not None
    assert (few.reason, str(few.detail)) == ("thin window", "rate has 59 returns before the event; 60 are needed")


def test_a_date_known_to_the_year_is_too_coarse() -> None:
    assert coarse(date(2014, 1, 1), "day") is None
    rough = coarse(date(2014, 1, 1), "year")
    assert rough is not None
    assert (rough.reason, str(rough.detail)) == ("coarse date", "known to the year only (2014)")
