"""A figure's identity: whatever part of a story changes, it changes with the picture and its words, and only then."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from relations.figures import Options, draw, inputs
from relations.figures.captions.bibliography import references
from relations.figures.captions.citations import citations
from relations.figures.export import export
from relations.figures.files import passport, passport_of
from relations.figures.files.passport import Told
from relations.figures.identity import story_hash
from relations.figures.verify import verify
from relations.i18n import Locale
from relations.story import Story, StoryError
from sources import SourceError
from tests.found import STORY

PARTS = STORY.model_dump(exclude={"translations"})
Place = tuple[str | int, ...]


def leaves(value: Any, place: Place = ()) -> dict[Place, Any]:
    """Every text and number of a story, by its place."""
    if isinstance(value, dict):
        return {at: leaf for name, part in value.items() for at, leaf in leaves(part, (*place, name)).items()}
    if isinstance(value, tuple):
        return {at: leaf for number, part in enumerate(value) for at, leaf in leaves(part, (*place, number)).items()}
    return {} if value is None else {place: value}


LEAVES = leaves(PARTS)
KINDS: dict[
    tuple[str | int, ...], list[Place]
] = {}  #: places by the field they are of, so that rare ones are tried too
for leaf in LEAVES:
    KINDS.setdefault(tuple(step for step in leaf if isinstance(step, str) and step not in STORY.works), []).append(leaf)


def changed(leaf: Any) -> Any:
    """Something else of the same kind."""
    match leaf:
        case date():
            return leaf + timedelta(days=40)
        case str():
            return f"{leaf} indeed"
    return leaf + 1


def put(value: Any, place: Place) -> Any:
    """A part of a story with another leaf at that place."""
    if not place:
        return changed(value)
    first, *rest = place
    if isinstance(value, dict):
        return {name: put(part, tuple(rest)) if name == first else part for name, part in value.items()}
    return tuple(put(part, tuple(rest)) if number == first else part for number, part in enumerate(value))


def with_change(place: Place) -> Story:
    """The story with another leaf at that place."""
    return Story.model_validate({**put(PARTS, place), "translations": STORY.translations})


def drawn(story: Story, name: str, options: Options) -> tuple[object, ...]:
    """A figure's picture and all the words that leave with it."""
    figure = draw(story, name, options)
    events = [(event.label, event.sentence, event.note, event.date, event.precision) for event in figure.events]
    words = (figure.title, figure.subtitle, figure.alt, figure.caption, figure.methods, figure.copies, events)
    return json.dumps(figure.spec), words, references(citations(figure), options.locale)


@lru_cache
def as_it_is(name: str, locale: Locale) -> tuple[object, ...]:
    return drawn(STORY, name, Options(locale=locale))


@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    place=st.sampled_from(sorted(KINDS, key=str)).flatmap(lambda kind: st.sampled_from(KINDS[kind])),
    name=st.sampled_from([*(figure.id for figure in STORY.figures), "claim-oil-drop"]),
    locale=st.sampled_from(("en", "kk")),
)
def test_the_identity_changes_with_the_picture_and_its_words_and_only_then(
    place: Place, name: str, locale: Locale
) -> None:
    options = Options(locale=locale)
    try:
        story = with_change(place)
        now = drawn(story, name, options)
    except (ValidationError, StoryError, SourceError, KeyError):  # a name that is nothing's
        assume(False)
    differs = inputs(story, name, options) != inputs(STORY, name, options)
    assert differs or now == as_it_is(name, locale)
    # A day may move and the observation that stands for it stay; words are there or not.
    if isinstance(LEAVES[place], str):
        assert differs == (now != as_it_is(name, locale))


def with_translation(locale: Locale, text: str, words: str) -> Story:
    told = {**STORY.translations, locale: {**STORY.translations[locale], text: words}}
    return STORY.model_copy(update={"translations": told})


def test_a_letter_of_a_translation_changes_that_language_alone_and_only_what_it_stands_in() -> None:
    story = with_translation("kk", STORY.figure("trade").title, "Басқа тақырып")
    kazakh = Options(locale="kk")
    assert inputs(story, "trade", kazakh) != inputs(STORY, "trade", kazakh)
    assert inputs(story, "shares", kazakh) == inputs(STORY, "shares", kazakh)
    for locale in ("en", "ru"):
        assert inputs(story, "trade", Options(locale=locale)) == inputs(STORY, "trade", Options(locale=locale))
    for kind in ("svg", "png"):
        assert verify(export(draw(STORY, "trade"), kind), kind, story).status == "identical"


def test_a_claim_is_a_part_of_its_own_figure_only() -> None:
    claims = tuple(one.model_copy(update={"claim": f"{one.claim}!"}) for one in STORY.claims if one.id == "oil-drop")
    story = STORY.model_copy(update={"claims": claims})
    for name in ("trade", "money-and-oil", "around-crimea", "pass-through"):
        assert story_hash(story, name, Options()) == story_hash(STORY, name, Options())
    assert story_hash(story, "claim-oil-drop", Options()) != story_hash(STORY, "claim-oil-drop", Options())


def test_a_regime_is_a_part_of_its_own_figure_only() -> None:
    (asked,) = STORY.pass_through
    story = STORY.model_copy(update={"pass_through": (asked.model_copy(update={"line": "tenge-per-rouble"}),)})
    assert draw(story, asked.id).spec != draw(STORY, asked.id).spec
    for hashed in (inputs, story_hash):
        assert hashed(story, asked.id, Options()) != hashed(STORY, asked.id, Options())
        for name in ("trade", "around-crimea", "claim-oil-drop"):
            assert hashed(story, name, Options()) == hashed(STORY, name, Options())


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_file_of_a_version_that_hashed_the_whole_story_is_of_another_version(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passport, "Told", lambda id, parts: Told(id=id, sha256=parts))  # noqa: A006
    old = export(draw(STORY, "trade"), kind)
    monkeypatch.undo()
    found = passport_of(old, kind)
    assert found
    assert found.story.parts is None
    assert verify(old, kind).status == "drawn by another version"
