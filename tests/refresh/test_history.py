"""What the records say the last runs did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from relations.refresh import refresh
from relations.refresh.history import additions, revisions, runs
from relations.refresh.ledger import record_outcome
from relations.refresh.outcome import Outcome
from sources import FetchFailed
from tests.refresh.fakes import Fake, days

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def logged(key: str, after: float, seconds: float = 1.0, added: int = 0, revised: int = 0) -> None:
    """A line of the log, of an indicator that was done so many seconds after noon."""
    record_outcome(Outcome(key, "added", added, revised, seconds=seconds), NOON + timedelta(seconds=after))


@pytest.mark.usefixtures("folder")
def test_without_a_record_there_is_nothing() -> None:
    assert (runs(), revisions(NOON), additions(NOON)) == ([], [], [])


@pytest.mark.usefixtures("folder")
def test_a_run_is_parted_from_the_next_by_a_pause_or_a_key_that_comes_again() -> None:
    logged("a/X", 5, added=2)
    logged("b/X", 40, seconds=38, revised=1)  # asked while a/X was
    logged("a/Y", 42)
    logged("a/X", 44)  # again
    logged("c/X", 600)  # after a pause
    found = runs()
    assert [[entry.key for entry in run.entries] for run in found] == [["c/X"], ["a/X"], ["a/X", "b/X", "a/Y"]]
    first = found[-1]
    assert (first.added, first.revised, first.failed) == (2, 1, [])
    assert first.began == NOON + timedelta(seconds=2)
    assert first.ended == NOON + timedelta(seconds=42)
    assert [run.entries[0].key for run in runs(1)] == ["c/X"]


def test_what_runs_changed_and_where_they_failed(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    rows = days("2026-11-02", [450.0, 451, 452, 453])
    market = publish("market", {"KZT": rows, "RUB": FetchFailed("market/RUB: answered 503")})
    today("2026-11-23")
    refresh([["market/KZT"]])
    today("2026-11-24")
    market.answers["KZT"] = {**rows, "2026-11-03": 461.0, "2026-11-05": 457.53, "2026-11-06": 454.0}
    refresh([["market/KZT"], ["market/RUB"]])

    newest, before = runs()
    assert (before.added, before.revised, before.failed) == (4, 0, [])
    assert (newest.added, newest.revised) == (1, 2)
    assert [entry.key for entry in newest.failed] == ["market/RUB"]
    assert [(one.day, one.old, one.new) for one in revisions(NOON)] == [
        (date(2026, 11, 3), 451.0, 461.0),
        (date(2026, 11, 5), 453.0, 457.53),
    ]
    assert revisions(NOON)[1].share == pytest.approx(0.01)
    assert [(one.first, one.last, one.rows) for one in additions(NOON - timedelta(days=1))] == [
        (date(2026, 11, 6), date(2026, 11, 6), 1),
        (date(2026, 11, 2), date(2026, 11, 5), 4),
    ]
    assert len(additions(NOON)) == 1
