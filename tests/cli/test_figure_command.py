"""`relations figure`: what a person can ask for, and what they are told where it cannot be had."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
from relations.figures import draw
from relations.figures.export import command, export, filename
from relations.figures.files import FORMATS
from relations.figures.options import SIZES, asked
from relations.story import DAYS, Window
from tests.found import STORY


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command_line.app, ["figure", STORY.id, *map(str, arguments)])


def test_formats_are_separated_by_commas_or_said_again(tmp_path: Path) -> None:
    answer = run("trade", "--out", tmp_path, "--format", "svg,json", "--format", "html,svg")
    assert answer.exit_code == 0, answer.stderr
    assert [Path(line).name for line in answer.stdout.split()] == [
        f"trade-wide.{kind}" for kind in ("svg", "json", "html")
    ]


def test_the_package_is_one_file_and_its_block_draws_the_figure_again(tmp_path: Path) -> None:
    answer = run("trade", "--out", tmp_path, "--package", "--address", "https://example.org/")
    assert (answer.exit_code, Path(answer.stdout.strip()).name) == (0, "trade-wide.zip"), answer.stderr
    with ZipFile(tmp_path / "trade-wide.zip") as archive:
        archive.extract("trade.toml", tmp_path)
        assert "https://example.org/" in archive.read("citation.txt").decode()
    answer = run("--block", tmp_path / "trade.toml", "--out", tmp_path, "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    figure = draw(STORY, "trade", asked(**SIZES["wide"], block=(tmp_path / "trade.toml").read_text(encoding="utf-8")))
    assert Path(answer.stdout.strip()).name == filename(figure, "json")
    assert "--block trade.toml" in command(figure, "json")
    assert run("--block", tmp_path / "none.toml").exit_code == 2


def test_every_option_reaches_the_figure(tmp_path: Path) -> None:
    looks = ("--size", "square", "--theme", "dark", "--locale", "ru", "--as-known-then")
    choice = (
        "--window",
        "2014-01-01..2015-06-30",
        "--show",
        "index",
        "--base",
        "crimea",
        "--publisher",
        "tenge=nbp/KZT",
    )
    events = ("--events", "crimea, tenge-devalued", "--roles", "cited,context", "--kinds", "conflict,currency")
    answer = run("money-and-oil", "--out", tmp_path, "--format", "json", *looks, *choice, *events)
    assert answer.exit_code == 0, answer.stderr
    options = asked(
        **SIZES["square"],
        theme="dark",
        locale="ru",
        known_then=True,
        window=Window.model_validate_json('{"start": "2014-01-01", "end": "2015-06-30"}'),
        show="index",
        base="crimea",
        publishers=(("tenge", "nbp/KZT"),),
        events=("crimea", "tenge-devalued"),
        roles=("cited", "context"),
        kinds=("conflict", "currency"),
    )
    assert Path(answer.stdout.strip()).read_bytes() == export(draw(STORY, "money-and-oil", options), "json")


def test_a_base_is_a_day_or_an_event(tmp_path: Path) -> None:
    day = STORY.event("crimea").date
    for base in ("crimea", day.isoformat()):
        answer = run("money-and-oil", "--out", tmp_path, "--format", "json", "--show", "change", "--base", base)
        assert answer.exit_code == 0, answer.stderr


def test_a_base_after_the_data_is_refused_with_their_last_day(tmp_path: Path) -> None:
    answer = run("money-and-votes", "--out", tmp_path, "--show", "index", "--base", "2030-01-01")
    assert answer.exit_code == 1
    assert "wits/" not in answer.stderr, "bars stay as they are"
    answer = run("money-and-oil", "--out", tmp_path / "none", "--show", "index", "--base", "2030-01-01")
    assert answer.exit_code == 1
    assert "imf/RUB ends on 2024-12-23, before the base 2030-01-01" in answer.stderr
    assert list((tmp_path / "none").iterdir()) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_first_and_the_last_day_there_can_be_are_drawn(kind: str, tmp_path: Path) -> None:
    for name in ("trade", "tenge-per-rouble"):
        answer = run(name, "--out", tmp_path, "--format", kind, "--window", f"{DAYS[0]}..{DAYS[1]}")
        assert answer.exit_code == 0, answer.stderr


def test_a_figure_that_had_to_grow_says_so_and_is_written(tmp_path: Path) -> None:
    answer = run("money-and-oil", "--out", tmp_path, "--format", "json", "--size", "640x200")
    assert answer.exit_code == 0
    said = r"money-and-oil: 640×\d+ instead of 640×200: as low as its panels allow\.\n"
    assert re.fullmatch(said, answer.stderr)
    assert (tmp_path / "money-and-oil-640x200.json").is_file()


@pytest.mark.parametrize("asked_for", [("--format", "png,html", "--words"), ("--package",)])
def test_a_figure_that_lost_a_line_is_not_written_over_the_one_that_has_it(
    asked_for: tuple[str, ...], tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RELATIONS_SHIPPED")
    assert run("money-and-oil", "--out", tmp_path, *asked_for).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    (cache / "imf").mkdir(parents=True)
    (cache / "imf" / "RUB.csv").write_text("# format: 2\n", encoding="utf-8")  # ours goes before the shipped one
    answer = run("money-and-oil", "--out", tmp_path, *asked_for)
    assert answer.exit_code == 1
    assert "left as it is, with 3 lines, of which 2 can be drawn now" in answer.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_figure_without_a_line_is_drawn_anew_where_no_file_has_more(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RELATIONS_SHIPPED")
    (cache / "imf").mkdir(parents=True)
    (cache / "imf" / "RUB.csv").write_text("# format: 2\n", encoding="utf-8")
    again = [run("money-and-oil", "--out", tmp_path, "--format", "svg", "--words") for _ in range(2)]
    assert [bool(one.stdout) for one in again] == [True, True]


def test_a_file_where_a_folder_is_wanted_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    answer = run("trade", "--out", tmp_path / "out")
    assert (answer.exit_code, answer.stderr) == (1, f"{tmp_path / 'out'} is a file, not a folder; name another\n")


def test_the_words_of_a_figure_are_written_beside_it(tmp_path: Path) -> None:
    answer = run("trade", "--out", tmp_path, "--words")
    assert answer.exit_code == 0, answer.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"trade-wide.png", "trade-wide.md", "trade-wide.bib"} <= names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "svg,gif"), "'gif' is not one of png, svg, pdf, html, json"),
        (("--size", "tall"), "no size 'tall'; sizes: wide, column, square, slide, or WIDTHxHEIGHT in px"),
        (("--size", "100x100"), "width: Input should be greater than or equal to 320"),
        (("--scale", "5"), "Input should be less than or equal to 4"),
        (("--theme", "blue"), "theme: Input should be 'light' or 'dark'; found blue"),
        (("--locale", "de"), "locale: Input should be 'en', 'ru' or 'kk'; found de"),
        (("--window", "2014"), "'2014' is no window; one is START..END, as 2014-01-01..2015-12-31"),
        (("--window", "2015-01-01..2014-01-01"), "window.end: ends on 2014-01-01, before it starts on 2015-01-01"),
        (("--window", "0001-01-01..2014-01-01"), "window.start: 0001-01-01 is too far away; days from 1000-01-01 to"),
        (("--window", "2014-01-01..9999-12-31"), "window.end: 9999-12-31 is too far away; days from 1000-01-01 to"),
        (("--show", "index", "--base", "9999-12-31"), "base: 9999-12-31 is too far away"),
        (("--show", "log"), "show: Input should be 'level', 'index' or 'change'"),
        (("--base", "crimea"), "a base goes with show = index or show = change"),
        (("--show", "index", "--base", "nothing"), "no event 'nothing'"),
        (("--events", "nothing"), "no event 'nothing'"),
        (("--roles", "mine"), "roles"),
        (("--publisher", "tenge"), "'tenge' is no choice; one is LINE=KEY, as tenge=nbp/KZT"),
        (("--publisher", "tenge=nobody/KZT"), "the line 'tenge' cannot be drawn from nobody/KZT; its copies: "),
    ],
)
def test_what_cannot_be_had_is_said_with_what_can(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    answer = run("money-and-oil", "--out", tmp_path, *arguments)
    assert answer.exit_code == 2
    assert said in " ".join(answer.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "options",
    [
        {},
        SIZES["slide"],
        {"width": 700, "height": 500, "exact": True, "theme": "dark", "locale": "kk"},
        {
            **SIZES["column"],
            "window": Window.model_validate_json('{"start": "2014-01-01", "end": "2015-06-30"}'),
            "show": "change",
            "base": "crimea",
            "known_then": True,
            "publishers": (("tenge", "nbp/KZT"),),
            "roles": ("cited",),
            "kinds": (),
            "events": ("crimea", "key-rate-17"),
        },
    ],
)
def test_the_command_of_a_figure_writes_its_file(options: dict[str, Any], tmp_path: Path) -> None:
    figure = draw(STORY, "money-and-oil", asked(**SIZES["wide"] | options))
    program, name, story, *rest = shlex.split(command(figure, "json"))
    assert (program, name, story) == ("relations", "figure", STORY.id)
    answer = run(*rest, "--out", tmp_path)
    assert answer.exit_code == 0, answer.stderr
    assert (tmp_path / filename(figure, "json")).read_bytes() == export(figure, "json")
