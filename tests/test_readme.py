"""The README is true: its commands exist, its codebook is the cache's, its picture is the one we draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import relations as command_line
import stories
from figures import Options, draw
from figures.export import export
from figures.options import SIZES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_codebook_is_that_of_the_shipped_cache() -> None:
    printed = CliRunner().invoke(command_line.app, ["codebook"]).stdout
    found = re.search(r"<!-- codebook: relations codebook -->\n(.*?)<!-- end of codebook -->", README, re.DOTALL)
    assert found
    assert found[1] == printed, "run `relations codebook` and put its table into the README"


def test_the_picture_is_drawn_by_the_command_below_it() -> None:
    """To the byte: a published figure can be made again."""
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil", Options(**SIZES["wide"]))
    assert export(figure, "png") == (ROOT / "docs" / "money-and-oil-wide.png").read_bytes()


def test_every_command_is_in_the_readme_and_every_one_in_it_exists() -> None:
    known = typer.main.get_command(command_line.app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"`relations ([a-z]+)", README))
    assert named == set(known)


@pytest.mark.parametrize(
    "path", re.findall(r"\]\(((?!http)[^)]+)\)|`((?:sources|stories|tests|docs|static)/[\w./-]*)`", README)
)
def test_every_file_it_names_is_there(path: tuple[str, str]) -> None:
    assert (ROOT / (path[0] or path[1])).exists()
