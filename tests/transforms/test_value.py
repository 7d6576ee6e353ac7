"""Quote and value of a currency."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Rejected
from tests.transforms.conftest import Series
from transforms.value import value


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20))
def test_the_value_of_a_quote_and_back(series: Series, quotes: list[float]) -> None:
    whole = series(quotes)
    worth = value(whole)
    assert worth.indicator.unit == "USD per KZT"
    assert np.allclose(worth.data["value"] * whole.data["value"], 1)


def test_what_is_no_rate_has_no_inverse(series: Series) -> None:
    with pytest.raises(Rejected, match="a rate in currency per USD is needed"):
        value(series([1.0], unit="USD per barrel"))
    with pytest.raises(Rejected, match="not positive"):
        value(series([1.0, 0.0]))
