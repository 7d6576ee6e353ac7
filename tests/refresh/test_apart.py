"""A refresh beside a server: one at a time, seen by all, told as it goes on, and no harm in its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import sources
from relations import cache
from relations.refresh import apart, verify
from relations.refresh.apart import Desk
from relations.refresh.lock import hold
from tests.refresh.fakes import ROOT

ASIDE = [sys.executable, "-m", "tests.refresh.aside"]
LINES = [["fred/A"], ["yahoo/B"], ["yahoo/C"], ["imf/D"]]


@pytest.fixture
def desk(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose runs ask the publishers of `aside`; they write into the empty cache."""
    monkeypatch.setenv("FAKES", str(tmp_path))
    monkeypatch.setattr(apart, "COMMAND", ASIDE)
    monkeypatch.setattr(apart, "PAUSE", timedelta(0))
    return Desk()


def until(fact: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def asking(desk: Desk) -> bool:
    """Whether all is done but what waits for `go`."""
    return desk.course is not None and len(desk.course.events) == 4 and len(desk.course.outcomes) == 2


def test_it_tells_how_it_goes_on_and_nobody_else_begins_another(desk: Desk, tmp_path: Path) -> None:
    assert desk.begin("a story", LINES)
    until(lambda: asking(desk))
    assert not desk.begin("another", LINES)
    assert desk.course is not None
    assert (desk.course.name, desk.course.ended) == ("a story", None)
    assert {key: event.state for key, event in desk.course.events.items()} == {
        "fred/A": "done",
        "yahoo/B": "asking",
        "yahoo/C": "waiting",
        "imf/D": "done",
    }
    (tmp_path / "go").touch()
    until(lambda: not desk.busy)
    assert [(one.key, one.status, one.added) for one in desk.course.outcomes] == [
        ("fred/A", "added", 9),
        ("yahoo/B", "added", 9),
        ("yahoo/C", "added", 9),
        ("imf/D", "failed", 0),
    ]
    assert (desk.course.problem, desk.course.ended is None) == (None, False)
    assert sorted(cache.cached_keys()) == ["fred/A", "yahoo/B", "yahoo/C"]
    assert desk.begin("another", [["fred/A"]]), "when one has ended the next may begin"
    until(lambda: not desk.busy)


def test_there_is_a_pause_between_runs_and_a_count_of_them_a_day(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "go").touch()
    monkeypatch.setattr(apart, "PAUSE", timedelta(minutes=10))
    monkeypatch.setattr(apart, "MOST", 2)
    clock = sources.now()
    monkeypatch.setattr(sources, "now", lambda: clock)

    def begins(after: timedelta) -> bool:
        nonlocal clock
        clock += after
        begun = desk.begin("a story", [["fred/A"]])
        until(lambda: not desk.busy)
        return begun

    assert begins(timedelta(0))
    assert not begins(timedelta(minutes=9))
    assert begins(timedelta(minutes=1))
    assert not begins(timedelta(hours=23)), "two a day"
    assert desk.opens == desk.begun[0] + timedelta(days=1)
    assert begins(timedelta(hours=1))


def test_a_run_of_another_process_is_told_in_its_words(desk: Desk) -> None:
    with hold(0):
        desk.begin("a story", LINES)
        until(lambda: not desk.busy)
    assert desk.course is not None
    assert f"process {os.getpid()} on " in str(desk.course.problem)
    assert desk.course.events == {}


def test_a_killed_run_is_said_and_leaves_a_whole_cache(desk: Desk, folder: Path) -> None:
    desk.begin("a story", LINES)
    until(lambda: asking(desk))
    os.kill(json.loads((folder / ".lock-holder").read_text())["pid"], signal.SIGKILL)
    until(lambda: not desk.busy)
    assert desk.course is not None
    assert f"exit code -{signal.SIGKILL.value}" in str(desk.course.problem)
    assert verify() == []
    assert list(cache.cached_keys()) == ["fred/A"]


def test_a_program_that_does_not_start_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (["/nowhere/python"], [sys.executable, "-c", "raise SystemExit(3)"]):
        monkeypatch.setattr(apart, "COMMAND", command)
        assert desk.begin("a story", LINES)
        until(lambda: not desk.busy)
        assert desk.course is not None
        assert desk.course.problem


@pytest.mark.usefixtures("desk")
def test_it_ends_with_who_listens(tmp_path: Path) -> None:
    """A server that is killed takes its refresh with it: what is in hand is finished, and nothing new begun."""
    asked = json.dumps({"lines": [["imf/A"], ["fred/A"], *([f"yahoo/B{number:02}"] for number in range(40))]})
    run = subprocess.Popen([*ASIDE, asked], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stderr is not None
    heard = ""
    while heard.count('"outcome": {') < 2:
        heard += run.stdout.readline()
    run.stdout.close()
    (tmp_path / "go").touch()
    assert run.wait(timeout=30) == 0
    assert "Traceback" not in run.stderr.read()
    run.stderr.close()
    keys = list(cache.cached_keys())
    assert keys[:2] == ["fred/A", "yahoo/B00"]
    assert len(keys) < 41
    assert verify() == []


def test_the_real_program_runs_from_any_folder(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed release that is there is not asked for: a run of the shipped program without a network."""
    data = sources.observations(["2014-01-01"], [17.0])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refresh.py").write_text("raise SystemExit('not ours')")
    key = "penn_world_table/KAZ/pop"
    cache.write(sources.Snapshot(sources.source(key).indicator("KAZ/pop"), data, sources.now()))
    desk = Desk()
    desk.begin("a story", [[key]])
    until(lambda: not desk.busy)
    assert desk.course is not None
    assert [(one.key, one.status) for one in desk.course.outcomes] == [(key, "fixed")]
