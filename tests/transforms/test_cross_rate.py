"""The rate between two currencies."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import cache
from relations.values import Rate
from sources import Rejected
from tests.transforms.conftest import Series
from transforms.cross_rate import cross_rate

RATE = st.floats(0.01, 1e5)


def test_only_days_of_both_count_and_nothing_is_filled(series: Series) -> None:
    tenge = series([155.0, 160.0, 180.0], dates=[date(2014, 2, 10), date(2014, 2, 11), date(2014, 2, 13)])
    rouble = series([35.0, 36.0], dates=[date(2014, 2, 11), date(2014, 2, 12)], key="imf/RUB", unit="RUB per USD")
    cross = cross_rate(tenge, rouble)
    assert cross.data["date"].dt.date.tolist() == [date(2014, 2, 11)]
    assert cross.data["value"].tolist() == [160.0 / 35.0]
    assert str(cross.indicator.unit) == "KZT per RUB"
    assert cross.indicator.publisher == "International Monetary Fund"


@given(st.lists(st.tuples(RATE, RATE), min_size=1, max_size=20))
def test_there_and_back_is_one(series: Series, rates: list[tuple[float, float]]) -> None:
    tenge = series([a for a, _ in rates])
    rouble = series([b for _, b in rates], key="imf/RUB", unit="RUB per USD")
    there, back = cross_rate(tenge, rouble), cross_rate(rouble, tenge)
    assert np.allclose(there.data["value"] * back.data["value"], 1)


def test_two_publishers_are_never_mixed(series: Series) -> None:
    other = series([35.0], key="nbp/RUB", unit="RUB per USD", publisher="National Bank of Poland")
    with pytest.raises(Rejected, match="a cross rate needs one publisher"):
        cross_rate(series([155.0]), other)
    other = series([35.0], key="imf/RUB", unit="RUB per USD", date_means="the day the official rate applies")
    with pytest.raises(Rejected, match="a cross rate needs dates of one meaning"):
        cross_rate(series([155.0]), other)


def test_without_a_common_day_there_is_no_rate(series: Series) -> None:
    with pytest.raises(Rejected, match="no day in common"):
        cross_rate(series([155.0]), series([35.0], start="2015-01-01", key="imf/RUB", unit="RUB per USD"))


def test_tenge_per_rouble_on_the_day_of_the_float() -> None:
    """255.26 / 66.96 by hand from the International Monetary Fund's table."""
    cross = cross_rate(cache.read("imf/KZT"), cache.read("imf/RUB"))
    at = cross.data.set_index("date")["value"]
    rouble = cache.read("imf/RUB").data.set_index("date")["value"]
    assert at["2015-08-20"] == pytest.approx(255.26 / rouble["2015-08-20"], abs=1e-4)
    assert at["2015-08-20"] == pytest.approx(3.812, abs=1e-3)


def test_the_shared_currency_is_whichever_it_is(series: Series) -> None:
    """Official rates are in the bank's own currency: 0.19 RUB per KZT and 34 RUB per USD make 34 / 0.19 KZT per USD."""
    tenge, dollar = series([0.19], unit="RUB per KZT"), series([34.0], key="imf/USD", unit="RUB per USD")
    found = cross_rate(tenge, dollar)
    assert found.indicator.unit == Rate("KZT", "USD")
    assert found.data["value"].tolist() == pytest.approx([34 / 0.19])
    for pair in ((tenge, tenge), (tenge, series([1.0], key="imf/X", unit="EUR per CHF"))):
        with pytest.raises(Rejected, match="one currency in common"):
            cross_rate(*pair)
