"""The recipes of ops/ are true: what runs them takes them, what they run exists, and they commit what arrived."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from cronsim import CronSim

import relations.__main__ as command_line

ROOT = Path(__file__).parent.parent
OPS = ROOT / "ops"
WORKFLOW = yaml.safe_load((OPS / "refresh.yml").read_text(encoding="utf-8"))
STEPS = WORKFLOW["jobs"]["refresh"]["steps"]


def commands(recipe: str) -> Iterator[tuple[str, ...]]:
    """The arguments of every call of `relations` in a recipe."""
    text = (OPS / recipe).read_text(encoding="utf-8")
    for call in re.findall(r"(?:^|[\s/])relations((?: [^#\n|>&]+)?)", re.sub(r"#.*", "", text)):
        words = tuple(shlex.split(call.replace("$story", "stories/kazakhstan-russia.toml")))
        if words and words[0].islower():
            yield words


CALLS = [
    (recipe, call) for recipe in ("crontab", "relations-refresh.service", "refresh.yml") for call in commands(recipe)
]


def test_each_recipe_refreshes() -> None:
    assert {recipe for recipe, call in CALLS if call[0] == "refresh"} == {
        "crontab",
        "relations-refresh.service",
        "refresh.yml",
    }
    assert {call[0] for recipe, call in CALLS if recipe == "refresh.yml"} >= {"refresh", "check", "figure"}


@pytest.mark.parametrize(("recipe", "call"), CALLS)
def test_every_command_in_them_exists_with_its_options(recipe: str, call: tuple[str, ...]) -> None:
    command = typer.main.get_command(command_line.app).get_command(None, call[0])  # type: ignore[attr-defined]
    command.make_context(call[0], list(call[1:]))  # raises if an option or an argument is not known


@pytest.mark.parametrize("recipe", sorted(path.name for path in OPS.iterdir() if path.is_file()))
def test_no_recipe_knows_this_machine(recipe: str) -> None:
    text = (OPS / recipe).read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|Users|srv|opt)/", text)
    assert str(ROOT) not in text


def test_the_crontab_is_one_line_that_runs_once_a_day() -> None:
    (line,) = (OPS / "crontab").read_text(encoding="utf-8").splitlines()
    assert once_a_day(" ".join(line.split()[:5]))
    assert "%" not in line, "cron takes it for the end of a line"


def test_a_scheduled_refresh_writes_outside_the_clone_and_a_pull_loses_nothing(tmp_path: Path) -> None:
    """cron's line, run as cron runs it: the clone stays as it was pulled."""
    clone, program = tmp_path / "relations", tmp_path / "relations" / ".venv" / "bin" / "relations"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nmkdir -p "$RELATIONS_CACHE" && echo "$@" > "$RELATIONS_CACHE/KZT.csv"\n')
    program.chmod(0o755)
    (clone / ".gitignore").write_text(".venv/\n")
    subprocess.run(["git", "init", "-q", str(clone)], check=True)
    subprocess.run(["git", "-C", str(clone), "add", "."], check=True)
    line = (OPS / "crontab").read_text(encoding="utf-8").split(maxsplit=5)[5]
    subprocess.run(["sh", "-c", line], cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)}, check=True)
    command = ["git", "-C", str(clone), "status", "--porcelain"]
    status = subprocess.run(command, capture_output=True, text=True, check=True)
    assert status.stdout == "A  .gitignore\n"
    assert (tmp_path / "relations-data" / "KZT.csv").read_text() == "refresh\n"
    service = (OPS / "relations-refresh.service").read_text(encoding="utf-8")
    assert "Environment=RELATIONS_CACHE=%h/relations-data\n" in service


def test_whoever_builds_or_composes_the_image_has_its_health_check() -> None:
    """podman's usual format of images has none, and podman-compose 1.0 breaks the quotes of one that is a list."""
    recipes = (OPS / "Containerfile", OPS / "compose.yml", ROOT / "docs" / "operations.md")
    builds = [
        line for path in recipes for line in path.read_text(encoding="utf-8").splitlines() if "podman build " in line
    ]
    assert len(builds) == 2
    assert all("--format docker" in line for line in builds)
    services = yaml.safe_load((OPS / "compose.yml").read_text(encoding="utf-8"))["services"]
    own = {name for name, one in services.items() if one.get("image") == "relations"}
    asked = {name: services[name]["healthcheck"]["test"] for name in own}
    assert {name for name, test in asked.items() if test == ["NONE"]} == own - {"page"}
    (command,) = re.findall(
        r"HEALTHCHECK.*?CMD (\[.*?\])$", (OPS / "Containerfile").read_text(), re.DOTALL | re.MULTILINE
    )
    assert shlex.split(asked["page"]) == json.loads(command)


def test_the_workflow_runs_once_a_day() -> None:
    (schedule,) = WORKFLOW[True]["schedule"]  # YAML 1.1 reads `on` as true
    assert once_a_day(schedule["cron"])


def once_a_day(schedule: str) -> bool:
    moments = CronSim(schedule, datetime(2026, 11, 24, tzinfo=UTC))
    return {(next(moments) - datetime(2026, 11, 24, tzinfo=UTC)).days for _ in range(30)} == set(range(30))


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify and not os.environ.get("CI"):
        pytest.skip("systemd-analyze is not installed")
    assert verify, "the gate needs systemd-analyze"
    program = tmp_path / "relations" / ".venv" / "bin" / "relations"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    units = [str(OPS / f"relations-refresh.{kind}") for kind in ("service", "timer")]
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        [verify, "--user", "verify", *units], env=os.environ | home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_workflow_is_one_by_the_schema_of_its_publisher() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(OPS / "refresh.yml")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


class TestMessage:
    def test_states_what_changed(self) -> None:
        said = message(
            outcome("imf/KZT", "added", added=3),
            outcome("wits/KAZ/RUS/exports", "revised", revised=1, largest_revision=0.0312),
            outcome("fred/DCOILWTICO", "fresh"),
        )
        assert said == (
            "Refresh: 3 rows added, 1 revised in 2 of 3 series\n\n"
            "What people read:\n- small: Rate: 1 new.\n\n"
            "- imf/KZT: 3 added\n- wits/KAZ/RUS/exports: 1 revised, the largest by 3.1 %\n"
        )

    def test_states_what_failed_and_what_was_kept_out(self) -> None:
        said = message(
            outcome("yahoo/KZT=X", "failed", error="yahoo/KZT=X: 429; we have no copy of it yet"),
            outcome("imf/KZT", "added", added=1, error="imf/KZT: 1 row in quarantine"),
        )
        assert said.splitlines()[0] == "Refresh: 1 row added, 0 revised in 1 of 2 series; 1 failed"
        assert "\n\nKept out:\n- imf/KZT: 1 row in quarantine\n" in said
        assert said.endswith("\n\nFailed, so the old copy stands:\n- yahoo/KZT=X: 429; we have no copy of it yet\n")

    def test_says_that_nothing_is_new(self) -> None:
        assert message(outcome("imf/KZT", "fresh")) == "Refresh: nothing new\n"
        assert message(outcome("imf/KZT", "failed", error="imf/KZT: no")).startswith("Refresh: nothing new; 1 failed\n")


def outcome(key: str, status: str, **what: object) -> dict[str, object]:
    nothing = {"added": 0, "revised": 0, "largest_revision": None, "requests": 1, "seconds": 0.1, "error": None}
    return {"key": key, "status": status, **nothing, **what}


def message(*outcomes: dict[str, object]) -> str:
    command = [sys.executable, str(OPS / "changes.py")]
    told = json.dumps(report(*outcomes))
    return subprocess.run(command, input=told, capture_output=True, text=True, check=True).stdout


def report(*outcomes: dict[str, object]) -> dict[str, object]:
    """What `relations refresh --json` prints; a figure says another number, if rows were added."""
    moved = [{"story": "small", "sentence": "Rate: 1 new."}] if any(one["added"] for one in outcomes) else []
    return {"indicators": outcomes, "lines": [], "changes": moved}


# ------------------------------------------------------------------------- the workflow, run step by step

RELATIONS = """#!/bin/sh
case $1 in
  refresh) echo "2014-02-12,184.5" >> data/cache/imf/KZT.csv; cat "$ANSWER"; exit "$CODE" ;;
  check) exit "$CHECK" ;;
  figure) echo "drawn again" > docs/money-and-oil-wide.png ;;
  codebook) echo "| key |" ;;
esac
"""


class Repository:
    """A repository with a remote, a `relations` that does as told, and the workflow's steps run in it."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.remote, self.temp = folder / "clone", folder / "remote.git", folder / "temp"
        for path in (self.clone / "data" / "cache" / "imf", self.clone / "docs", self.temp, folder / "bin"):
            path.mkdir(parents=True)
        (self.clone / "docs" / "codebook.md").write_text("| old |\n")
        (self.clone / "data" / "cache" / "imf" / "KZT.csv").write_text("2014-02-11,155.5\n")
        shutil.copytree(OPS, self.clone / "ops")
        shutil.copytree(ROOT / "stories", self.clone / "stories", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        program = folder / "bin" / "relations"
        program.write_text(RELATIONS)
        program.chmod(0o755)
        python = Path(sys.executable).parent
        self.environment = {"PATH": f"{folder / 'bin'}:{python}:{os.environ['PATH']}", "HOME": str(folder)}
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.remote)], check=True)
        for command in ("init -q -b main", "add .", "commit -q -m first", f"remote add origin {self.remote}"):
            self.git(*command.split())
        self.git("push", "-q", "-u", "origin", "main")

    def git(self, *arguments: str) -> str:
        who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        command = ["git", "-C", str(self.clone), *arguments]
        return subprocess.run(command, env=self.environment | who, capture_output=True, text=True, check=True).stdout

    def run(self, code: int, answer: list[dict[str, object]], check: int = 0) -> bool:
        """Whether the job ends well, when the refresh ends with `code` and prints `answer`."""
        (self.temp / "answer").write_text(json.dumps(report(*answer)) if code != 75 else "")
        told = {"CODE": str(code), "ANSWER": str(self.temp / "answer"), "CHECK": str(check)}
        places = {"RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(self.temp / "output")}
        for step in STEPS:
            if "run" not in step or step["name"] == "Install" or not self.wanted(step):
                continue
            command = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=self.clone, env=self.environment | told | places, capture_output=True, check=False
            )
            if done.returncode:
                return False
        return True

    def wanted(self, step: dict[str, Any]) -> bool:
        """Whether the condition of a step holds: a comparison with the refresh's exit code."""
        code = (self.temp / "output").read_text().strip().removeprefix("code=") if "if" in step else ""
        match step.get("if", "").split():
            case []:
                return True
            case ["steps.refresh.outputs.code", "==", value]:
                return bool(code == value.strip("'"))
            case ["steps.refresh.outputs.code", "!=", value]:
                return bool(code != value.strip("'"))
        raise AssertionError(step["if"])

    def published(self) -> list[str]:
        """Subjects of the remote's commits, latest first."""
        command = ["git", "-C", str(self.remote), "log", "--format=%s", "main"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


GREW = outcome("imf/KZT", "added", added=1)
FAILED = outcome("nbp/KZT", "failed", error="nbp/KZT: 502; our copy stands")


class TestWorkflow:
    def test_commits_what_arrived(self, repository: Repository) -> None:
        assert repository.run(0, [GREW])
        assert repository.published() == ["Refresh: 1 row added, 0 revised in 1 of 1 series", "first"]
        changed = repository.git("show", "--name-only", "--format=", "HEAD").split()
        assert changed == ["data/cache/imf/KZT.csv", "docs/codebook.md", "docs/money-and-oil-wide.png"]

    def test_commits_what_arrived_when_a_publisher_failed_and_then_fails(self, repository: Repository) -> None:
        assert not repository.run(1, [GREW, FAILED])
        assert repository.published()[0] == "Refresh: 1 row added, 0 revised in 1 of 2 series; 1 failed"

    def test_does_nothing_while_another_refresh_is_at_work(self, repository: Repository) -> None:
        assert repository.run(75, [])
        assert repository.published() == ["first"]

    @pytest.mark.parametrize(("code", "check"), [(2, 0), (137, 0), (0, 1), (1, 1)])
    def test_commits_nothing_that_is_not_whole(self, repository: Repository, code: int, check: int) -> None:
        assert not repository.run(code, [GREW], check)
        assert repository.published() == ["first"]

    def test_goes_on_from_what_others_pushed_meanwhile(self, repository: Repository, tmp_path: Path) -> None:
        other = tmp_path / "other"

        def git(*words: str) -> None:
            subprocess.run(["git", *words], check=True)

        git("clone", "-q", str(repository.remote), str(other))
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        (other / "new.txt").write_text("")
        git("-C", str(other), "add", ".")
        git("-C", str(other), *who, "commit", "-q", "-m", "second")
        git("-C", str(other), "push", "-q")
        assert repository.run(0, [GREW])
        assert repository.published()[1:] == ["second", "first"]
