"""What an editor completes from: the schema is current, takes what we read, and marks what we refuse."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from relations import story as stories
from relations.authoring.scaffold import Commission, scaffold
from relations.authoring.schema import schema, text
from relations.shipped import shipped
from relations.story.allowed import allowed_at
from relations.story.events import Dated
from relations.values import Country
from tests.authoring.test_check import GOOD

FILE = shipped("stories") / "schema.json"
VALIDATOR = jsonschema.Draft7Validator(schema())


def plain(value: Any) -> Any:
    """What TOML holds, in JSON's words."""
    match value:
        case dict():
            return {key: plain(part) for key, part in value.items()}
        case list():
            return [plain(part) for part in value]
        case date():
            return value.isoformat()
    return value


def refused(story: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(plain(tomllib.loads(story)))]


def test_the_shipped_schema_is_the_one_the_program_makes() -> None:
    """`python -m relations.authoring.schema` writes it."""
    assert FILE.read_text(encoding="utf-8") == text()
    jsonschema.Draft7Validator.check_schema(json.loads(text()))


@pytest.mark.parametrize("name", stories.names())
def test_it_takes_every_shipped_story(name: str) -> None:
    assert refused((stories.folder() / f"{name}.toml").read_text(encoding="utf-8")) == []


def test_it_takes_a_new_story_and_the_shortest() -> None:
    assert refused(GOOD) == []
    assert (
        refused(
            scaffold(Commission(Country("LTU"), Country("BLR"), Dated(date=date(2015, 1, 1)), article="https://a.b/c"))
        )
        == []
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "First"', 'lable = "First"'),
        ('role = "context"', 'role = "rumour"'),
        ('sources = ["article"]', 'sources = "article"'),
        ("countries =", "pair ="),
        ('countries = ["KAZ", "RUS"]', 'countries = ["KAZ"]'),
        ("[[figures]]", '[[claims]]\nid = "c"\nparagraph = 1\nclaim = "C"\nmeasure = { kind = "rumour" }\n[[figures]]'),
        ("[article]", 'id = "other"\n[article]'),
    ],
)
def test_it_marks_what_the_program_refuses(old: str, new: str) -> None:
    assert old in GOOD
    assert refused(GOOD.replace(old, new, 1))


def test_the_keys_of_a_place_are_those_of_the_schema() -> None:
    parts = schema()["definitions"]
    assert set(allowed_at("events[3].x", {})) == set(parts["Event"]["properties"])
    assert set(allowed_at("figures[0].panels[1].changes[0].x", {})) == set(parts["Change"]["properties"])
    assert set(allowed_at("lines.rouble.x", {})) == set(parts["Line"]["properties"])
    assert set(allowed_at("x", {})) == set(schema()["properties"])


@pytest.mark.parametrize(("old", "code"), [("", 0), ('role = "context"', 1)])
def test_an_editors_own_linter_finds_it_by_the_first_line_and_reads_it(tmp_path: Path, old: str, code: int) -> None:
    """Taplo is what editors complete from; its language server, of npm, completes from the same schema."""
    shutil.copy(FILE, tmp_path)
    path = tmp_path / "story.toml"
    path.write_text(
        "#:schema schema.json\n" + (GOOD.replace(old, 'role = "rumour"') if old else GOOD), encoding="utf-8"
    )
    taplo = Path(sys.executable).with_name("taplo")
    answer = subprocess.run([taplo, "lint", path], cwd=tmp_path, capture_output=True, check=False)
    assert answer.returncode == code, answer.stderr
