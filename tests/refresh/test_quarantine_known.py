"""What is held back is parsed once for each state of its files, and reads as if it were parsed each time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from relations.cache.journal import Journal, Row
from relations.refresh import quarantine
from relations.refresh.quarantine import mark_accepted, quarantined, settle

WHEN = datetime(2026, 11, 13, 12, 0, 5, 678_901, tzinfo=UTC)
DAY = date(2026, 11, 5)


def asked(_: date) -> bool:
    return True


@pytest.fixture(autouse=True)
def _market(folder: Path, publish: Callable[..., object]) -> None:
    publish("market", {})
    publish("closed", {}, redistribution="no")
    quarantine._KNOWN.clear()


def both() -> tuple[list[str], list[str]]:
    """The rows as they are known, and as the files read."""
    known = [repr(one) for one in quarantine._read().values()]
    quarantine._KNOWN.clear()
    return sorted(known), sorted(repr(one) for one in quarantine._read().values())


def test_what_is_known_is_what_the_files_say() -> None:
    for number, key in enumerate(["market/KZT", "closed/KZT", "market/RUB", "market/KZT"]):
        rows = [
            (DAY, 0.1 + number, "is  10\n times, as 'it' \"was\""),
            (DAY + timedelta(days=number), math.nan, "n/a"),
        ]
        settle(key, rows, asked, WHEN + timedelta(days=number))
        known, read = both()
        assert known == read
        settle("market/EUR", [(DAY, 1.0 + number, "moved")], asked, WHEN)
    mark_accepted(quarantined("market/EUR"))
    known, read = both()
    assert known == read
    assert len(known) == 7


def test_files_are_parsed_once_however_many_keys_change(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[Path] = []
    read = Journal._read

    def counted(self: Journal, path: Path, key: str | None) -> Iterator[tuple[Row | None, str]]:
        parsed.append(path)
        return read(self, path, key)

    monkeypatch.setattr(Journal, "_read", counted)
    for number in range(20):
        settle(f"market/K{number}", [(DAY, 1.0, "moved")], asked, WHEN)
    assert len(quarantined()) == 20
    assert len(parsed) < 8


def test_what_somebody_else_writes_is_seen(folder: Path) -> None:
    settle("market/KZT", [(DAY, 1.0, "moved")], asked, WHEN)
    path = folder / "quarantine.csv"
    path.write_text(path.read_text().replace(",1.0,", ",2.0,"))
    assert [one.value for one in quarantined()] == [2.0]
    settle("market/RUB", [(DAY, 1.0, "moved")], asked, WHEN)
    assert ",2.0," in path.read_text()
    path.unlink()
    assert quarantined() == []


def test_the_file_of_a_key_that_changed_is_written_and_the_other_left(monkeypatch: pytest.MonkeyPatch) -> None:
    settle("market/KZT", [(DAY, 1.0, "moved")], asked, WHEN)
    settle("closed/KZT", [(DAY, 1.0, "moved")], asked, WHEN)
    written: list[tuple[bool, int]] = []
    replace = Journal.replace

    def counted(self: Journal, rows: Sequence[Sequence[object]], *, private: bool) -> None:
        written.append((private, len(rows)))
        replace(self, rows, private=private)

    monkeypatch.setattr(Journal, "replace", counted)
    settle("market/KZT", [(DAY, 1.0, "moved")], asked, WHEN)  # as before
    settle("market/RUB", [(DAY, 1.0, "moved")], asked, WHEN)
    settle("closed/KZT", [], asked, WHEN)
    waiting = quarantined()
    mark_accepted(waiting)
    mark_accepted(quarantine._read().values())  # again
    assert written == [(False, 2), (True, 0), (False, 2)]
    assert quarantined() == []
