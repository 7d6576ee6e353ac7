from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relations import cache
from relations.cache import views
from relations.refresh import refresh
from relations.refresh.store import tidy
from tests.refresh.fakes import Fake, days


@pytest.fixture(scope="module")
def dead() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_half_written_files_of_dead_runs_go_and_nothing_else(shipped: Path, dead: int) -> None:
    (shipped / "imf" / f".KZT.csv.{os.getppid()}.tmp").write_text("half a, by a process that lives")
    (shipped / ".mine.tmp").write_text("nobody's")
    before = {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()}
    left = [shipped / f".feed.xml.{dead}.tmp", shipped / "imf" / f".KZT.csv.{dead}.tmp"]
    left += [shipped / f".news.csv.{os.getpid()}.tmp", shipped / "wits" / "KAZ" / "RUS" / f".exports.csv.{2**80}.tmp"]
    for path in left:
        path.write_text("half a")
    assert sorted(tidy()) == sorted(path.name for path in left)
    assert {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()} == before


def test_a_refresh_tidies_first(publish: Callable[..., Fake], dead: int) -> None:
    publish("market", {"KZT": days("2026-10-01", [450.0] * 9)})
    left = cache.cache_folder() / "market" / f".KZT.csv.{dead}.tmp"
    left.parent.mkdir()
    left.write_text("half a")
    refresh([["market/KZT"]])
    assert not left.exists()


def test_a_new_view_tidies_where_the_views_are(tmp_path: Path, dead: int) -> None:
    left, living = (tmp_path / "cache.views" / f".latest.{one}.tmp" for one in (dead, os.getppid()))
    left.parent.mkdir()
    for path in (left, living):
        path.write_text("half a")
    views.keep(tmp_path / "cache", 1)
    assert (left.exists(), living.exists()) == (False, True)
