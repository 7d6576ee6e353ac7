"""Vega's script for a page: made once by each version, kept for the next process, and made anew if it is not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from relations.figures.files import converter

SCRIPT = "let vega = 'é'; // v6.1\n"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions a script was made of."""
    found: list[str] = []

    def bundle(vl_version: str) -> str:
        found.append(vl_version)
        return SCRIPT

    monkeypatch.setattr(converter, "_library", lambda: SimpleNamespace(javascript_bundle=bundle))
    return found


@pytest.fixture
def place(made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file it is kept in, of a process that has begun."""
    del made
    monkeypatch.setattr(converter.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "own" / "relations")
    converter.script.cache_clear()
    yield tmp_path / "own" / "relations" / "vega.js"
    converter.script.cache_clear()


def begun() -> str:
    """The script as another process has it."""
    converter.script.cache_clear()
    return converter.script()


def test_is_made_once(place: Path, made: list[str]) -> None:
    assert [begun(), begun()] == [SCRIPT] * 2
    assert len(made) == 1
    assert [path.name for path in place.parent.iterdir()] == ["vega.js"]


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole[:-1],
        lambda whole: whole.replace(b"vega", b"evil"),
        lambda _: b"",
        lambda _: b"\xff\n\xff",
        lambda whole: whole.partition(b"\n")[2],
    ],
)
def test_is_made_anew_if_it_is_not_whole(place: Path, made: list[str], change: Callable[[bytes], bytes]) -> None:
    begun()
    whole = place.read_bytes()
    place.write_bytes(change(whole))
    assert begun() == SCRIPT
    assert len(made) == 2
    assert place.read_bytes() == whole


def test_is_made_anew_by_another_version(place: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    del place
    begun()
    monkeypatch.setattr(converter, "versions", lambda: {"vl-convert": "99"})
    assert begun() == SCRIPT
    monkeypatch.setattr(converter, "_vegalite", lambda: "7.0")
    assert begun() == SCRIPT
    assert len(made) == 3


def test_a_folder_that_takes_nothing_is_no_error(place: Path, made: list[str]) -> None:
    place.parent.parent.mkdir()
    place.parent.write_text("a file where the folder would be")
    assert [begun(), begun()] == [SCRIPT] * 2
    assert len(made) == 2


def test_nothing_is_kept_for_a_user_without_a_folder(
    place: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container may run under a number that no account has."""
    begun()
    monkeypatch.chdir(place.parent.parent)
    monkeypatch.setattr(converter.platformdirs, "user_cache_path", lambda *_, **__: Path("relations"))
    assert begun() == SCRIPT
    assert len(made) == 2, "what lies where a command is begun is not read"
    place.unlink()
    assert begun() == SCRIPT
    assert not place.exists()
