"""On which line of a story's file each of its values stands: what reads TOML keeps no places."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    \"{3} (?: \\. | [^\\] )*? \"{3}    # a text of several lines
    | '{3} .*? '{3}                   # the same as it stands
    | " (?: \\. | [^"\\\n] )* "        # a text
    | ' [^'\n]* '                     # the same as it stands
    | \# [^\n]*                       # a comment
    | [\[\]{}=,\n]                    # a sign
    | [^\[\]{}=,\n\#"'\s]+            # anything else: a key, a number, a day
    """,
    re.DOTALL | re.VERBOSE,
)
_OVER = ("\n", ",", "]", "}")  #: what ends a plain value

Tokens = list[tuple[int, str]]  #: each with its line, from 1


def places(text: str) -> dict[str, int]:
    """The line, from 1, of each value and header of TOML by its path as one writes it: `figures[0].panels[1].lines[2]`.

    The text is one that a reader of TOML has accepted.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    tokens, table, at = [*_tokens(text), (1 + text.count("\n"), "\n")], "", 0
    while at < len(tokens):
        line, sign = tokens[at]
        if sign == "[":
            end = next(i for i in range(at, len(tokens)) if tokens[i][1] == "\n")
            header = [one for _, one in tokens[at:end]]
            name = "".join(one.strip("\"'") for one in header if one not in "[]")
            table = _table(name, counts, several=header[1] == "[")
            for place in (re.split(r"[.\[]", table)[0], table):  # the first of `[[events]]` is where all events begin
                found.setdefault(place, line)
            at = end
        at = at + 1 if sign in ("\n", "[") else _pair(tokens, at, table, found)
    return found


def line_of(place: str, found: dict[str, int]) -> int:
    """The line of a place, or of what it is a part of; 1 for the file."""
    while place not in found and (cut := max(place.rfind("."), place.rfind("["))) > 0:
        place = place[:cut]
    return found.get(place, 1)


def written(place: str, found: dict[str, int]) -> str:
    """A place as the file has it: one measure without a number, a figure that is not written by `standard`."""
    measure = re.match(r"(claims\[\d+\]\.measure)s\[\d+\]", place)
    if measure and measure[0] not in found and measure[1] in found:
        return f"{measure[1]}{place[measure.end() :]}"
    figure = re.match(r"figures\[\d+\]", place)
    return "standard" if figure and figure[0] not in found else place


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        if not match[0].startswith("#"):
            yield line, match[0]


def _pair(tokens: Tokens, at: int, table: str, found: dict[str, int]) -> int:
    """Note a key and what it holds; where the next begins."""
    line, key = tokens[at][0], ""
    while tokens[at][1] != "=":
        key += tokens[at][1].strip("\"'")
        at += 1
    return _value(tokens, at + 1, f"{table}.{key}".removeprefix("."), line, found)


def _value(tokens: Tokens, at: int, place: str, line: int, found: dict[str, int]) -> int:
    """Note a value, and all that is in it; where the next begins."""
    found.setdefault(place, line)
    opens, number = tokens[at][1], 0
    if opens not in ("[", "{"):
        while tokens[at][1] not in _OVER:
            at += 1
        return at
    at += 1
    while tokens[at][1] not in ("]", "}"):
        if tokens[at][1] in ("\n", ","):
            at += 1
        elif opens == "{":
            at = _pair(tokens, at, place, found)
        else:
            at = _value(tokens, at, f"{place}[{number}]", tokens[at][0], found)
            number += 1
    return at + 1


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
