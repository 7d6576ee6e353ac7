"""Which of the program's code makes a page or a picture: its rooms, all that they import, and a language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import sources
import transforms
from relations.shipped import shipped

ROOMS = Path(__file__).parents[1]
DECIDES = {".py", ".toml", ".html", ".css", ".js", ".woff2"}  #: the endings of what decides what is made
DRAWS = ("altair", "vl-convert-python")
_IMPORT = re.compile(r"^\s*(?:from relations\.(\w+)|from relations import ([^\n(]+|\([^)]*\)))", re.MULTILINE)


@lru_cache
def made_by(locale: str, *rooms: str) -> str:
    """A hash of the code that is reached from rooms of the program, with the words of one language and the typeface."""
    files = [path for room in reached(ROOMS, *rooms) for path in _files(room)]
    files += [path for place in _beside() for path in place.rglob("*") if path.suffix in DECIDES]
    files += [ROOMS / "i18n" / f"{locale}.po"] if locale != "en" else []
    hashes = (hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files))
    return digest([*map(version, DRAWS), *hashes])


def reached(program: Path, *rooms: str) -> list[Path]:
    """The rooms of a program that are imported from these, and from those: its folders and files beside them."""
    found: dict[str, Path] = {}
    asked = list(rooms)
    while asked:
        name = asked.pop()
        place = next((one for one in (program / name, program / f"{name}.py") if one.exists()), None)
        if place and name not in found:
            found[name] = place
            asked += (one for path in _files(place) if path.suffix == ".py" for one in _imports(path))
    return sorted(found.values())


def _files(place: Path) -> Iterator[Path]:
    return iter([place]) if place.is_file() else (path for path in place.rglob("*") if path.suffix in DECIDES)


def _imports(path: Path) -> Iterable[str]:
    for one, several in _IMPORT.findall(path.read_text(encoding="utf-8")):
        yield from [one] if one else re.findall(r"(\w+)(?: as \w+)?", several)


def _beside() -> list[Path]:
    return [*(Path(one.__file__ or "").parent for one in (sources, transforms)), shipped("static")]


def digest(parts: list[str]) -> str:
    """A hash of texts in their order."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
