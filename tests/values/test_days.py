"""Periods, business days and calendars, against the dates of the standard library."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.values import (  # fmt: skip
    APPLIES,
    INSTANT,
    Calendar,
    Dating,
    UnknownWord,
    business_days,
    drawn,
    observed,
    require_fit,
    span,
)
from relations.values.dating import PERIODS, Collected
from tests.values.strategies import DATINGS

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def period_of(day: date, period: str) -> tuple[date, date]:
    """The first and last day of a period, computed with the standard library."""
    if period == "day":
        return day, day
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = {"month": [day.month] * 2, "quarter": [(day.month - 1) // 3 * 3 + 1, (day.month - 1) // 3 * 3 + 3]}
    first, last = months.get(period, [1, 12])
    return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])


@settings(derandomize=True)
@given(DATINGS, st.lists(DAYS, min_size=1, max_size=9))
def test_an_observation_s_first_and_last_day(dating: Dating, days: list[date]) -> None:
    first, last = span(dating, np.array(days, "datetime64[us]"))
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [period_of(day, dating.period) for day in days]


@settings(derandomize=True)
@given(DATINGS, DAYS)
def test_a_value_is_drawn_within_what_it_is_of(dating: Dating, day: date) -> None:
    days = np.array([day], "datetime64[D]")
    (first, last), (left, right) = span(dating, days), drawn(dating, days)
    assert (first <= left).all()
    assert (left <= right).all()
    assert (right <= last).all()


def test_where_a_year_s_value_is_drawn() -> None:
    day = np.array(["2014-07-09"], "datetime64[D]")
    collected: tuple[Collected, ...] = ("end", "sum", "middle", "beginning")
    places = {word: [str(end[0]) for end in drawn(Dating(word, "year"), day)] for word in collected}
    assert places == {
        "end": ["2014-12-31"] * 2,
        "sum": ["2014-01-01", "2014-12-31"],
        "middle": ["2014-07-02"] * 2,
        "beginning": ["2014-01-01"] * 2,
    }
    assert [str(end[0]) for end in drawn(INSTANT, day)] == ["2014-07-09"] * 2


def test_a_frequency_takes_only_datings_of_its_own_period_or_of_a_day() -> None:
    for frequency, period in PERIODS.items():
        require_fit(frequency, Dating("average", period))
        require_fit(frequency, INSTANT)
    require_fit("daily", APPLIES)
    with pytest.raises(UnknownWord, match=r"series that is monthly; allowed: .*end of month"):
        require_fit("monthly", Dating("sum", "year"))


@settings(derandomize=True)
@given(DAYS, st.integers(0, 60))
def test_business_days_are_monday_to_friday(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(length)]
    assert business_days(start, start + timedelta(days=length)) == sum(day.weekday() < 5 for day in days)


def test_a_calendar_knows_its_days() -> None:
    days = np.arange("2014-12-29", "2015-01-05", dtype="datetime64[D]")  # Monday to Sunday
    assert Calendar().observes(days).tolist() == [True] * 5 + [False] * 2
    assert Calendar("1111110").observes(days).tolist() == [True] * 6 + [False]
    with pytest.raises(UnknownWord, match="1111100"):
        Calendar("weekdays")


@settings(derandomize=True)
@given(st.lists(DAYS, min_size=1))
def test_what_was_observed_is_in_the_calendar_of_it(days: list[date]) -> None:
    found = observed(np.array(days, "datetime64[D]"))
    assert found.observes(np.array(days, "datetime64[D]")).all()
    assert ("1" in found.week[5:]) == any(day.weekday() > 4 for day in days)
