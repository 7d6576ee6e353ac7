"""Log returns and what their sum stands for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.evidence.returns import (
    log_differences,
    percent_both_ways,
    simple_percent,
)
from transforms.change import both_ways


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
