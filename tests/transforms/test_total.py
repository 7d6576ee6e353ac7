"""The sum of several lines."""

from __future__ import annotations

from datetime import date

import pytest

from sources import Rejected
from tests.transforms.conftest import Series
from transforms import named
from transforms.total import total

YEARS = [date(2012, 1, 1), date(2013, 1, 1), date(2014, 1, 1)]


def test_a_sum_counts_the_periods_that_all_have(series: Series) -> None:
    one = series([1, 2, 3], dates=YEARS, frequency="annual", unit="US$ million")
    two = series([10, 20], dates=YEARS[:2], frequency="annual", unit="US$ million")
    three = series([100, 200], dates=[YEARS[1], YEARS[2]], frequency="annual", unit="US$ million")
    assert total(one, two, three).data["value"].tolist() == [122]
    assert total(one).data["value"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(("unit", "frequency"), [("current US$", "annual"), ("US$ million", "monthly")])
def test_unlike_lines_are_not_added(series: Series, unit: str, frequency: str) -> None:
    one = series([1, 2, 3], dates=YEARS, frequency="annual", unit="US$ million")
    with pytest.raises(Rejected, match="a sum needs one"):
        total(one, series([1, 2, 3], dates=YEARS, frequency=frequency, unit=unit))


def test_rates_are_not_added(series: Series) -> None:
    with pytest.raises(Rejected, match="can be added"):
        total(*[series([1, 2], unit="KZT per USD")] * 2)


def test_a_line_may_be_the_sum_of_any_number_of_lines() -> None:
    assert all(named("total", count) is total for count in (1, 2, 7))
    with pytest.raises(Rejected, match="has no function `turnover` of Snapshots alone, 3"):
        named("turnover", 3)
