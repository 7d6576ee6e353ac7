"""A copy's rows as pandas reads them, for numbers that are computed again without the program."""

from __future__ import annotations

import pandas as pd

from relations.cache import cache_folder
from tests.oracle.votes import year


def rows(key: str) -> pd.Series[float]:
    """The values of a shipped copy by day."""
    table = pd.read_csv(cache_folder() / f"{key}.csv", comment="#", parse_dates=["date"])
    return table.set_index("date")["value"]


def years(key: str) -> pd.Series[float]:
    """The same of a yearly copy, by year."""
    found = rows(key)
    return found.set_axis([day.year for day in pd.to_datetime(found.index)])


def change(before: float, after: float) -> float:
    """In per cent of what was before."""
    return 100 * (after / before - 1)


def rank(member: str, partner: str, when: int) -> tuple[int, int, float]:
    """A member's rank among a partner's others in a year's roll calls, how many are ranked, and their agreement."""
    found = year(cache_folder() / "un_votes" / "rollcalls.csv", partner, when)
    return found.rank(member), len(found.ranked), float(found.agreement[member])
