"""Different frequencies side by side."""

from __future__ import annotations

from datetime import date

import pytest

from relations.evidence.as_of import as_of
from sources import Rejected
from tests.transforms.conftest import Series

DAYS = [date(2014, 6, 29), date(2014, 6, 30), date(2014, 7, 1), date(2015, 3, 1)]


def test_the_last_value_not_later_is_taken_and_none_is_made_up(series: Series) -> None:
    daily = series([1, 2, 3, 4], dates=DAYS)
    annual = series([10, 20], dates=[date(2014, 6, 30), date(2015, 1, 1)], frequency="annual")
    found = as_of(daily, annual)
    assert found["other"].isna().tolist() == [True, False, False, False]
    assert found["other"].tolist()[1:] == [10, 10, 20]
    assert found.columns.to_list() == ["date", "value", "other", "other_date"]


def test_what_was_known_goes_by_the_release(series: Series) -> None:
    """The value of 2013 is known from 1 July 2014, that of 2014 not yet in March 2015."""
    daily = series([1, 2, 3, 4], dates=DAYS)
    annual = series([12, 13, 14], dates=[date(year, 1, 1) for year in (2012, 2013, 2014)], frequency="annual")
    found = as_of(daily, annual, released=True)
    assert found["other"].tolist() == [12, 12, 13, 13]
    assert found["other_date"].dt.year.tolist() == [2012, 2012, 2013, 2013]


def test_a_value_too_old_is_left_out(series: Series) -> None:
    daily = series([1, 2, 3, 4], dates=DAYS)
    monthly = series([10], dates=[date(2014, 6, 1)], frequency="monthly")
    assert as_of(daily, monthly, within_days=30)["other"].isna().tolist() == [False, False, False, True]


def test_no_value_at_all_is_rejected(series: Series) -> None:
    with pytest.raises(Rejected, match="no value as of any day"):
        as_of(series([1], dates=[date(2014, 1, 1)]), series([1], dates=[date(2015, 1, 1)]))
