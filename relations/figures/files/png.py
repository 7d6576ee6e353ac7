"""PNG: words and passport in text chunks, which leave the picture's own bytes alone (PNG, 3rd edition, 11.3.3)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from relations.figures import Figure
from relations.figures.files.passport import TOOL, Passport

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = TOOL.encode()
HEADER = len(SIGNATURE) + 25  #: the signature and the first chunk, IHDR


def finished(drawn: bytes, figure: Figure, passport: Passport) -> bytes:
    """The picture with Title, Description, Source, Software and the passport before its pixels."""
    texts = {
        "Title": figure.title,
        "Description": figure.alt,
        "Source": passport.citation,
        "Software": f"{TOOL} {passport.version}",
        TOOL: passport.json_text,
    }
    return drawn[:HEADER] + b"".join(_text(*text) for text in texts.items()) + drawn[HEADER:]


def _text(keyword: str, text: str) -> bytes:
    """An iTXt chunk: UTF-8, not compressed, of no language."""
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def passport(data: bytes) -> str | None:
    """The text of the passport's chunk."""
    for _, kind, body in _chunks(data):
        if kind == b"iTXt" and body.startswith(KEYWORD + b"\0\0\0\0\0"):
            return body[len(KEYWORD) + 5 :].decode(errors="replace")
    return None


def mended(data: bytes) -> bytes:
    """The file with the checksum its passport's chunk needs, after a change of the seal in it."""
    for start, kind, body in _chunks(data):
        if kind == b"iTXt" and body.startswith(KEYWORD + b"\0"):
            return data[:start] + _chunk(kind, body) + data[start + 12 + len(body) :]
    return data


def _chunks(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Where each chunk starts, its kind and its body, as far as the file is a PNG."""
    place = len(SIGNATURE) if data.startswith(SIGNATURE) else len(data)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        if place + 12 + length > len(data):
            return
        yield place, data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length
