"""Everything that is wrong with a story's file, at once: what is not understood, and what makes no sense."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from relations.authoring.lines_of import line_of, places, written
from relations.authoring.sense import sense
from relations.story import Problem, StoryError, UnknownStory, file_of, load
from relations.story.allowed import allowed_at
from relations.story.fields import ALL
from relations.story.salvage import salvaged
from relations.values import code_of
from relations.values.nearest import listed

Severity = Literal["error", "warning"]
_LISTED = re.compile(r"^\w+/(\S+): allowed are (\S+, .+)$")
_BROKEN = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where it stands, and what is meant if it is a name."""

    file: Path
    line: int  #: from 1
    key: str  #: events[3].date
    severity: Severity
    said: str
    found: str = ""
    allowed: tuple[str, ...] = ()
    nearest: str = ""  #: the allowed name most like it

    def __str__(self) -> str:
        hint = f"; do you mean '{self.nearest}'?" if self.nearest else ""
        return f"{self.file}:{self.line}: {self.severity}: {self.key}: {self.said}{hint}"


def check(name: str | Path) -> list[Finding]:
    """What is wrong with a story, named or by its file, in the order of the file; UnknownStory if there is none."""
    path = file_of(name)
    try:
        story = load(name)
    except UnknownStory:
        raise
    except StoryError as error:
        return _errors(path, error)
    return _findings(path, [], list(sense(story)))


def _errors(path: Path, error: StoryError) -> list[Finding]:
    """What keeps a file from being a story, and what makes no sense in the rest of it."""
    if error.problems:
        return _findings(path, *salvaged(path, sense))
    broken = _BROKEN.search(str(error))
    said = str(error).removeprefix(f"{path}: ")
    return [Finding(path, int(broken[1]) if broken else 1, "the file", "error", said)]


def _findings(file: Path, errors: Sequence[Problem], unwise: Sequence[Problem]) -> list[Finding]:
    """Problems with the lines they stand on, in their order; what is unwise is an error if it names something."""
    problems = [one if one.path else one.at(file) for one in (*errors, *unwise)]
    texts = {
        path: path.read_text(encoding="utf-8") for one in problems if (path := one.path) and path.suffix == ".toml"
    }
    lines = {path: places(text) for path, text in texts.items()}
    found = []
    for number, one in enumerate(problems):
        path = one.path or file
        severity: Severity = "error" if number < len(errors) or one.found else "warning"
        allowed = one.allowed
        if one.found and not allowed and path in texts:
            allowed = allowed_at(one.place, tomllib.loads(texts[path]))
        named = "allowed: " in one.said or not allowed
        said = one.said if named else f"{one.said}; allowed: {listed(one.found, allowed, ALL)}"
        known = lines.get(path, {})
        key = written(one.place, known)
        nearest = _nearest(one, allowed)
        found.append(Finding(path, line_of(key, known), key, severity, said, one.found, allowed, nearest))
    return sorted(found, key=lambda one: one.line)


def _nearest(one: Problem, allowed: tuple[str, ...]) -> str:
    """The allowed name most like what was found; of a country the code of what it is called."""
    if one.place.startswith("countries"):
        return code_of(one.found)
    found = one.found
    if series := _LISTED.search(one.said):  # a publisher that says which codes it has
        found, allowed = series[1], tuple(series[2].split(", "))
    return next(iter(get_close_matches(found, allowed, n=1)), "") if found else ""


def checked(names: list[str]) -> Iterator[Finding]:
    """Of several stories, one after the other."""
    for name in names:
        yield from check(name)
