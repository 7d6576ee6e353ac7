"""What looks at strangers' files is ended by the system where one of them takes too much, and goes on with the next."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from relations.cli import apart
from tests.figures.forged import file, vast

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing says what a process takes")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command is small and has no other threads; the process of the tests may be neither, and nothing needs it."""
    own = int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    monkeypatch.setattr(apart, "MEMORY", own + apart.MEMORY)
    monkeypatch.setattr(apart, "_can", lambda: True)


def each(*items: str) -> list[str]:
    return list(apart.each(items, _work, lambda item, why: f"{item}: {why}"))


def _work(item: str) -> str:
    match item:
        case "memory":
            return str(len(bytearray(2_000_000_000)))
        case "time":  # in a library that does not listen
            hashlib.pbkdf2_hmac("sha256", b"", b"", 10**9)
        case "wait":
            time.sleep(60)
        case "end":
            os.kill(os.getpid(), signal.SIGKILL)
    return f"{item} {os.getpid() != MAIN}"


MAIN = os.getpid()


def test_what_takes_too_much_memory_is_ended_and_the_next_is_looked_at() -> None:
    assert each("a", "memory", "b") == [
        "a True",
        f"memory: it takes more than {apart.MEMORY // 10**6} MB of memory",
        "b True",
    ]


def test_what_computes_too_long_is_ended_in_a_library_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    assert each("time", "b") == ["time: it takes more than 1 seconds", "b True"]


def test_what_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_LONGEST", 1.0)
    assert each("wait") == ["wait: it takes more than 1 seconds"]


def test_a_library_that_ends_the_process_ends_no_command() -> None:
    assert each("end", "end", "b") == ["end: what draws it broke down"] * 2 + ["b True"]


def test_forged_figures_of_a_thousand_panels_are_ended_under_500_mb(tmp_path: Path) -> None:
    for number, (kind, data) in enumerate(vast()):
        (tmp_path / f"{number}.{kind}").write_bytes(data)
    (tmp_path / "whole.svg").write_bytes(file("svg"))
    code = (
        "import resource, subprocess, sys\n"
        "command = [sys.executable, '-m', 'relations', 'verify', sys.argv[1]]\n"
        "said = subprocess.run(command, capture_output=True, text=True, check=False)\n"
        "print(said.stdout + str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    *ended, whole, peak = ran.stdout.splitlines()
    assert len(ended) == 2
    assert all(": cannot be drawn again; it takes more than " in one for one in ended)
    assert whole == f"{tmp_path}/whole.svg: identical"
    assert int(peak) < 500_000
