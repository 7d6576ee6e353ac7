"""Everything wrong with a story is said at once, with its line, what is meant, and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomlkit
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
from relations import story as stories
from relations.authoring.check import Finding, check
from relations.authoring.lines_of import line_of, places

GOOD = """countries = ["KAZ", "RUS"]
window = { start = 2013-01-01, end = 2016-12-31 }
[article]
title = "An article"
author = "A. Author"
url = "https://example.org/x"
published = 2015-01-01
[[events]]
id = "first"
date = 2014-02-11
label = "First"
sentence = "Something happens."
role = "context"
sources = ["article"]
[[figures]]
id = "one"
title = "A finding"
subtitle = "A measure"
window = { start = 2013-07-01, end = 2016-03-31 }
[[figures.panels]]
lines = ["currency-kaz"]
values = [
    2014-06-30,
]
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command_line.app, ["check", *arguments])


def found(tmp_path: Path, old: str = "", new: str = "") -> list[Finding]:
    assert old in GOOD
    path = tmp_path / "story.toml"
    path.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return check(path)


def test_a_good_story_has_nothing_wrong(tmp_path: Path) -> None:
    assert found(tmp_path) == []


CLAIM = """[[claims]]
id = "c"
paragraph = 1
claim = "It fell."
caveat = \'\'\'
= [not a key] \'\'\'
[claims.measure]
kind = "fall"
line = "currency-kaz"
start = 2014-02-10
end = 2014-02-14
deeper_at_most = 0
[[figures]]
"""
LINES = '[lines.a]\nlabel = "A"\nkeys = ["imf/KZT"]\n[lines.b]\nlabel = "B"\nkeys = ["nbp/RUB"]\n'
MISTAKES = {
    "a key misspelt": ('label = "First"', 'lable = "First"', 11, "events[0].lable", "do you mean 'label'?"),
    "a line misspelt": ('"currency-kaz"', '"curency-kaz"', 21, "panels[0].lines[0]", "is not in the story"),
    "a work misspelt": ('["article"]', '["articel"]', 14, "events[0].sources", "'articel' is not in the story"),
    "a day in quotes": ("date = 2014-02-11", 'date = "2014-02-11"', 10, "events[0].date", "without quotes"),
    "a role misspelt": ('role = "context"', 'role = "contxt"', 13, "events[0].role", "do you mean 'context'?"),
    "an address cut short": ('url = "https://', 'url = "', 6, "article.url", "write a whole address"),
    "a country by its name": ('"RUS"', '"Russia"', 1, "countries[1]", "do you mean 'RUS'?"),
    "a publisher misspelt": (
        "[article]",
        '[lines.x]\nlabel = "X"\nkeys = [\n    "imf/KZT",\n    "imff/RUB",\n]\n[article]',
        7, "lines.x.keys[1]", "do you mean 'imf'?",
    ),
    "a series misspelt": (
        "[article]", '[lines.x]\nlabel = "X"\nkeys = ["pink_sheet/CRUDE_BRNT"]\n[article]', 5, "lines.x.keys[0]",
        "do you mean 'CRUDE_BRENT'?",
    ),
    "a kind of measure misspelt": (
        "[[figures]]", CLAIM.replace("fall", "fal"), 21, "claims[0].measure", "do you mean 'fall'?",
    ),
    "a parameter misspelt": (
        "[[figures]]", CLAIM.replace("start", "strat"), 24, "claims[0].measure.strat", "do you mean 'start'?",
    ),
    "two units on one axis": (
        '"currency-kaz"', '"currency-kaz", "population-kaz"', 21, "figures[0].panels[0].lines", "own panel",
    ),
    "two events of one id": (
        "[[figures]]", ('[[events]]\nid = "first"\ndate = 2014-03-01\nlabel = "L"\nsentence = "S."\n'
        'role = "after"\nsources = ["article"]\n[[figures]]'), 16, "events[1].id", "ids are unique",
    ),
    "no list": ('["article"]', '"article"', 14, "events[0].sources", "write a list in brackets"),
    "a key left out": ('sentence = "Something happens."\n', "", 8, "events[0].sentence", "it is missing; write it"),
    "no TOML": ('title = "A finding"', 'title = "A finding', 17, "the file", "not TOML"),
    "a country that is none": ('"RUS"', '"RUX"', 1, "countries[1]", "'RUX' is no country"),
    "a line there cannot be": ('"currency-kaz"', '"currency-usa"', 21, "panels[0].lines", "uses the dollar"),
    "one country twice": ('"RUS"', '"KAZ"', 1, "countries", "a story is about two countries"),
    "another id": ('countries = ["KAZ", "RUS"]', 'id = "other"\ncountries = ["KAZ", "RUS"]', 1, "id", "take `id` out"),
    "what no release has": (
        "[article]", '[lines.x]\nlabel = "X"\nkeys = ["imf_ifs/EUR"]\n[article]', 5, "lines.x.keys", "cannot be had"
    ),
    "a cross nobody can make": (
        "[article]",
        LINES + '[lines.c]\nlabel = "C"\ncross = ["a", "b"]\n[article]',
        11, "lines.c.cross", "no publisher has both",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_error_has_its_line_its_key_and_the_way_out(tmp_path: Path, mistake: str) -> None:
    old, new, line, key, said = MISTAKES[mistake]
    errors = [one for one in found(tmp_path, old, new) if one.severity == "error"]
    (one,) = [one for one in errors if said in str(one)]
    assert one.line == line
    assert key in one.key


UNWISE = {
    "a change in one week": (
        "values = [\n    2014-06-30,\n]", "changes = [\n  { start = 2014-06-27, end = 2014-06-29 },\n]", 23, "both ends"
    ),
    "a flag at no value": (
        "values = [\n    2014-06-30,\n]", 'flags = [{ date = 2014-06-29, note = "N" }]', 22, "its label is left out"
    ),
    "a small sample": ("[[figures]]", CLAIM.replace("2014-02-14", "2016-02-14"), 21, "are too few to call it rare"),
    "a small sample of rises": (
        "[[figures]]",
        CLAIM.replace("2014-02-14", "2016-02-14").replace('"fall"', '"rise"').replace("deeper", "larger"),
        21, "are too few to call it rare"),
    "a claim before its line": ("[[figures]]", CLAIM.replace("2014-02-10", "1914-02-10"), 24, "no value on 1914"),
    "a channel before its line": (
        "[[figures]]",
        CLAIM.replace('"fall"', '"falls"').replace("deeper_at_most = 0", "at_least = 5")
        .replace('line = "currency-kaz"\nstart = 2014-02-10\nend = 2014-02-14\n', 'channels = [\n'
        '  { line = "currency-kaz", start = 2014-02-10, end = 2014-02-14 },\n'
        '  { line = "currency-kaz", start = 1914-02-10, end = 2014-02-14 },\n]\n'), 25, "no value on 1914"),
    "a line of a claim not here": ("[[figures]]", CLAIM.replace("currency-kaz", "gdp-kaz"), 21, "not in the cache"),
    "two lines called alike": (
        '["currency-kaz"]\nvalues = [\n    2014-06-30,\n]', ('["a", "b"]\n[lines.a]\nlabel = "A"\nkeys = ["imf/KZT"]\n'
        '[lines.b]\nlabel = "A"\nkeys = ["nbp/KZT"]'), 21, "are called “A”"
    ),
    "what no refresh brings": (
        '["currency-kaz"]\nvalues = [\n    2014-06-30,\n]', '["a"]\n[lines.a]\nlabel = "A"\nkeys = ["own/a"]',
        21, "'a' is not in the cache: this version cannot fetch it"
    ),
    "a day without a value": ("    2014-06-30,", "    1950-06-30,", 23, "its label is left out"),
    "a day outside the window": ("    2014-06-30,", "    2012-06-29,", 23, "outside the figure's window"),
    "an event in no figure": ("date = 2014-02-11", "date = 1994-02-11", 8, "is in no figure"),
    "a long label": ('"First"', f'"{"long " * 9}"', 11, "44 characters"),
    "known long before": ("published = 2015-01-01", "published = 2015-01-01\nknown_until = 2009-01-01", 8, "later, on"),
    "nothing in the cache": ('"currency-kaz"', '"population-blr", "gdp-kaz"', 21, "'gdp-kaz' is not in the cache"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWISE)
def test_what_makes_no_sense_is_a_warning_at_its_line(tmp_path: Path, case: str) -> None:
    old, new, line, said = UNWISE[case]
    (one,) = [one for one in found(tmp_path, old, new) if said in one.said]
    assert (one.line, one.severity) == (line, "warning")


def test_a_source_without_an_address_and_a_title_of_the_scaffold_are_warnings(tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_text(f'{GOOD}[[figures]]\nid = "votes"\n[works.a]\nauthor = "A"\ntitle = "B"\n', encoding="utf-8")
    assert [(one.line, one.key, one.severity) for one in check(path)] == [
        (25, "figures[1].title", "warning"),
        (27, "works.a", "warning"),
    ]


def test_exit_codes_and_json_tell_errors_from_warnings(tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_text(GOOD.replace("date = 2014-02-11", "date = 1994-02-11"), encoding="utf-8")
    answer = run(str(path))
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert f"{path}:8: warning: events[0]: " in answer.stderr
    path.write_text(GOOD.replace("label", "lable"), encoding="utf-8")
    answer = run(str(path), "--json")
    assert answer.exit_code == 1
    told = {one["key"]: one for one in json.loads(answer.stdout)}
    assert (told["events[0].lable"]["nearest"], told["events[0].lable"]["line"]) == ("label", 11)
    assert "sentence" in told["events[0].lable"]["allowed"]
    assert run(str(tmp_path / "none.toml")).exit_code == 2
    assert run("atlantis").exit_code == 2


def test_every_key_of_the_shipped_story_has_its_line() -> None:
    text = (stories.folder() / "kazakhstan-russia.toml").read_text(encoding="utf-8")
    lines, found = text.splitlines(), places(text)
    read = tomlkit.parse(text).unwrap()
    for group in ("events", "claims", "figures"):
        for i, one in enumerate(read[group]):
            assert lines[found[f"{group}[{i}].id"] - 1] == f'id = "{one["id"]}"'
    for name in read["works"]:
        assert lines[found[f"works.{name}"] - 1].startswith(f"[works.{name}]")
    assert lines[line_of("figures[1].panels[0].changes[2].start", found) - 1].startswith("changes = ")
    assert line_of("nowhere.at[3].all", found) == 1


def test_a_folder_by_the_name_of_a_story_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "story.toml").mkdir()
    (one,) = check(tmp_path / "story.toml")
    assert "cannot be read" in one.said


def test_a_refresh_is_asked_of_the_file_and_not_of_a_wrong_id(tmp_path: Path) -> None:
    told = found(tmp_path, 'countries = ["KAZ", "RUS"]', 'id = "other"\ncountries = ["KAZ", "RUS"]\nfactor = "x"')
    assert [one.key for one in told] == ["id", "factor"]
    path = tmp_path / "story.toml"
    path.write_text('id = "other"\n' + GOOD.replace('"currency-kaz"', '"gdp-kaz"'), encoding="utf-8")
    assert "`relations refresh story` fetches it" in " ".join(one.said for one in check(path))


def test_a_line_that_is_none_is_named_beside_the_contradiction_of_its_measure(tmp_path: Path) -> None:
    text = CLAIM.replace('"currency-kaz"', '"curency-kaz"').replace("end = 2014-02-14", "end = 2013-02-14")
    path = tmp_path / "one.toml"
    path.write_text(GOOD.replace("[[figures]]", text), encoding="utf-8")
    said = [one.said for one in check(path) if one.key.startswith("claims[0]")]
    assert len(said) == 2
    assert any("'curency-kaz' is not in the story" in one for one in said)


@pytest.mark.parametrize("name", stories.names())
def test_our_own_stories_are_clean(name: str) -> None:
    assert check(name) == []


def test_an_event_that_a_claim_is_about_need_be_in_no_figure(tmp_path: Path) -> None:
    early = ("date = 2014-02-11", "date = 1994-02-11")
    assert "is in no figure" in " ".join(one.said for one in found(tmp_path, *early))
    record = '[[claims]]\nid = "one"\nparagraph = 1\nclaim = "It was so."\n'
    record += 'measure = { kind = "record", events = ["first"] }\n\n[[figures]]'
    path = tmp_path / "story.toml"
    path.write_text(GOOD.replace(*early).replace("[[figures]]", record, 1), encoding="utf-8")
    assert "is in no figure" not in " ".join(one.said for one in check(path))


def test_a_measure_may_say_that_its_line_comes_with_a_refresh(tmp_path: Path) -> None:
    absent = CLAIM.replace("currency-kaz", "gdp-kaz")
    known = absent.replace('line = "gdp-kaz"', 'line = "gdp-kaz"\nawaits_refresh = true')
    assert "not in the cache" in " ".join(one.said for one in found(tmp_path, "[[figures]]", absent))
    assert "not in the cache" not in " ".join(one.said for one in found(tmp_path, "[[figures]]", known))
