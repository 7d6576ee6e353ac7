"""The command line as a person meets it: arguments, words and an exit code."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import cli
from relations import story as stories
from relations.cache import read
from relations.refresh.outcome import Outcome
from tests.cli.inside import run
from tests.found import alone

ROOT = Path(__file__).parents[2]


COMMANDS = [
    *("dashboard", "figure", "stories", "refresh", "status", "accept", "check", "codebook", "doctor"),
    *("events", "claims", "gallery", "verify", "sign", "site", "atlas", "rollcalls"),
    *("new", "lines", "import", "draft", "take"),
    *("cache", "cache verify"),
]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(command: str) -> None:
    answer = run(*command.split(), "--help")
    assert answer.returncode == 0
    assert "Usage:" in answer.stdout
    if command != "cache":
        assert "Exit codes: 0 all well" in " ".join(answer.stdout.split())


def test_no_command_is_missing_here() -> None:
    assert set(cli.COMMANDS) == {command for command in COMMANDS if " " not in command}


def test_the_table_of_commands_is_what_the_files_hold() -> None:
    for file in (ROOT / "relations" / "cli").glob("[a-z]*.py"):
        import_module(f"relations.cli.{file.stem}")
    known = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    assert {
        name: command.callback and command.callback.__module__.split(".")[-1] for name, command in known.items()
    } == {name: None if name == "cache" else file for name, (file, _) in cli.COMMANDS.items()}


def test_figures_are_written_and_their_paths_printed(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    answer = run("figure", "kazakhstan-russia", "trade", "--out", str(out), "--format", "png", "--format", "svg")
    assert answer.returncode == 0, answer.stderr
    paths = answer.stdout.split()
    assert paths == [str(out / "trade-wide.png"), str(out / "trade-wide.svg")]
    assert all(Path(path).stat().st_size > 10_000 for path in paths)
    assert answer.stderr.splitlines() == [
        f"trade: {flow} by month: not drawn, as nobody has fetched it yet; `relations refresh kazakhstan-russia` does"
        for flow in ("Imports from Russia", "Exports to Russia")
    ], "trade by month may be missing, and is not shipped"


def test_a_figure_without_its_data_says_so_and_fails(tmp_path: Path) -> None:
    answer = run("figure", "kazakhstan-russia", "trade", "--out", str(tmp_path), RELATIONS_CACHE=str(tmp_path / "none"))
    assert answer.returncode == 1
    assert "`relations refresh kazakhstan-russia` fetches it" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figure", "atlantis"], "no story 'atlantis'; stories: australia-china, "),
        (["figure", "kazakhstan-russia", "x"], "no figure 'x'; figures: money-and-oil"),
        (["figure", "nowhere.toml"], "nowhere.toml: no such file"),
        (["figure", "kazakhstan-russia", "--format", "gif"], "'gif' is not one of"),
        (["refresh", "atlantis"], "no story 'atlantis'"),
        (["refresh", "--only", "nobody/x"], "nobody"),
        (["frobnicate"], "No such command"),
        (["accept", "imf/KZT", "yesterday"], "is no date; write"),
    ],
)
def test_what_is_not_understood_exits_with_2_and_says_what_is_allowed(arguments: list[str], said: str) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert said in " ".join(answer.stderr.split())
    assert "Traceback" not in answer.stderr


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    answer = run("figure", "kazakhstan-russia", "trade", "--out", str(tmp_path / "file"))
    assert answer.returncode == 1
    assert str(tmp_path / "file") in answer.stderr
    assert (tmp_path / "file").read_text() == "in the way"


def test_stories_are_listed_with_their_figures() -> None:
    answer = run("stories")
    assert answer.returncode == 0
    assert "kazakhstan-russia: Kazakhstan and Russia: A Changing Relationship? (Shengelia 2015)" in answer.stdout
    for figure in ("money-and-oil", "tenge-per-rouble", "trade"):
        assert f"  {figure}: " in answer.stdout


def test_status_is_a_table_and_json() -> None:
    lines = run("status").stdout.splitlines()
    assert lines[0].split("\t")[:5] == ["key", "state", "rows", "first", "last"]
    records = json.loads(run("status", "--json").stdout)
    assert {
        "key",
        "title",
        "rows",
        "first",
        "last",
        "retrieved",
        "age_days",
        "state",
        "error",
        "disagreement",
        "remarks",
        "publisher",
        "asked",
    } == set(records[0])
    by_key = {record["key"]: record for record in records}
    assert by_key["imf/KZT"]["first"] == read("imf/KZT").first.isoformat()
    assert by_key["imf/KZT"]["rows"] == len(read("imf/KZT").data) >= 3101, "as first shipped, or refreshed since"
    assert by_key["imf/KZT"]["last"] == read("imf/KZT").last.isoformat() >= "2019-01-31"


def test_the_shipped_state_passes_the_check() -> None:
    answer = run("check")
    assert answer.returncode == 0, answer.stderr
    assert run("cache", "verify").returncode == 0


def test_a_flipped_byte_is_found(cache: Path) -> None:
    shutil.copytree(ROOT / "data" / "cache", cache)
    path = cache / "imf" / "KZT.csv"
    whole = path.read_bytes()
    at = whole.index(b"163.899")
    path.write_bytes(whole[:at] + b"263.899" + whole[at + 7 :])
    answer = run("cache", "verify")
    assert answer.returncode == 1
    assert "KZT.csv: header and rows are not those its sha256 was taken of" in answer.stderr
    assert run("check", RELATIONS_STORIES=str(alone())).returncode == 1


def test_a_story_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    shutil.copy(ROOT / "stories" / "kazakhstan-russia.toml", tmp_path / "good.toml")
    (tmp_path / "a-bad.toml").write_text("[", encoding="utf-8")
    for arguments in ((), ("a-bad", "good")):
        answer = run("status", "--json", *arguments, RELATIONS_STORIES=str(tmp_path))
        assert answer.returncode == 1
        assert "a-bad.toml: not TOML" in answer.stderr
        assert "The story 'a-bad' is left out." in answer.stderr
        assert {"imf/KZT", "imf/RUB"} <= {record["key"] for record in json.loads(answer.stdout)}
    assert run("status", "good", RELATIONS_STORIES=str(tmp_path)).returncode == 0
    assert run("status", "nobody", RELATIONS_STORIES=str(tmp_path)).returncode == 2


def test_a_refresh_goes_on_past_a_story_that_cannot_be_read(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails at its end, so that cron tells of it, and what the good stories need has been asked for."""
    shutil.copy(ROOT / "stories" / "kazakhstan-russia.toml", tmp_path / "good.toml")
    (tmp_path / "a-bad.toml").write_text("[", encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    asked: list[list[tuple[str, ...]]] = []

    def ask(lines: list[tuple[str, ...]], **_: object) -> list[object]:
        asked.append(lines)
        return []

    monkeypatch.setattr("relations.refresh.refresh", ask)
    answer = CliRunner().invoke(command_line.app, ["refresh"])
    assert answer.exit_code == 1
    assert "The story 'a-bad' is left out." in answer.stderr
    assert asked == [stories.load("good").preferences]
    assert CliRunner().invoke(command_line.app, ["refresh", "good"]).exit_code == 0


@pytest.mark.parametrize(("unwritten", "code"), [(False, 0), (True, 1)])
def test_a_refresh_fails_where_the_disk_is_full_though_every_line_has_its_copy(
    monkeypatch: pytest.MonkeyPatch, unwritten: bool, code: int
) -> None:
    """A publisher's failure that no line rests on is none of the run; that of our own disk is."""
    failed = Outcome("market/X", "failed", error="market/X: failed", unwritten=unwritten)
    monkeypatch.setattr("relations.refresh.refresh", lambda *_, **__: [failed])
    assert CliRunner().invoke(command_line.app, ["refresh", "kazakhstan-russia"]).exit_code == code
