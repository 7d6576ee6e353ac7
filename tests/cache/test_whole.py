"""Files that take their places in one step, alone or with others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from relations.cache.whole import beside, write_all


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
