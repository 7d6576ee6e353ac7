"""What an author begins with: a story's file, the list of what there is, and series of their own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
from relations import cache as copies
from relations import story as stories
from relations.authoring.own import About, read
from relations.authoring.scaffold import slug
from relations.story.line import line
from sources import Rejected

NEW = ("new", "LTU", "BLR", "--article", "https://www.example.org/x", "--published", "2015-01-20")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of stories."""
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path / "stories"))
    return tmp_path / "stories"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command_line.app, list(arguments))


def test_a_new_story_is_written_its_lines_are_listed_and_a_figure_is_drawn(folder: Path, tmp_path: Path) -> None:
    answer = run(*NEW, "--out", str(tmp_path), "--json")
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert Path(said["figure"]).read_bytes().startswith(b"<svg")
    rows = {row["line"]: row for row in said["lines"]}
    assert rows["currency-ltu-ltl"]["key"] == "nbp/LTL"
    assert rows["currency-ltu-ltl"]["state"] == "cached"
    assert "Lithuania uses the Euro since 1 Jan 2015" in rows["currency-ltu"]["note"]
    assert "pegged or held: within 1 % of 3.45 LTL per EUR" in rows["currency-ltu-ltl"]["note"]
    assert "one new BYN took the place of 10,000 on 1 Jul 2016" in rows["currency-blr"]["note"]
    assert (rows["exports"]["key"], rows["exports"]["state"]) == ("wits/LTU/BLR/exports", "to fetch")
    text = (folder / "lithuania-belarus.toml").read_text()
    assert text.index("\n[works.cldr]") < text.index("\n[[events]]")
    assert len(text[: text.index("\n[works.cldr]")].splitlines()) <= 15
    told = stories.load("lithuania-belarus")
    assert [(str(event.date), event.role, event.label) for event in told.events] == [
        ("2015-01-01", "context", "Euro adopted"),
        ("2016-07-01", "after", "BYN redenominated"),
    ]
    again = run(*NEW)
    assert again.exit_code == 1
    assert "there is a story of LTU and BLR: lithuania-belarus (" in again.stderr
    assert "there is a story of BLR and LTU: lithuania-belarus (" in run("new", "BLR", "LTU", *NEW[3:]).stderr
    assert "there is such a story" in run(*NEW, "--name", "lithuania-belarus").stderr
    assert (folder / "lithuania-belarus.toml").read_text() == text


def test_a_pair_of_which_a_story_is_shipped_has_its_name(folder: Path, tmp_path: Path) -> None:
    answer = run("new", "TUR", "USA", "--author", "A", "--out", str(tmp_path))
    assert answer.stdout.startswith(str(folder / "turkey-united-states.toml"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "TUR", "USA"), "Say --article URL, --author NAME, or both"),
        (("new", "TUR", "XYZ", "--author", "A"), "'XYZ' is no country"),
        (("new", "TUR", "tur", "--author", "A"), "a story is about two countries"),
        (("new", "TUR", "WLD", "--author", "A"), "a story is about two countries"),
        (
            ("new", "TUR", "USA", "--author", "A", "--published", "1.9.2018"),
            "'1.9.2018' is no date; write it as 2018-09-01",
        ),
    ],
)
def test_what_no_story_can_be_of_is_said_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert not folder.exists()


def test_nothing_cached_is_a_story_and_the_command_that_fetches(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELATIONS_SHIPPED", str(tmp_path / "none"))
    answer = run("new", "ECU", "USA", "--author", 'A "quoted" author', "--title", "Ends in \\")
    assert answer.exit_code == 0, answer.output
    assert "Ecuador uses the dollar" in answer.stdout
    fetch, propose = answer.stdout.splitlines()[-2:]
    assert fetch.endswith("`relations refresh ecuador-united-states` fetches what there is.")
    assert "`relations draft ARTICLE --story ecuador-united-states`" in propose


def test_a_first_figure_that_lacks_a_line_is_drawn_and_says_so_in_the_file(tmp_path: Path) -> None:
    """There is no shipped rate of the manat of Turkmenistan."""
    answer = run("new", "TKM", "UZB", "--author", "A", "--published", "2015-06-01", "--out", str(tmp_path), "--json")
    assert "Turkmenistani manat: not yet fetched" in seen(Path(json.loads(answer.stdout)["figure"]))
    again = run("figure", "turkmenistan-uzbekistan", "money", "--out", str(tmp_path / "again"), "--format", "svg")
    assert again.exit_code == 1
    assert "Turkmenistani manat: not yet fetched" in seen(Path(again.stdout.strip()))


def seen(figure: Path) -> str:
    """The words in a picture."""
    return "".join(re.findall(r"<t(?:ext|span)[^>]*>([^<]*)", figure.read_text(encoding="utf-8")))


def test_who_is_no_member_has_no_votes() -> None:
    rows = {row["line"]: row for row in json.loads(run("lines", "XKX", "RUS", "--json").stdout)}
    assert rows["votes"]["state"] == "absent"
    assert "XKX is no member of the United Nations" in rows["votes"]["note"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Türkiye", "turkiye"), ("Côte d’Ivoire", "cote-divoire"), ("St. Kitts & Nevis", "st-kitts-nevis")],
)
def test_a_storys_name_is_of_letters_that_every_disk_has(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_what_there_is_of_one_country_and_of_two() -> None:
    rows = json.loads(run("lines", "geo", "--json").stdout)
    assert {"nbp/GEL", "world_bank/GEO/NY.GDP.MKTP.KD", "wits/GEO/RUS/exports"} <= {row["key"] for row in rows}
    assert all(row["licence"] for row in rows if row["key"])
    pair = json.loads(run("lines", "GEO", "RUS", "--json").stdout)
    assert {"wits/GEO/RUS/exports", "wits/RUS/GEO/exports"} <= {row["key"] for row in pair}
    cached = {row["key"] for row in pair if row["state"] == "cached" and row["key"]}
    assert cached <= set(copies.cached_keys())
    assert "wits/RUS/GEO/exports" not in cached


OWN = ("--key", "own/coal", "--unit", "thousand tonnes", "--source", "Ministry of Energy, https://example.org/coal")
ROWS = "month,coal\n2014-01,700\n2014-02,705\n2014-03,712\n"


def test_an_authors_own_series_is_a_line_like_any_other(tmp_path: Path, cache: Path, folder: Path) -> None:
    file = tmp_path / "coal.csv"
    file.write_text(ROWS)
    answer = run("import", str(file), *OWN)
    assert answer.exit_code == 0, answer.output
    run("new", "KAZ", "UKR", "--author", "A", "--published", "2015-01-01", "--out", str(tmp_path))
    path = folder / "kazakhstan-ukraine.toml"
    path.write_text(path.read_text() + answer.stdout.partition("\n\n")[2])
    shown = line(stories.load(path), "coal")
    assert shown.data["value"].tolist() == [700, 705, 712]
    assert (str(shown.indicator.unit), shown.indicator.frequency) == ("thousand tonnes", "monthly")
    assert shown.indicator.publisher == "Ministry of Energy"
    assert copies.is_private("own/coal")
    file.write_text(ROWS.replace("712", "713"))
    assert "revised" in run("import", str(file), *OWN).stdout
    assert copies.read("own/coal").data["value"].iloc[-1] == 713


def test_what_would_not_be_taken_of_a_publisher_is_taken_only_if_asked(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "coal.csv"
    file.write_text("\n".join(f"2014-{month:02},{700 + month % 5}" for month in range(1, 12)) + "\n2014-12,700000\n")
    answer = run("import", str(file), *OWN)
    assert answer.exit_code == 1
    assert "2014-12-01: 700,000" in answer.stderr
    assert not copies.is_cached("own/coal")
    assert run("import", str(file), *OWN, "--accept").exit_code == 0
    assert copies.read("own/coal").data["value"].iloc[-1] == 700000


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2014-01,700\n2014-02,x\n", r"line 2: 'x' is no number"),
        ("2014-01,700\n2014-13,1\n", r"line 2: there is no day 2014-13"),
        ("2014-01,700\n1.2.2014,1\n", r"line 2: '1.2.2014' is no date; allowed are"),
        ("2014-01,700\n2014-01,1\n", r"2014-01-01 is there twice"),
        ("2014-01,700\n2015,1\n", r"dates of several kinds"),
        ("2014-01;1,5\n", r"'1,5' is no number; write it with a point"),
        ("a,b,c\n1,2,3\n", r"line 2: 3 cells"),
        ("date,value\n", r"no rows"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "coal.csv"
    file.write_text(rows)
    with pytest.raises(Rejected, match=said):
        read(file, About("own/coal", "tonnes", "A, https://example.org"))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About("imf/KZT", "tonnes", "A, https://example.org"), "begins with own/"),
        (About("own/coal", "tonnes", "https://example.org"), "lacks a name or an address"),
        (About("own/coal", "tonnes", "A", frequency="daily"), "lacks a name or an address"),
        (About("own/coal", "tonnes", "A, https://example.org", frequency="hourly"), "hourly"),
    ],
)
def test_what_is_said_of_the_numbers_is_checked(tmp_path: Path, about: About, said: str) -> None:
    file = tmp_path / "coal.csv"
    file.write_text(ROWS)
    with pytest.raises(Rejected, match=said):
        read(file, about)


@pytest.mark.parametrize(
    ("told", "known_until"), [("2015-01", "2015-01-31"), ("2015", "2015-12-31"), ("2015-01-20", "2015-01-20")]
)
def test_an_article_of_which_only_the_month_is_known_may_know_all_of_it(
    told: str, known_until: str, tmp_path: Path
) -> None:
    run(*NEW[:-1], told, "--out", str(tmp_path))
    article = stories.load("lithuania-belarus").article
    assert (str(article.published)[: len(told)], str(article.known_until)) == (told, known_until)
    assert article.precision == {4: "year", 7: "month", 10: "day"}[len(told)]


def test_what_comes_next_is_a_refresh_where_something_is_not_here_yet(tmp_path: Path) -> None:
    said = run(*NEW, "--out", str(tmp_path)).output
    assert said.index("Next: `relations refresh lithuania-belarus`") < said.index("Next: `relations draft")
