from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from relations.refresh import Locked, Unwritable, refresh
from relations.refresh.lock import hold
from tests.refresh.fakes import ROOT, Fake, days

HOLDER = """
import sys, time
from relations.refresh.lock import hold
with hold(0):
    print("held", flush=True)
    time.sleep(float(sys.argv[1]))
"""


def holder(seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the lock for so long."""
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(seconds)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_run_is_told_who_holds_the_lock(publish: Callable[..., Fake]) -> None:
    market = publish("market", {"KZT": days("2026-10-01", [450.0] * 9)})
    with holder(60) as other:
        with pytest.raises(Locked, match=rf"process {other.pid} on \S+ \(since 20\d\d-\d\d-\d\dT.*\)"):
            refresh([["market/KZT"]], wait=0.1)
        assert market.asked == []
        other.kill()
    assert refresh([["market/KZT"]], wait=0.1)[0].status == "added", "the lock dies with its holder"


def test_a_second_run_waits_as_long_as_it_is_told(publish: Callable[..., Fake]) -> None:
    publish("market", {"KZT": days("2026-10-01", [450.0] * 9)})
    with holder(0.5):
        started = time.monotonic()
        assert refresh([["market/KZT"]], wait=120)[0].status == "added"
        assert time.monotonic() - started < 60, "and no longer than the first is at work"


def test_a_folder_that_takes_no_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("RELATIONS_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(Unwritable, match=r"cannot be written to.*nothing was changed"), hold(0):
        pass


def test_the_lock_is_let_go_when_a_run_fails(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt), hold(0):
        raise KeyboardInterrupt
    with hold(0):
        pass
