"""Tables: what a publisher's copies are computed from, one file each beside them, sealed as the copies are.

A table has a header of `# name: value` lines and a hash of all of it, but columns of its own, which its publisher's
module reads. A release of the program brings one, a person brings another; a refresh writes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from relations.cache.file import FORMAT, retrieval, sealed, unsealed
from relations.cache.journal import write_whole
from relations.cache.places import TABLES, State, cache_folder, is_cached, layers, path_in, state, there
from relations.values import Licence, Message, parse_licence, parse_when
from sources import NotCached, Rejected, un_digital_library, un_votes

_MEANING = ("key", "title", "unit", "frequency", "publisher", "url", "licence", "coverage")


@dataclass(frozen=True)
class Table:
    """What a table says of itself, and its text, header included."""

    key: str
    title: str
    unit: str
    frequency: str
    publisher: str
    url: str
    licence: Licence
    first: date  #: first day of the months it covers
    last: date  #: first day of the last of them
    rows: int
    retrieved: datetime
    text: str


def tables() -> list[str]:
    """The keys of the tables the cache has."""
    return [key for key in TABLES if is_cached(key)]


def table_of(publisher: str) -> Table:
    """The table of a publisher; NotCached if it has none."""
    key = next((key for key in TABLES if key.startswith(f"{publisher}/")), f"{publisher}/")
    return read_table(key)


def read_table(key: str) -> Table:
    """A table, whole or not at all; Rejected says what is wrong with its file, NotCached that there is none."""
    path = next((path for folder in layers() if there(path := path_in(folder, key))), None) if key in TABLES else None
    if path is None:
        raise NotCached(_missing(key))
    try:
        return _table(state(path), key)
    except (OSError, ValueError, Rejected) as error:
        way = "restore the file, it comes with the program" if key == un_votes.TABLE else "import it again"
        raise Rejected(f"{path}: {' '.join(str(error).split())}; {way}") from error


def _missing(key: str) -> Message:
    if key == un_digital_library.TABLE:
        return Message(
            "{key}: the cache has no such table; download the CSV of {record}, then `relations rollcalls FILE`",
            key=key,
            record=un_digital_library.RECORD,
        )
    return Message("{key}: the cache has no such table; install the program again, it comes with it", key=key)


def write_table(header: Mapping[str, str], rows: str) -> Table:
    """Put a table into my cache in one step, among the private ones if it may not be passed on; Rejected, OSError."""
    key = header["key"]
    private = not parse_licence(header["licence"]).may_be_passed_on
    path = path_in(cache_folder(), key, private=private)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, sealed({"format": FORMAT, **header}, rows).encode())
    return read_table(key)


def rollcalls(key: str = un_votes.TABLE) -> pd.DataFrame:
    """A table of roll calls of the UN General Assembly (`sources.un_votes.rollcalls`), read once: not to be changed.

    Raises Rejected or NotCached as `read_table`.
    """
    return _rollcalls(read_table(key).text)


@lru_cache(maxsize=2)
def _rollcalls(text: str) -> pd.DataFrame:
    return un_votes.rollcalls(text)


@lru_cache(maxsize=4)
def _table(file: State, key: str) -> Table:
    text = file[0].read_text(encoding="utf-8")
    header, rows = unsealed(text, key, _MEANING)
    first, last = (parse_when(month).day for month in header["coverage"].split(" to "))
    return Table(
        **{name: header[name] for name in ("key", "title", "unit", "frequency", "publisher", "url")},
        licence=parse_licence(header["licence"]),
        first=first,
        last=last,
        rows=rows.count("\n") - 1,
        retrieved=retrieval(header),
        text=text,
    )
