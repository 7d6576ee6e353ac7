from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relations import cache
from relations.refresh import refresh
from relations.refresh.store import tidy
from tests.refresh.fakes import Fake, days


def test_the_half_written_files_of_dead_runs_go_and_nothing_else(shipped: Path) -> None:
    before = {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()}
    (shipped / "imf" / ".KZT.csv.4711.tmp").write_text("half a")
    (shipped / "wits" / "KAZ" / "RUS" / ".exports.csv.1.tmp").write_text("")
    assert tidy() == [".KZT.csv.4711.tmp", ".exports.csv.1.tmp"]
    assert {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()} == before


def test_a_refresh_tidies_first(publish: Callable[..., Fake]) -> None:
    publish("market", {"KZT": days("2026-10-01", [450.0] * 9)})
    left = cache.cache_folder() / "market" / ".KZT.csv.1.tmp"
    left.parent.mkdir()
    left.write_text("half a")
    refresh([["market/KZT"]])
    assert not left.exists()
