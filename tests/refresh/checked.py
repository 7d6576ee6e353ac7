"""Series to be checked, and what is refused of them."""

from __future__ import annotations

from datetime import date

import sources
from relations.refresh.check import check_rows
from relations.refresh.merge import changes
from relations.refresh.quarantine import Memory
from sources import Snapshot, observations
from tests.refresh.fakes import Fake, days

TODAY = date(2026, 11, 24)


FORGETFUL = Memory({}, TODAY)


DAILY = Fake("market").indicator("KZT")


OFFICIAL = Fake("bank", date_means="the day the official rate applies").indicator("KZT")


OIL = Fake("market", unit="USD per barrel").indicator("OIL")


GROWTH = Fake("market", unit="% a year", frequency="annual").indicator("GROWTH")


MONTHLY = Fake("market", unit="USD per barrel", frequency="monthly", date_means="calendar month").indicator("M")


ANNUAL = Fake("market", unit="US$ million", frequency="annual", date_means="calendar year").indicator("A")


def snapshot(rows: dict[str, float], indicator: sources.Indicator = DAILY) -> Snapshot:
    return Snapshot(indicator, observations(list(rows), list(rows.values())), sources.now())


def reasons(
    new: dict[str, float], old: dict[str, float] | None = None, indicator: sources.Indicator = DAILY
) -> dict[str, str]:
    """What is refused of new rows over an old copy."""
    copy = snapshot(old, indicator) if old else None
    answer = observations(list(new), list(new.values()))
    checked = check_rows(copy, answer, indicator, FORGETFUL)
    assert len(checked.good) + len(checked.refused) == len(changes(copy.data if copy else None, answer))
    return {refused.day.isoformat(): refused.reason for refused in checked.refused}


OLD = days("2026-10-01", [450.0 + n % 3 for n in range(30)])
