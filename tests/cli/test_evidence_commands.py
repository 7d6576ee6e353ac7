"""The evidence on the command line: JSON for programs, words for people."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from relations import story as stories
from tests.cli.inside import run
from tests.found import computed

STORY = "kazakhstan-russia"
CLAIM = [
    "id",
    "paragraph",
    "claim",
    "verdict",
    "mark",
    "badge",
    "cause",
    "forecast",
    "answers",
    "rule",
    "value",
    "unit",
]
CLAIM += ["of", "values", "window", "keys", "retrieved", "formula", "finding", "sentence"]


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands compute nothing anew: here it is about how they say what is found."""
    monkeypatch.setattr("relations.claims.claims", partial(computed, "claims"))
    monkeypatch.setattr("relations.evidence.events.events", partial(computed, "events"))


@pytest.mark.usefixtures("once")
def test_claims_as_json() -> None:
    answer = run("claims", STORY, "--json")
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert [list(one) for one in found] == [CLAIM] * len(stories.load(STORY).claims)
    by_id = {one["id"]: one for one in found}
    assert by_id["tenge-may-fall-further"]["window"] == {"start": "2015-01-30", "end": "2015-08-20"}
    assert by_id["tenge-may-fall-further"]["values"]["came-true-on"]["value"] == "2015-08-20"
    assert by_id["trade-will-grow"]["verdict"] == "did not come true"
    assert by_id["russian-minority"]["value"] == 2945439
    assert by_id["fears-of-separatism"]["value"] is None


@pytest.mark.usefixtures("once")
def test_claims_as_a_table_of_answers() -> None:
    answer = run("claims", STORY, "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    found = json.loads(run("claims", STORY, "--format", "json").stdout)
    assert len(rows) == sum(len(one["answers"]) for one in found)
    by_id = {(row["claim"], row["answer_id"]): row for row in rows}
    exports = by_id["crisis-hits-kazakhstan", "exports"]
    assert (exports["verdict"], exports["answer"]) == ("depends on definition", "no")
    assert float(exports["value"]) == pytest.approx(8.7354, abs=1e-4)


@pytest.mark.usefixtures("once")
def test_claims_as_known_then_give_the_difference() -> None:
    found = {one["id"]: one for one in json.loads(run("claims", STORY, "--as-known-then", "--json").stdout)}
    values = found["market-170m"]["values"]
    assert values["then-less-now"]["value"] == pytest.approx(-1.354, abs=0.0005), "2011 against 2014"
    assert found["trade-will-grow"]["verdict"] == "not yet known"


@pytest.mark.usefixtures("once")
def test_claims_in_words() -> None:
    answer = run("claims", STORY)
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    assert lines[0].split("\t") == ["claim", "¶", "verdict", "value", "unit"]
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    assert rows["rouble-freefall"] == [
        "10",
        "✓ supported",
        "-50.90",
        "% of the value of the Russian rouble against the US dollar",
    ]
    assert rows["russian-minority"][2:] == ["2945439", "number of persons"]
    assert "On 20 Aug 2015, 201 to 231 days after publication" in answer.stdout


@pytest.mark.usefixtures("once")
def test_events_as_json() -> None:
    answer = run("events", STORY, "--json")
    assert answer.returncode == 0, answer.stderr
    found = {one["id"]: one for one in json.loads(answer.stdout)}
    assert list(found) == [event.id for event in stories.load(STORY).events]
    for event in found.values():
        assert {"id", "date", "precision", "role", "overlaps", "series"} <= set(event)
        for series in event["series"]:
            assert {"key", "day0", "shift_days", "before_after", "event_study", "refused"} <= set(series)
            assert (series["event_study"] is None) == (series["refused"] is not None)
    rouble, tenge, *_ = found["tenge-devalued"]["series"]
    assert (rouble["refused"], tenge["refused"]) == (None, "held")
    assert {"car", "rank"} <= set(rouble["event_study"])


@pytest.mark.usefixtures("once")
def test_events_in_words_and_as_known_then() -> None:
    now, then = run("events", STORY), run("events", STORY, "--as-known-then")
    assert (now.returncode, then.returncode) == (0, 0)
    rows = [row.split("\t") for row in now.stdout.splitlines()]
    table = [row for row in rows[1:] if len(row) == len(rows[0])]
    assert len(table) == 4 * len(stories.load(STORY).events), "of the lines that are daily"
    assert {row[0] for row in table} == {event.id for event in stories.load(STORY).events}
    assert rows[0][:4] == ["event", "date", "line", "day 0"]
    tenge = next(row for row in rows if row[0] == "tenge-devalued" and row[2] == "tenge")
    column = {name: at for at, name in enumerate(rows[0])}
    assert tenge[column["[-1,+1] %"]] == "18.65"
    assert tenge[column["refused"]] == "held"
    assert {row[column["model"]] for row in table} == {"", "market model", "constant mean"}
    assert re.search(r"Rouble \[−1,\+1\]: 4 of \d+ distinct tests ≤ 5 %; chance alone 0\.\d", now.stdout)
    assert "eeu-in-force, tenge-per-rouble: window [-1, 1]: gap (imf/KZT_per_RUB goes from 30 Dec 2014" in now.stdout
    assert "not yet known" in then.stdout
    assert "not yet known" not in now.stdout


WORDS = {
    "claim",
    "badge",
    "why",
    "by",
    "part",
    "rule",
    "of",
    "label",
    "formula",
    "finding",
    "sentence",
    "detail",
    "note",
    "notes",
}  #: what JSON has in a language


def without_words(value: Any) -> Any:
    """JSON without its texts in words."""
    if isinstance(value, dict):
        return {name: without_words(part) for name, part in value.items() if name not in WORDS}
    return [without_words(part) for part in value] if isinstance(value, list) else value


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("then", [[], ["--as-known-then"]])
@pytest.mark.parametrize("command", ["claims", "events"])
def test_json_is_the_same_in_every_language_but_for_what_is_in_words(command: str, then: list[str]) -> None:
    told = {locale: run(command, STORY, "--json", "--locale", locale, *then) for locale in ("en", "ru", "kk")}
    assert {answer.returncode for answer in told.values()} == {0}
    english, russian, kazakh = (json.loads(answer.stdout) for answer in told.values())
    assert without_words(english) == without_words(russian) == without_words(kazakh)
    assert english != russian != kazakh


@pytest.mark.usefixtures("once")
def test_a_claim_is_told_in_the_language_asked_for() -> None:
    words = run("claims", STORY, "--locale", "ru").stdout.replace("\u00a0", " ")
    assert "−50,9 %" in words
    assert "стоимости российского рубля относительно доллара США" in words
    assert "Imports from Russia" not in words, "a line of the pair, which the story does not name itself"
    assert "Импорт из России: с" in words
    assert run("claims", STORY, "--locale", "de").returncode == 2


@pytest.mark.parametrize("command", ["claims", "events"])
def test_an_unknown_story_is_answered_with_those_there_are(command: str) -> None:
    answer = run(command, "atlantis")
    assert answer.returncode == 2
    assert f"no story 'atlantis'; stories: {', '.join(stories.names())}" in " ".join(answer.stderr.split())


def test_an_empty_cache_is_a_result_and_not_a_crash(tmp_path: Path) -> None:
    answer = run("events", STORY, RELATIONS_CACHE=str(tmp_path / "none"))
    assert answer.returncode == 0
    assert "not in the cache" in answer.stdout
    assert "Traceback" not in answer.stderr


def test_a_damaged_copy_is_named(cache: Path) -> None:
    path = cache / "imf" / "RUB.csv"
    path.parent.mkdir(parents=True)
    whole = (Path(__file__).parents[2] / "data" / "cache" / "imf" / "RUB.csv").read_bytes()
    path.write_bytes(whole.replace(b"33.843417", b"93.843417"))
    answer = run("events", STORY)
    assert answer.returncode == 1
    assert "RUB.csv: header and rows are not those its sha256 was taken of" in answer.stderr


def test_a_figure_around_an_event_is_written(tmp_path: Path) -> None:
    answer = run("figure", STORY, "around-tenge-devalued", "--out", str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "around-tenge-devalued-wide.png").stat().st_size > 10_000
    refused = run("figure", STORY, "around-alliance-treaty-ratified", "--out", str(tmp_path))
    assert refused.returncode == 2
    assert "known to the year only" in refused.stderr
