from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relations.refresh.rhythm import is_current
from relations.values import Frequency
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
        ("annual", "2024-01-01", True),
        ("annual", "2022-01-01", False),
        ("daily", "2026-11-25", False),
        ("annual", "2027-01-01", False),
    ],
)
def test_each_frequency_has_its_rhythm(frequency: Frequency, last: str, current: bool) -> None:
    indicator = replace(Fake("market").indicator("X"), frequency=frequency)
    assert is_current(indicator, date.fromisoformat(last), TUESDAY) is current


def test_the_bank_of_russia_may_rest_over_the_new_year() -> None:
    indicator = Fake("bank_of_russia").indicator("USD")
    assert is_current(indicator, date(2025, 12, 31), date(2026, 1, 9))
