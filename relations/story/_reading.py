"""From a story's TOML file to its frozen types, or to an error that names the place and the way out."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from relations.shipped import shipped
from relations.story.completed import completed
from relations.story.fields import Problem, StoryError, UnknownStory
from relations.story.model import Story
from relations.story.periods import charts, described
from relations.story.standard import pair_words
from relations.story.template import names_base, placeholders
from relations.values import Message, UnknownWord

#: Fields in words, and those whose keys are words; but nothing of what is cited, which stays as it was written.
TEXTS = {
    *("title", "short", "neutral", "subtitle", "label", "said", "sentence", "note", "notes", "text"),
    *("claim", "caveat", "reason", "by", "part", "against", "axis"),
}
KEYED = {"definitions", "others"}
KEPT = {"article", "works", "guards", "translations"}


_DRAFT = ".draft.toml"  #: how the file of a story's draft ends


def folder() -> Path:
    """Where the story files are: this room, or where RELATIONS_STORIES says."""
    return Path(os.environ.get("RELATIONS_STORIES") or shipped("stories"))


def names() -> list[str]:
    """The stories there are: one per TOML file of this room, by name."""
    return sorted(path.stem for path in folder().glob("*.toml") if not path.name.endswith(_DRAFT))


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
        raise UnknownStory(f"there is no story '{name}'; stories: {', '.join(names())}")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnknownStory(f"{path}: no such file; stories here: {', '.join(names())}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: not TOML: {error}") from error
    try:
        # Lax about what TOML has no words for (arrays for tuples), strict about everything else.
        whole = completed(_tuples(found))
        story = Story.model_validate({"id": path.stem, "translations": _translations(path), **whole})
    except ValidationError as error:
        raise StoryError(*_explain(path, error)) from error
    for locale in story.translations:
        try:
            translated(story, locale)
        except ValidationError as error:
            raise StoryError(*_explain(path.with_suffix(f".{locale}.po"), error)) from error
    problems = [*_named_otherwise(story, path), *_duplicates(story), *_dangling(story), *_otherwise(story)] or list(
        _joined(story)
    )
    if problems:
        raise StoryError(*(problem.at(path) for problem in problems))
    return story


def _translations(path: Path) -> dict[str, dict[str, str]]:
    """The catalogues beside a story's file, `<story>.<language>.po`: its sentences in other languages."""
    beside = sorted(path.parent.glob(f"{path.stem}.*.po"))
    return {one.stem.removeprefix(f"{path.stem}."): _catalogue(one) for one in beside}


def _catalogue(path: Path) -> dict[str, str]:
    """English to translated, as far as it is done."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        read = read_po(file, ignore_obsolete=True)
    return {str(one.id): str(one.string) for one in read if one.id and one.string and not one.fuzzy}


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


def texts(story: Story) -> list[str]:
    """What a catalogue of the story has to translate, each once: kinds of events, then all texts in their order."""
    found = dict.fromkeys(event.kind for event in story.events if event.kind)

    def note(text: str) -> str:
        found[text] = None
        return text

    _in_words(story.model_dump(), note)
    ours = pair_words(story.pair)
    return [text for text in found if text not in ours]


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


#: What is wrong with a field and how to mend it, by the kind of mistake, where the library says it in its own words.
SAID = {
    "missing": "it is missing; write it",
    "extra_forbidden": "there is no such key here",
    "date_type": "write a day without quotes, as 2014-06-30",
    "tuple_type": "write a list in brackets, as [1, 2]",
    "string_type": "write a text in quotes",
    "int_type": "write a whole number without quotes",
    "float_type": "write a number without quotes",
    "bool_type": "write true or false",
    "dict_type": "write a table in braces, as { start = 2013-01-01, end = 2016-12-31 }",
    "model_type": "write a table in braces, as { start = 2013-01-01, end = 2016-12-31 }",
    "string_pattern_mismatch": "only small letters, digits and hyphens make a name",
    "string_too_short": "an empty text says nothing; write one, or take the key out",
    "too_short": "at least one is needed; write it",
}


FOLLOWED = ("countries", "article", "window")  #: from what lines and figures follow


def _explain(path: Path, error: ValidationError) -> list[Problem]:
    problems = error.errors(include_url=False)
    if any(one["loc"][0] in FOLLOWED for one in problems):  # then nothing can follow from them
        problems = [one for one in problems if one["loc"] not in (("lines",), ("figures",))]
    return [
        Problem(_place(problem["loc"]), _said(problem), *_named(problem), path=path)
        for problem in problems
        if problem["type"] != "too_short" or not any(_is_within(one["loc"], problem["loc"]) for one in problems)
    ]


def _named(problem: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The name that is not known, if it is one, and those there are."""
    match problem["type"]:
        case "extra_forbidden":
            return str(problem["loc"][-1]), ()
        case "literal_error":
            return str(problem["input"]), tuple(re.findall("'([^']*)'", problem["ctx"]["expected"]))
        case "value_error" if isinstance(error := problem["ctx"]["error"], UnknownWord):
            return error.word, error.allowed
    return "", ()


def _said(problem: Mapping[str, Any]) -> str:
    words = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "string_pattern_mismatch" and "[a-z0-9]" not in problem["ctx"]["pattern"]:
        return f"{words}; found {problem['input']!r}"
    said = SAID.get(problem["type"], words)
    if problem["type"] == "literal_error":
        return f"{problem['input']!r} is not known here; allowed: {', '.join(_named(problem)[1])}"
    if problem["type"] in ("missing", "value_error", "extra_forbidden", "too_short"):
        return said
    return f"{said}; found {problem['input']!r}"


def _is_within(location: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a place is a part of another one: what is wrong with the part is then why the whole lacks it."""
    return len(location) > len(other) and location[: len(other)] == other


def _place(location: tuple[int | str, ...]) -> str:
    """A key path as one writes it: events[3].date."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".") or "the file"


def _named_otherwise(story: Story, path: Path) -> Iterator[Problem]:
    """An id that is not the file's: its figures would be taken for another story's."""
    if story.id != path.stem:
        said = f"the file is called {path.name}; a story is called like its file, so take `id` out"
        yield Problem("id", said, story.id, (path.stem,))


def _duplicates(story: Story) -> list[Problem]:
    groups: dict[str, tuple[Any, ...]] = {
        "events": story.events,
        "bands": story.bands,
        "periods": story.periods,
        "pass_through": story.pass_through,
        "claims": story.claims,
        "figures": story.figures,
    }
    return [
        Problem(f"{group}[{i}].id", f"two have the id '{one.id}'; ids are unique")
        for group, parts in groups.items()
        for i, one in enumerate(parts)
        if one.id in {other.id for other in parts[:i]}
    ]


def _dangling(story: Story) -> list[Problem]:
    """References to works, lines and events that the story does not have."""
    events = {event.id for event in story.events}
    wanted: list[tuple[str, str, set[str]]] = []
    for i, event in enumerate(story.events):
        wanted += [(f"events[{i}].sources[{j}]", name, set(story.works)) for j, name in enumerate(event.sources)]
    for name, line in story.lines.items():
        plain = {other for other, candidate in story.lines.items() if candidate.keys}
        wanted += [(f"lines.{name}.{'cross' if line.cross else 'of'}", part, plain) for part in line.parts]
        wanted += [(f"lines.{name}.regimes[{i}]", one.source, set(story.works)) for i, one in enumerate(line.regimes)]
    wanted += [("factor", name, set(story.lines)) for name in (story.factor,) if name]
    for i, one in enumerate(story.pass_through):
        wanted += [(f"pass_through[{i}]", name, set(story.lines)) for name in (one.line, one.factor)]
        wanted.append((f"pass_through[{i}].event", one.event, events))
    for i, band in enumerate(story.bands):
        wanted += [(f"bands[{i}].lines", name, set(story.lines)) for name in band.lines]
    for i, claim in enumerate(story.claims):
        for j, measure in enumerate(claim.measures):
            place = f"claims[{i}].measures[{j}]"
            wanted += [(place, name, set(story.lines)) for name in measure.lines_used]
            wanted += [(place, name, events) for name in measure.events_used]
            wanted += [(place, name, set(story.works)) for name in measure.works_used]
        wanted += [(f"claims[{i}].event", name, events) for name in (claim.event,) if name]
    for i, figure in enumerate(story.figures):
        wanted += [(f"figures[{i}].named[{j}]", name, events) for j, name in enumerate(figure.named)]
        if figure.events != "all":
            wanted += [(f"figures[{i}].events[{j}]", name, events) for j, name in enumerate(figure.events)]
        wanted += [(f"figures[{i}]", name, set(story.lines)) for name in figure.lines_told]
        for j, panel in enumerate(figure.panels):
            place = f"figures[{i}].panels[{j}]"
            wanted += [(f"{place}.lines[{k}]", name, set(story.lines)) for k, name in enumerate(panel.lines)]
            wanted += [(f"{place}.flags", flag.line, set(panel.lines)) for flag in panel.flags if flag.line]
            wanted += [(f"{place}.changes", one.line, set(panel.lines)) for one in panel.changes if one.line]
            if isinstance(panel.base, str):
                wanted.append((f"{place}.base", panel.base, events))
    return [
        Problem(place, _absent(story, name, allowed), name, tuple(sorted(allowed)))
        for place, name, allowed in wanted
        if name not in allowed
    ]


def _absent(story: Story, name: str, allowed: set[str]) -> str:
    """That a name is not in the story, or why its pair has no such line."""
    if isinstance(reason := story.pair.line(name), Message):
        return f"there is no '{name}': {reason}"
    return f"'{name}' is not in the story; allowed: {', '.join(sorted(allowed))}"


def _otherwise(story: Story) -> Iterator[Problem]:
    """Titles that name a base there is not, and translations that are filled with something else than the title is."""
    for i, figure in enumerate(story.figures):
        for field in ("title", "short", "neutral", "subtitle"):
            text = getattr(figure, field) or ""
            if names_base(text) and all(panel.base is None for panel in figure.panels):
                yield Problem(f"figures[{i}].{field}", "{base} is of a panel that has a base, and none has one")
            for locale, words in story.translations.items():
                if placeholders(words.get(text, text)) != placeholders(text):
                    wanted = ", ".join(re.findall("{[^{}]*}", text)) or "nothing"
                    said = f"in '{locale}' it is not filled with the same; it takes {wanted}"
                    yield Problem(f"figures[{i}].{field}", said)


def _joined(story: Story) -> Iterator[Problem]:
    """Panels whose points would be joined although their values are of whole periods, by their lines' first copies."""
    for i, figure in enumerate(story.figures):
        for j, panel in enumerate(figure.panels):
            if panel.chart != "line":
                continue
            datings = {name: about.dating for name in panel.lines if (about := described(story, name))}
            across = [f"{name} ({dating})" for name, dating in datings.items() if dating.is_across]
            if across:
                allowed = ", ".join(charts(datings.values()))
                problem = f"'line' joins points, and a value stands for its whole period in {', '.join(across)}"
                yield Problem(f"figures[{i}].panels[{j}].chart", f"{problem}; allowed: {allowed}")
