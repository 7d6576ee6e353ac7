"""`docs/first-story.md` is true: what it says is done, in its order, by somebody who reads nothing else."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import serving
from relations import story as stories

PAGE = (Path(__file__).parents[2] / "docs" / "first-story.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)( \S+)?\n(.*?)```\n", PAGE, re.DOTALL)
FETCHED = "refresh armenia-georgia"  #: needs a network; that it would be understood is all that is asked


def test_every_command_and_block_of_the_first_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(serving, "serve", lambda *_, **__: None)  # the page itself, which other tests open
    said: dict[str, str] = {}
    for kind, file, text in BLOCKS:
        if kind == "text":
            Path(file.strip()).write_text(text, encoding="utf-8")
        elif kind == "toml":
            path = stories.folder() / "armenia-georgia.toml"
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
        else:
            said |= {line: done(line, monkeypatch) for line in text.splitlines()}
    assert "supported" in said["relations claims armenia-georgia"]
    assert "error" not in said["relations check armenia-georgia"]
    told = stories.load("armenia-georgia")
    assert "lost {" in told.figure("money").title
    assert {path.suffix for path in Path("figures").iterdir()} == {".svg", ".png", ".zip"}
    assert Path("stories/armenia-georgia.draft.toml").exists()


def done(line: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command says; it ends well, but for what a machine without a network cannot know."""
    command, *words = shlex.split(line)
    if command == "export":
        monkeypatch.setenv(*words[0].split("=", 1))
        return ""
    assert command == "relations"
    asked = [*words, "--dry-run"] if line.endswith(FETCHED) else words
    answer = CliRunner().invoke(command_line.app, asked)
    assert answer.exit_code == 0, f"{line}: {answer.output}"
    return answer.output
