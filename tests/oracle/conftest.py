"""What the program prints, asked for once a session through the entry of its own command line."""

import contextlib
import io
import json
from typing import Any

import pytest

from relations.__main__ import main

STORY = "kazakhstan-russia"


def printed(command: str, *options: str) -> list[dict[str, Any]]:
    """The JSON of a command."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setattr("sys.argv", ["relations", command, STORY, "--json", *options])
        with contextlib.suppress(SystemExit):
            main()
    answer: list[dict[str, Any]] = json.loads(out.getvalue())
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
