"""What the catalogues have: all that is said and nothing else, with its names in braces, in letters we can draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from relations import story as stories
from relations.figures import fonts
from relations.i18n import LOCALES, Locale, catalogue, msgid, say, speaking
from relations.story._reading import texts, word
from tests.i18n.messages import messages

OTHERS: list[Locale] = [locale for locale in LOCALES if locale != "en"]
OURS = [(locale, Path(say.__code__.co_filename).with_name(f"{locale}.po")) for locale in OTHERS]
THEIRS = [(locale, stories.folder() / f"{name}.{locale}.po") for name in stories.names() for locale in OTHERS]
ALL = [path for _, path in (*OURS, *THEIRS)]
BRACES = re.compile(r"\{\w*\}")


def to_paste(missing: list[str]) -> str:
    """Entries for a catalogue that lacks them."""
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in missing)
    return "\n".join(f'msgid "{text}"\nmsgstr ""\n' for text in quoted)


@pytest.mark.parametrize(("locale", "path"), OURS, ids=OTHERS)
def test_all_that_we_say_is_translated(locale: Locale, path: Path) -> None:
    missing = [message for message in messages() if message not in catalogue(path)]
    assert not missing, f"said in English to readers of {locale}; add to {path.name}:\n\n{to_paste(missing)}"


@pytest.mark.parametrize(("locale", "path"), OURS, ids=OTHERS)
def test_nothing_is_translated_that_nobody_says(locale: Locale, path: Path) -> None:
    assert [message for message in catalogue(path) if message not in messages()] == []


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("name", stories.names())
def test_every_text_of_a_story_is_translated_and_nothing_else(name: str, locale: Locale) -> None:
    story = stories.load(name)
    words = story.translations[locale]
    missing = [text for text in texts(story) if text not in words]
    assert not missing, f"add to {name}.{locale}.po:\n\n{to_paste(missing)}"
    assert [text for text in words if text not in texts(story)] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_translation_has_the_names_in_braces_of_its_message(path: Path) -> None:
    for message, translation in catalogue(path).items():
        assert sorted(BRACES.findall(message)) == sorted(BRACES.findall(translation)), message


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_translation_of_a_story_or_of_ours_has_the_numbers_of_its_message(path: Path) -> None:
    """Decimal commas aside; no figure is lost in translation."""
    for message, translation in catalogue(path).items():
        for number in re.findall(r"\d+(?:\.\d+)?", message):
            assert number.replace(".", ",") in translation.replace(".", ","), message


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_letter_of_a_translation_is_in_our_typeface(path: Path) -> None:
    """But for signs of formulas, which the page shows in the browser's own typeface, in English too."""
    words = catalogue(path)
    assert fonts.missing_glyphs("".join(words.values())) <= fonts.missing_glyphs("".join(words))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_catalogue_says_its_language_and_has_nothing_doubtful_or_unfinished(path: Path) -> None:
    with path.open("rb") as file:
        read = read_po(file, abort_invalid=True)
    assert str(read.locale) == path.stem.rsplit(".", maxsplit=1)[-1]
    assert str(read.charset).upper() == "UTF-8"
    assert read.num_plurals > 1
    entries = [message for message in read if message.id]
    assert [message.id for message in entries if message.fuzzy or not message.string] == []
    assert path.read_text(encoding="utf-8").count("\nmsgid ") == len(entries) + 1, "an entry stands there twice"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    unknown = msgid("a message that {nobody} translated")
    with speaking("ru"):
        assert say(unknown, nobody="Mr X") == "a message that Mr X translated"
        assert say("came later") == "произошло позже"
    with speaking("kk"):
        assert say("came later") == "кейін болған"
    assert say("came later") == "came later"


def test_what_is_cited_and_what_a_story_is_called_by_stay_as_they_are() -> None:
    story = stories.load("kazakhstan-russia")
    russian = stories.translated(story, "ru")
    assert (russian.article, russian.works) == (story.article, story.works)
    assert [event.id for event in russian.events] == [event.id for event in story.events]
    assert [event.kind for event in russian.events] == [event.kind for event in story.events]
    assert russian.event("tenge-devalued").label == "Девальвация тенге"
    assert stories.translated(story, "en") == story
    with speaking("ru"):
        assert word(story, "treaty") == word(russian, "treaty") == "договор"
    assert word(story, "treaty") == "treaty"


def test_definitions_of_a_measure_are_translated_and_their_lines_are_not() -> None:
    story = stories.load("kazakhstan-russia")
    theirs = stories.translated(story, "ru").claim("russia-main-partner").measure
    assert theirs.lines_used == story.claim("russia-main-partner").measure.lines_used
    assert set(theirs.model_dump()["definitions"]) == {"импорт товаров", "экспорт товаров"}
