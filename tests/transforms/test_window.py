"""Cutting a series to a window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Rejected
from tests.transforms.conftest import Series
from transforms.window import window


def test_both_ends_belong_to_the_window(series: Series) -> None:
    cut = window(series([1, 2, 3, 4]), date(2014, 2, 11), date(2014, 2, 12))
    assert cut.data["value"].tolist() == [2, 3]
    assert cut.indicator == series([1]).indicator


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 30))
def test_a_window_keeps_all_inside_and_nothing_else(series: Series, start: int, length: int, rows: int) -> None:
    whole = series([float(i + 1) for i in range(rows)])
    first = date(2014, 2, 10) + timedelta(days=start)
    last = first + timedelta(days=length)
    expected = [i + 1.0 for i in range(rows) if start <= i <= start + length]
    if not expected:
        with pytest.raises(Rejected, match="no observation from"):
            window(whole, first, last)
        return
    cut = window(whole, first, last)
    assert cut.data["value"].tolist() == expected
    assert window(cut, first, last).data.equals(cut.data)
    assert len(whole.data) == rows


def test_a_window_backwards_is_refused(series: Series) -> None:
    with pytest.raises(Rejected, match="cannot end on 2014-01-01, before"):
        window(series([1.0]), date(2014, 2, 1), date(2014, 1, 1))
