"""Everything that is wrong with a story's file, at once: what is not understood, and what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from relations.authoring.allowed import allowed_at
from relations.authoring.lines_of import line_of, places
from relations.authoring.sense import sense
from relations.story import Problem, StoryError, UnknownStory, load

_BROKEN = re.compile(r"\(at line (\d+), column \d+\)")
#: What is to be done, by the words of what reads the fields.
_MENDED = {
    "valid date": "write a day without quotes, as 2014-06-30",
    "valid tuple": "write a list in brackets, as [1, 2]",
    "valid string": "write a text in quotes",
    "valid integer": "write a whole number without quotes",
    "valid boolean": "write true or false",
    "valid dictionary": "write a table, as { start = 2013-01-01, end = 2016-12-31 }",
    "Field required": "write it",
    "String should match pattern '^[a-z0-9]+": "write small letters, digits and hyphens",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where it stands, and what is meant if it is a name."""

    file: Path
    line: int  #: from 1
    key: str  #: events[3].date
    severity: Literal["error", "warning"]
    said: str
    found: str = ""
    allowed: tuple[str, ...] = ()
    nearest: str = ""  #: the allowed name most like it

    def __str__(self) -> str:
        hint = f"; do you mean '{self.nearest}'?" if self.nearest else ""
        return f"{self.file}:{self.line}: {self.severity}: {self.key}: {self.said}{hint}"


def check(name: str | Path) -> list[Finding]:
    """What is wrong with a story, named or by its file, in the order of the file; UnknownStory if there is none."""
    try:
        story = load(name)
    except UnknownStory:
        raise
    except StoryError as error:
        return _errors(Path(name), error)
    path = _file(name)
    found = places(path.read_text(encoding="utf-8"))
    said = [_finding(path, found, one, "error" if one.found else "warning") for one in sense(story, path)]
    return sorted(said, key=lambda one: one.line)


def _file(name: str | Path) -> Path:
    from relations.story import folder

    path = Path(name)
    return path if path.suffix == ".toml" else folder() / f"{name}.toml"


def _errors(name: Path, error: StoryError) -> list[Finding]:
    """What keeps a file from being a story."""
    path = _file(name)
    if not error.problems:
        broken = _BROKEN.search(str(error))
        said = str(error).removeprefix(f"{path}: ")
        return [Finding(path, int(broken[1]) if broken else 1, "the file", "error", said)]
    texts: dict[Path, dict[str, int]] = {}
    found = []
    for one in error.problems:
        file = one.path or path
        if file not in texts:
            texts[file] = places(file.read_text(encoding="utf-8", errors="replace")) if file.suffix == ".toml" else {}
        found.append(_finding(file, texts[file], one, "error"))
    return sorted(found, key=lambda one: one.line)


def _finding(path: Path, found: dict[str, int], one: Problem, severity: Literal["error", "warning"]) -> Finding:
    allowed = one.allowed or (allowed_at(one.place) if one.found else ())
    nearest = next(iter(get_close_matches(one.found, allowed, n=1)), "") if one.found else ""
    mended = next((f"; {out}" for words, out in _MENDED.items() if words in one.said), "")
    line = line_of(one.place, found)
    return Finding(path, line, one.place, severity, f"{one.said}{mended}", one.found, allowed, nearest)


def checked(names: list[str]) -> Iterator[Finding]:
    """Of several stories, one after the other."""
    for name in names:
        yield from check(name)
