"""What a currency is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.values import Rate
from sources import Rejected
from tests.transforms.conftest import Series
from transforms.value import subject, value, value_of

QUOTES = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20)


@given(QUOTES, st.sampled_from(["KZT per USD", "KZT per 100 USD"]))
def test_a_currency_is_worth_the_same_either_way_it_is_quoted(series: Series, quotes: list[float], unit: str) -> None:
    per = 100 if "100" in unit else 1
    turned = series([per / quote for quote in quotes], unit="USD per KZT")
    for currency, other in (("KZT", "USD"), ("USD", "KZT")):
        worth, same = value_of(currency, series(quotes, unit=unit)), value_of(currency, turned)
        assert worth.indicator.unit == same.indicator.unit == Rate(other, currency)
        assert np.allclose(worth.data["value"], same.data["value"])


def test_a_rate_is_about_the_currency_that_is_not_the_dollar_or_the_one_its_price_is_in(series: Series) -> None:
    subjects = [subject(Rate(*pair)) for pair in (("KZT", "USD"), ("USD", "AUD"), ("KZT", "RUB"))]
    assert subjects == ["KZT", "AUD", "KZT"]
    assert value(series([50.0])).data["value"].tolist() == [0.02]
    assert value(series([0.02], unit="USD per KZT")).data["value"].tolist() == [0.02]


def test_what_is_no_rate_has_no_inverse(series: Series) -> None:
    with pytest.raises(Rejected, match="a rate between two currencies is needed"):
        value(series([1.0], unit="USD per barrel"))
    with pytest.raises(Rejected, match="KZT per USD, which says nothing of RUB"):
        value_of("RUB", series([1.0]))
    with pytest.raises(Rejected, match="not positive"):
        value(series([1.0, 0.0]))
