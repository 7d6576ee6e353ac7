"""No argument, encoding, closed pipe or full disk makes the command line end in a trace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import typer
import typer.main
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import serving
from relations.cli import answered, apart, processes
from relations.cli.refresh import _print_report
from relations.cli.terminal import line, table
from relations.news import LineState, Report
from relations.refresh.outcome import Outcome
from relations.refresh.run import Event, run

ROOT = Path(__file__).parents[2]
EXAMPLES, STORY = 100, "kazakhstan-russia"
CODES = {0, 1, 2, 3, 4, 5, 75}
HOSTILE = (
    "", " ", "-", "--", "-1", "..", "/", ".", "~", "%s", "{0}", "\n", "\x1b[2K\r", "\u202e", "\udcff\udcfe", "é" * 3000,
    "9" * 400, "nan", "1e999", "2014-13-45", "0001-01-01..9999-12-31", "a=b=c", "imf/KZT", "../../etc/passwd.toml",
    "story.toml", "KAZ", "RUS", "'; drop", "[[", "\ufffe", "x" * 200, "/dev/null", "png,", ",,,", "https://x",
)  # fmt: skip


def commands() -> dict[tuple[str, ...], list[str]]:
    """Every command by its words, with its options."""
    group: Any = typer.main.get_command(command_line.app)
    known = {(name,): group.get_command(None, name) for name in group.list_commands(None)}
    within = {("cache", name): one for name, one in known.pop(("cache",)).commands.items()}
    return {
        words: [name for one in command.params for name in one.opts if name.startswith("--")]
        for words, command in (known | within).items()
    }


COMMANDS = commands()


@pytest.fixture(scope="module")
def nothing_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty folder, one story, an empty cache, and a server that is not started."""
    folder = tmp_path_factory.mktemp("fire")
    with patch.dict(os.environ), pytest.MonkeyPatch.context() as monkeypatch:  # `dashboard` tells its page by it
        monkeypatch.chdir(folder)
        for name in ("CACHE", "SHIPPED", "STORIES"):
            monkeypatch.setenv(f"RELATIONS_{name}", str(folder / name.lower()))
        (folder / "stories").mkdir()
        shutil.copy(ROOT / "stories" / f"{STORY}.toml", folder / "stories")
        monkeypatch.setattr(serving, "serve", lambda *_, **__: None)
        monkeypatch.setattr(apart, "_can", lambda: False)  # a copy of the tests' process may wait for its threads
        yield


@pytest.mark.usefixtures("nothing_here")
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(data=st.data())
def test_no_argument_of_any_command_ends_in_a_trace(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(sorted(COMMANDS)))
    text = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_characters="\0"), max_size=20))
    rest = data.draw(st.lists(st.one_of(text, st.sampled_from([*COMMANDS[words], STORY, STORY])), max_size=5))
    asked = [*words, *(["--dry-run"] if words == ("refresh",) else []), *rest]
    answer = CliRunner().invoke(command_line.app, asked)
    assert answer.exception is None or isinstance(answer.exception, SystemExit), asked
    assert answer.exit_code in CODES, asked
    assert "Traceback" not in answer.output
    assert not re.search(r"\b[A-Z]\w+(Error|Exception)\b", answer.output), asked


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ("{} --help > /dev/full", 1),
        ("{} --help | true", 0),
        ("{} --help >&-", 0),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {} figure \"$(printf 'é\\377')\"", 2),
    ],
    ids=["full disk", "closed pipe", "no output", "no encoding"],
)
def test_what_cannot_be_printed_is_no_trace(shell: str, code: int) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full")
    whole = shell.format(f"{sys.executable} -m relations")
    answer = subprocess.run(["bash", "-c", whole], check=False, cwd=ROOT, capture_output=True)
    assert answer.returncode == code, answer.stderr
    assert b"Traceback" not in answer.stderr
    assert b"Exception ignored" not in answer.stderr


def test_a_table_for_nobody_is_no_defect(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(command_line, "app", lambda: table(["key"], [["imf/KZT"]]))
    with pytest.raises(SystemExit) as end:
        command_line.main()
    assert (end.value.code, capsys.readouterr().err) == (0, "")


def test_a_defect_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise RuntimeError("no\nluck")

    monkeypatch.setattr(command_line, "app", fails)
    with pytest.raises(SystemExit) as end:
        command_line.main()
    assert end.value.code == 1
    assert capsys.readouterr().err.startswith(
        "A defect in this program, please report it: RuntimeError: no[U+000A]luck"
    )
    monkeypatch.setenv(command_line.TRACE, "1")
    with pytest.raises(RuntimeError):
        command_line.main()


def test_what_goes_wrong_after_ctrl_c_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen of a pool whose processes were ended as it counted them: a KeyError in place of the interrupt."""
    pool: dict[int, int] = {}
    monkeypatch.setattr(command_line, "app", lambda: pool[0])
    assert command_line._run() == 1
    monkeypatch.setattr(processes, "ENDING", threading.Event())
    processes.ENDING.set()
    assert command_line._run() == command_line.INTERRUPTED


def test_ctrl_c_waits_for_no_publisher() -> None:
    """One answers a byte in ten seconds; whoever ends the command is not made to wait for it."""
    trickles, answered = threading.Event(), list[str]()

    def turn(key: str) -> Outcome:
        trickles.wait(30)
        answered.append(key)
        return Outcome(key, "fresh")

    def tell(event: Event) -> None:
        if event.state == "asking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(["a/1", "a/2", "b/1"], turn, lambda _: [], None, tell)
    assert answered == [], "it was not waited for"
    trickles.set()


def test_a_line_is_one_whatever_is_in_it() -> None:
    assert line("a\nb\x1b[0m\u202e\udcff é") == "a[U+000A]b[U+001B][0m[U+202E][U+DCFF] é"


@pytest.mark.parametrize(
    "command",
    [
        ["figure", STORY, "trade", "--format", "svg", "--out"],
        ["site", STORY, "--locale", "en", "--jobs", "1", "--out"],
        ["atlas", "--countries", "pair.txt", "--jobs", "1", "--no-figures", "--out"],
    ],
)
def test_a_full_disk_is_said_with_the_file_and_what_is_kept(command: list[str], tmp_path: Path) -> None:
    """Python names no file where a write fails."""
    (tmp_path / "pair.txt").write_text("KAZ\nRUS\n")
    code = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "sys.argv = ['relations', *sys.argv[1:]]\n"
        "runpy.run_module('relations', run_name='__main__')"
    )
    ran = [sys.executable, "-B", "-c", code, *command, "out"]
    answer = subprocess.run(ran, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert answer.returncode == 1
    file, _, said = answer.stderr.splitlines()[-1].partition(": ")
    assert file.startswith("out/")
    assert "." in Path(file).name
    assert said == "File too large; what was written before is whole, and stays"
    assert not list(tmp_path.rglob("*.tmp"))


def test_copies_that_a_full_disk_did_not_take_are_one_line(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its line on standard output as it fails, and each line of the stories there too."""
    said = "cannot be written (No space left on device)"
    full = [Outcome(f"imf/{code}", "failed", error=f"imf/{code}: {said}", unwritten=True) for code in ("KZT", "RUB")]
    away = Outcome("nbp/KZT", "failed", error="nbp/KZT: no answer")
    line = LineState("a", "tenge", "Tenge", "old", ("imf/KZT",), date(2026, 1, 1))
    _print_report(Report([*full, away], [line], [], "changes.csv: No space left on device"), [line], as_json=False)
    assert capsys.readouterr().err.splitlines() == [
        "nbp/KZT: no answer",
        f"2 copies could not be written to {cache}; the first: imf/KZT: {said}",
        "what reads otherwise now could not be put on record: changes.csv: No space left on device",
    ]
    _print_report(Report([full[0], away], [line], []), [line], as_json=False)
    assert capsys.readouterr().err.splitlines() == [f"imf/KZT: {said}", "nbp/KZT: no answer", str(line)]


def test_ctrl_c_before_anything_is_begun_is_one_line() -> None:
    """What the command line is made of takes half a second to be read."""
    code = (
        "import runpy, sys\n"
        "class Ctrl:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Ctrl())\n"
        "runpy.run_module('relations', run_name='__main__')"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (130, f"{command_line.ENDED}\n")


def test_whoever_has_read_enough_is_told_nothing_of_files(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BrokenPipeError), answered():
        raise BrokenPipeError(32, "Broken pipe")
    assert capsys.readouterr().err == ""
