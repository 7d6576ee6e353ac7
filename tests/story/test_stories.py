"""Every story keeps the contract, and every mistake in one is named with its place and the way out."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from relations import cache
from relations import story as stories
from relations.story import Note, Story, StoryError

GOOD = """
countries = ["KAZ", "RUS"]
[article]
author = "A. Author"
title = "An article"
published = 2015-01-01
precision = "month"
known_until = 2015-01-31
[works.paper2014]
author = "The Paper"
year = 2014
[lines.rouble]
label = "Rouble"
keys = ["imf/RUB"]
[lines.tenge]
label = "Tenge"
keys = ["imf/KZT"]
[lines.cross]
label = "Cross"
cross = ["tenge", "rouble"]
[[events]]
id = "first"
date = 2014-02-11
label = "First"
sentence = "Something happens."
role = "context"
sources = ["paper2014"]
[[bands]]
id = "band"
label = "a band"
start = 2014-02-11
end = 2015-08-20
lines = ["tenge"]
[[figures]]
id = "one"
title = "A finding"
subtitle = "A measure"
window = { start = 2013-07-01, end = 2016-03-31 }
[[figures.panels]]
lines = ["rouble"]
"""
SECOND_EVENT = GOOD[GOOD.index("[[events]]") : GOOD.index("[[bands]]")]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "story.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_story_loads(tmp_path: Path) -> None:
    story = stories.load(written(tmp_path, GOOD))
    assert story.id == "story"
    assert story.event("first").date == date(2014, 2, 11)


MISTAKES = {
    "unknown key": ('label = "First"', 'label = "First"\ncolour = "red"', r"events\[0\]\.colour: .*no such key"),
    "event without a source": (
        'sources = ["paper2014"]',
        "sources = []",
        r"events\[0\]\.sources: at least one is needed",
    ),
    "event without the key sources": ('sources = ["paper2014"]', "", r"events\[0\]\.sources: it is missing"),
    "unknown work": (
        'sources = ["paper2014"]',
        'sources = ["x"]',
        r"events\[0\]\.sources\[0\]: 'x'.*allowed: paper2014",
    ),
    "end before start": (
        "end = 2015-08-20",
        "end = 2013-08-20",
        r"bands\[0\].end: ends on 2013-08-20, before it starts",
    ),
    "window backwards": ("end = 2016-03-31", "end = 2012-03-31", r"figures\[0\]\.window\.end: ends on 2012-03-31"),
    "two events with one id": ("[[bands]]", SECOND_EVENT + "[[bands]]", r"events\[1\].id: two have the id 'first'"),
    "unknown publisher": ('"imf/RUB"', '"ifm/RUB"', r"lines\.rouble\.keys\[0\]: 'ifm' is no publisher; allowed: .*imf"),
    "no key": ('"imf/RUB"', '"RUB"', r"lines\.rouble\.keys\[0\]: 'RUB' is no key"),
    "unknown role": (
        'role = "context"',
        'role = "rumour"',
        r"events\[0\]\.role: 'rumour' is not known here; allowed: cited, context, after",
    ),
    "cited nowhere": ('role = "context"', 'role = "cited"', r"events\[0\]\.paragraphs: .*names its paragraphs"),
    "a date that is none": ("date = 2014-02-11", 'date = "2014-02-11"', r"events\[0\]\.date: .*found '2014-02-11'"),
    "unknown line": (
        'lines = ["rouble"]',
        'lines = ["euro"]',
        r"panels\[0\]\.lines\[0\]: 'euro'.*allowed: .*rouble, .*… \(24 in all: `relations check --json`\)",
    ),
    "cross of a cross": ('["tenge", "rouble"]', '["cross", "rouble"]', r"lines\.cross\.cross: 'cross'"),
    "index without a base": (
        'lines = ["rouble"]',
        'lines = ["rouble"]\nshow = "index"',
        r"panels\[0\]\.base: a base goes with",
    ),
    "unknown base event": (
        'lines = ["rouble"]',
        'lines = ["rouble"]\nshow = "index"\nbase = "second"',
        r"panels\[0\]\.base: 'second'",
    ),
    "nothing that is needed": (
        'lines = ["rouble"]',
        'lines = ["rouble"]\noptional = true',
        r"figures\[0\]\.panels: all its panels are optional",
    ),
    "markup for an address": ("year = 2014", 'year = 2014\nurl = "javascript:alert(1)"', r"works\.paper2014\.url"),
    "a sentence of two lines": ('"Something happens."', '"Some\\nthing"', r"events\[0\]\.sentence"),
    "what a PDF leaves of a hyphen": (
        '"First"',
        '"Fir\ufffest"',
        r"events\[0\]\.label: the character U\+FFFE after 'Fir'",
    ),
    "a bell": ('"A finding"', '"A \\u0007finding"', r"figures\[0\]\.title: the character U\+0007 after 'A '"),
    "an escape in an address": ("year = 2014", 'url = "http://a/\\u001b"', r"works\.paper2014\.url: .* U\+001B"),
    "a day of the year 1": ("date = 2014-02-11", "date = 0001-02-11", r"events\[0\]\.date: 0001-02-11 is too far away"),
    "a window to 9999": ("end = 2016-03-31", "end = 9999-12-31", r"figures\[0\]\.window\.end: .*to 2999-12-31 are"),
    "broken TOML": ("countries = [", "countries = ", "not TOML"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_place(tmp_path: Path, mistake: str) -> None:
    old, new, said = MISTAKES[mistake]
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(StoryError) as caught:
        stories.load(path)
    assert str(path) in str(caught.value)
    assert re.search(said, str(caught.value)), str(caught.value)


@pytest.mark.parametrize(("words", "said"), [("Пер\ufffeвое", r"U\+FFFE after 'Пер'"), ("Пер\\nвое", r"U\+000A")])
def test_a_mistake_in_a_translation_is_named_with_its_file_and_place(tmp_path: Path, words: str, said: str) -> None:
    path = written(tmp_path, GOOD)
    catalogue = path.with_suffix(".ru.po")
    catalogue.write_text(f'msgid ""\nmsgstr "Language: ru"\n\nmsgid "First"\nmsgstr "{words}"\n', encoding="utf-8")
    with pytest.raises(StoryError, match=rf"{re.escape(str(catalogue))}: events\[0\]\.label: .*{said}"):
        stories.load(path)


@given(st.text(st.characters(codec="utf-8"), max_size=30).filter(str.strip))
def test_a_text_is_refused_or_can_stand_in_an_svg(text: str) -> None:
    try:
        note = Note(paragraph=1, text=text)
    except ValidationError:
        return
    assert fromstring(f"<t>{escape(note.text)}</t>").text == note.text


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace('role = "context"', 'role = "x"').replace("year = 2014", 'year = "2014"')
    with pytest.raises(StoryError, match=r"(?s)works\.paper2014\.year.*events\[0\]\.role"):
        stories.load(written(tmp_path, bad))


def test_a_story_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"no story 'atlantis'; stories: .*kazakhstan-russia"):
        stories.load("atlantis")
    with pytest.raises(StoryError, match=r"nowhere\.toml: no such file"):
        stories.load(tmp_path / "nowhere.toml")


def test_a_story_is_frozen(tmp_path: Path) -> None:
    story = stories.load(written(tmp_path, GOOD))
    with pytest.raises(ValidationError, match="frozen"):
        story.events[0].label = "Other"


@pytest.fixture(params=stories.names())
def story(request: pytest.FixtureRequest) -> Story:
    return stories.load(request.param)


class TestEveryStory:
    """The contract each file of the room passes."""

    def test_every_event_can_be_traced(self, story: Story) -> None:
        for event in story.events:
            for key in event.sources:
                work = story.works[key]
                assert work.url or work.locator or work.publisher or work.year, f"{key} says nothing of where it is"

    def test_events_stand_on_their_side_of_what_the_author_could_know(self, story: Story) -> None:
        for event in story.events:
            if event.role == "context":
                assert event.start <= story.article.known_until
            if event.role == "after":
                assert event.start > story.article.known_until

    def test_citations_are_told_apart(self, story: Story) -> None:
        names = [story.cite(key) for key in story.works]
        assert len(set(names)) == len(names)

    def test_a_fresh_clone_can_draw_every_line_of_every_figure(self, story: Story) -> None:
        for figure in story.figures:
            for panel in figure.panels:
                for name in panel.lines if not panel.optional else ():
                    parts = story.lines[name].parts or (name,)
                    for part in parts:
                        assert any(cache.is_cached(key) for key in story.lines[part].keys), part


def test_the_first_story_has_all_its_events() -> None:
    story = stories.load("kazakhstan-russia")
    roles = [event.role for event in story.events]
    assert (roles.count("cited"), roles.count("context"), roles.count("after")) == (9, 9, 2)
    assert [e.id for e in story.events if e.precision == "year"] == [
        "alliance-treaty-ratified",
        "alliance-treaty-in-force",
    ]
    assert story.event("exit-remark").date < story.event("statehood-remark").date
    assert story.article.known_until == date(2015, 1, 31)
    assert {"satpaev2015", "peerson2015", "klimenko2014", "michel2014"} <= set(story.works)
    assert all(story.works[key].title is None for key in ("satpaev2015", "peerson2015", "klimenko2014"))


def test_no_source_of_the_first_story_is_a_home_page() -> None:
    """A link leads to the page that says it; what has no known address is cited without one."""
    links = {key: urlsplit(work.url) for key, work in stories.load("kazakhstan-russia").works.items() if work.url}
    assert [key for key, link in links.items() if not link.path.strip("/") and not link.query] == []


def test_the_corridor_of_the_tenge_is_drawn_as_it_was_moved() -> None:
    regimes = stories.load("kazakhstan-russia").lines["tenge"].regimes
    moved = [date(2014, 2, 11), date(2014, 9, 11), date(2015, 7, 15), date(2015, 8, 20)]
    assert [(regime.start, regime.end) for regime in regimes] == list(pairwise(moved))
    days = {event.date for event in stories.load("kazakhstan-russia").events}
    assert set(moved) <= days
