"""The evidence on the command line: JSON for programs, words for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_command_line import run

STORY = "kazakhstan-russia"
CLAIM = ["id", "paragraph", "claim", "verdict", "rule", "value", "unit", "values", "window", "keys", "retrieved"]
CLAIM += ["formula", "sentence"]


def test_claims_as_json() -> None:
    answer = run("claims", STORY, "--json")
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert [list(one) for one in found] == [CLAIM] * 9
    by_id = {one["id"]: one for one in found}
    assert by_id["tenge-may-fall-further"]["window"] == {"start": "2015-01-30", "end": "2015-08-20"}
    assert by_id["tenge-may-fall-further"]["values"]["came true on"] == "2015-08-20"
    assert by_id["trade-will-grow"]["verdict"] == "not borne out"
    assert by_id["russian-minority"]["value"] is None


def test_claims_as_known_then_give_the_difference() -> None:
    found = {one["id"]: one for one in json.loads(run("claims", STORY, "--as-known-then", "--json").stdout)}
    values = found["market-170m"]["values"]
    assert values["as known then less as known now"] == pytest.approx(-0.45, abs=0.005)
    assert found["trade-will-grow"]["verdict"] == "cannot be tested with these data"


def test_claims_in_words() -> None:
    answer = run("claims", STORY)
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    assert lines[0].split("\t") == ["claim", "¶", "verdict", "value", "unit"]
    assert lines[1].split("\t") == ["rouble-freefall", "10", "supported", "-50.90", "% of its dollar value"]
    assert "It came true on 20 Aug 2015, 201 days after publication" in answer.stdout


def test_events_as_json() -> None:
    answer = run("events", STORY, "--json")
    assert answer.returncode == 0, answer.stderr
    found = {one["id"]: one for one in json.loads(answer.stdout)}
    assert len(found) == 17
    for event in found.values():
        assert {"id", "date", "precision", "role", "overlaps", "series"} <= set(event)
        for series in event["series"]:
            assert {"key", "day0", "shift_days", "before_after", "event_study", "refused"} <= set(series)
            assert (series["event_study"] is None) == (series["refused"] is not None)
    rouble, tenge, *_ = found["tenge-devalued"]["series"]
    assert (rouble["refused"], tenge["refused"]) == (None, "peg")
    assert {"car", "rank"} <= set(rouble["event_study"])


def test_events_in_words_and_as_known_then() -> None:
    now, then = run("events", STORY), run("events", STORY, "--as-known-then")
    assert (now.returncode, then.returncode) == (0, 0)
    rows = [row.split("\t") for row in now.stdout.splitlines()]
    assert len(rows) == 1 + 17 * 4
    assert rows[0][:4] == ["event", "date", "line", "day 0"]
    tenge = next(row for row in rows if row[0] == "tenge-devalued" and row[2] == "tenge")
    assert tenge[4] == "18.65"
    assert tenge[10] == "peg"
    assert "not yet known" in then.stdout
    assert "not yet known" not in now.stdout


@pytest.mark.parametrize("command", ["claims", "events"])
def test_an_unknown_story_is_answered_with_those_there_are(command: str) -> None:
    answer = run(command, "atlantis")
    assert answer.returncode == 2
    assert "no story 'atlantis'; stories: kazakhstan-russia" in answer.stderr


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
    assert "RUB.csv: the rows are not those its sha256 was taken of" in answer.stderr


def test_a_figure_around_an_event_is_written(tmp_path: Path) -> None:
    answer = run("figure", STORY, "around-tenge-devalued", "--out", str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "around-tenge-devalued-wide.png").stat().st_size > 10_000
    refused = run("figure", STORY, "around-alliance-treaty-ratified", "--out", str(tmp_path))
    assert refused.returncode == 2
    assert "known to the year only" in refused.stderr
