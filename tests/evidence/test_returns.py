"""What a sum of log returns stands for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.evidence.worth import percent_both_ways, simple_percent
from transforms.change import both_ways


@settings(deadline=None, derandomize=True)
@given(st.lists(st.floats(0.1, 1000), min_size=2, max_size=30))
def test_the_sum_of_returns_is_the_change_both_ways(values: list[float]) -> None:
    total = float(np.diff(np.log(values)).sum())
    assert percent_both_ways(total) == pytest.approx(both_ways(values[0], values[-1]), abs=1e-6)


def test_big_moves_differ_in_log_and_percent() -> None:
    assert simple_percent(math.log(255.26 / 188.38)) == pytest.approx(35.5, abs=0.05)
    assert 100 * math.log(255.26 / 188.38) == pytest.approx(30.4, abs=0.05)
