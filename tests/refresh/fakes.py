"""Publishers that do as told, and rows for them to publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd

import sources
from relations import cache
from relations.values import Frequency, Licence, parse_dating, parse_unit
from relations.values.licence import Redistribution
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot
from sources._fetch.http import note

ROOT = Path(__file__).parents[2]
Rows = Mapping[str, float]


@dataclass
class Fake:
    """A publisher whose every answer is what `answers` holds for a code: rows by day, or an error it raises.

    Beside it, `unreadable` holds what stands in cells that are no numbers, by day, and `stopped` why it said no more.
    """

    name: str
    frequency: Frequency = "daily"
    unit: str = "KZT per USD"
    date_means: str = "market day"
    redistribution: Redistribution = "yes"
    answers: dict[str, Rows | Exception] = field(default_factory=dict)
    asked: list[tuple[str, date | None]] = field(default_factory=list)
    retrieved: datetime | None = None
    unreadable: dict[str, str] = field(default_factory=dict)
    stopped: FetchFailed | None = None
    sends: int = 0  #: requests for an answer
    HABITS: Habits = field(default_factory=Habits)

    def indicator(self, code: str) -> Indicator:
        if "no such" in code:
            raise Rejected(f"{self.name}/{code}: allowed are codes")
        return Indicator(
            key=f"{self.name}/{code}",
            title=f"{code} of {self.name}",
            unit=parse_unit(self.unit),
            frequency=self.frequency,
            publisher=self.name.title(),
            url="https://example.org",
            licence=Licence("made up", self.redistribution),
            dating=parse_dating(self.date_means),
        )

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        self.asked.append((indicator.code, since))
        for _ in range(self.sends):
            note(f"https://example.org/{indicator.code}")
        answer = self.answers[indicator.code]
        if isinstance(answer, Exception):
            raise answer
        start = "" if since is None else since.isoformat()
        asked = {day: value for day, value in answer.items() if day >= start and day not in self.unreadable}
        if not asked:
            raise FetchFailed(f"{indicator.key}: no observations from {since} on")
        data = sources.observations(list(asked), list(asked.values()))
        unreadable = tuple((date.fromisoformat(day), said) for day, said in self.unreadable.items() if day >= start)
        return Snapshot(indicator, data, self.retrieved or sources.now(), unreadable, self.stopped)


def days(first: str, values: Iterable[float]) -> dict[str, float]:
    """Values on the weekdays from a day on."""
    numbers = list(values)
    return dict(zip(pd.bdate_range(first, periods=len(numbers)).strftime("%Y-%m-%d"), numbers, strict=True))


def read(key: str) -> dict[str, float]:
    """The cached rows of a key by day."""
    return rows(cache.read(key))


def rows(copy: Snapshot) -> dict[str, float]:
    """The rows of a copy by day."""
    return dict(zip(copy.data["date"].dt.strftime("%Y-%m-%d"), copy.data["value"], strict=True))
