"""The page with several stories: the front page, the way from one to another, and what is none."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from relations import story as stories
from tests.found import STORY
from tests.page.pages import markup, page, shown


@pytest.fixture
def two_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story that cannot be read and, later in the alphabet, two that can."""
    text = (stories.folder() / f"{STORY.id}.toml").read_text(encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    (tmp_path / "a-broken.toml").write_text("[", encoding="utf-8")
    (tmp_path / "first.toml").write_text(text, encoding="utf-8")
    (tmp_path / "second.toml").write_text(text.replace('id = "money-and-oil"', 'id = "other"'), encoding="utf-8")
    return tmp_path


def test_the_front_page_leads_to_each_story(two_stories: Path) -> None:
    words = markup(page(locale="ru"))
    assert re.findall(r'href="\?story=(\w+)&amp;tab=Figure&amp;locale=ru"', words) == ["first", "second"]
    assert words.count("Казахстан — Россия, 2013–2016<br>") == 2
    assert words.count("background-image: url(data:image/svg+xml;base64,P") == 2
    assert "a-broken.toml: not TOML" in unescape(words)


def test_without_a_story_the_first_that_can_be_read_opens(two_stories: Path) -> None:
    app = page(tab="Figure")
    assert app.selectbox(key="story").value == "first"
    assert shown(app) == "money-and-oil"


def test_from_a_story_that_cannot_be_read_there_is_a_way_to_the_others(two_stories: Path) -> None:
    app = page(story="a-broken", figure="trade", locale="ru")
    assert "a-broken.toml: not TOML" in markup(app)
    assert app.selectbox(key="story").options[0] == "a-broken (cannot be read)"
    app.selectbox(key="story").select("second").run()
    assert not app.exception
    assert shown(app) == "other"
    assert app.query_params["story"] in (["second"], "second")


def test_a_link_is_followed_as_soon_as_a_half_saved_story_is_whole(two_stories: Path) -> None:
    path = two_stories / "first.toml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2] + "[", encoding="utf-8")
    app = page(story="first", figure="trade", locale="ru")
    assert "first.toml: not TOML" in markup(app)
    path.write_text(whole, encoding="utf-8")
    app.run()
    assert shown(app) == "trade"
    assert set(app.query_params) == {"story", "figure", "locale"}


def test_another_story_begins_with_its_own_figure(two_stories: Path) -> None:
    app = page(story="second", figure="other", event="crimea", locale="ru")
    app.selectbox(key="story").select("first").run()
    assert not app.exception
    assert set(app.query_params) == {"story", "locale"}
    assert shown(app) == "money-and-oil"


def test_a_folder_without_a_story_is_said(two_stories: Path) -> None:
    for path in two_stories.iterdir():
        path.unlink()
    assert "no story in" in markup(page())


def test_why_a_story_has_no_chart_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the figure's place; the choice of figures names the figure by its title."""
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    story = (
        'countries = ["KAZ", "RUS"]\n[article]\nauthor = "A"\ntitle = "T"\npublished = 2017-04-20\n'
        '[[figures]]\nid = "early"\ntitle = "Before there was trade"\nsubtitle = "S"\n'
        "window = {start = 1914-01-01, end = 1914-12-31}\n"
        '[[figures.panels]]\nlines = ["exports"]\nchart = "bar"\n'
    )
    (tmp_path / "one.toml").write_text(story, encoding="utf-8")
    words = unescape(markup(page(tab="Figure")))
    assert words.count("no observation from 1914-01-01") == 1
    assert words.count("Before there was trade") == 1
