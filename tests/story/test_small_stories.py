"""A story may lack events, claims and days: no tab and no command breaks, each says what there is not."""

from __future__ import annotations

import json
from datetime import date, timedelta
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


#: Stories whose first figure cannot be drawn in full, with what is said instead, on the page and by the command.
UNFIT = {
    "window-in-the-future": (
        STORY.format(events="events = []", event="", **DAILY).replace("2012-", "2090-").replace("2016-", "2096-"),
        "has no observation from 2090-01-01 to 2096-12-31",
    ),
    "two-units": (
        STORY.format(events="events = []", event="", **DAILY).replace('["one"]', '["one", "population-kaz"]'),
        "lines of one panel must share a unit",
    ),
}  # fmt: skip
SIXTY = "".join(
    EVENT.split("[works", maxsplit=1)[0]
    .replace("treaty", f"treaty-{day}")
    .replace("2014-03-18", str(date(2014, 3, 1) + timedelta(days=day // 2)))
    for day in range(60)
)
CROWDED = STORY.format(events="", event=f"{SIXTY}[works.paper]\nauthor = 'The Paper'\n", **DAILY)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of small stories."""
    told = {"sixty-events": CROWDED.replace("works = {}\n", "")} | {name: text for name, (text, _) in UNFIT.items()}
    for name, text in (STORIES | told).items():
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
    said = "not yet fetched; to fetch: relations refresh nothing-there" in chart["picture"]
    assert said == (name == "nothing-there")


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


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("name", [*UNFIT, "sixty-events"])
def test_every_tab_of_an_odd_story_opens(name: str, tab: str) -> None:
    app = page(story=name, tab=tab)
    assert app.exception == []
    assert tab != "Figure" or name == "sixty-events" or UNFIT[name][1] in said(app)


@pytest.mark.parametrize("name", UNFIT)
def test_a_figure_that_cannot_be_drawn_in_full_is_one_clear_message_and_an_exit_code(name: str, tmp_path: Path) -> None:
    answer = run("figure", name, "--out", str(tmp_path / "out"), "--format", "svg")
    assert answer.exit_code == 1
    assert UNFIT[name][1] in answer.stderr
    assert "Traceback" not in answer.stderr


def test_sixty_events_in_one_month_are_one_figure_that_says_which_are_not_named(tmp_path: Path) -> None:
    answer = run("figure", "sixty-events", "--out", str(tmp_path / "out"), "--format", "svg")
    assert answer.exit_code == 0, answer.output
    assert "named, all 60 marked" in (tmp_path / "out" / "one-wide.svg").read_text(encoding="utf-8")
