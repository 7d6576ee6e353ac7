from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

import sources
from relations import cache
from relations.cache import vintage
from relations.cache.journal import LOG
from relations.refresh import Outcome, refresh
from relations.refresh.ledger import record_outcome
from sources import FetchFailed
from tests.refresh.fakes import Fake, days, read

LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(30)])


@pytest.fixture(autouse=True)
def market(publish: Callable[..., Fake], today: Callable[[str], None]) -> Fake:
    today("2026-11-13")
    return publish("market", {"KZT": LEVEL | {"2026-11-05": 45000.0}, "NO": FetchFailed("it answered\n503")})


def table(name: str) -> list[dict[str, str]]:
    with open(cache.cache_folder() / f"{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def test_the_log_has_a_row_for_every_indicator_and_run() -> None:
    outcomes = refresh([["market/KZT"], ["market/NO"]])
    rows = table("refresh-log")
    assert ",".join(rows[0]) == "sequence,when,key,status,added,revised,largest_revision,requests,seconds,error"
    for row, outcome in zip(rows, outcomes, strict=True):
        assert row["when"] == "2026-11-13T12:00:00Z"
        assert (row["key"], row["status"], row["added"]) == (outcome.key, outcome.status, str(outcome.added))
        assert row["error"] == outcome.error
    refresh([["market/KZT"]])
    assert len(table("refresh-log")) == 3


def test_every_changed_value_is_on_record(market: Fake) -> None:
    refresh([["market/KZT"]])
    market.answers["KZT"] = LEVEL | {"2026-11-10": 455.5, "2026-11-11": 456.25}
    refresh([["market/KZT"]])
    assert [{name: row[name] for name in vintage.REVISIONS.columns} for row in table("revisions")] == [
        {"key": "market/KZT", "date": day, "old": str(LEVEL[day]), "new": new, "when": "2026-11-13T12:00:00Z"}
        for day, new in (("2026-11-10", "455.5"), ("2026-11-11", "456.25"))
    ]


def test_a_change_is_on_record_before_it_is_made(market: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh([["market/KZT"]])
    market.answers["KZT"] = LEVEL | {"2026-11-10": 455.5}

    def die(snapshot: object) -> None:
        assert [row["new"] for row in table("revisions")] == ["455.5"]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cache, "write", die)
        refresh([["market/KZT"]])
    assert refresh([["market/KZT"]])[0].revised == 1
    assert read("market/KZT")["2026-11-10"] == 455.5


def test_a_log_whose_last_line_is_torn_goes_on() -> None:
    record_outcome(Outcome("market/KZT", "added", 1), sources.now())
    with open(LOG.path, "ab") as file:
        file.write(b"2026-11-13T12:00:00Z,market/K")
    record_outcome(Outcome("market/KZT", "fresh"), sources.now())
    assert [row["status"] for row in LOG.rows("market/KZT")] == ["added", "fresh"]
