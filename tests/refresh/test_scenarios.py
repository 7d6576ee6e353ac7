"""The real publishers' modules against a local stand-in with faults on demand."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import sources
from relations import cache
from relations.cache import cache_folder, cache_path, cached_keys, is_cached
from relations.refresh import Outcome, exit_code, quarantined, refresh, verify
from sources import national_bank_kz
from sources._fetch import http
from tests.refresh.fakes import read
from tests.refresh.frozen import frozen

LINES = [
    ["yahoo/KZT=X", "nbp/KZT"],
    ["bank_of_russia/USD"],
    ["fred/DCOILWTICO"],
    ["world_bank/KAZ/NE.EXP.GNFS.CD"],
    ["world_bank/KAZ/NE.IMP.GNFS.CD"],
    ["wits/KAZ/RUS/exports"],
    ["pink_sheet/CRUDE_BRENT"],
    ["penn_world_table/KAZ/pop"],
]


@pytest.fixture(autouse=True)
def _cache(cache: Path, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped copies of these lines, and no pause between requests that stay on this machine."""
    for name in ("nbp", "fred", "wits", "world_bank", "pink_sheet", "penn_world_table"):
        shutil.copytree(frozen() / name, cache / name)
    monkeypatch.setattr(national_bank_kz, "PACE", 0.0)
    monkeypatch.setattr(national_bank_kz, "CALLS", 5)


def run(standin: Any, scenario: str, lines: list[list[str]] = LINES, **options: bool) -> dict[str, Outcome]:
    standin.scenario = scenario
    standin.requests.clear()
    outcomes = refresh(lines, **options)  # type: ignore[arg-type]
    assert verify() == []
    return {outcome.key: outcome for outcome in outcomes}


def files() -> dict[str, tuple[bytes, int]]:
    """Content and time of every copy."""
    paths = [(key, cache_path(key)) for key in cached_keys()]
    return {key: (path.read_bytes(), path.stat().st_mtime_ns) for key, path in paths}


def test_many_partners_of_a_reporter_are_one_request_a_flow(standin: Any) -> None:
    """However its keys lie among others, of other reporters too; two partners of Russia are asked for by themselves."""
    partners = ("CHN", "KGZ", "RUS", "TUR", "UZB")
    keys = [f"wits/KAZ/{one}/{series}" for one in partners for series in ("exports", "exports_share", "imports")]
    keys[4:4], keys[9:9] = ["wits/RUS/KAZ/exports"], ["wits/RUS/KAZ/exports_share"]
    found = run(standin, "ok", [[key] for key in keys])
    assert {key for key, one in found.items() if one.bad and not one.absent} == set()
    assert len(read("wits/KAZ/CHN/exports_share")) >= 26
    asked = Counter(re.sub(r".*/reporter/(...)/.*/partner/(...)/.*", r"\1 \2", one["url"]) for one in standin.requests)
    assert asked == {"kaz all": 2, "rus kaz": 1, "rus wld": 1}


def test_a_bank_without_a_rate_fails_and_leaves_no_empty_copy(standin: Any) -> None:
    outcome = run(standin, "nbk-no-items", [["national_bank_kz/USD"]])["national_bank_kz/USD"]
    assert outcome.status == "failed"
    assert not is_cached("national_bank_kz/USD")


def test_when_nobody_answers_every_copy_stands(standin: Any) -> None:
    before = files()
    outcomes = run(standin, "all-down")
    assert {key for key, outcome in outcomes.items() if not outcome.bad} == {"penn_world_table/KAZ/pop"}
    assert files() == before


def test_cells_that_are_no_numbers_cost_their_own_rows(standin: Any) -> None:
    """Near the end of every series one is text, one NaN, one infinite and one negative."""
    before = {key: read(key) for key in cached_keys()}
    outcomes = run(standin, "garbage", [["yahoo/KZT=X"], ["yahoo/RUB=X"], *LINES[1:]], full=True)
    outcomes |= run(standin, "garbage", [["nbp/KZT"]])
    assert {key for key, outcome in outcomes.items() if outcome.bad} == {"yahoo/RUB=X"}, "yfinance drops it all"
    assert outcomes["yahoo/KZT=X"].added > 3000
    assert outcomes["bank_of_russia/USD"].added > 3000
    after = {key: read(key) for key in cached_keys()}
    assert all(after[key].items() >= rows.items() for key, rows in before.items()), "we keep what a cell was before"
    refused = [(one.key, f"{one.day}", one.reason) for one in quarantined()]
    for key, outcome in outcomes.items():
        if not outcome.bad and outcome.status != "fixed":
            assert "in quarantine" in str(outcome.error)
            reasons = [reason for where, _, reason in refused if where == key]
            assert any("not a number" in reason for reason in reasons), key
    for key in ("bank_of_russia/USD", "fred/DCOILWTICO", "world_bank/KAZ/NE.EXP.GNFS.CD", "pink_sheet/CRUDE_BRENT"):
        reasons = [reason for where, _, reason in refused if where == key]
        assert sum("not a number" in reason for reason in reasons) == 3
        assert len(reasons) == 4, "and the negative one"
    assert all(after[key].get(day) == before.get(key, {}).get(day) for key, day, _ in refused)


def test_who_hangs_is_asked_once(standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ", 0.5)
    first, second = run(standin, "wb-hang", LINES[3:5]).values()
    assert "timed out" in str(first.error)
    assert "not asked" in str(second.error)


def test_vanished_years_are_rejected(standin: Any) -> None:
    before = files()
    outcomes = run(standin, "shrunk", LINES[3:6])
    for key in ("world_bank/KAZ/NE.EXP.GNFS.CD", "wits/KAZ/RUS/exports"):
        assert outcomes[key].status == "rejected"
        assert "5 observations" in str(outcomes[key].error)
    assert files() == before
    assert run(standin, "shrunk", LINES[5:6], accept_shrink=True)["wits/KAZ/RUS/exports"].revised == 5


def test_revised_years_are_taken_over_and_on_record(standin: Any) -> None:
    before = read("wits/KAZ/RUS/exports")["2019-01-01"]
    outcome = run(standin, "revised", LINES[5:6])["wits/KAZ/RUS/exports"]
    assert (outcome.status, outcome.revised) == ("revised", 1)
    after = read("wits/KAZ/RUS/exports")["2019-01-01"]
    assert after != before
    (row,) = (cache_folder() / "revisions.csv").read_text().splitlines()[1:]
    assert f",wits/KAZ/RUS/exports,2019-01-01,{before!r},{after!r}," in row


def test_a_spike_and_a_saturday_stay_outside(standin: Any) -> None:
    outcome = run(standin, "yahoo-spike", [["yahoo/KZT=X"], ["yahoo/RUB=X"]])["yahoo/KZT=X"]
    assert outcome.added > 3000
    reasons = sorted((one.key, one.reason.split()[0]) for one in quarantined())
    assert reasons == [(key, word) for key in ("yahoo/KZT=X", "yahoo/RUB=X") for word in ("is", "moved")]


def test_nothing_of_the_future_gets_in(standin: Any) -> None:
    outcomes = run(standin, "future")
    assert exit_code(list(outcomes.values())) == 0
    assert max(cache.read(key).last for key in cached_keys()) <= sources.now().date()
    assert any("lies in the future" in one.reason for one in quarantined())


def test_a_live_refresh_brings_everything_up_to_date_and_the_next_asks_for_the_tail(standin: Any) -> None:
    lines = [*LINES, ["national_bank_kz/USD"]]
    assert exit_code(list(run(standin, "live", lines).values())) == 0
    first = sum(request["bytes"] for request in standin.requests)
    before = files()
    outcomes = run(standin, "live", lines)
    assert {outcome.status for key, outcome in outcomes.items() if not key.startswith("national_bank_kz")} <= {
        "fresh",
        "unchanged",
        "fixed",
    }
    del before["national_bank_kz/USD"]  # it goes on with its history
    assert {key: files()[key] for key in before} == before, "a refresh that finds nothing new writes nothing"
    hosts = Counter(request["url"].split("/")[2] for request in standin.requests)
    assert hosts["query2.finance.yahoo.com"] + hosts["query1.finance.yahoo.com"] <= 4
    assert hosts["www.cbr.ru"] <= 2
    assert hosts["fred.stlouisfed.org"] == 1
    assert hosts["api.worldbank.org"] == 2
    assert hosts["nationalbank.kz"] == 5
    assert sum(outcome.requests or 0 for outcome in outcomes.values()) == len(standin.requests)
    tail = [request for request in standin.requests if "documents1" not in request["url"]]
    assert sum(request["bytes"] for request in tail) < first / 5


def test_the_wall_time_is_that_of_the_slowest_publisher(standin: Any) -> None:
    run(standin, "ok", LINES[1:6])  # libraries are imported once
    standin.scenario = "slow"
    started = time.monotonic()
    outcomes = refresh(LINES[1:6], full=True)
    wall = time.monotonic() - started
    chains: dict[str, float] = {}
    for outcome in outcomes:
        publisher = outcome.key.split("/")[0]
        chains[publisher] = chains.get(publisher, 0) + outcome.seconds
    assert len(chains) == 4
    # One after another they would take the sum; what a busy machine adds to the slowest is less than half of the rest.
    slowest, all_of_them = max(chains.values()), sum(chains.values())
    assert wall < (slowest + all_of_them) / 2
