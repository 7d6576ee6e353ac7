"""What a stranger's story says never moves a cursor or turns a line about, whoever quotes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from relations.cli import terminal
from relations.story import StoryError, load
from relations.values import UnknownWord, spelt
from relations.values.unknown import require_line
from tests.cli.inside import run

STORY = Path(__file__).parents[2] / "stories" / "kazakhstan-russia.toml"


def put(folder: Path, title: str) -> None:
    text = re.sub(
        r'^title = ".*"', lambda _: f'title = "{title}"', STORY.read_text("utf-8"), count=1, flags=re.MULTILINE
    )
    (folder / STORY.name).write_text(text, encoding="utf-8")


def test_what_nobody_sees_is_spelt_out() -> None:
    assert spelt("Kaz\u202eakh\x07\n\u200bé ‑\u00a0ә") == "Kaz[U+202E]akh[U+0007]\n[U+200B]é ‑\u00a0ә"


@pytest.mark.parametrize("command", [["check"], ["check", "--json"], ["claims"], ["stories"]])
def test_a_refused_character_and_what_stands_before_it(tmp_path: Path, command: list[str]) -> None:
    put(tmp_path, "Kaz\u202e\\u0007akh")
    named = [STORY.stem] if command != ["stories"] else []
    told = run(*command, *named, RELATIONS_STORIES=str(tmp_path))
    assert told.returncode
    assert "the character U+0007 after 'Kaz[U+202E]' cannot be printed; take it out" in told.stdout + told.stderr
    assert "\u202e" not in told.stdout + told.stderr


def test_a_table_spells_it_as_a_sentence_does_and_json_as_json_does(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(("name",), [("Kaz\u202eakh",)])
    assert capsys.readouterr().out == "name\nKaz[U+202E]akh\n"
    terminal.as_json({"name": "Kaz\u202eakh"})
    told = capsys.readouterr().out
    assert "\\u202e" in told
    assert json.loads(told) == {"name": "Kaz\u202eakh"}


def test_a_title_in_a_list_of_stories(tmp_path: Path) -> None:
    put(tmp_path, "Kaz\u202eakh")
    told = run("stories", RELATIONS_STORIES=str(tmp_path)).stdout
    assert "kazakhstan-russia: Kaz[U+202E]akh" in told


def test_an_error_has_none_of_it_for_the_page_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "Kaz\u202e\\u0007akh")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    with pytest.raises(StoryError, match=r"Kaz\[U\+202E\]") as error:
        load(STORY.stem)
    assert "\u202e" not in "".join([str(error.value), *(one.said for one in error.value.problems)])


def test_a_word_that_means_nothing() -> None:
    with pytest.raises(UnknownWord, match=r"'a\[U\+202E\]b' is no title"):
        require_line("a\u202eb", "title")
