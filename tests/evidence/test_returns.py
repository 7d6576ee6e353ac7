"""Log returns and what their sum stands for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.evidence.returns import (
    is_dollar_rate,
    is_rate,
    log_differences,
    log_returns,
    percent_both_ways,
    simple_percent,
)
from sources import Rejected
from tests.transforms.conftest import Series
from transforms.change import both_ways


def test_ten_rows_by_hand(series: Series) -> None:
    values = [100, 110, 99, 99, 108.9, 100, 100, 50, 75, 60]
    found = log_returns(series(values))
    by_hand = [0.0953102, -0.1053605, 0, 0.0953102, -0.0852599, 0, -0.6931472, 0.4054651, -0.2231436]
    assert found.data["value"].tolist() == pytest.approx(by_hand, abs=1e-7)
    assert found.data["date"].iloc[0].day == 11
    assert found.indicator.unit == "log points"


def test_no_logarithm_of_what_is_not_positive(series: Series) -> None:
    """WTI closed at −36.98 on 2020-04-20: neither the return to it nor the one from it exists."""
    found = log_returns(series([18.31, -36.98, 8.91, 13.64]))
    assert found.data["value"].tolist() == pytest.approx([math.log(13.64 / 8.91)])
    with pytest.raises(Rejected, match="no log return"):
        log_returns(series([18.31, -36.98]))


def test_differences_of_two_columns_keep_their_shape() -> None:
    found = log_differences(np.array([[1.0, 2.0], [2.0, 1.0]]))
    assert np.isnan(found[0]).all()
    assert found[1].tolist() == pytest.approx([math.log(2), -math.log(2)])


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 1000), min_size=2, max_size=30))
def test_the_sum_of_returns_is_the_change_both_ways(values: list[float]) -> None:
    total = float(np.nansum(log_differences(np.array(values))))
    assert percent_both_ways(total) == pytest.approx(both_ways(values[0], values[-1]), abs=1e-6)


def test_big_moves_differ_in_log_and_percent() -> None:
    assert simple_percent(math.log(255.26 / 188.38)) == pytest.approx(35.5, abs=0.05)
    assert 100 * math.log(255.26 / 188.38) == pytest.approx(30.4, abs=0.05)


def test_only_a_quote_per_dollar_has_a_value_to_lose(series: Series) -> None:
    assert is_dollar_rate(series([1, 2]))
    assert not is_dollar_rate(series([1, 2], unit="KZT per RUB"))
    assert [is_rate(unit) for unit in ("KZT per USD", "KZT per RUB", "USD per barrel")] == [True, True, False]
