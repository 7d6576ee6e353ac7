"""A peg is measured from a rate's copy: who stands still is found, who moves is not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from relations import cache as copies
from relations.authoring.pegs import peg
from sources import Snapshot, indicator_of, now, observations

WINDOW = (date(2013, 1, 1), date(2016, 12, 31))
DAYS = [day for i in range(1461) if (day := WINDOW[0] + timedelta(days=i)).weekday() < 5]
NOISE = np.random.default_rng(15).normal(size=len(DAYS))
WALK = np.exp(np.cumsum(0.006 * NOISE))


def brought(key: str, values: np.ndarray) -> None:
    copies.write(Snapshot(indicator_of(key), observations(DAYS, [float(one) for one in values]), now()))


def test_a_rate_within_a_margin_is_pegged_to_the_dollar_as_long_as_it_is(cache: Path) -> None:
    brought("nbp/TRY", np.where(np.arange(len(DAYS)) < 500, 3.75 * (1 + 0.002 * np.clip(NOISE, -3, 3)), 5 * WALK))
    found = peg("nbp/TRY", ("EUR",), WINDOW)
    assert found is not None
    assert (str(found.unit), found.first) == ("TRY per USD", DAYS[0])
    assert abs((found.last - DAYS[499]).days) < 40
    assert found.value == pytest.approx(3.75, rel=0.01)


def test_a_rate_that_goes_with_the_euro_is_pegged_to_it(cache: Path) -> None:
    brought("nbp/EUR", 0.8 * WALK)
    brought("nbp/BGN", 1.95583 * 0.8 * WALK)
    assert str(peg("nbp/BGN", ("EUR", "RUB"), WINDOW)).startswith("pegged or held: within 1 % of 1.96 BGN per EUR")
    assert peg("nbp/EUR", ("EUR",), WINDOW) is None


def test_a_float_a_short_calm_and_what_is_no_rate_are_no_pegs(cache: Path) -> None:
    brought("nbp/TRY", WALK)
    assert peg("nbp/TRY", (), WINDOW) is None
    assert peg("nbp/TRY", (), (DAYS[0], DAYS[100])) is None
    assert peg("nbp/UAH", ("EUR",), WINDOW) is None
    brought("nbp/UAH", 8 + 0 * WALK)
    assert peg("nbp/UAH", (), (DAYS[0], DAYS[200])) is None
    assert peg("nbp/UAH", (), WINDOW) is not None
