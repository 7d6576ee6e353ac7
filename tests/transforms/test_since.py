"""Change since a base."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Rejected
from tests.transforms.conftest import Series
from transforms.index import index
from transforms.since import since

BASE = date(2014, 2, 10)


def test_the_unit_says_base_date_and_base_value(series: Series) -> None:
    shown = since(series([155.5, 184.5]), BASE)
    assert str(shown.indicator.unit) == "% since 2014-02-10 (155.5 KZT per USD)"
    assert shown.data["value"].tolist() == pytest.approx([0, 100 * 184.5 / 155.5 - 100])


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30))
def test_it_is_the_index_less_a_hundred(series: Series, values: list[float]) -> None:
    shown, indexed = since(series(values), BASE), index(series(values), BASE)
    assert shown.data["value"].tolist() == pytest.approx((indexed.data["value"] - 100).tolist())


def test_a_base_before_the_series_or_not_positive_is_refused(series: Series) -> None:
    with pytest.raises(Rejected, match="after the base 2014-02-09"):
        since(series([1.0]), date(2014, 2, 9))
    with pytest.raises(Rejected, match="a base must be positive"):
        since(series([-1.0]), BASE)
