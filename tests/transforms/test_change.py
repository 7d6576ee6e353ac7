"""Percentages of change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Rejected
from tests.transforms.conftest import Series
from transforms.change import annual_change, both_ways, percent


def test_a_devaluation_both_ways() -> None:
    """METHODS: 155.56 to 184.95 tenge per dollar is +18.9 % of the quote and −15.9 % of the value."""
    quote, value = both_ways(155.56, 184.95)
    assert quote == pytest.approx(18.9, abs=0.05)
    assert value == pytest.approx(-15.9, abs=0.05)


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_quote_and_value_are_one_movement(before: float, after: float) -> None:
    quote, value = both_ways(before, after)
    assert (1 + quote / 100) * (1 + value / 100) == pytest.approx(1)


def test_no_percentage_of_what_is_not_positive() -> None:
    with pytest.raises(Rejected, match="must be positive"):
        percent(-36.98, 10.0)


def test_annual_change_leaves_out_what_has_no_predecessor(series: Series) -> None:
    years = [date(2008, 1, 1), date(2009, 1, 1), date(2011, 1, 1), date(2012, 1, 1)]
    change = annual_change(series([100.0, 50.0, 80.0, 100.0], dates=years, frequency="annual", unit="US$ million"))
    assert change.data["date"].dt.year.tolist() == [2009, 2012]
    assert change.data["value"].tolist() == pytest.approx([-50, 25])
    assert str(change.indicator.unit) == "% on a year before"


def test_annual_change_of_months_compares_the_same_month(series: Series) -> None:
    months = [date(2014, 1, 1), date(2014, 2, 1), date(2015, 1, 1)]
    change = annual_change(series([100.0, 1.0, 90.0], dates=months, frequency="monthly"))
    assert change.data["date"].dt.date.tolist() == [date(2015, 1, 1)]
    assert change.data["value"].tolist() == pytest.approx([-10])


def test_a_daily_series_has_no_annual_change(series: Series) -> None:
    with pytest.raises(Rejected, match="is daily"):
        annual_change(series([1.0, 2.0]))
    with pytest.raises(Rejected, match="no two observations a year apart"):
        annual_change(series([1.0], frequency="annual"))
