"""Caches to throw away, a clock that can be set, and publishers that do as told."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sources
from tests.refresh.fakes import Fake, Rows
from tests.refresh.frozen import frozen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("RELATIONS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture
def shipped(folder: Path) -> Path:
    """A copy of the cache as it was first shipped."""
    shutil.copytree(frozen(), folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock to noon of a day."""

    def set_clock(day: str) -> None:
        moment = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        monkeypatch.setattr(sources, "now", lambda: moment)

    return set_clock


@pytest.fixture
def publish(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Fake]:
    """Let a fake publisher exist as a module would, for whoever asks, and no real one."""
    fakes: dict[str, Fake] = {}

    def add(name: str, answers: Mapping[str, Rows | Exception], **meaning: str) -> Fake:
        fakes[name] = Fake(name, answers=dict(answers), **meaning)  # type: ignore[arg-type]
        monkeypatch.setitem(sys.modules, f"sources.{name}", fakes[name])
        return fakes[name]

    monkeypatch.setattr(sources, "_files", lambda: tuple(sorted(fakes)))
    return add
