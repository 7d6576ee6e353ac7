"""On which line of a story's file each of its keys stands: what reads TOML keeps no places."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_OPENS, _CLOSES = "[{", "]}"


def places(text: str) -> dict[str, int]:
    """The line, from 1, of each key by its path as one writes it, `figures[0].panels[1].lines`, or of a header."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in _outside(text):
        if header := _HEADER.match(line):
            table = _table(_plain(header[2]), counts, several=bool(header[1]))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{table}.{_plain(key[1])}".removeprefix("."), number)
    return found


def line_of(place: str, found: dict[str, int]) -> int:
    """The line of a place, or of what it is a part of; 1 for the file."""
    while place not in found and (cut := max(place.rfind("."), place.rfind("["))) > 0:
        place = place[:cut]
    return found.get(place, 1)


def _plain(key: str) -> str:
    return re.sub(r"\s*\.\s*", ".", key.replace('"', ""))


def _table(name: str, counts: dict[str, int], *, several: bool) -> str:
    """The path of a table's header: of one of several with its number, below the last of those it is a part of."""
    path = ""
    parts = name.split(".")
    for depth, part in enumerate(parts, start=1):
        path = f"{path}.{part}".removeprefix(".")
        if several and depth == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _outside(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin outside of an array, a table in braces or a text of several lines, with their numbers."""
    depth, quotes = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not depth and not quotes:
            yield number, line
            if _HEADER.match(line):
                continue
        depth, quotes = _after(line, depth, quotes)


def _after(line: str, depth: int, quotes: str) -> tuple[int, str]:
    """How deep in brackets the line ends, and in which quotes of a text of several lines."""
    for token in re.findall(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]', line):
        if quotes:
            quotes = "" if token == quotes else quotes
        elif token in ('"""', "'''"):
            quotes = token
        elif token in _OPENS:
            depth += 1
        elif token in _CLOSES:
            depth = max(depth - 1, 0)
    return depth, quotes
