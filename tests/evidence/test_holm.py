"""Holm's adjustment."""

from __future__ import annotations

import numpy as np
import pytest

from relations.evidence.placebo import holm


@pytest.mark.parametrize("seed", range(5))
def test_it_is_statsmodels_own(seed: int) -> None:
    from statsmodels.stats.multitest import multipletests  # slow to import, and every worker reads this file

    p = np.random.default_rng(seed).uniform(0, 0.2, 17)
    assert holm(p.tolist()) == pytest.approx(multipletests(p, method="holm")[1].tolist())


def test_by_hand() -> None:
    """Sorted 0.01, 0.03, 0.04: three times the first, twice the second, and the third no less than that."""
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.6, 0.7]) == [1, 1]


def test_a_test_without_a_p_is_not_counted() -> None:
    assert holm([None, 0.01, None, 0.04]) == [None, pytest.approx(0.02), None, pytest.approx(0.04)]
    assert holm([None]) == [None]
    assert holm([]) == []
