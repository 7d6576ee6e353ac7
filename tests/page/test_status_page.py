"""The tab of the status, without a browser: what the records say, in words; and the refresh some may begin there."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations import cache
from relations import story as stories
from relations.news import Change
from relations.news.feed import record
from relations.page.parts import memory
from relations.page.parts.refreshing import ASKED, SECRET, desk
from relations.refresh import apart, quarantined, refresh
from sources import FetchFailed
from tests.found import STORY, brief
from tests.page import pages
from tests.page.pages import charts
from tests.page.test_page_evidence import html
from tests.refresh.conftest import folder, publish, shipped, today  # noqa: F401 (fixtures)
from tests.refresh.fakes import Fake, days

BUTTON = "refresh"
TOKEN = "a token of twenty-six letters"
ROWS = days("2026-10-01", [450.0] * 38)
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture(autouse=True, scope="module")
def _read(_one_story: None) -> None:
    """The page has read its story before a test puts other publishers in the place of ours."""
    memory.begin()
    memory.loaded(STORY.id)


def page(**query: str) -> AppTest:
    return pages.page(**{"tab": "Status", **query})


def team() -> AppTest:
    """The page of a viewer who has given the token."""
    app = page()
    app.text_input(key=ASKED).set_value(TOKEN)
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def has_button(app: AppTest) -> bool:
    return BUTTON in {button.key for button in app.button}


# ------------------------------------------------------------------------------------------------- status


def test_without_a_copy_or_a_record_it_says_so() -> None:
    said = html(page())
    assert "No refresh has been logged yet" in said
    assert "copies in use need somebody" in said
    panels = [panel for figure in STORY.figures for panel in figure.panels]
    optional = {name for panel in panels if panel.optional for name in panel.lines}
    missed = {line.keys[0] for name, line in STORY.lines.items() if line.keys and name not in optional}
    assert said.count("✕ no copy: refresh") == len(missed), (
        "one per line, not per key; none that a figure can do without"
    )
    assert "In quarantine" not in said
    assert "Values revised" not in said


@pytest.mark.usefixtures("shipped")
def test_two_facts_and_a_mark_only_where_somebody_must_act() -> None:
    said = html(page())
    copies = said[said.index("<h2>Copies") : said.index("<h2>Last runs")]
    used, unused = copies.split("<details>")
    assert "9.2 % from International Monetary Fund on 4 Mar 2022" in unused, "a rate that no line shows is folded away"
    assert not {"✕", "△"} & set(unused)
    marks = [mark for word in used.split("</span>") for mark in ("✕", "△") if f">{mark} " in word]
    assert marks
    rows = used.split("<tr>")
    people = next(row for row in rows if "penn_world_table/KAZ/pop" in row)
    assert "closed edition" in people
    assert "2017</span>" in people, "a year is all an annual value is of"
    assert "Penn World Table 9.1" in people
    assert 'class="mark' not in people
    assert [bool('class="mark' in row) for row in rows[2:]] == sorted(
        (bool('class="mark' in row) for row in rows[2:]), reverse=True
    )


def test_what_the_last_runs_did_is_told(
    publish: Callable[..., Fake],  # noqa: F811
    today: Callable[[str], None],  # noqa: F811
) -> None:
    bank = publish("bank", {"KZT": ROWS, "RUB": FetchFailed("bank/RUB: answered <img src=x onerror=alert(1)>")})
    today("2026-11-23")
    refresh([["bank/KZT"]])
    today("2026-11-24")
    bank.answers["KZT"] = {**ROWS, "2026-11-19": 454.5, "2026-11-20": 449.0, "2026-11-24": 450.0}
    refresh([["bank/KZT"], ["bank/RUB"]])
    shown = page()
    said = html(shown)
    assert "24 Nov 2026, 12:00 UTC" in said
    assert "✕ 1 of 2 failed" in said
    revised = said[said.index("<h2>Values revised (2)") :]
    assert revised.index("+1.00 %") < revised.index("−0.22 %"), "the larger change before the smaller"
    assert revised.index("450.0") < revised.index("454.5")
    assert "23 Nov 2026</span></td><td><span" in said[said.index("<h2>Dates added") :]
    raw = " ".join(element.proto.body for element in shown.get("html"))
    assert "answered &lt;img src=x" in raw
    assert "<img" not in raw


def test_what_is_in_quarantine_can_be_let_in_by_the_command_shown(publish: Callable[..., Fake]) -> None:  # noqa: F811
    publish("bank", {"KZT": {**ROWS, "2026-11-20": -7.0}, "RUB": ROWS}).unreadable = {"2026-11-19": "n/a"}
    refresh([["bank/KZT"]])
    said = html(page())
    waiting = said[said.index("<h2>In quarantine (2)") : said.index("<h2>Copies")]
    assert "relations accept bank/KZT 2026-11-20" in waiting
    assert "−7" in waiting
    assert "accept bank/KZT 2026-11-19" not in waiting, "what is no number cannot be let in"
    assert re.search(r'aria-label="\d+ values around, and what is held back as crosses"', waiting)
    assert waiting.count("×</b>") == 1, "a cross for the one that is a number"


def test_what_is_in_quarantine_is_let_in_or_left_where_refreshing_is_allowed(
    publish: Callable[..., Fake],  # noqa: F811
    today: Callable[[str], None],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish("bank", {"KZT": {**ROWS, "2026-11-20": 4500.0}, "RUB": {**ROWS, "2026-11-19": -7.0}})
    today("2026-11-24")
    refresh([["bank/KZT"], ["bank/RUB"]])
    accepting = "accept bank/KZT 2026-11-20"
    assert accepting not in {button.key for button in page().button}
    monkeypatch.setenv(SECRET, TOKEN)
    app = page()
    assert accepting not in {button.key for button in app.button}, "without the token"
    app = team()
    app.button(key="leave bank/RUB 2026-11-19").click()
    run(app)
    assert "leave bank/RUB 2026-11-19" not in {button.key for button in app.button}
    app.button(key=accepting).click()
    run(app)
    assert cache.read("bank/KZT").data["value"].max() == 4500
    assert [one.key for one in quarantined()] == ["bank/RUB"]


def test_what_refreshes_changed_in_the_story_is_told(folder: Path) -> None:  # noqa: F811
    change = Change(STORY.id, "line", "oil", "Oil <b>", "fred/DCOILWTICO", "fred/DCOILBRENTEU", ("fred/DCOILBRENTEU",))
    record([change, *[replace(change, story="another")] * 3], datetime(2026, 11, 24, 5, tzinfo=UTC))
    said = " ".join(element.proto.body for element in page().get("html"))
    assert said.count("Oil &lt;b&gt; is now drawn from fred/DCOILBRENTEU, it was drawn from fred/DCOILWTICO.") == 1
    assert "24 Nov 2026, 05:00 UTC" in said


# ------------------------------------------------------------------------------------------------- refresh


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Refreshing is allowed, from the publishers of `aside`; one of them answers when the file is there."""
    monkeypatch.setenv("RELATIONS_STORIES", str(brief()))
    monkeypatch.setenv("FAKES", str(tmp_path))
    monkeypatch.setenv(SECRET, TOKEN)
    monkeypatch.setattr(apart, "COMMAND", [sys.executable, "-m", "tests.refresh.aside"])
    monkeypatch.setattr(apart, "PAUSE", timedelta(0))
    desk.clear()
    yield tmp_path / "go"
    (tmp_path / "go").touch()
    until(lambda: not desk().busy)
    desk.clear()


def until(fact: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.05)


def waits() -> bool:
    """Whether only the slow publisher has not answered."""
    course = desk().course
    return course is not None and {
        event.key.split("/")[0] for event in course.events.values() if not event.outcome
    } == {"yahoo"}


@pytest.mark.parametrize("setting", [None, "1", "", "eleven let."])
def test_it_is_off_unless_it_is_set(setting: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if setting is None:
        monkeypatch.delenv(SECRET, raising=False)
    else:
        monkeypatch.setenv(SECRET, setting)
    app = page()
    assert not has_button(app)
    assert "relations refresh kazakhstan-russia" in html(app)


def test_a_refresh_goes_on_while_others_look_and_ends_in_a_table(go: Path) -> None:
    first, second = team(), team()
    first.button(key=BUTTON).click()
    run(first)
    until(waits)
    run(first)
    assert "Refreshing “Kazakhstan and Russia: A Changing Relationship?” since" in html(first)
    assert '<progress max="2" value="0" aria-label="yahoo">' in html(first)
    assert first.button(key=BUTTON).disabled

    other = page(tab="Method")
    assert "Order of operations" in html(other)
    assert desk().busy, "another viewer's page is there before the refresh has ended"

    second.button(key=BUTTON).click()
    run(second)
    assert "Another refresh is running, or has just ended" in html(second)
    assert '<progress max="2" value="0" aria-label="yahoo">' in html(second), "and sees how that one goes on"
    assert "Another refresh is running" not in html(run(second)), "said once"

    assert not cache.is_cached("yahoo/KZT=X")
    go.touch()
    until(lambda: not desk().busy)
    said = html(run(first))
    assert "was refreshed from" in said
    result = said[said.index('class="result"') : said.index("<h2>Copies")]
    assert result.index("✕ failed") < result.index("✓ added")
    assert "9 rows since 30 Jun 2014" in said[said.index("<h2>Copies") :], "the copies are read anew by themselves"
    assert "<progress" not in said
    assert not first.button(key=BUTTON).disabled
    raw = " ".join(element.proto.body for element in first.get("html"))
    assert "503 &lt;img" in raw
    assert "<img" not in raw


def test_without_the_token_nothing_is_begun_and_after_a_run_there_is_a_pause(
    go: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page()
    app.text_input(key=ASKED).set_value(TOKEN[:-1])
    assert "not the token of this server" in html(run(app))
    assert not has_button(app)
    app.text_input(key=ASKED).set_value(TOKEN)
    go.touch()
    run(app).button(key=BUTTON).click()
    run(app)
    until(lambda: not desk().busy)
    monkeypatch.setattr(apart, "PAUSE", timedelta(minutes=10))
    assert "The next refresh may begin at" in html(run(app))
    assert app.button(key=BUTTON).disabled


def test_the_figure_shows_the_new_copies_by_itself(go: Path) -> None:
    app = page(tab="Figure", figure="money-and-oil")
    assert "not yet fetched" in str(charts(app)), "an empty frame says so"
    go.touch()
    desk().begin(STORY.title, stories.load(STORY.id).preferences)
    until(lambda: not desk().busy)
    assert "Yahoo" in str(charts(run(app)))


def test_a_run_of_the_command_is_told_in_its_words(go: Path) -> None:
    from relations.refresh.lock import hold

    app = team()
    with hold(0):
        app.button(key=BUTTON).click()
        run(app)
        until(lambda: not desk().busy)
    assert "is refreshing this cache; wait for it, or end it" in html(run(app))


def test_all_publishers_of_a_line_are_asked_on_demand(go: Path) -> None:
    go.touch()
    app = team()
    app.checkbox(key="refresh-everything").check()
    app.button(key=BUTTON).click()
    run(app)
    until(lambda: not desk().busy)
    course = desk().course
    assert course is not None
    assert {"yahoo/KZT=X", "imf/KZT", "nbp/KZT"} <= course.events.keys()
