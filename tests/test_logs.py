"""Logs on request: each record is one line of JSON, whoever wrote it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from relations import logs
from relations.refresh import Outcome
from relations.refresh.run import run as refreshing
from tests.cli.inside import run


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_record_is_one_line_with_its_extras_and_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logs.as_json()
    try:
        int("two\nlines")
    except ValueError:
        logging.getLogger("x").exception("no %s", "good", extra={"key": "imf/KZT"})
    (said,) = lines(capsys.readouterr().err)
    assert (said["level"], said["logger"], said["message"], said["key"]) == ("error", "x", "no good", "imf/KZT")
    assert datetime.fromisoformat(str(said["time"])).utcoffset() is not None
    assert "two\\nlines" in str(said["exception"])


def test_a_refresh_logs_what_became_of_every_indicator(capsys: pytest.CaptureFixture[str]) -> None:
    logs.as_json()
    done = {
        "imf/KZT": Outcome("imf/KZT", "added", added=3),
        "nbp/KZT": Outcome("nbp/KZT", "failed", error="nbp/KZT: no"),
    }
    refreshing([*done], done.__getitem__, lambda _: [], None, lambda _: None)
    said = {one["key"]: one for one in lines(capsys.readouterr().err)}
    assert {key: (one["status"], one["added"], one["error"]) for key, one in said.items()} == {
        "imf/KZT": ("added", 3, None),
        "nbp/KZT": ("failed", 0, "nbp/KZT: no"),
    }


def test_what_the_servers_log_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    from streamlit.logger import get_logger, update_formatter

    logs.as_json()
    logs.servers_too()
    update_formatter()  # as Streamlit does when it has read its configuration
    get_logger("streamlit.something").error("broken")
    assert [one["message"] for one in lines(capsys.readouterr().err)] == ["broken"]


def test_another_form_of_logs_is_refused_and_none_is_the_default() -> None:
    assert run("--log", "xml", "stories").returncode == 2
    assert run("stories").stderr == ""
