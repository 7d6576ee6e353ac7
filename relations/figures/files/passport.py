"""What a file of a figure says of how it was made: enough to draw it again, and to say what is different now.

A passport holds nothing of the run: no time, no machine, no path, no user. Its last field is the seal, a sha256 of
the whole file with `UNSEALED` in the seal's place, so that an altered file is told from one drawn otherwise.
"""

from __future__ import annotations

import bz2
import csv
import hashlib
import io
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from relations import cache
from relations.figures import Figure, fonts
from relations.figures.identity import story_hash, tables_of
from relations.figures.options import Options, in_words

TOOL = "relations"
UNSEALED = "seal" * 16  #: stands where the seal will: as long, and no file has it elsewhere
LARGEST, ROWS = 8_000_000, 200_000  #: bytes and rows of drawn data: many times what a figure can show
LONGEST = 4_000_000  #: characters of a passport

Drawn = dict[tuple[str, str, str], str]  #: key, line and date: the value drawn


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Told(_Part):
    """The story a figure is of."""

    id: str
    sha256: str | None = None  #: of the whole story, in files of versions that took no less
    parts: str | None = None  #: hash of what the figure is made of


class Used(_Part):
    """A copy in the cache that a figure is drawn from, and the lines that show it."""

    key: str
    lines: tuple[str, ...]
    title: str
    unit: str
    publisher: str
    url: str
    licence: str
    retrieved: str
    rows: int
    sha256: str  #: of the rows


class Passport(_Part):
    """How a file was made. `options` are those that differ from the defaults; `scale` is of a PNG only."""

    tool: str
    version: str
    drawn_by: dict[str, str]  #: versions of what draws, and the typeface's hash
    story: Told
    figure: str
    format: str
    scale: float | None = None
    options: dict[str, Any]
    sources: tuple[Used, ...]
    citation: str
    data: str = Field(repr=False)  #: CSV of the numbers drawn, bzip2, base64
    spec: str  #: sha256 of the Vega-Lite specification
    sha256: str = UNSEALED

    @property
    def json_text(self) -> str:
        """As it stands in a file: ASCII, keys sorted."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))

    @property
    def drawn(self) -> Drawn:
        """The numbers drawn; ValueError if they cannot be read or are more than a figure can show."""
        packed = bz2.BZ2Decompressor()
        try:
            text = packed.decompress(b64decode(self.data, validate=True), LARGEST)
        except OSError as error:
            raise ValueError(f"the drawn data cannot be read: {error}") from None
        if not packed.eof or text.count(b"\n") > ROWS:
            raise ValueError("the drawn data are cut off, or more than a figure can show")
        try:
            return {(key, line, day): value for key, line, day, value in csv.reader(io.StringIO(text.decode()))}
        except csv.Error as error:
            raise ValueError(f"the drawn data cannot be read: {error}") from None

    @property
    def asked(self) -> Options:
        """The options to draw with; ValueError if this version does not know them."""
        try:
            return Options.model_validate_json(json.dumps(self.options))  # days are texts there
        except ValidationError as error:
            raise ValueError(in_words(error)) from None


def passport(figure: Figure, format: str, scale: float | None, converters: Mapping[str, str]) -> Passport:  # noqa: A002
    """The passport of a file of a figure, not sealed yet; `converters` are the versions of what draws."""
    return Passport(
        tool=TOOL,
        version=own_version(),
        drawn_by={**converters, "typeface": typeface()},
        story=Told(id=figure.story.id, parts=story_hash(figure.story, figure.id, figure.options)),
        figure=figure.id,
        format=format,
        scale=scale,
        options=figure.options.differing,
        sources=used(figure),
        citation=citation(figure),
        data=_packed(figure),
        spec=hashlib.sha256(json.dumps(figure.spec, sort_keys=True).encode()).hexdigest(),
    )


def used(figure: Figure) -> tuple[Used, ...]:
    """Each cached copy the figure's lines are made of, once, in the order of the lines."""
    lines: dict[str, list[str]] = {}
    for label, snapshot in figure.shown:
        for key in figure.copies[snapshot.indicator.key].values():
            lines.setdefault(key, []).append(label)
    copies = tuple(Used(lines=tuple(own), **_about_copy(key, cache.fingerprint(key))) for key, own in lines.items())
    return copies + tuple(Used(lines=(), **_about_table(key)) for key in tables_of(figure.story, figure.id))


def _about_table(key: str) -> dict[str, Any]:
    """What a passport says of a table that is no copy of a line."""
    table = cache.read_table(key)
    return {
        **{name: getattr(table, name) for name in ("key", "title", "unit", "publisher", "url", "rows")},
        "licence": table.licence.name,
        "retrieved": table.retrieved.date().isoformat(),
        "sha256": cache.fingerprint(key),
    }


@lru_cache
def _about_copy(key: str, _: str) -> dict[str, Any]:
    """What a passport says of a copy, once per content of its file."""
    copy = cache.read(key)
    about = copy.indicator
    return {
        "key": key,
        "title": about.title,
        "unit": str(about.unit),
        "publisher": about.publisher,
        "url": about.url,
        "licence": about.licence.name,
        "retrieved": copy.retrieved.date().isoformat(),
        "rows": len(copy.data),
        "sha256": copy.sha256,
    }


def citation(figure: Figure) -> str:
    """The figure as one cites it, in a sentence."""
    publishers = dict.fromkeys(snapshot.indicator.publisher for _, snapshot in figure.shown)
    ends = "" if figure.title.endswith((".", "?", "!")) else "."
    return f"{TOOL} {own_version()}, “{figure.title}{ends}” Data: {'; '.join(publishers)}."


@lru_cache
def own_version() -> str:
    """Of this program, as it is installed."""
    return version(TOOL)


@lru_cache
def typeface() -> str:
    """Hash of the files that draw our letters."""
    return hashlib.sha256(
        b"".join(path.read_bytes() for family in fonts.FILES.values() for path in family.values())
    ).hexdigest()


def _packed(figure: Figure) -> str:
    """The numbers drawn. Of bzip2 there is one way to write; zlib's successors write other bytes than zlib."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    for label, snapshot in figure.shown:
        days = np.datetime_as_string(snapshot.dates, unit="D").tolist()
        values = map(repr, snapshot.values.tolist())
        table.writerows((snapshot.indicator.key, label, day, v) for day, v in zip(days, values, strict=True))
    return b64encode(bz2.compress(text.getvalue().encode())).decode()
