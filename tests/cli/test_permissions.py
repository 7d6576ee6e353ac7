"""What this user may not read is named with the way out, by every command, and all else goes on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = ["status", "check", "doctor", "cache verify", "codebook", "claims kazakhstan-russia"]


@pytest.fixture
def mine(cache: Path) -> Path:
    shutil.copytree(ROOT / "data" / "cache", cache)
    return cache


@pytest.fixture
def closed() -> Iterator[list[Path]]:
    """Paths that are opened again after the test, so that they can be removed."""
    paths: list[Path] = []
    yield paths
    for path in paths:
        path.chmod(0o755)


def answers(*commands: str) -> list[tuple[int, str]]:
    script = [sys.executable, "-m", "tests.cli.unprivileged", *commands]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return [(code, said) for code, said in json.loads(done.stdout)]


@pytest.mark.parametrize("place", ["imf/RUB.csv", "imf", "un_votes/rollcalls.csv"])
def test_a_cache_of_another_user_is_named_and_the_rest_is_told(mine: Path, closed: list[Path], place: str) -> None:
    closed.append(mine / place)
    (mine / place).chmod(0)
    found = dict(zip(COMMANDS, answers(*COMMANDS), strict=True))
    for command in ("check", "doctor", "cache verify"):
        code, said = found[command]
        assert code == 1, command
        assert re.search(rf"{place}\S*: cannot be (read|listed) \(Permission denied\); |{place} cannot be read; ", said)
    assert found["status"][0] == found["claims kazakhstan-russia"][0] == 0
    told = found["claims kazakhstan-russia"][1]
    assert "statehood" in told
    assert str(mine) not in told
    assert "[Errno" not in "".join(said for _, said in found.values())


def test_of_a_cache_that_nobody_may_enter_all_say_so(mine: Path, closed: list[Path]) -> None:
    closed.append(mine)
    mine.chmod(0)
    found = dict(zip(COMMANDS, answers(*COMMANDS), strict=True))
    assert f"{mine}: cannot be listed (Permission denied); give this user the right to read it" in found["status"][1]
    assert f"folders: error: {mine} cannot be read; let this user read it" in found["doctor"][1]
    assert "imf/RUB.csv: cannot be read (Permission denied)" in found["claims kazakhstan-russia"][1]
    assert str(mine) not in found["claims kazakhstan-russia"][1]


def test_a_story_or_a_catalogue_of_another_user_is_named_and_the_others_are_checked(
    tmp_path: Path, closed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = tmp_path / "stories"
    shutil.copytree(ROOT / "stories", stories)
    monkeypatch.setenv("RELATIONS_STORIES", str(stories))
    for name in ("georgia-russia.toml", "kazakhstan-russia.kk.po"):
        closed.append(stories / name)
        (stories / name).chmod(0)
    for code, said in answers("check", "doctor", "stories"):
        assert code == 1
        assert said.count("cannot be read: Permission denied; let this user read it") == 2
        assert all(path.name in said for path in closed)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'msgid "a"\nmsgstr "\xff"\n', "not in UTF-8 (byte 19); save it in that encoding"),
        (b"# a remark\nsome text\n", "line 2 is none of a gettext catalogue"),
    ],
)
def test_a_broken_catalogue_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    shutil.copy(ROOT / "stories" / "georgia-russia.toml", tmp_path)
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    (tmp_path / "georgia-russia.ru.po").write_bytes(content)
    for code, told in answers("check", "claims georgia-russia", "claims georgia-russia --locale ru"):
        assert code
        assert f"georgia-russia.ru.po: {said}" in told
