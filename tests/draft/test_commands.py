"""`relations draft` and `relations take`: a draft beside the story, and blocks that move over, and nothing is lost."""

from __future__ import annotations

import json
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from relations import story as stories
from relations.shipped import shipped
from tests.cli.inside import run
from tests.draft.found import NAMES, path_of

STORY = """\
countries = ["MEX", "USA"] # a comment that stays

[article]
author = "A. Nobody"
title = "Peso Steadies"
published = 2026-02-12
known_until = 2026-02-12

[[events]] # the only one so far
id = "usmca"
date = 2020-07-01
label = "USMCA"
sentence = "The agreement that replaced NAFTA enters into force."
role = "context"
sources = ["article"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of stories with the one about Mexico and the United States, and its article's draft."""
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    (tmp_path / "mexico-united-states.toml").write_text(STORY, encoding="utf-8")
    done = run("draft", str(path_of("mexico-united-states")))
    assert done.returncode == 0, done.stderr
    return tmp_path


def blocks(folder: Path) -> dict[str, dict[str, object]]:
    """The blocks of the draft by their ids."""
    found = tomllib.loads((folder / "mexico-united-states.draft.toml").read_text(encoding="utf-8"))
    return {block["id"]: block for kind in ("events", "claims") for block in found.get(kind, [])}


def test_a_draft_lies_beside_its_story_and_is_none(folder: Path) -> None:
    assert stories.names() == ["mexico-united-states"]
    assert len(blocks(folder)) > 8


def test_every_block_is_taken_and_the_story_is_valid(folder: Path) -> None:
    """All at once: each is accepted by the story's own models, and nothing else in its file has changed."""
    ids = list(blocks(folder))
    done = run("take", "mexico-united-states", *ids)
    assert done.returncode == 0
    assert all(" is unfinished; still missing: " in line for line in done.stderr.splitlines())
    told = stories.load("mexico-united-states")
    assert [*(one.id for one in told.events), *(one.id for one in told.claims)] == ["usmca", *ids]
    assert (folder / "mexico-united-states.toml").read_text(encoding="utf-8").startswith(STORY.rstrip())
    assert blocks(folder) == {}
    assert all(event.role == "cited" and event.paragraphs for event in told.events[1:])


def test_one_block_is_taken_and_the_others_stay(folder: Path) -> None:
    before = blocks(folder)
    first = next(iter(before))
    assert run("take", "mexico-united-states", first).returncode == 0
    assert blocks(folder) == {name: block for name, block in before.items() if name != first}


def test_a_claim_names_a_line_that_follows_from_the_pair(folder: Path) -> None:
    name = next(name for name, block in blocks(folder).items() if block.get("wants") == "first_fall")
    assert run("take", "mexico-united-states", name).returncode == 0
    told = stories.load("mexico-united-states")
    assert told.claim(name).lines_used == ("currency-mex",)
    assert "imf/MXN" in told.lines["currency-mex"].keys


@pytest.mark.parametrize("change", ["unknown", "twice", "no date", "broken", "no draft", "no story"])
def test_what_cannot_be_taken_changes_neither_file(folder: Path, change: str) -> None:
    story, draft = folder / "mexico-united-states.toml", folder / "mexico-united-states.draft.toml"
    event = next(name for name, block in blocks(folder).items() if "label" in block)
    text = draft.read_text(encoding="utf-8")
    match change:
        case "twice":
            run("take", "mexico-united-states", event)
            draft.write_text(text, encoding="utf-8")
        case "no date":
            draft.write_text(text.replace("date =", "day ="), encoding="utf-8")
        case "broken":
            draft.write_text(text.replace("[[events]]", "[[events"), encoding="utf-8")
        case "no draft":
            draft.unlink()
    name = "nowhere" if change == "no story" else "mexico-united-states"
    before = [path.read_bytes() if path.exists() else None for path in (story, draft)]
    done = run("take", name, "no-such-block" if change == "unknown" else event)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip()) > 20
    assert [path.read_bytes() if path.exists() else None for path in (story, draft)] == before


def test_a_draft_is_not_written_over_unless_asked(folder: Path) -> None:
    path = folder / "mexico-united-states.draft.toml"
    path.write_text("# mine\n", encoding="utf-8")
    article = str(path_of("mexico-united-states"))
    refused = run("draft", article)
    assert (refused.returncode, path.read_text(encoding="utf-8")) == (2, "# mine\n")
    assert run("draft", article, "--anew").returncode == 0
    assert len(blocks(folder)) > 8


@pytest.mark.parametrize("name", NAMES)
def test_json_has_every_field_and_writes_nothing(name: str, tmp_path: Path) -> None:
    done = run("draft", str(path_of(name)), "--json", RELATIONS_STORIES=str(tmp_path))
    found = json.loads(done.stdout)
    fields = ["id", "kind", "paragraph", "words", "date", "precision", "measure", "line", "number", "unit", "verdict"]
    assert {tuple(one) for one in found} == {(*fields, "missing")}
    assert len({one["id"] for one in found}) == len(found)
    assert list(tmp_path.iterdir()) == []


def test_a_claim_has_the_verdict_that_the_story_would_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the shipped copies: the trade of Kazakhstan and Russia fell by a quarter in 2015, and not by half."""
    monkeypatch.setenv("RELATIONS_SHIPPED", str(shipped("data")))
    article = tmp_path / "article.txt"
    article.write_text(
        "The exports of Kazakhstan to Russia fell by 20 per cent in 2015. "
        "Exports to Russia fell by 90 per cent in 2014.",
        encoding="utf-8",
    )
    done = run("draft", str(article), "--json", "--countries", "KAZ", "RUS", "--published", "2016-12")
    assert [one["verdict"] for one in json.loads(done.stdout)] == ["supported", "not borne out"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The exports of Kazakhstan to Russia fell by 20 per cent.", ["a date"]),
        ("The exports of Kazakhstan to Russia fell by 20 million dollars in 2015.", ["a level in percent"]),
        ("The exports of Kazakhstan to Poland fell by 20 per cent in 2015.", ["the line exports-kaz-pol"]),
        ("The exports of Kazakhstan to Russia rose by 20 per cent in 2015.", []),
        ("The exports of Kazakhstan to Russia fell by 20 per cent in 2015.", []),
    ],
)
def test_what_a_claim_does_not_tell_is_named_and_never_said_to_be_out_of_the_cache(
    text: str, missing: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    options = (str(tmp_path / "one.txt"), "--countries", "KAZ", "RUS", "--published", "2016-12")
    (found,) = json.loads(run("draft", *options, "--json").stdout)
    assert found["missing"] == missing
    (tmp_path / "one.toml").write_text(STORY.replace('"MEX", "USA"', '"KAZ", "RUS"'), encoding="utf-8")
    assert run("draft", *options).returncode == 0
    (block,) = tomllib.loads((tmp_path / "one.draft.toml").read_text(encoding="utf-8"))["claims"]
    assert block.get("missing", []) == missing
    assert block["measure"].get("answer") == ("unfinished" if missing else None)
    taken = run("take", "one", found["id"]).stderr
    assert [what for what in missing if what not in taken] == []
    assert stories.load("one").claim(found["id"]).measures[0].kind == block["measure"]["kind"]


def test_an_article_without_a_date_has_that_of_its_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    (tmp_path / "one.txt").write_text("Last month Mexico signed the treaty with the United States.", encoding="utf-8")
    (tmp_path / "one.toml").write_text(STORY, encoding="utf-8")
    (found,) = json.loads(run("draft", str(tmp_path / "one.txt"), "--json").stdout)
    published = stories.load("one").article.published
    assert found["date"] == (published.replace(day=1) - timedelta(days=1)).replace(day=1).isoformat()


@pytest.mark.parametrize(
    ("options", "words"), [(["--countries", "KAZ", "XYZ"], "XYZ"), (["--published", "May"], "write it as 2018-09-01")]
)
def test_an_option_that_means_nothing_is_said_to_mean_nothing(options: list[str], words: str) -> None:
    done = run("draft", str(path_of("mexico-united-states")), "--json", *options)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_cut_quotation_ends_in_an_ellipsis_and_the_sentence_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    long = (
        "On 4 July 2019 Tokyo restricted the sale of three chemicals that Korean makers of chips and screens cannot do "
        "without, and Seoul protested."
    )
    (tmp_path / "one.txt").write_text(f"{long} On 2 August 2019 it struck Korea off a list.", encoding="utf-8")
    assert run("draft", str(tmp_path / "one.txt"), "--countries", "JPN", "KOR").returncode == 0
    cut, whole = tomllib.loads((tmp_path / "one.draft.toml").read_text(encoding="utf-8"))["events"]
    assert cut["words"].endswith("…")
    assert len(cut["words"].split()) <= 12
    assert cut["sentence"] == f"{long.partition(', and')[0]}."
    assert (whole["words"], whole["sentence"]) == (
        "On 2 August 2019 it struck Korea off a list",
        "On 2 August 2019 it struck Korea off a list.",
    )
