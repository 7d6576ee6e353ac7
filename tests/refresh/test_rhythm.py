from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relations.figures.vega import PERIOD_DAYS
from relations.refresh.jump import _LIMITS
from relations.refresh.revision import _REVISED
from relations.refresh.rhythm import _LAG, BUSINESS_DAYS, first_known, is_current
from relations.refresh.update import _OVERLAP
from relations.values import FREQUENCIES, INSTANT, Dating, Frequency
from relations.values.dating import PERIODS
from tests.refresh.fakes import Fake

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("frequency", "last", "current"),
    [
        ("daily", "2026-11-23", True),
        ("daily", "2026-11-13", True),
        ("daily", "2026-11-12", False),
        ("weekly", "2026-11-11", True),
        ("weekly", "2026-11-04", False),
        ("monthly", "2026-09-01", True),
        ("monthly", "2026-08-01", False),
        ("quarterly", "2026-04-01", True),
        ("quarterly", "2026-01-01", False),
        ("annual", "2024-01-01", True),
        ("annual", "2022-01-01", False),
        ("daily", "2026-11-25", False),
        ("annual", "2027-01-01", False),
    ],
)
def test_each_frequency_has_its_rhythm(frequency: Frequency, last: str, current: bool) -> None:
    indicator = replace(Fake("market").indicator("X"), frequency=frequency)
    assert is_current(indicator, date.fromisoformat(last), TUESDAY) is current


@pytest.mark.parametrize(
    ("dating", "day", "known"),
    [
        (INSTANT, "2026-11-24", "2026-11-24"),
        (Dating("average", "month"), "2026-12-15", "2027-01-01"),
        (Dating("sum", "quarter"), "2026-10-01", "2027-01-01"),
        (Dating("sum", "year"), "2026-01-01", "2027-01-01"),
        (Dating("beginning", "year"), "2026-01-01", "2026-01-01"),
    ],
)
def test_a_period_is_known_once_it_is_over(dating: Dating, day: str, known: str) -> None:
    indicator = replace(Fake("market").indicator("X"), frequency=frequency_at(dating), dating=dating)
    assert first_known(date.fromisoformat(day), indicator) == date.fromisoformat(known)


def frequency_at(dating: Dating) -> Frequency:
    return next(frequency for frequency, period in PERIODS.items() if period == dating.period)


def test_no_frequency_is_missing_in_a_table() -> None:
    """So that the first quarterly series is not the one that finds out."""
    for table in (_REVISED, _LIMITS, PERIOD_DAYS, _LAG | {"daily": BUSINESS_DAYS}, _OVERLAP | {"annual": None}):
        assert set(table) == set(FREQUENCIES)


def test_the_bank_of_russia_may_rest_over_the_new_year() -> None:
    indicator = Fake("bank_of_russia").indicator("USD")
    assert is_current(indicator, date(2025, 12, 31), date(2026, 1, 9))
