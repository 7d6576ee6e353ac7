"""Means, sums and last values of whole periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from relations.values import Dating
from sources import Rejected
from tests.transforms.conftest import Series
from transforms.by_period import by_period
from transforms.formula import formula

MONTHS = [date(2014 + n // 12, n % 12 + 1, 1) for n in range(18)]
MONTHLY = {"frequency": "monthly", "date_means": "sum of month", "unit": "US$ million"}


def test_a_month_of_days_by_hand(series: Series) -> None:
    days = [one.date() for one in pd.bdate_range("2014-01-30", "2014-03-10")]
    rate = series([float(one.day) for one in days], dates=days)
    mean, last = by_period(rate, "month", "mean"), by_period(rate, "month", "last")
    assert mean.data["date"].dt.date.tolist() == [date(2014, 2, 1)], "January and March are cut off"
    assert mean.values.tolist() == [pytest.approx(np.mean([one.day for one in days if one.month == 2]))]
    assert (last.values.tolist(), last.indicator.dating) == ([28.0], Dating("end", "month"))
    assert (mean.indicator.frequency, mean.indicator.dating) == ("monthly", Dating("average", "month"))
    assert mean.indicator.unit == rate.indicator.unit


def test_an_official_rate_counts_in_the_month_it_was_set_in(series: Series) -> None:
    """What applies from 3 February was set on 31 January, and what applies from 3 March on 28 February."""
    applies = [one.date() for one in pd.bdate_range("2014-01-30", "2014-04-02")]
    official = series(
        [float(one.day) for one in applies], dates=applies, date_means="the day the official rate applies"
    )
    mean, last = by_period(official, "month", "mean"), by_period(official, "month", "last")
    february = [*(float(one.day) for one in applies if one.month == 2 and one.day > 3), 3.0]
    assert mean.data["date"].dt.date.tolist() == [date(2014, 2, 1), date(2014, 3, 1)]
    assert mean.values[0] == pytest.approx(np.mean(february))
    assert last.values.tolist() == [3.0, 1.0]
    beside = formula("mean(a, month) / mean(b, month)", {"a": official, "b": series([1.0] * 60, start="2014-01-20")})
    assert beside.values[0] == pytest.approx(mean.values[0])
    assert formula("mean(a, month)", {"a": official}).values.tolist() == mean.values.tolist()


@pytest.mark.parametrize(("hole", "whole"), [(9, True), (16, False)])
def test_holidays_are_no_hole_and_a_hole_leaves_its_month_out(series: Series, hole: int, whole: bool) -> None:
    days = [one.date() for one in pd.bdate_range("2014-01-01", "2014-03-31")]
    kept = [day for day in days if not 0 <= (day - date(2014, 2, 5)).days < hole]
    found = by_period(series([1.0] * len(kept), dates=kept), "month", "mean").data["date"].dt.month.tolist()
    assert found == ([1, 2, 3] if whole else [1, 3])


def test_a_year_needs_its_twelve_months(series: Series) -> None:
    trade = series(range(1, 19), dates=MONTHS, **MONTHLY)
    year = by_period(trade, "year", "sum")
    assert (year.values.tolist(), year.indicator.dating) == ([78.0], Dating("sum", "year"))
    assert by_period(trade, "quarter", "sum").values.tolist() == [6, 15, 24, 33, 42, 51]
    lacking = series([*range(1, 12)], dates=MONTHS[1:12], **MONTHLY)
    with pytest.raises(Rejected, match="no whole year"):
        by_period(lacking, "year", "sum")


def test_what_has_no_sum_or_is_no_finer_is_refused(series: Series) -> None:
    with pytest.raises(Rejected, match="only amounts over a period"):
        by_period(series([1.0] * 40), "month", "sum")
    with pytest.raises(Rejected, match="it has no mean of a month"):
        by_period(series(range(1, 19), dates=MONTHS, **MONTHLY), "month", "mean")
    weeks = series([1.0] * 20, dates=[d.date() for d in pd.date_range("2014-01-06", periods=20, freq="7D")],
                   frequency="weekly", date_means="average of week")  # fmt: skip
    with pytest.raises(Rejected, match="it has no mean of a month"):
        by_period(weeks, "month", "mean")
