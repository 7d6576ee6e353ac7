"""The README is true: its commands exist, its codebook is the cache's, its picture is the one we draw."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import story as stories
from relations.cli import COMMANDS
from relations.figures import Options, draw
from relations.figures.export import export
from relations.figures.options import SIZES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_codebook_is_that_of_the_shipped_cache() -> None:
    printed = CliRunner().invoke(command_line.app, ["codebook"]).stdout
    written = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == printed, "run `relations codebook > docs/codebook.md`"


def test_the_picture_is_drawn_by_the_command_below_it() -> None:
    """To the byte: a published figure can be made again."""
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil", Options(**SIZES["wide"]))
    assert export(figure, "png") == (ROOT / "docs" / "money-and-oil-wide.png").read_bytes()


def test_every_command_is_in_the_readme_and_every_one_in_it_exists() -> None:
    named = set(re.findall(r"`relations ([a-z]+)", README))
    assert named == set(COMMANDS)


def test_its_map_of_the_rooms_is_the_tree() -> None:
    """Every folder at the top and every room of the package has a line, and every line is there."""
    named = re.findall(r"^\| `([\w./]+/|dashboard\.py)` \|", README, re.MULTILINE)
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    paths = [Path(path).parts for path in tracked]
    top = {f"{parts[0]}/" for parts in paths if len(parts) > 1 and not parts[0].startswith(".")} - {"relations/"}
    package = {f"relations/{parts[1]}/" for parts in paths if parts[0] == "relations" and len(parts) > 2}
    assert {*named} - {"dashboard.py"} == top | package


@pytest.mark.parametrize(
    "path", re.findall(r"\]\(((?!http)[^)]+)\)|`((?:sources|stories|tests|docs|static)/[\w./-]*)`", README)
)
def test_every_file_it_names_is_there(path: tuple[str, str]) -> None:
    assert (ROOT / (path[0] or path[1])).exists()
