"""What the catalogues have: nothing that nobody says, with the names in braces of its message, in letters we can draw.

What they lack is said in English and listed here as a warning; it fails nothing.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from relations import i18n
from relations import story as stories
from relations.figures import fonts
from relations.i18n import LOCALES, Locale, msgid, say, speaking
from relations.story.standard import pair_words
from relations.values import Message, Number
from relations.values.number import BOUND
from sources import frankfurter
from tests.i18n.messages import Id, messages, texts

OTHERS: list[Locale] = [locale for locale in LOCALES if locale != "en"]
OURS = [(locale, Path(i18n.__file__).with_name(f"{locale}.po")) for locale in OTHERS]
THEIRS = [(name, stories.folder() / f"{name}.{locale}.po") for name in stories.names() for locale in OTHERS]
ALL = [path for _, path in (*OURS, *THEIRS) if path.is_file()]
BRACES = re.compile(r"\{\w*\}")


def catalogue(path: Path) -> Catalog:
    """A catalogue as it is in its file."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Each text of a catalogue beside its translation; a plural beside each of its forms but that for one."""
    for message in catalogue(path):
        match message.id, message.string:
            case str(text), str(translation) if text and translation:
                yield text, translation
            case (_, plural), (*_, most):
                yield plural, most


def translated(path: Path) -> dict[str, str]:
    """The translations of a catalogue by their texts, plurals by that for many."""
    return dict(pairs(path))


def missing(path: Path, said: Iterator[Id] | list[Id]) -> list[Id]:
    """What is said and has words to translate, and is not in a catalogue."""
    done = {message.id for message in catalogue(path) if message.string} if path.is_file() else set()
    return [one for one in said if one not in done and re.search(r"[^\W\d_]", BRACES.sub("", str(one)))]


def told(path: Path, lacking: list[Id]) -> None:
    """A warning that lists what a catalogue lacks, in the summary of the tests."""
    if lacking:
        listed = "\n".join(f"  {one!r}" for one in lacking)
        warnings.warn(f"{path.name} lacks {len(lacking)} texts, which are said in English:\n{listed}", stacklevel=2)


@pytest.mark.parametrize(("locale", "path"), OURS, ids=OTHERS)
def test_what_we_say_and_nobody_translated_is_listed(locale: Locale, path: Path) -> None:
    lacking = missing(path, [*messages()])
    told(path, lacking)
    assert len(lacking) < len(messages()) / 2, f"a catalogue of {locale} that has less than half is none"


@pytest.mark.parametrize(("name", "path"), THEIRS, ids=[path.name for _, path in THEIRS])
def test_what_a_story_says_and_nobody_translated_is_listed(name: str, path: Path) -> None:
    """What ours says of any pair a story's catalogue may say too, with the cases of its countries' names."""
    story = stories.load(name)
    said = texts(story)
    told(path, missing(path, [*said]))
    known = {*said, *pair_words(story.pair)}
    assert [text for text, _ in pairs(path) if text not in known] == [] if path.is_file() else True


@pytest.mark.parametrize(("locale", "path"), OURS, ids=OTHERS)
def test_nothing_is_translated_that_nobody_says(locale: Locale, path: Path) -> None:
    assert [one.id for one in catalogue(path) if one.id and one.id not in messages()] == [], locale


@pytest.mark.parametrize("locale", OTHERS)
def test_every_bank_behind_frankfurter_has_its_name_and_its_rate(locale: Locale) -> None:
    offered = frankfurter.HABITS.offers["rate"]
    assert len(offered) > 20
    with speaking(locale):
        for about in map(frankfurter.indicator, offered):
            assert "through" not in i18n.named(about.publisher)
            assert "rate of" not in i18n.named(about.title)


def test_no_message_hides_in_a_text_that_the_collector_does_not_read() -> None:
    """`pybabel extract` reads no expressions in f-strings and joins both sides of a condition."""
    hidden = re.compile(r"""\bf(["']).*\{[^}]*\b(?:say|Message)\(["']|\b(?:say|msgid|Message)\(\s*"[^"]*"\s+if\b""")
    rooms = (Path(i18n.__file__).parents[1], stories.folder().parent / "transforms")
    files = [stories.folder().parent / "dashboard.py", *(path for room in rooms for path in room.rglob("*.py"))]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if hidden.search(line)] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_translation_has_the_names_in_braces_of_its_message(path: Path) -> None:
    for message in catalogue(path):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        source = str(message.id[-1] if isinstance(message.id, tuple) else message.id)
        for form in filter(None, forms if message.id else ()):
            assert {*BRACES.findall(source)} == {*BRACES.findall(str(form))}, source


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_translation_of_a_story_or_of_ours_has_the_numbers_of_its_message(path: Path) -> None:
    """Decimal commas aside; no figure is lost in translation."""
    for message, translation in pairs(path):
        for number in re.findall(r"\d+(?:\.\d+)?", message):
            assert number.replace(".", ",") in translation.replace(".", ","), message


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_dashes_are_those_of_the_language(path: Path) -> None:
    """Between names a long dash with spaces; a short one is between numbers and days."""
    name = r"[^\W\d_]{3,}"
    short = re.compile(rf"{name} – {name}|\b[А-ЯӘҒҚҢӨҰҮҺІ]\w+–[А-ЯӘҒҚҢӨҰҮҺІ]\w+")
    assert [said for said in translated(path).values() if short.search(said)] == []


@pytest.mark.parametrize(("locale", "path"), OURS, ids=OTHERS)
def test_a_translation_parts_no_number_from_its_unit(locale: Locale, path: Path) -> None:
    apart = re.compile(rf"\d (?:{BOUND})(?!\w)")
    filled = {text: BRACES.sub("5", said) for text, said in pairs(path)}
    assert any(map(apart.search, filled.values())), "the catalogue itself need not take care"
    with speaking(locale):
        said = [
            i18n.gettext(text, **dict.fromkeys((one[1:-1] for one in BRACES.findall(text)), "5")) for text in filled
        ]
        assert list(filter(apart.search, said)) == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_letter_of_a_translation_is_in_our_typeface(path: Path) -> None:
    """But for signs of formulas, which the page shows in the browser's own typeface, in English too."""
    words = translated(path)
    assert fonts.missing_glyphs("".join(words.values())) <= fonts.missing_glyphs("".join(words))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_catalogue_says_its_language_and_has_nothing_doubtful(path: Path) -> None:
    read = catalogue(path)
    assert str(read.locale) == path.stem.rsplit(".", maxsplit=1)[-1]
    assert str(read.charset).upper() == "UTF-8"
    assert read.num_plurals > 1
    entries = [message for message in read if message.id]
    assert [message.id for message in entries if message.fuzzy] == []
    assert path.read_text(encoding="utf-8").count("\nmsgid ") == len(entries) + 1, "an entry stands there twice"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    unknown = msgid("a message that {nobody} translated")
    with speaking("ru"):
        assert say(unknown, nobody="Mr X") == "a message that Mr X translated"
        assert say(Message(unknown, nobody=Number(1234.5, 1))) == "a message that 1\u00a0234,5 translated"
        assert say("Not tested, and why") == "Не проверялось, и почему"
    with speaking("kk"):
        assert say("Not tested, and why") == "Тексерілмеді және неге"
    assert say("Not tested, and why") == "Not tested, and why"


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        ("en", 1, "1 claim"),
        ("en", 2, "2 claims"),
        ("ru", 1, "1 утверждение"),
        ("ru", 2, "2 утверждения"),
        ("ru", 11, "11 утверждений"),
        ("ru", 21, "21 утверждение"),
        ("kk", 1, "1 тұжырым"),
        ("kk", 5, "5 тұжырым"),
    ],
)
def test_what_is_counted_has_the_form_of_its_number(locale: Locale, count: int, said: str) -> None:
    assert say(Message.counted("{count} claim", "{count} claims", count=count), locale) == said
