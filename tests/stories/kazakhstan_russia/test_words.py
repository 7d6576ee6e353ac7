"""The story's own words in other languages."""

from __future__ import annotations

from relations import story as stories
from relations.story._reading import word
from tests.found import STORY


def test_what_is_cited_and_what_a_story_is_called_by_stay_as_they_are() -> None:
    russian = stories.translated(STORY, "ru")
    assert (russian.article, russian.works) == (STORY.article, STORY.works)
    assert [event.id for event in russian.events] == [event.id for event in STORY.events]
    assert [event.kind for event in russian.events] == [event.kind for event in STORY.events]
    assert russian.event("tenge-devalued").label == "Девальвация тенге"
    assert stories.translated(STORY, "en") == STORY
    assert word(STORY, "treaty", "ru") == word(russian, "treaty", "ru") == "договор"
    assert word(STORY, "treaty", "en") == "treaty"


def test_definitions_of_a_measure_are_translated_and_their_lines_are_not() -> None:
    theirs = stories.translated(STORY, "ru").claim("russia-main-partner").measures[0]
    assert theirs.lines_used == STORY.claim("russia-main-partner").lines_used
    assert set(theirs.model_dump()["definitions"]) == {"импорт товаров", "экспорт товаров"}
