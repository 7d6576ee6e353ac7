"""Files that take their places in one step, alone or with others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from relations.cache.whole import alone, beside, write_all


def test_files_that_belong_together_change_in_their_order_once_all_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [(tmp_path / name, b"new") for name in ("journal", "a", "b")]
    for path, _ in files:
        path.write_bytes(b"old")
    replace, seen = os.replace, list[tuple[str, int]]()

    def watched(one: Any, other: Any) -> None:
        seen.append((Path(other).name, len([*tmp_path.glob(".*.tmp")])))
        replace(one, other)

    monkeypatch.setattr(os, "replace", watched)
    write_all(files)
    assert seen == [("journal", 3), ("a", 2), ("b", 1)]
    assert {path.read_bytes() for path, _ in files} == {b"new"}


def test_where_one_cannot_be_written_none_is_changed_and_nothing_is_left(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"old")
    with pytest.raises(OSError, match="none"):
        write_all([(tmp_path / "none" / "b", b"new"), (kept, b"new")])
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_bytes() == b"old"


def test_a_file_half_written_takes_no_place(tmp_path: Path) -> None:
    def half() -> None:
        with beside(tmp_path / "table") as partial:
            partial.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert [*tmp_path.iterdir()] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from relations.cache.whole import alone, beside

out = Path(sys.argv[1])
with alone(out), beside(out / "table") as table, beside(out / "deep" / "one") as one:
    table.write_text("half")
    one.parent.mkdir()
    one.write_text("half")
    (out / ".building-1" / "page").mkdir(parents=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_what_a_killed_run_left_is_removed_by_the_next_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("old")
    (tmp_path / ".other.tmp").write_text("not ours")
    ended = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len([*tmp_path.rglob(".*.[0-9]*.tmp")]) == 2
    with alone(tmp_path):
        pass
    assert {path.name for path in tmp_path.rglob("*")} == {"table", ".other.tmp", "deep"}
    assert (tmp_path / "table").read_text() == "old"


def test_what_a_living_run_writes_is_left_to_it_and_the_second_run_is_told(tmp_path: Path) -> None:
    with alone(tmp_path), beside(tmp_path / "table") as partial:
        partial.write_text("whole")
        with (
            pytest.raises(BlockingIOError, match="another run is writing to it; wait for it, or end it"),
            alone(tmp_path),
        ):
            pytest.fail("two at once")
    assert [path.name for path in tmp_path.iterdir()] == ["table"]


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be removed there")
def test_who_has_opened_a_lock_that_is_then_removed_is_not_let_in_beside_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first leaves after the second has opened the lock's file, and a third comes and makes a new one."""
    import fcntl

    flock, first, third = fcntl.flock, ExitStack(), ExitStack()
    first.enter_context(alone(tmp_path))

    def late(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        first.close()
        third.enter_context(alone(tmp_path))
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with third, pytest.raises(BlockingIOError, match="another run is writing to it"), alone(tmp_path):
        pytest.fail("two at once")
    assert [*tmp_path.iterdir()] == []
