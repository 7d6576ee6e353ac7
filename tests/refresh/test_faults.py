"""No error of a publisher puts a wrong number into the cache, and none keeps a right one out once it is over.

Every fault is played on every rhythm, on a few steps of a random walk that moves as much as the series we know: to all
of the answer, its tail or one row, over several days, with and without --full. After each run the cache is held
against the truth, and after the next run without a fault it is the truth.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from relations.refresh import quarantined, refresh
from tests.refresh.fakes import Fake, read

FACTORS = (1000, 10, 9.95, 1 / 2, 1 / 10, 1 / 1000, -1, 2.2046, 0.0)
PARTS = ("all", "tail", "row", "over")
FREQUENCIES = {"daily": ("B", 0.01), "weekly": ("W-WED", 0.015), "monthly": ("MS", 0.05), "annual": ("YS", 0.08)}
UNITS = {"daily": "KZT per USD", "weekly": "KZT per USD", "monthly": "USD per barrel", "annual": "US$ million"}
END = {"daily": "2026-11-13", "weekly": "2026-11-11", "monthly": "2026-10-01", "annual": "2025-01-01"}
Rows = dict[str, float]


def walk(frequency: str, seed: int, rows: int) -> Rows:
    """What is true: a level of any size that moves at random as much as such series do."""
    random = np.random.default_rng(seed)
    freq, size = FREQUENCIES[frequency]
    days = pd.date_range(end=END[frequency], periods=rows, freq=freq)
    values = 10 ** random.uniform(-2, 5) * np.exp(np.cumsum(random.normal(0, size, rows)))
    return dict(zip(days.strftime("%Y-%m-%d"), values.tolist(), strict=True))


def spoilt(rows: Rows, factor: float, part: str, length: int) -> Rows:
    """Rows with a part of them multiplied: all, the newest, one of the newest, or some with right ones after them."""
    places = range(len(rows))
    wrong = {
        "all": places,
        "tail": places[-length:],
        "row": places[-length:][:1],
        "over": places[-length - 3 : -3],
    }[part]
    return {day: value * factor if at in wrong else value for at, (day, value) in enumerate(rows.items())}


def empty(folder: Path) -> str:
    """Begin with nothing, as the fixtures did for the first example; the code to ask for."""
    shutil.rmtree(folder)
    folder.mkdir()
    return "X"


def right(key: str, truth: Rows) -> bool:
    """Whether all the cache has of a key is true."""
    copy = read(key)
    return all(np.isclose(value, truth[day], rtol=1e-12) for day, value in copy.items())


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("frequency", FREQUENCIES)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    factor=st.sampled_from(FACTORS),
    part=st.sampled_from(PARTS),
    length=st.integers(1, 30),
    new=st.integers(0, 3),
    days=st.integers(1, 3),
)
@example(seed=1, factor=9.95, part="tail", length=30, new=1, days=3)
@example(seed=2, factor=1000, part="all", length=1, new=0, days=2)
@example(seed=3, factor=1 / 2, part="all", length=1, new=2, days=3)
def test_no_fault_puts_a_wrong_number_into_the_cache(
    folder: Path,
    publish: Callable[..., Fake],
    today: Callable[[str], None],
    frequency: str,
    seed: int,
    factor: float,
    part: str,
    length: int,
    new: int,
    days: int,
    *,
    full: bool,
) -> None:
    assume(factor != 2.2046 or frequency != "annual" or part == "all")  # a year may rise threefold
    truth = walk(frequency, seed, 60)
    known = dict(list(truth.items())[: 60 - new])
    code, key = empty(folder), "bank/X"
    bank = publish("bank", {code: known}, frequency=frequency, unit=UNITS[frequency])
    today("2026-11-14")
    refresh([[key]])
    assert read(key) == known
    bank.answers[code] = spoilt(truth, factor, part, length)
    for day in range(days):
        today(f"2026-11-{16 + day}")
        refresh([[key]], full=full)
        assert right(key, truth), quarantined()
    bank.answers[code] = truth
    refresh([[key]])
    assert read(key).keys() == truth.keys()
    assert right(key, truth)
    assert not quarantined(key)
