"""How a story's pages in a language are made: what was made before and is as it was is kept, the rest is staged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from relations.cache import is_private
from relations.figures import Figure, Options, draw, inputs
from relations.figures.spoken_story import said, translated
from relations.i18n import Locale
from relations.site.code import digest, made_by
from relations.site.publishing import Entry, write
from relations.story import Story
from relations.values import Message

PAGE, PICTURE = ("site",), ("figures", "downloads")  #: the rooms whose code makes a page, and a figure's files


def prefix(locale: str) -> str:
    """What the paths of a language's pages begin with; nothing in English."""
    return "" if locale == "en" else f"{locale}/"


@dataclass(frozen=True)
class Site:
    """Where a site is, where this run stages it, and at which address it will be."""

    out: Path
    staging: Path
    base: str = ""  #: with its last slash; empty if it has none yet
    locales: tuple[Locale, ...] = ("en",)

    def page_by(self, locale: Locale) -> list[str]:
        """What every page in a language is made of beside its own."""
        return [self.base, " ".join(self.locales), made_by(locale, *PAGE)]

    def picture_by(self, locale: Locale) -> list[str]:
        """What every figure's files in a language are made of beside their own: no part of a page."""
        return [self.base, made_by(locale, *PICTURE)]

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
class Book:
    """A story's pages in one language, made piece by piece beside what was made of them before."""

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

    def said(self, message: Message | str) -> str:
        """A message in the language spoken, with the words of the translated story."""
        return said(self.told, message)

    @property
    def folder(self) -> str:
        """What the paths of the story's pages begin with."""
        return f"{prefix(self.locale)}{self.story.id}/"

    def draw(self, figure: str, **options: Any) -> Figure:
        """Draw a figure in the language."""
        self.drawn += 1
        return draw(self.story, figure, Options(locale=self.locale, **options))

    def write(self, path: str, data: bytes | str) -> None:
        """Stage a file."""
        self.written += 1
        self.files.append(path)
        content = data if isinstance(data, bytes) else data.encode()
        write(self.site.staging / f"{self.locale}-{self.story.id}", path, content)

    def unit(self, name: str, parts: list[str], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What is remembered of a piece of these parts: made now, unless it was and all its files are there."""
        key = digest(parts)
        known: Entry = self.old.get("units", {}).get(name, {})
        if known.get("key") == key and self.site.has(known["files"]):
            self.units[name] = known
        else:
            self.files = []
            card = make()
            self.units[name] = {"key": key, "card": card, "files": sorted(set(self.files))}
        card = self.units[name]["card"]
        return dict(card)


def whole(site: Site, story: Story, locale: Locale) -> str:
    """A hash of all that a story's pages in a language are made of."""
    return digest([*site.page_by(locale), inputs(story), json.dumps(story.translations, sort_keys=True)])


def public(story: Story) -> Story:
    """The story with those copies of its lines only that may be passed on, where a line has any."""
    lines = {
        name: one.model_copy(update={"keys": tuple(key for key in one.keys if not is_private(key)) or one.keys})
        for name, one in story.lines.items()
    }
    return story.model_copy(update={"lines": lines})
