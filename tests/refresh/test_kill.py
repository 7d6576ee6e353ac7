"""A refresh may be killed at any moment. So it is, twenty times, and every time nothing may be broken or forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.refresh.fakes import ROOT

# A process that has all it needs in memory forks the victims: twenty starts of an interpreter would take a minute. The
# system ends each by its own clock, which begins with its work, and with no more warning than by SIGKILL.
PROGRAM = """
import os, random, signal, sys, time
import pandas as pd
from relations import cache
import sources
from tests.refresh.fakes import Fake, days
from relations.refresh import refresh, verify
from relations.cache.vintage import REVISIONS

PUBLISHERS, REAL = "abc", sources.source
DAYS = days("2025-06-02", range(40))

def published(version):
    return {day: 450.0 + number % 3 + version / 4 for day, number in DAYS.items()}

def run(version):
    fakes = {name: Fake(name, answers={"X": published(version)}) for name in PUBLISHERS}
    sources.source = lambda key: fakes.get(key.split("/")[0]) or REAL(key)
    return refresh([[f"{name}/X"] for name in PUBLISHERS], full=True)

def version_of(key):
    '''The version a copy is of, whole; with its revisions on record.'''
    data = cache.read(key).data
    versions = {(value - 450 - number % 3) * 4 for value, number in zip(data["value"], DAYS.values(), strict=True)}
    assert len(versions) == 1, versions
    version = versions.pop()
    recorded = {(row["date"], float(row["new"])) for row in REVISIONS.rows(key)}
    assert not version or recorded >= set(published(version).items()), key
    return version

run(0)
started = time.monotonic()
run(1)
usual = time.monotonic() - started
random.seed(int(sys.argv[1]))
seen, debris = set(), 0
for kill in range(20):
    moment = random.uniform(0.001, 2 * usual)
    victim = os.fork()
    if not victim:
        signal.setitimer(signal.ITIMER_REAL, moment)
        for version in range(kill, 10_000):
            run(version % 40)
    assert os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) == -signal.SIGALRM
    assert verify() == []
    assert sorted(cache.cached_keys()) == ["a/X", "b/X", "c/X"]
    seen |= {version_of(key) for key in cache.cached_keys()}
    debris += len(list(cache.cache_folder().rglob("*.tmp")))
last = run(41)
assert {outcome.status for outcome in last} == {"revised"}, last
assert {version_of(key) for key in cache.cached_keys()} == {41}
assert not list(cache.cache_folder().rglob("*.tmp"))
print(len(seen), debris)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_twenty_kills_break_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"RELATIONS_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, "1"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    versions, _debris = map(int, done.stdout.split())
    assert versions > 3, "the victims lived long enough to write"
