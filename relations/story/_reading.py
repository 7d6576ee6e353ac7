"""From a story's TOML file to its frozen types, or to an error that names the place and the way out."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from relations.shipped import shipped
from relations.story._coherence import explain, incoherent
from relations.story.completed import completed
from relations.story.fields import Problem, StoryError, UnknownStory
from relations.story.model import Story
from relations.values import bound
from relations.values.nearest import listed

#: Fields in words, and those whose keys are words; but nothing of what is cited, which stays as it was written.
TEXTS = {
    *("title", "short", "neutral", "subtitle", "label", "said", "sentence", "note", "notes", "text"),
    *("claim", "caveat", "reason", "by", "part", "against", "axis"),
}
KEYED = {"definitions", "others"}
KEPT = {"article", "works", "guards", "translations"}
_COUNTRIES = re.compile(r"""^countries\s*=\s*\[\s*["'](\w+)["']\s*,\s*["'](\w+)["']""", re.MULTILINE)
_DRAFT = ".draft.toml"  #: how the file of a story's draft ends


def folder() -> Path:
    """Where the story files are: this room, or where RELATIONS_STORIES says."""
    return Path(os.environ.get("RELATIONS_STORIES") or shipped("stories"))


def names() -> list[str]:
    """The stories there are: one per TOML file of this room, by name."""
    return sorted(path.stem for path in folder().glob("*.toml") if not path.name.endswith(_DRAFT))


def about(one: str, other: str, place: Path | None = None) -> list[str]:
    """The stories of a folder that are about two countries, by name, in whichever order a file names their codes."""
    found = {path: _COUNTRIES.search(path.read_text(encoding="utf-8", errors="replace"))
             for path in sorted((place or folder()).glob("*.toml")) if path.is_file()}  # fmt: skip
    return [path.stem for path, match in found.items() if match and {*match.groups()} == {one, other}
            and not path.name.endswith(_DRAFT)]  # fmt: skip


def file_of(name: str | Path) -> Path:
    """Where the file of a story lies, by the story's name; what is a path that ends in .toml already stays as it is."""
    path = Path(name)
    return path if path.suffix == ".toml" else folder() / f"{name}.toml"


def draft_of(name: str | Path) -> Path:
    """Where the draft of a story lies, if it has one: beside the story's file."""
    return file_of(name).with_suffix(_DRAFT)


def load(name: str | Path) -> Story:
    """Read a story by its name, or from a path that ends in .toml; StoryError says what is wrong with it."""
    path = file_of(name)
    if Path(name) != path and str(name) not in names():
        raise UnknownStory(f"there is no story '{name}'; stories: {listed(str(name), names(), '`relations stories`')}")
    found = parsed(path)
    try:
        story = built(found, path)
    except ValidationError as error:
        raise StoryError(*explain(path, error)) from error
    for mistakes in mistranslated(story, path):
        raise StoryError(*mistakes)
    if problems := incoherent(story, path):
        raise StoryError(*(problem.at(path) for problem in problems))
    return story


def built(written: dict[str, Any], path: Path) -> Story:
    """The story that is written in a file, with what follows; ValidationError for what a story may not hold."""
    whole = completed(_tuples(written))  # lax about what TOML has no words for: arrays for tuples
    return Story.model_validate({"id": path.stem, "translations": _translations(path), **whole})


def mistranslated(story: Story, path: Path) -> Iterator[list[Problem]]:
    """What is wrong with the story in each language whose catalogue beside it has a mistake."""
    for locale in story.translations:
        try:
            translated(story, locale)
        except ValidationError as error:
            yield explain(path.with_suffix(f".{locale}.po"), error)


def title(name: str, locale: str) -> str:
    """A story's title in a language, its file looked at for nothing else; StoryError if the file is no TOML."""
    path = file_of(name)
    article = parsed(path).get("article")
    found = article.get("title") if isinstance(article, dict) else None
    beside = path.with_suffix(f".{locale}.po")
    words = _catalogue(beside) if locale != "en" and beside.exists() else {}
    return words.get(str(found), str(found)) if found else name


def parsed(path: Path) -> dict[str, Any]:
    """What stands in a file, nothing of it checked; StoryError if that cannot be read."""
    try:
        return tomllib.loads(_text(path))
    except FileNotFoundError:
        known = listed(path.stem, names(), "`relations stories`")
        raise UnknownStory(f"{path}: no such file; stories here: {known}") from None
    except tomllib.TOMLDecodeError as error:
        raise StoryError(f"{path}: not TOML: {error}") from error


def _text(path: Path) -> str:
    """What is written in a file; FileNotFoundError if there is none, StoryError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except PermissionError as error:
        raise StoryError(f"{path}: cannot be read: {error.strerror}; let this user read it") from error
    except OSError as error:
        raise StoryError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoryError(f"{path}: not in UTF-8 (byte {error.start + 1}); save it in that encoding") from error


def _translations(path: Path) -> dict[str, dict[str, str]]:
    """The catalogues beside a story's file, `<story>.<language>.po`: its sentences in other languages."""
    beside = sorted(path.parent.glob(f"{path.stem}.*.po"))
    return {one.stem.removeprefix(f"{path.stem}."): _catalogue(one) for one in beside}


def _catalogue(path: Path) -> dict[str, str]:
    """English to translated, as far as it is done; StoryError if the file cannot be read or is no catalogue."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        read = read_po(_text(path).splitlines(keepends=True), ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise StoryError(f"{path}: line {error.lineno + 1} is none of a gettext catalogue") from error
    return {str(one.id): bound(str(one.string)) for one in read if one.id and one.string and not one.fuzzy}


def translated(story: Story, locale: str) -> Story:
    """The story in another language, as far as its catalogue goes; the rest stays as it is."""
    if not story.translations.get(locale):
        return story
    return Story.model_validate(in_words(story.model_dump(), story, locale))


def in_words(parts: dict[str, Any], story: Story, locale: str) -> dict[str, Any]:
    """Parts of a story, dumped under the names of their fields, in another language as far as its catalogue goes."""
    words = story.translations.get(locale, {})
    found: dict[str, Any] = _in_words(parts, lambda text: words.get(text, text)) if words else parts
    return found


def word(story: Story, text: str, locale: str) -> str:
    """A word of the story's own that is also a name in it, such as a kind of event, in a language."""
    return story.translations.get(locale, {}).get(text, text)


def _in_words(value: Any, word: Callable[[str], str], field: str = "") -> Any:
    """Every text replaced by a word for it, wherever it stands; names and codes have none."""
    match value:
        case str() if field in TEXTS:
            return word(value)
        case tuple():
            return tuple(_in_words(item, word, field) for item in value)
        case dict() if field not in KEPT:
            keys = {key: word(key) if field in KEYED else key for key in value}
            return {keys[key]: _in_words(item, word, str(key)) for key, item in value.items()}
        case _:
            return value


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value
