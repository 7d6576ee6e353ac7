"""Correlation over a moving window."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from relations.evidence.rolling_correlation import rolling_correlation
from sources import Rejected
from tests.evidence.simulated import walk
from tests.transforms.conftest import Series


def test_the_last_window_is_numpys_own(series: Series) -> None:
    a, b = walk(1, 99), walk(2, 99)
    found = rolling_correlation(series(a.tolist()), series(b.tolist(), key="fred/OIL"), days=60)
    returns = np.diff(np.log(np.column_stack([a, b])), axis=0)[-60:]
    r = np.corrcoef(returns.T)[0, 1]
    last = found.iloc[-1]
    assert last["correlation"] == pytest.approx(r)
    assert last["count"] == 60
    assert last["low"] == pytest.approx(np.tanh(np.arctanh(r) - 1.959964 / np.sqrt(57)))
    assert last["high"] == pytest.approx(np.tanh(np.arctanh(r) + 1.959964 / np.sqrt(57)))


def test_a_window_with_too_few_returns_has_no_row(series: Series) -> None:
    a, b = series(walk(1, 99).tolist()), series(walk(2, 99).tolist(), key="fred/OIL")
    found = rolling_correlation(a, b, days=60, minimum=40)
    assert found["count"].min() == 40
    assert len(found) == 99 - 40 + 1
    with pytest.raises(Rejected, match="no 200 returns"):
        rolling_correlation(a, b, days=240, minimum=200)


def test_a_series_goes_with_itself(series: Series) -> None:
    a = series(walk(1, 99).tolist())
    found = rolling_correlation(a, a)
    assert found["correlation"].to_numpy() == pytest.approx(1)
    assert found["high"].to_numpy() == pytest.approx(1)


def test_a_price_below_zero_costs_the_returns_it_has_part_in(series: Series) -> None:
    values = walk(1, 99)
    values[80] = -36.98
    found = rolling_correlation(series(walk(2, 99).tolist()), series(values.tolist(), key="fred/OIL"), days=60)
    assert found.set_index("date")["count"].iloc[-1] == 58
    assert pd.notna(found["correlation"]).all()
