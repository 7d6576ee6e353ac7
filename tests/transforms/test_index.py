"""Indexing to 100."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Rejected
from tests.transforms.conftest import Series
from transforms.index import base_value, index

POSITIVE = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=30)


def test_the_unit_says_base_date_and_base_value(series: Series) -> None:
    shown = index(series([155.56, 163.9, 184.5]), date(2014, 2, 10))
    assert str(shown.indicator.unit) == "index, 2014-02-10 = 100 (155.56 KZT per USD)"
    assert shown.data["value"].tolist() == pytest.approx([100, 100 * 163.9 / 155.56, 100 * 184.5 / 155.56])


def test_the_base_is_the_last_observation_on_or_before_its_date(series: Series) -> None:
    days = [date(2014, 12, 30), date(2015, 1, 12)]
    shown = index(series([50.0, 60.0], dates=days), date(2015, 1, 1))
    assert shown.data["value"].tolist() == pytest.approx([100, 120])
    assert "2014-12-30 = 100" in str(shown.indicator.unit)


@given(POSITIVE, st.data())
def test_rebasing_twice_is_rebasing_once(series: Series, values: list[float], data: st.DataObject) -> None:
    first, second = (date(2014, 2, 10) + timedelta(days=data.draw(st.integers(0, len(values) - 1))) for _ in "ab")
    whole = series(values)
    twice, once = index(index(whole, first), second), index(whole, second)
    assert np.allclose(twice.data["value"], once.data["value"], rtol=1e-9)


@given(POSITIVE, st.floats(0.01, 100))
def test_the_scale_of_a_series_does_not_matter(series: Series, values: list[float], factor: float) -> None:
    base = date(2014, 2, 10)
    scaled = index(series([value * factor for value in values]), base)
    assert np.allclose(scaled.data["value"], index(series(values), base).data["value"], rtol=1e-9)


def test_a_base_before_the_series_or_without_a_positive_value_is_refused(series: Series) -> None:
    with pytest.raises(Rejected, match="starts on 2014-02-10, after the base 2014-02-09"):
        index(series([1.0]), date(2014, 2, 9))
    with pytest.raises(Rejected, match="a base must be positive"):
        index(series([-36.98, 10.0]), date(2014, 2, 10))


@pytest.mark.parametrize(
    ("frequency", "last"),
    [
        ("daily", date(2014, 2, 10)),
        ("weekly", date(2014, 2, 16)),
        ("monthly", date(2014, 3, 9)),
        ("quarterly", date(2014, 5, 9)),
        ("annual", date(2015, 2, 9)),
    ],
)
def test_a_base_after_the_last_period_of_the_series_is_refused(series: Series, frequency: str, last: date) -> None:
    shown = series([1.0], frequency=frequency)
    assert index(shown, last).data["value"].tolist() == [100]
    with pytest.raises(Rejected, match=f"ends on 2014-02-10, before the base {last + timedelta(days=1)}"):
        index(shown, last + timedelta(days=1))


@pytest.mark.parametrize(
    ("meaning", "dates", "values"),
    [  # a base within February, on its last day, and in March: whose value it takes, None where it is refused
        ("average of month", ["2014-01-01", "2014-02-01"], (2.0, 2.0, None)),
        ("average of month", ["2014-01-31", "2014-02-28"], (2.0, 2.0, None)),
        ("whole month", ["2014-01-15", "2014-02-15"], (2.0, 2.0, None)),
        ("end of month", ["2014-01-01", "2014-02-01"], (1.0, 2.0, 2.0)),
        ("beginning of month", ["2014-01-31", "2014-02-28"], (2.0, 2.0, None)),
        ("market or fixing day", ["2014-01-31", "2014-02-28"], (1.0, 2.0, 2.0)),
    ],
)
def test_a_base_inside_a_period_takes_what_stands_for_it(
    series: Series, meaning: str, dates: list[str], values: tuple[float | None, ...]
) -> None:
    days = [date.fromisoformat(day) for day in dates]
    shown = series([1.0, 2.0], dates=days, frequency="monthly", date_means=meaning)
    for base, value in zip((date(2014, 2, 10), date(2014, 2, 28), date(2014, 3, 20)), values, strict=True):
        if value is None:
            with pytest.raises(Rejected, match=f"ends on {days[-1]}, before the base {base}"):
                base_value(shown, base)
        else:
            assert base_value(shown, base) == (days[int(value) - 1], value)
