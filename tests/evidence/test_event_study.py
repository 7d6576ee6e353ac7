"""Abnormal returns, how rare they are, and when they are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.evidence.daily import Daily, number
from relations.evidence.event_study import EventStudy, WindowTest, event_study
from relations.evidence.held import holds
from relations.evidence.placebo import holm
from relations.evidence.refusal import Refusal
from relations.evidence.subject import Subject
from relations.evidence.windows import observed
from tests.evidence.simulated import day, gappy, line, prices, walk, without

GAPPY = line(walk(3, 999)[: gappy(1, 1000).size], gappy(1, 1000))
OIL = line(walk(4, 1099, 0.02)[: gappy(2, 1000).size], gappy(2, 1000), key="oil")


def study(
    sample: Daily, event: date, factor: Daily | None = None, others: Mapping[str, date] | None = None
) -> EventStudy:
    found = event_study(Subject(sample, factor), {"it": event, **(others or {})})["it"]
    assert isinstance(found, EventStudy), found
    return found


def refusal(subject: Subject, event: date) -> Refusal:
    found = event_study(subject, {"it": event})["it"]
    assert isinstance(found, Refusal), found
    return found


def test_the_rank_is_the_share_of_windows_with_as_large_a_t_its_own_and_other_events_left_out() -> None:
    sample = line(walk(11, 400))
    event, other = day(sample, 250), day(sample, 320)
    found = study(sample, event, others={"other": other}).tests[0]
    assert found.rank
    alone = [study(sample, day(sample, at)).tests[0] for at in range(71, 400)]
    kept = [one for one in alone if not _touch(one, event) and not _touch(one, other)]
    assert len(kept) == 329 - 5 - 5
    larger = sum(abs(one.t) >= abs(found.t) for one in kept)
    assert found.rank.windows == len(kept)
    assert found.rank.share == (1 + larger) / (1 + len(kept))
    assert found.rank.apart == len(kept) // 3
    assert found.rank.error == pytest.approx((found.rank.share * (1 - found.rank.share) / (len(kept) // 3)) ** 0.5)


def _touch(one: WindowTest, event: date) -> bool:
    """Whether a window of a line without gaps holds a day of [−1,+1] about an event."""
    return number(one.start) < number(event) + 1 and number(one.end) >= number(event) - 1


def test_a_planted_jump_is_found_on_its_day_and_with_its_size() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(0, 0.02, 999)
    returns = -0.3 * x + rng.normal(0, 0.005, 999)
    returns[599] += 0.15  # the return of day 600
    sample = line(prices(returns))
    found = study(sample, day(sample, 600), line(prices(x), key="oil"))
    largest = max(found.abnormal, key=lambda one: abs(one.value or 0))
    assert largest.day == day(sample, 600)
    assert largest.value == pytest.approx(0.15, abs=0.02)
    first = found.tests[0]
    assert first.car == pytest.approx(0.15, abs=0.03)
    assert first.rank
    assert first.rank.share == 1 / (1 + first.rank.windows), "no other window has as large a t"
    assert first.rank.word == "very unusual"
    assert found.fits[0].beta == pytest.approx(-0.3, abs=0.1)


def test_the_days_of_other_events_are_kept_and_left_out_beside() -> None:
    rng = np.random.default_rng(6)
    returns = rng.normal(0, 0.01, 599)
    returns[[350, 370, 390]] += 0.2  # of days 351, 371 and 391, all in the estimation window of day 450
    sample = line(prices(returns))
    loud = {f"loud-{at}": day(sample, at) for at in (351, 371, 391)}
    found = study(sample, day(sample, 450), others=loud | {"far": day(sample, 200)})
    assert found.events == tuple(loud)
    test = found.tests[0]
    assert test.without
    assert (test.without.events, test.without.count) == (3, 120 - 9)
    assert found.fits[0].count == 120
    assert found.fits[0].sigma > 2 * 0.01
    kept = without(sample, *(at + one for at in (351, 371, 391) for one in (-1, 0, 1)))
    assert kept.values.size == 591
    mask = np.ones(599, dtype=bool)
    mask[[at + one - 1 for at in (351, 371, 391) for one in (-1, 0, 1)]] = False
    left = returns[319:439][mask[319:439]]
    sigma = np.std(left, ddof=1)
    car = np.log(sample.values[451] / sample.values[448]) - 3 * left.mean()
    assert test.without.car == pytest.approx(car)
    assert test.without.t == pytest.approx(car / (sigma * (3 + 9 / left.size) ** 0.5))


@pytest.mark.parametrize(("before", "named"), [(0, True), (-1, False)])
def test_an_event_is_in_the_estimation_window_if_a_day_beside_it_is(before: int, *, named: bool) -> None:
    """The window of day 450 begins with the return of day 320: day 0 + 1 of an event on day 319."""
    sample = line(walk(1, 600))
    found = study(sample, day(sample, 450), others={"near": day(sample, 319 + before)})
    assert found.fits[0].start == day(sample, 320)
    assert found.events == (("near",) if named else ())
    assert (found.tests[0].without is not None) == named


@pytest.mark.parametrize(("size", "depends"), [(0.05, True), (0.4, False), (0.0, False)])
def test_it_is_said_where_a_t_depends_on_the_days_left_out(size: float, depends: bool) -> None:
    returns = np.random.default_rng(6).normal(0, 0.01, 599)
    returns[[350, 370, 390]] += 0.2
    returns[448:451] = size / 3
    sample = line(prices(returns))
    loud = {f"loud-{at}": day(sample, at) for at in (351, 371, 391)}
    test = study(sample, day(sample, 450), others=loud).tests[0]
    assert test.without
    assert test.without.depends == depends


def test_a_missing_factor_refuses_the_market_model_only_and_only_of_its_window() -> None:
    sample, oil = line(walk(1, 600)), line(walk(2, 600, 0.02), key="oil")
    event = day(sample, 450)
    gone = without(oil, 451)  # the end of [−1,+1]
    found = study(sample, event, gone)
    (no,) = found.refused
    assert (no.statistic, no.window, no.reason) == ("market model", (-1, 1), "factor missing")
    assert str(no.detail) == f"oil has no value on {day(sample, 451):%-d %b %Y}"
    assert [test.model for test in found.tests] == ["constant mean", "market model", "market model"]
    assert [fit.model for fit in found.fits] == ["market model", "constant mean"]
    mean = study(sample, event).tests[0]
    assert replace(found.tests[0], rank=None) == replace(mean, rank=None)


def test_a_factor_that_ends_earlier_changes_nothing_of_a_line_but_its_model() -> None:
    sample = line(walk(1, 600))
    ended = line(walk(2, 300, 0.02), key="oil")
    found, mean = study(sample, day(sample, 450), ended), study(sample, day(sample, 450))
    assert [replace(test, rank=None) for test in found.tests] == [replace(test, rank=None) for test in mean.tests]
    assert {no.reason for no in found.refused} == {"factor missing"}


def test_a_factor_that_never_moves_leaves_the_constant_mean() -> None:
    sample = line(walk(1, 600))
    found = study(sample, day(sample, 400), line(np.full(601, 50.0), key="oil"))
    assert {(no.reason, str(no.detail)) for no in found.refused} == {
        ("no variation", "oil did not move before the event")
    }
    assert found.tests[0].model == "constant mean"


def test_a_factor_below_zero_is_named() -> None:
    sample, oil = line(walk(1, 600)), line(walk(2, 600, 0.02), key="oil")
    oil.values[451] = -36.98
    (no,) = study(sample, day(sample, 450), oil).refused
    assert "oil is −36.98 on" in str(no.detail)


def test_lines_that_cannot_be_tested_are_refused_with_the_reason() -> None:
    sample = line(walk(1, 300))
    assert refusal(Subject(sample), day(sample, 70)).reason == "thin window"
    assert study(sample, day(sample, 71)).fits[0].count == 60
    flat = line(np.full(301, 155.5))
    assert refusal(Subject(flat), day(flat, 200)).reason == "no variation"
    assert refusal(Subject(flat, holds={"": holds(flat)}), day(flat, 200)).reason == "held"
    part = refusal(Subject(sample, holds={"": holds(sample), "Tenge": holds(flat)}), day(sample, 200))
    assert str(part.detail).startswith("Tenge: still")
    assert refusal(Subject(sample), day(sample, 300)).reason == "window not complete"
    weekly = line(walk(1, 300), sample.days[0] + 7 * np.arange(301))
    assert refusal(Subject(weekly), day(weekly, 200)).reason in ("coarse frequency", "gap")


def test_an_event_near_the_end_has_the_windows_that_fit() -> None:
    sample = line(walk(1, 300))
    assert [test.window for test in study(sample, day(sample, 299)).tests] == [(-1, 1)]


def test_too_few_windows_to_compare_with_give_no_rank() -> None:
    sample = line(walk(1, 300))
    found = study(sample, day(sample, 200))
    assert [test.rank is None for test in found.tests] == [False, True, True]
    assert {(no.statistic, no.reason) for no in found.refused} == {("placebo rank", "sample too short")}


def test_held_days_are_no_placebos() -> None:
    rng = np.random.default_rng(4)
    returns = rng.normal(0, 0.005, 1200)
    returns[200:700] = rng.normal(0, 0.0001, 500)
    sample = line(prices(returns))
    all_days = study(sample, day(sample, 1100)).tests[0].rank
    found = event_study(Subject(sample, holds={"": holds(sample)}), {"it": day(sample, 1100)})["it"]
    assert isinstance(found, EventStudy)
    floating = found.tests[0].rank
    assert all_days
    assert floating
    assert 400 < all_days.windows - floating.windows < 700


def test_ranks_of_one_line_are_adjusted_together_and_two_events_of_a_day_are_one_test() -> None:
    sample = line(walk(1, 900))
    days = {"a": day(sample, 300), "b": day(sample, 400), "c": day(sample, 500), "twin": day(sample, 400)}
    found = event_study(Subject(sample), days)
    ranks = {name: one.tests[0].rank for name, one in found.items() if isinstance(one, EventStudy)}
    assert all(ranks.values())
    shares = [rank.share for name, rank in ranks.items() if rank and name != "twin"]
    assert [rank.holm for name, rank in ranks.items() if rank and name != "twin"] == holm(shares)
    assert ranks["twin"] == ranks["b"]


@pytest.mark.parametrize("weeks", [-300, 1, 52])
def test_shifting_every_date_shifts_every_window(weeks: int) -> None:
    by = timedelta(weeks=weeks)
    moved = [Daily(one.key, one.days + np.timedelta64(7 * weeks, "D"), one.values) for one in (GAPPY, OIL)]
    event = day(GAPPY, 500)
    here, there = study(GAPPY, event, OIL), study(moved[0], event + by, moved[1])
    assert there.tests == tuple(replace(one, start=one.start + by, end=one.end + by) for one in here.tests)
    assert there.fits == tuple(replace(one, start=one.start + by, end=one.end + by) for one in here.fits)


def test_the_unit_of_the_quote_and_which_way_round_it_is_do_not_matter() -> None:
    event = day(GAPPY, 500)
    here = study(GAPPY, event, OIL).tests
    for values, sign in ((1e4 * GAPPY.values, 1), (1 / GAPPY.values, -1)):
        there = study(Daily("rate", GAPPY.days, values), event, OIL).tests
        assert [one.t for one in there] == pytest.approx([sign * one.t for one in here])
        assert [one.rank and one.rank.share for one in there] == [one.rank and one.rank.share for one in here]


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.integers(200, 800), st.integers(0, 99))
def test_what_other_series_and_rows_do_elsewhere_changes_no_move(position: int, seed: int) -> None:
    """The factor's missing days change no window of the line, and a row inside a window no move."""
    event = day(GAPPY, position)
    found = study(GAPPY, event, OIL)
    rng = np.random.default_rng(seed)
    less = without(OIL, *rng.choice(OIL.values.size, 200, replace=False).tolist())
    ends = [(one.window, one.start, one.end, one.business_days) for one in found.tests]
    assert [(one.window, one.start, one.end, one.business_days) for one in study(GAPPY, event, less).tests] == ends
    inside = observed(GAPPY, np.array([number(event)]), (0, 10))
    first, last = int(inside.first[0]), int(inside.last[0])
    if inside.fits[0] and last - first > 1:
        middle = without(GAPPY, int(rng.integers(first + 1, last)))
        tests = {one.window: one for one in found.tests}
        again = {one.window: one for one in study(middle, event, OIL).tests}
        assert again[0, 10].car == pytest.approx(tests[0, 10].car)
