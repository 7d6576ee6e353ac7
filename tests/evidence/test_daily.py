"""Business days, day 0, and publishers' date conventions."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.evidence.daily import daily, day_of, day_zero, number
from sources import Rejected
from tests.transforms.conftest import Series
from transforms import market_dated


@pytest.mark.parametrize(
    ("event", "day"),
    [
        (date(2014, 8, 24), date(2014, 8, 25)),  # a Sunday
        (date(2014, 11, 27), date(2014, 11, 27)),  # Thanksgiving: a holiday is a business day
        (date(2014, 12, 20), date(2014, 12, 22)),  # a Saturday
        (date(2015, 1, 1), date(2015, 1, 1)),
    ],
)
def test_day_0_is_a_property_of_the_event(event: date, day: date) -> None:
    assert day_zero(event) == day
    assert day_of(number(event)) == day


@settings(deadline=None, derandomize=True)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_numbers_of_business_days_count_them(day: date, weeks: int) -> None:
    assert number(day + timedelta(weeks=weeks)) == number(day) + 5 * weeks
    assert day_of(number(day)).weekday() < 5
    assert 0 <= (day_of(number(day)) - day).days <= 2


def test_gaps_count_business_days_and_returns_go_over_them(series: Series) -> None:
    """Friday, Monday, Thursday."""
    made = daily(series([1, 2, 4], dates=[date(2014, 2, d) for d in (14, 17, 20)]))
    assert made.gaps[1:].tolist() == [1, 3]
    assert made.returns[1:] == pytest.approx([np.log(2), np.log(2)])


def test_a_value_of_0_or_less_has_no_return(series: Series) -> None:
    made = daily(series([1, -2, 4, 5], dates=[date(2014, 2, d) for d in (17, 18, 19, 20)]))
    assert np.isnan(made.returns).tolist() == [True, True, True, False]


def test_weekends_are_left_out(series: Series) -> None:
    made = daily(series([1, 2, 3, 4], dates=[date(2014, 2, d) for d in (14, 15, 16, 17)]))
    assert (made.values.tolist(), made.gaps[1:].tolist()) == ([1, 4], [1])
    with pytest.raises(Rejected, match="no observation from Monday to Friday"):
        daily(series([1, 2], dates=[date(2014, 2, 15), date(2014, 2, 16)]))


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
