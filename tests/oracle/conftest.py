"""What the program prints, asked for once a session through the entry of its own command line."""

import contextlib
import io
import json
from typing import Any

import pytest

from relations.__main__ import main

STORY = "kazakhstan-russia"


def run(*words: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setattr("sys.argv", ["relations", *words])
        with contextlib.suppress(SystemExit):
            main()
    return out.getvalue()


def printed(command: str, *options: str) -> list[dict[str, Any]]:
    """The JSON of a command about the story."""
    answer: list[dict[str, Any]] = json.loads(run(command, STORY, "--json", *options))
    return answer


@pytest.fixture(scope="session")
def claims_now() -> list[dict[str, Any]]:
    return printed("claims")


@pytest.fixture(scope="session")
def claims_then() -> list[dict[str, Any]]:
    return printed("claims", "--as-known-then")


@pytest.fixture(scope="session")
def events_now() -> list[dict[str, Any]]:
    return printed("events")


@pytest.fixture(scope="session")
def events_then() -> list[dict[str, Any]]:
    return printed("events", "--as-known-then")


@pytest.fixture(scope="session")
def pass_through_words(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said beside the figure of a pass-through: its title and caption."""
    folder = tmp_path_factory.mktemp("words")
    run("figure", STORY, "pass-through", "--out", str(folder), "--format", "json", "--words")
    (file,) = folder.glob("*.md")
    return file.read_text(encoding="utf-8").partition("## Alternative text")[0]


@pytest.fixture(scope="session")
def events_in_words() -> str:
    return run("events", STORY)
