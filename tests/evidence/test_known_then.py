"""What could be known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from relations.evidence.known_then import VINTAGE, Known, known_then
from relations.evidence.refusal import Refusal
from tests.transforms.conftest import Series

YEARS = [date(year, 1, 1) for year in (2011, 2012, 2013)]


@pytest.mark.parametrize(
    ("cut", "last", "hidden"),
    [(date(2014, 6, 30), 2012, 1), (date(2014, 7, 1), 2013, 0), (date(2013, 7, 1), 2012, 1)],
)
def test_a_year_is_known_from_july_of_the_next(series: Series, cut: date, last: int, hidden: int) -> None:
    known = known_then(series([1, 2, 3], dates=YEARS, frequency="annual"), cut)
    assert isinstance(known, Known)
    assert known.snapshot.last.year == last
    assert known.hidden == hidden
    assert known.rule == "a year's value counts as known from 1 July of the next year"


def test_a_month_is_known_when_it_is_over(series: Series) -> None:
    months = series([1, 2], dates=[date(2014, 12, 1), date(2015, 1, 1)], frequency="monthly")
    before, after = known_then(months, date(2015, 1, 31)), known_then(months, date(2015, 2, 1))
    assert isinstance(before, Known)
    assert isinstance(after, Known)
    assert (before.hidden, after.hidden) == (1, 0)
    assert before.first_hidden == date(2015, 1, 1)


def test_a_day_is_known_on_its_date(series: Series) -> None:
    days = series([1, 2, 3], start="2015-01-30")
    known = known_then(days, date(2015, 1, 31))
    assert isinstance(known, Known)
    assert known.snapshot.data["value"].tolist() == [1, 2]
    assert (known.hidden, known.first_hidden) == (1, date(2015, 2, 1))
    assert len(days.data) == 3


def test_a_vintage_is_what_was_known(series: Series) -> None:
    now = series([1.5, 2.5, 3.5], dates=YEARS, frequency="annual")
    then = series([1, 2], dates=YEARS[:2], frequency="annual")
    known = known_then(now, date(2012, 1, 1), then)
    assert isinstance(known, Known)
    assert known.snapshot is then
    assert (known.hidden, known.rule) == (1, VINTAGE)


def test_nothing_known_is_a_result_with_a_reason(series: Series) -> None:
    known = known_then(series([1, 2, 3], dates=YEARS, frequency="annual"), date(2012, 6, 30))
    assert isinstance(known, Refusal)
    assert known.reason == "not yet known"
