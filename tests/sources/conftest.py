"""What tests of publishers share; those of recorded answers, which are another's, are there only if the answers are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sources import bank_of_russia, imf, national_bank_kz, nbp

RECORDED = Path(__file__).parents[3] / "shared" / "recorded"
collect_ignore = [] if RECORDED.is_dir() else ["test_recorded.py"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page of the IMF remembered from another test, and no pause between two questions to the Kazakh bank."""
    monkeypatch.setattr(imf._pages, "finished", {})
    monkeypatch.setattr(national_bank_kz, "PACE", 0.0)


@pytest.fixture
def january(standin: Any, monkeypatch: pytest.MonkeyPatch) -> date:
    """31 January 2019, the last day of the stand-in's tenge, as today."""
    today = date(2019, 1, 31)
    standin.today = today
    for publisher in (national_bank_kz, imf, nbp, bank_of_russia):
        monkeypatch.setattr(publisher, "now", lambda: datetime(2019, 1, 31, 12, tzinfo=UTC))
    return today
