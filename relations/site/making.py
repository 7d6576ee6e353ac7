"""How a story's pages in a language are made: what was made before and is as it was is kept, the rest is staged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sources
import transforms
from relations import cache
from relations.cache import is_private
from relations.figures import Figure, Options, draw, inputs
from relations.figures.spoken_story import translated
from relations.i18n import Locale
from relations.shipped import shipped
from relations.site.publishing import Entry, write
from relations.story import Story

CODE = {".py", ".po", ".toml", ".html", ".css", ".js", ".woff2"}  #: the endings of what decides what a page looks like


@dataclass(frozen=True)
class Site:
    """Where a site is, where this run stages it, and at which address it will be."""

    out: Path
    staging: Path
    base: str = ""  #: with its last slash; empty if it has none yet
    locales: tuple[Locale, ...] = ("en",)

    @property
    def made_by(self) -> list[str]:
        """What every page is made of beside its own."""
        return [self.base, " ".join(self.locales), program()]

    def has(self, files: list[str]) -> bool:
        """Whether all of these files are published."""
        return all((self.out / one).is_file() for one in files)


@dataclass(frozen=True)
class Made:
    """A story's pages in a language: what the manifest keeps of them; nothing of it if they could not be made."""

    story: str
    locale: Locale
    entry: Entry
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    drawn: int = 0  #: figures drawn; those kept are not among them
    written: int = 0  #: files staged

    @property
    def folder(self) -> str:
        """The part of the staging folder it stands in."""
        return f"{self.locale}-{self.story}"


@dataclass
class Bench:
    """What is made of one story in one language, piece by piece, beside what was made before."""

    site: Site
    story: Story  #: untranslated: drawing translates it
    locale: Locale
    old: Entry
    units: dict[str, Entry] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)  #: of the piece being made
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    drawn: int = 0
    written: int = 0

    @cached_property
    def told(self) -> Story:
        """The story in the language."""
        return translated(self.story, self.locale)

    @property
    def prefix(self) -> str:
        """What the paths of the language's pages begin with; nothing in English."""
        return "" if self.locale == "en" else f"{self.locale}/"

    @property
    def folder(self) -> str:
        """What the paths of the story's pages begin with."""
        return f"{self.prefix}{self.story.id}/"

    def draw(self, figure: str, **options: Any) -> Figure:
        """Draw a figure in the language."""
        self.drawn += 1
        return draw(self.story, figure, Options(locale=self.locale, **options))

    def write(self, path: str, data: bytes | str) -> None:
        """Stage a file."""
        self.written += 1
        self.files.append(path)
        write(
            self.site.staging / f"{self.locale}-{self.story.id}",
            path,
            data if isinstance(data, bytes) else data.encode(),
        )

    def unit(self, name: str, parts: list[str], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What is remembered of a piece of these parts: made now, unless it was and all its files are there."""
        key = digest([*self.site.made_by, *parts])
        known: Entry = self.old.get("units", {}).get(name, {})
        if known.get("key") == key and self.site.has(known["files"]):
            self.units[name] = known
        else:
            self.files = []
            card = make()
            self.units[name] = {"key": key, "card": card, "files": sorted(set(self.files))}
        card = self.units[name]["card"]
        return dict(card)


def whole(site: Site, story: Story) -> str:
    """A hash of all that a story's pages are made of, in whichever language."""
    tables = [cache.fingerprint(key) for key in sources.tables() if key in cache.tables()]
    return digest([*site.made_by, inputs(story), json.dumps(story.translations, sort_keys=True), *tables])


def public(story: Story) -> Story:
    """The story with those copies of its lines only that may be passed on, where a line has any."""
    lines = {
        name: one.model_copy(update={"keys": tuple(key for key in one.keys if not is_private(key)) or one.keys})
        for name, one in story.lines.items()
    }
    return story.model_copy(update={"lines": lines})


@lru_cache
def program() -> str:
    """A hash of the program's code, its words, its typeface and the version of what draws."""
    rooms = [Path(__file__).parents[1], *(Path(one.__file__ or "").parent for one in (sources, transforms))]
    paths = sorted(path for room in (*rooms, shipped("static")) for path in room.rglob("*") if path.suffix in CODE)
    return digest([version("vl-convert-python"), *(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)])


def digest(parts: list[str]) -> str:
    """A hash of texts in their order."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
