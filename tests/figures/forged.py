"""Files somebody made to be believed, and files made to hurt whoever reads them. Anybody can make a right seal."""

from __future__ import annotations

import bz2
import json
import random
import re
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from html import escape
from typing import Any

from typer.testing import CliRunner, Result

from relations import cli
from relations.figures import draw
from relations.figures.export import export
from relations.figures.files import passport_of, sealed
from relations.figures.files.passport import UNSEALED
from relations.figures.files.png import mended
from tests.found import STORY

Papers = dict[str, Any]
Change = Callable[[Papers], None]


@lru_cache
def file(kind: str, name: str = "trade") -> bytes:
    """A figure as it is drawn."""
    return export(draw(STORY, name), kind)


def run(*arguments: object) -> Result:
    """What `relations verify` says."""
    return CliRunner().invoke(cli.app, ["verify", *map(str, arguments)])


def resealed(data: bytes, kind: str, change: Change | None = None, old: bytes = b"", new: bytes = b"") -> bytes:
    """A file with another passport, or other bytes, and a seal that is right."""
    found = passport_of(data, kind)
    assert found
    text = found.json_text
    papers = json.loads(text)
    if change:
        change(papers)
    papers["sha256"] = UNSEALED
    other = json.dumps(papers, sort_keys=True, separators=(",", ":"))
    data = data.replace(_written(text, kind), _written(other, kind)) if kind != "json" else _json(data, papers)
    if old:
        assert old in data
        data = data.replace(old, new, 1)
    data = _lengths(data, len(text.encode()), other) if kind == "png" else data
    return sealed(data, kind)


def _written(text: str, kind: str) -> bytes:
    match kind:
        case "svg":
            return escape(text, quote=False).encode()
        case "html":
            return escape(text).encode()
        case "pdf":
            return re.sub(r"([()\\])", r"\\\1", text).encode()
    return text.encode()


def _json(data: bytes, papers: Papers) -> bytes:
    whole = json.loads(data)
    whole["usermeta"]["passport"] = papers
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _lengths(data: bytes, before: int, other: str) -> bytes:
    """The chunk of a PNG's passport with the length its new text has."""
    start = data.index(b"iTXtrelations\0") - 4
    return mended(data[:start] + struct.pack(">I", len(other.encode()) + 14) + data[start + 4 :])


def forgeries(data: bytes, kind: str, count: int) -> Iterator[bytes]:
    """A file with other numbers, words, sources or pixels, sealed anew."""
    dice = random.Random(count)
    changes: list[Callable[[Papers], None]] = [_numbers, _publisher, _hashes, _version, _citation]
    for number in range(count):
        change = changes[number % len(changes)]
        yield resealed(data, kind, change, *(_touched(data, dice) if number == 3 and kind in ("svg", "html") else ()))


def _touched(data: bytes, dice: random.Random) -> tuple[bytes, bytes]:
    words = sorted(set(re.findall(rb">[A-Z][a-z]{3,}", data)))
    one = dice.choice(words)
    return one, one[:-1] + b"x"


def _numbers(papers: Papers) -> None:
    """Every value a fifth higher, and hashes of nobody."""
    rows = bz2.decompress(b64decode(papers["data"])).decode().splitlines()
    higher = [f"{row.rpartition(',')[0]},{float(row.rpartition(',')[2]) * 1.2!r}" for row in rows]
    papers["data"] = b64encode(bz2.compress(("\n".join(higher) + "\n").encode())).decode()
    _hashes(papers)


def _publisher(papers: Papers) -> None:
    papers["sources"][0]["publisher"] = "Ministry of Truth"


def _hashes(papers: Papers) -> None:
    for one in papers["sources"]:
        one["sha256"] = "0" * 64


def _version(papers: Papers) -> None:
    papers["drawn_by"]["typeface"] = "1" * 64


def _citation(papers: Papers) -> None:
    papers["citation"] = "Somebody else’s"


def _set(values: Papers, papers: Papers) -> None:
    papers.update(values)
    _hashes(papers)


def hurtful() -> Iterator[tuple[str, bytes]]:
    """Files that would take memory or time: kind and bytes."""
    sizes: tuple[Papers, ...] = (
        {"width": 4000, "height": 8000, "magnified": 4},
        {"width": 4000, "height": 8000},
        {"window": {"start": "0001-01-01", "end": "9999-12-31"}},
        {"window": {"start": "9999-01-01", "end": "9999-12-31"}},
        {"block": "[" * 39_000},
        {"names": 40, "height": 200, "width": 320},
    )
    for kind in ("png", "svg"):
        for options in sizes:
            yield kind, resealed(file(kind), kind, partial(_set, {"options": options, "scale": 4}))
    for rows in (b"a" * 20_000_000, b"".join(b"a,b,%d,1\n" % number for number in range(300_000))):
        packed = b64encode(bz2.compress(rows)).decode()
        yield "svg", resealed(file("svg"), "svg", partial(_set, {"data": packed}))
    yield "pdf", b"/Relations (" + b"a" * 15_000_000
    yield "pdf", b"/Relations (" + b"\\a" * 7_000_000 + b")"
    yield "json", b'{"usermeta":{"passport":[' + b"{}," * 1_000_000 + b"{}]}}"
    yield "json", b"[" * 4_000_000
    yield "svg", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b'<!ENTITY b "&a;&a;">' * 100_000 + b"]><svg>&b;</svg>"
    yield "html", b'<meta name="relations-passport" content="' + b"&amp;" * 1_000_000 + b'">'
    for name in (b"zTXt", b"iTXt"):
        squeezed = zlib.compress(b"a" * 20_000_000)
        body = name + b"relations\0" + (b"\1\0\0\0" if name == b"iTXt" else b"\0") + squeezed
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        yield "png", b"\x89PNG\r\n\x1a\n" + chunk
    yield "png", b"\x89PNG\r\n\x1a\n" + b"\0" * 12_000_000


def vast() -> Iterator[tuple[str, bytes]]:
    """Figures of hundreds of panels, every option of them one there is: to draw them takes gigabytes, or minutes."""
    head = '[[figures]]\nid = "trade"\ntitle = "X"\nsubtitle = "s"\nwindow = {start = 1990-01-01, end = 2026-01-01}\n'
    for kind in ("pdf", "svg"):
        block = head + '[[figures.panels]]\nlines = ["oil"]\n' * 1000
        yield (
            kind,
            resealed(file(kind), kind, partial(_set, {"options": {"block": block, "width": 4000, "height": 8000}})),
        )
