"""A story may lack events, claims and days: no tab and no command breaks, each says what there is not."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
from relations.claims import NO_CLAIMS
from relations.i18n import LOCALES, say, speaking
from relations.page.parts.choices import TABS
from tests.page.pages import charts, markup, page

STORY = """
countries = ["KAZ", "RUS"]
works = {{}}
{events}
[article]
author = "A. Author"
title = "An article"
published = 2015-01-01
known_until = 2015-01-31
[lines.one]
label = "A line"
keys = ["{key}"]
{event}
[[figures]]
id = "one"
title = "A finding"
subtitle = "A measure"
window = {{ start = 2012-01-01, end = 2016-12-31 }}
[[figures.panels]]
chart = "{chart}"
lines = ["one"]
"""
EVENT = """
[[events]]
id = "treaty"
date = 2014-03-18
label = "Treaty"
sentence = "A treaty is signed."
role = "context"
sources = ["paper"]
[works.paper]
author = "The Paper"
"""
ANNUAL, DAILY = {"key": "wits/KAZ/RUS/exports", "chart": "bar"}, {"key": "imf/RUB", "chart": "line"}
NO_EVENTS = "The story has no events."
NO_DAYS = "No line is observed more than once a year: there are no days around an event to look at."
STORIES = {
    "daily-without-events": STORY.format(events="events = []", event="", **DAILY),
    "annual-without-events": STORY.format(events="", event="", **ANNUAL),
    "annual-with-event": STORY.format(events="", event=EVENT, **ANNUAL).replace("works = {}\n", ""),
    "nothing-there": STORY.format(events="", event=EVENT, key="fred/NOTHING", chart="step").replace("works = {}\n", ""),
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of small stories."""
    for name, text in STORIES.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command_line.app, list(arguments))


def said(app: AppTest) -> str:
    return unescape(markup(app))


@pytest.mark.parametrize("then", [{}, {"then": "true"}], ids=["now", "then"])
@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("name", STORIES)
def test_every_tab_opens(name: str, tab: str, then: dict[str, str]) -> None:
    app = page(story=name, tab=tab, **then)
    assert app.exception == []
    assert bool(charts(app)) == (tab == "Figure")
    assert app.selectbox(key="locale").select("kk").run().exception == []


@pytest.mark.parametrize("name", STORIES)
def test_it_is_shown_alone(name: str) -> None:
    app = page(story=name, view="figure")
    (chart,) = charts(app)
    assert ("not yet fetched; to fetch: relations refresh nothing-there" in chart) == (name == "nothing-there")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_tabs_say_what_there_is_not(locale: str) -> None:
    with speaking(locale):  # type: ignore[arg-type]
        no_events, no_days, no_claims = say(NO_EVENTS), say(NO_DAYS), say(NO_CLAIMS)
    assert no_events in said(page(story="daily-without-events", tab="Events", locale=locale))
    words = said(page(story="annual-with-event", tab="Events", locale=locale))
    assert no_days in words
    assert "A treaty is signed." in words
    assert no_claims in said(page(story="annual-with-event", tab="Claims", locale=locale))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("daily-without-events", NO_EVENTS),
        ("annual-without-events", NO_EVENTS),
        ("annual-with-event", NO_DAYS),
    ],
)
def test_the_commands_say_what_there_is_not(name: str, words: str) -> None:
    answer = run("events", name)
    assert (answer.exit_code, answer.stdout) == (0, f"{words}\n")
    answer = run("claims", name)
    assert (answer.exit_code, answer.stdout) == (0, f"{NO_CLAIMS}\n")


def test_for_a_program_there_is_an_event_without_lines_or_nothing() -> None:
    (event,) = json.loads(run("events", "annual-with-event", "--json").stdout)
    assert (event["id"], event["series"]) == ("treaty", [])
    assert json.loads(run("events", "annual-without-events", "--json").stdout) == []
    assert json.loads(run("claims", "annual-with-event", "--json").stdout) == []


@pytest.mark.parametrize("name", STORIES)
def test_its_figure_is_written_or_the_way_to_its_data_is_said(name: str, tmp_path: Path) -> None:
    answer = run("figure", name, "--out", str(tmp_path / "out"), "--format", "svg", "--words")
    assert answer.exit_code == (name == "nothing-there"), answer.output
