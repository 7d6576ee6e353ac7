"""The real publishers' modules against the stand-in's faults of numbers: no wrong number comes in, no fault stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from math import isclose, nan
from pathlib import Path
from typing import Any

import pytest

from relations import cache
from relations.refresh import Outcome, quarantined, refresh
from sources import bank_of_russia, imf
from tests.refresh.fakes import read
from tests.refresh.frozen import frozen

SHIPPED = ("fred", "imf", "nbp", "pink_sheet", "wits", "world_bank")
LINES = [
    ["bank_of_russia/USD"],
    ["fred/DCOILWTICO"],
    ["imf/KZT"],
    ["nbp/KZT"],
    ["pink_sheet/CRUDE_BRENT"],
    ["wits/KAZ/RUS/exports"],
    ["wits/KAZ/RUS/imports_share"],
    ["world_bank/KAZ/NE.EXP.GNFS.CD"],
    ["yahoo/KZT=X"],
]
LONGEST = ["fred/DCOILWTICO"]  # ten thousand days, all refused, take longer than the other copies together
BEGINS = date(2017, 1, 1)  # a page a month since 1995 takes longer than all else
FAULTS = ("x1000", "x1000-last5", "slip-over")
Copies = dict[str, dict[str, float]]


@pytest.fixture(autouse=True)
def _cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for bank in (imf, bank_of_russia):
        monkeypatch.setattr(bank, "FIRST", BEGINS)
        monkeypatch.setattr(bank, "HABITS", replace(bank.HABITS, first=BEGINS))
    cache.mkdir()
    fill()


def fill() -> None:
    for name in SHIPPED:
        shutil.copytree(frozen() / name, cache.cache_folder() / name, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def truth() -> Copies:
    """What a refresh without a fault makes of the cache; filled by the first test that asks."""
    return {}


def play(standin: Any, scenario: str, **options: bool) -> list[Outcome]:
    standin.scenario = scenario
    lines = [line for line in LINES if line != LONGEST or not options.get("full")]
    return refresh(lines, **options)  # type: ignore[arg-type]


def wrong(truth: Copies) -> list[tuple[str, str, float]]:
    """The rows of the cache that are not true."""
    return [
        (key, day, value)
        for key, rows in truth.items()
        if cache.is_cached(key)
        for day, value in read(key).items()
        if not isclose(value, rows.get(day, nan), rel_tol=1e-6)
    ]


def true_copies(standin: Any) -> Copies:
    assert [outcome.error for outcome in play(standin, "live") if outcome.error] == []
    return {key: read(key) for (key,) in LINES}


@pytest.mark.parametrize(("scenario", "full"), [*((fault, False) for fault in FAULTS), ("x10", True)])
def test_no_fault_of_numbers_comes_in(standin: Any, truth: Copies, scenario: str, *, full: bool) -> None:
    """Those not in the cache yet are loaded under the fault; other publishers tell their scale."""
    before = {key: read(key) for (key,) in LINES if cache.is_cached(key)}
    if not truth:
        truth.update(true_copies(standin))
        begin_again()
    outcomes = play(standin, scenario, full=full)
    assert wrong(truth) == []
    for key, rows in before.items():
        assert read(key).items() >= rows.items()
    assert {outcome.key for outcome in outcomes if outcome.error} == {one.key for one in quarantined()}
    play(standin, "live")
    assert wrong(truth) == []
    assert {key: len(read(key)) for key in truth} == {key: len(rows) for key, rows in truth.items()}
    assert quarantined() == []


def begin_again() -> None:
    """The cache as it was shipped."""
    for path in cache.cache_folder().rglob("*.csv"):
        path.unlink()
    fill()
