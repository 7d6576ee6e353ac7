"""Day 0, its shift, and publishers' date conventions."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import story as stories
from relations.evidence.day_zero import DayZero, align, day_zero, market_dated
from relations.evidence.refusal import Refusal
from relations.story.line import line
from sources import Rejected
from tests.evidence.simulated import aligned, walk
from tests.transforms.conftest import Series

STORY = stories.load("kazakhstan-russia")


def test_day_0_is_the_first_day_all_series_have(series: Series) -> None:
    """Event on Tuesday the 11th: one series lacks the 11th, the other the 12th."""
    a = series([1, 2, 3, 4], dates=[date(2014, 2, d) for d in (10, 12, 13, 14)])
    b = series([5, 6, 7, 8], dates=[date(2014, 2, d) for d in (10, 11, 13, 14)], key="imf/RUB")
    both = align(a, b)
    assert both.values.tolist() == [[1, 5], [3, 7], [4, 8]]
    assert day_zero(both, date(2014, 2, 11)) == DayZero(date(2014, 2, 13), shift_days=2)
    assert day_zero(align(a), date(2014, 2, 11)) == DayZero(date(2014, 2, 12), shift_days=1)
    assert day_zero(align(b), date(2014, 2, 11)) == DayZero(date(2014, 2, 11), shift_days=0)


@pytest.mark.parametrize(
    ("event", "day", "shift"),
    [
        ("exit-remark", date(2014, 8, 25), 1),  # a Sunday
        ("opec-no-cut", date(2014, 12, 1), 2),  # no New York price that day, no rouble rate the next
        ("key-rate-17", date(2014, 12, 16), 0),
        ("event-of-the-year", date(2014, 12, 22), 1),  # a Sunday
    ],
)
def test_day_0_of_the_rouble_beside_oil(event: str, day: date, shift: int) -> None:
    both = align(line(STORY, "rouble"), line(STORY, "oil"))
    assert day_zero(both, STORY.event(event).date) == DayZero(day, shift)


def test_the_long_russian_january_is_no_day_0() -> None:
    found = day_zero(align(line(STORY, "rouble")), STORY.event("eeu-in-force").date)
    assert isinstance(found, Refusal)
    assert (found.reason, str(found.detail)) == (
        "no observation",
        "imf/RUB: the first after 1 Jan 2015 is on 12 Jan 2015, 11 days later",
    )


def test_an_event_after_the_last_observation_has_no_day_0() -> None:
    found = day_zero(aligned(walk(1, 9)), date(2030, 1, 1))
    assert isinstance(found, Refusal)
    assert found.reason == "no observation"


def test_an_official_rate_counts_on_the_day_it_was_set(series: Series) -> None:
    """Rates dated Tuesday to Saturday, as Russia's are, were set Monday to Friday."""
    dates = [date(2014, 2, d) for d in (11, 12, 13, 14, 15)]
    official = series([1, 2, 3, 4, 5], dates=dates, date_means="the day the official rate applies")
    moved = market_dated(official).data
    assert moved["date"].dt.day.tolist() == [10, 11, 12, 13, 14]
    assert moved["value"].tolist() == [1, 2, 3, 4, 5]


def test_a_rate_repeated_over_a_weekend_was_set_once(series: Series) -> None:
    dates = [date(2014, 2, d) for d in (14, 15, 16, 17, 18)]  # Friday to Tuesday
    official = series([1, 2, 2, 2, 3], dates=dates, date_means="the day the official rate applies")
    moved = market_dated(official).data
    assert moved["date"].dt.day.tolist() == [13, 14, 17]
    assert moved["value"].tolist() == [1, 2, 3]


def test_conventions_are_not_mixed(series: Series) -> None:
    """The same rates, published by the day they were set and by the day they apply, are the same series."""
    market = series([1, 2, 3, 4], dates=[date(2014, 2, d) for d in (10, 11, 12, 13)])
    official = series(
        [1, 2, 3, 4], dates=[date(2014, 2, d) for d in (11, 12, 13, 14)], date_means="the day the official rate applies"
    )
    both = align(market, official)
    assert (both.values[:, 0] == both.values[:, 1]).all()
    assert both.days.size == 4


def test_series_without_a_common_day_cannot_be_aligned(series: Series) -> None:
    with pytest.raises(Rejected, match="no day in common"):
        align(series([1, 2]), series([1, 2], start="2020-01-01"))
    with pytest.raises(Rejected, match="no series"):
        align()


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(-500, 500))
def test_shifting_every_date_shifts_day_0(position: int, weeks: int) -> None:
    sample = aligned(walk(2, 80))
    event = sample.days[0].astype(date) + timedelta(days=position)
    moved = aligned(walk(2, 80), start=str(sample.days[0] + np.timedelta64(7 * weeks, "D")))
    here, there = day_zero(sample, event), day_zero(moved, event + timedelta(weeks=weeks))
    assert isinstance(here, DayZero)
    assert isinstance(there, DayZero)
    assert there == DayZero(here.day + timedelta(weeks=weeks), here.shift_days)
