"""The command line through every fault the stand-in for publishers can play, as a process where that counts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from relations import refresh as refreshing
from relations import story as stories
from relations.cache import cached_keys, read
from relations.refresh.lock import hold
from sources import national_bank_kz
from sources._fetch import http
from tests.cli.inside import run as relations
from tests.publishers import SCENARIOS
from tests.publishers._scenarios import also
from tests.refresh.frozen import frozen

ROOT = Path(__file__).parents[2]
NEW = "fred/MCOILBRENTEU"  # not in the shipped cache: if it is there afterwards, it came in this run
FIELDS = [
    "key",
    "status",
    "added",
    "revised",
    "largest_revision",
    "requests",
    "seconds",
    "error",
    "absent",
    "listed",
    "remark",
    "unwritten",
]


@dataclass(frozen=True)
class Case:
    """What a refresh is asked for under a scenario, and how it must go."""

    code: int
    asked: tuple[str, ...] = ()  #: beside NEW; everything, if none
    said: Mapping[str, str] = field(default_factory=dict)  #: a fact about each publisher of which something is said
    bad: tuple[str, ...] = ()  #: the publishers of which nothing may come in
    arrives: str | None = NEW


WORLD_BANK = ("world_bank/KAZ/NE.EXP.GNFS.CD", "world_bank/KAZ/NE.IMP.GNFS.CD")
TENGE = "yahoo/KZT=X"
ONE_OF_EACH = ("imf/KZT", "nbp/KZT", "wits/KAZ/RUS/exports", "pink_sheet/CRUDE_BRENT", WORLD_BANK[0])
QUARANTINE, PROXY = "in quarantine", "503"

CASES = {
    "ok": Case(0, ("wits/", TENGE, *WORLD_BANK)),
    "yahoo-429": Case(1, (TENGE, "yahoo/RUB=X"), {"yahoo": "429"}, ("yahoo",)),
    "yahoo-401": Case(1, (TENGE,), {"yahoo": "401"}, ("yahoo",)),
    "yahoo-empty": Case(1, (TENGE,), {"yahoo": "without a single price"}, ("yahoo",)),
    "yahoo-spike": Case(0, (TENGE, "yahoo/RUB=X"), {"yahoo": "is of a Saturday"}),
    "wb-502": Case(1, WORLD_BANK[:1], {"world_bank": "502"}, ("world_bank",)),
    "wb-html": Case(1, WORLD_BANK, {"world_bank": "JSON"}, ("world_bank",)),
    "wb-xml-error": Case(1, WORLD_BANK, {"world_bank": "parameter value is not valid"}, ("world_bank",)),
    "wits-404": Case(1, ("wits/",), {"wits": "no records"}, ("wits",)),
    "cbr-splash": Case(1, ("bank_of_russia/USD",), {"bank_of_russia": "DDoS-Guard"}, ("bank_of_russia",)),
    "fred-truncated": Case(1, (TENGE,), {"fred": "closed connection"}, ("fred",), arrives=TENGE),
    "slow": Case(0, ("wits/KAZ/RUS/exports",)),
    "revised": Case(0, ("wits/", *WORLD_BANK)),
    "shrunk": Case(
        1,
        ("wits/KAZ/RUS/exports", "wits/KAZ/RUS/imports", *WORLD_BANK[:1]),
        {"wits": "have vanished", "world_bank": "have vanished"},
    ),
    "all-down": Case(
        1,
        (TENGE, "imf/KZT", "wits/KAZ/RUS/exports"),
        {"yahoo": PROXY, "imf": PROXY, "wits": PROXY, "fred": PROXY},
        ("yahoo", "imf", "wits", "fred"),
        arrives=None,
    ),
    "garbage": Case(
        1,
        ("yahoo/RUB=X", *ONE_OF_EACH),
        dict.fromkeys(("imf", "nbp", "wits", "pink_sheet", "world_bank", "fred"), QUARANTINE)
        | {"yahoo": "of a form we cannot read"},  # yfinance drops an answer with text in it
        ("yahoo",),
    ),
    "future": Case(  # the National Bank of Poland is not asked for days to come
        0, ONE_OF_EACH[1:], dict.fromkeys(("fred", "pink_sheet", "wits", "world_bank"), "future")
    ),
    "wb-hang": Case(1, WORLD_BANK, {"world_bank": "timed out"}, ("world_bank",)),
    "wits-slow": Case(0, ("wits/KAZ/RUS/exports",)),
    "nbk-no-items": Case(1, ("national_bank_kz/USD",), {"national_bank_kz": "no observations"}, ("national_bank_kz",)),
}


#: Lines of the shipped story whose series our stand-in has.
LINES = {
    *("rouble", "tenge", "oil", "tenge-per-rouble", "exports", "imports", "imports-share", "exports-share"),
    *("kazakhstan-exports", "kazakhstan-imports", "russia-exports", "russia-imports"),
    *("population-kazakhstan", "population-russia", "population-belarus"),
}


@pytest.fixture(autouse=True)
def _story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped story with these lines and the figure of its money, and no other story."""
    whole = tomllib.loads((ROOT / "stories" / "kazakhstan-russia.toml").read_text(encoding="utf-8"))
    kept = {name: whole[name] for name in ("countries", "factor", "article", "works", "events")}
    kept["lines"] = {name: line for name, line in whole["lines"].items() if name in LINES}
    kept["figures"] = [one for one in whole["figures"] if one["id"] == "money-and-oil"]
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "kazakhstan-russia.toml").write_text(tomlkit.dumps(kept), encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(folder))


@pytest.fixture
def shipped(cache: Path) -> Path:
    """A copy of the cache as it was first shipped."""
    shutil.copytree(frozen(), cache)
    return cache


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "relations", *arguments]


def only(*keys: str) -> list[str]:
    return [word for key in keys for word in ("--only", key)]


def outcomes(answer: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """What a refresh printed, by key."""
    records = json.loads(answer.stdout)["indicators"]
    assert all(list(record) == FIELDS for record in records)
    return {record["key"]: record for record in records}


def assert_whole() -> None:
    """No file of the cache is damaged, says the command that looks."""
    checked = relations("cache", "verify")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def copies(folder: Path) -> dict[str, bytes]:
    """The copies in a cache by key, as they are on the disk."""
    paths = folder.glob("*/**/*.csv")
    names = {path: path.relative_to(folder).as_posix().removesuffix(".csv") for path in paths}
    return {name.removeprefix("private/"): path.read_bytes() for path, name in names.items() if "/" in name}


def play(case: Case, folder: Path) -> dict[str, dict[str, Any]]:
    """Refresh a cache as a case asks, and compare what happened with what it says."""
    before = copies(folder)
    asked = only(*case.asked, NEW) if case.asked else []
    answer = relations("refresh", "--json", *asked)
    assert answer.returncode == case.code, answer.stderr
    assert_whole()
    found = outcomes(answer)
    after = copies(folder)

    lines = answer.stderr.splitlines()
    assert {line.split("/")[0] for line in lines} == set(case.said), "each line begins with whom it is about"
    assert lines == [record["error"] for record in found.values() if record["error"]]
    for publisher, fact in case.said.items():
        assert any(line.startswith(f"{publisher}/") and fact in line for line in lines), (publisher, fact, lines)

    failed = {key for key, record in found.items() if record["status"] in ("failed", "rejected")}
    assert {key for key in found if key.split("/")[0] in case.bad} <= failed
    assert {key: after.get(key) for key in failed} == {key: before.get(key) for key in failed}, "old copies stand"
    assert bool(failed) == (case.code == 1)
    if case.arrives:
        assert found[case.arrives]["added"] > 300
        assert case.arrives in after
    return found


@pytest.mark.parametrize("scenario", CASES)
def test_a_refresh_under(scenario: str, standin: Any, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national_bank_kz, "PACE", 0.0)
    monkeypatch.setattr(national_bank_kz, "CALLS", 5)
    if scenario == "wb-hang":
        monkeypatch.setattr(http, "READ", 1.0)
    standin.scenario = scenario
    found = play(CASES[scenario], shipped)
    today = datetime.now(UTC).date()
    assert all(read(key).last <= today for key in cached_keys())
    if scenario == "wb-hang":
        assert "not asked" in found[WORLD_BANK[1]]["error"], "who hangs is asked once"


def test_every_scenario_there_is_is_played() -> None:
    named = {name for name, scenario in SCENARIOS.items() if scenario.old}
    assert named <= CASES.keys() <= SCENARIOS.keys()


class TestLive:
    def test_brings_every_line_up_to_date_and_the_next_run_asks_for_the_tail(self, standin: Any, shipped: Path) -> None:
        standin.scenario = "live"
        started = time.monotonic()
        answer = relations("refresh", "--json")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert time.monotonic() - started < 60
        assert_whole()
        assert_every_line_is_up_to_date()
        first = standin.requests.copy()
        assert sum(record["requests"] for record in outcomes(answer).values()) == len(first)

        standin.requests.clear()
        before = {path: path.stat().st_mtime_ns for path in shipped.glob("*/**/*.csv")}
        again = relations("refresh", "--json")
        assert again.returncode == 0, again.stderr
        assert {path: path.stat().st_mtime_ns for path in shipped.glob("*/**/*.csv")} == before
        assert all(record["added"] == record["revised"] == 0 for record in outcomes(again).values())
        assert_only_the_tail_was_asked_for(first, standin.requests)


def assert_every_line_is_up_to_date() -> None:
    """Every line of the story has a copy that is as recent as its rhythm lets expect."""
    state = {record["key"]: record["state"] for record in json.loads(relations("status", "--json").stdout)}
    lines = [line for line in stories.load("kazakhstan-russia").lines.values() if line.keys]
    assert [line.label for line in lines if all(state[key] not in ("fresh", "closed") for key in line.keys)] == []


def assert_only_the_tail_was_asked_for(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    """Few requests, of days not long ago, and few bytes but for the workbook and the years, which come whole."""
    hosts = Counter(request["url"].split("/")[2] for request in second)
    assert hosts["fred.stlouisfed.org"] == 2
    assert hosts["api.nbp.pl"] <= 6
    assert hosts["www.imf.org"] <= 4
    assert len(second) < len(first) / 3
    days = [day for request in second for day in re.findall(r"20\d\d-\d\d-\d\d", request["url"])]
    assert days
    assert (datetime.now(UTC).date() - min(map(datetime.fromisoformat, days)).date()).days <= 45
    series = ("fred", "imf", "nbp")
    before, after = (sum(r["bytes"] for r in run if any(s in r["url"] for s in series)) for run in (first, second))
    assert after < before / 10


class TestTwoAtOnce:
    def test_the_second_says_who_is_at_work_and_a_killed_one_lets_go(
        self, standin: Any, shipped: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(refreshing, "hold", lambda wait: hold(wait / 20))  # ten seconds are long in a test
        monkeypatch.setitem(SCENARIOS, "slow", replace(SCENARIOS["slow"], reply=also(delay=60)))  # and so is it at work
        standin.scenario = "slow"
        first = subprocess.Popen(command("refresh", "--json", *only("imf/KZT")), cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for(shipped / ".lock-holder")
            second = relations("refresh", "--json", *only("penn_world_table/KAZ/pop"))
            assert second.returncode == 75
            assert second.stdout == ""
            assert f"process {first.pid} on " in second.stderr
            assert first.poll() is None
        finally:
            first.kill()
            first.wait()
        assert_whole()
        standin.scenario = "ok"
        assert relations("refresh", *only("penn_world_table/KAZ/pop")).returncode == 0


def wait_for(path: Path) -> None:
    """Until a file is there."""
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} does not come"
        time.sleep(0.002)
