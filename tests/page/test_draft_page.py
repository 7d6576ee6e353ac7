"""The tab of a draft: what it proposes, and what a tick and a click move into the story."""

from __future__ import annotations

import tomllib
from gettext import NullTranslations
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations import story as stories
from relations.draft import needed
from relations.draft.lacking import KNOWN
from relations.page.parts.choices import EDITS
from relations.values import Message
from tests.draft.test_commands import folder  # noqa: F401 (a fixture)
from tests.page import pages

NAME = "mexico-united-states"


@pytest.fixture
def draft(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    monkeypatch.setenv(EDITS, "1")
    return folder / f"{NAME}.draft.toml"


def page() -> AppTest:
    return pages.page(story=NAME, tab="Draft")


def press(app: AppTest) -> str:
    """Take what is ticked; what the page says then."""
    app.button[0].click().run()
    assert not app.exception
    return pages.markup(app)


def test_what_is_ticked_is_in_the_story_and_the_rest_stays(draft: Path) -> None:
    app, before = page(), tomllib.loads(draft.read_text(encoding="utf-8"))
    names = [block["id"] for kind in ("events", "claims") for block in before[kind]]
    assert [box.key for box in app.checkbox] == [f"take {name}" for name in names]
    app.checkbox(key=f"take {names[0]}").check()
    assert f"In the story now: {names[0]}" in press(app)
    assert [event.id for event in stories.load(NAME).events] == ["usmca", names[0]]
    assert [box.key for box in app.checkbox] == [f"take {name}" for name in names[1:]]


def test_what_the_story_may_not_hold_is_said_and_nothing_is_lost(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    one = tomllib.loads(text)["events"][0]["id"]
    draft.write_text(text.replace(f'id = "{one}"', 'id = "usmca"', 1), encoding="utf-8")
    before, story = draft.read_bytes(), (draft.parent / f"{NAME}.toml").read_bytes()
    app = page()
    app.checkbox(key="take usmca").check()
    assert "usmca" in press(app).split('class="error"')[1]
    assert (draft.read_bytes(), (draft.parent / f"{NAME}.toml").read_bytes()) == (before, story)


def test_a_season_is_told_by_its_year(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace('precision = "day"', 'precision = "season"'), encoding="utf-8")
    one = tomllib.loads(draft.read_text(encoding="utf-8"))["events"][0]
    assert one["precision"] == "season"
    assert page().checkbox(key=f"take {one['id']}").label.startswith(str(one["date"].year))


def test_it_is_there_only_where_edits_are_allowed(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert draft.exists()
    monkeypatch.delenv(EDITS)
    assert "This link asks for something that does not exist" in pages.markup(page())


class _Loud(NullTranslations):
    """A language in which all is said between signs."""

    def gettext(self, message: str) -> str:
        return f"‹{message}›"


def test_what_is_missing_is_said_in_the_language_of_the_page(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = tomllib.loads(draft.read_text(encoding="utf-8"))["claims"]
    missing = {what for block in blocks for what in block.get("missing", ())}
    assert missing
    monkeypatch.setattr("relations.i18n.translations", lambda _: _Loud())
    told = pages.markup(page())
    assert [what for what in missing if f"‹{what}›" not in told] == []
    draft.write_text(draft.read_text(encoding="utf-8").replace(missing.pop(), "what {nobody} knows"), encoding="utf-8")
    assert "what {nobody} knows" in pages.markup(page())


def test_every_need_is_the_same_message_after_its_file() -> None:
    line = Message("the line {name}", name="exports-kaz-pol")
    assert [needed(str(one)) for one in (*KNOWN.values(), line)] == [*KNOWN.values(), line]
