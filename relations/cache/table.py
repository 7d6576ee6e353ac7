"""Tables: what a publisher's copies are computed from, one file each beside them, sealed as the copies are.

A table has a header of `# name: value` lines and a hash of all of it, but columns of its own, which its publisher's
module reads. Only a release of the program brings one; a refresh writes none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from relations.cache.file import retrieval, unsealed
from relations.cache.places import TABLES, State, is_cached, layers, path_in, state, there
from relations.values import Licence, Message, parse_licence, parse_when
from sources import NotCached, Rejected, un_votes

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
        raise NotCached(
            Message("{key}: the cache has no such table; install the program again, it comes with it", key=key)
        )
    try:
        return _table(state(path), key)
    except (OSError, ValueError, Rejected) as error:
        raise Rejected(
            f"{path}: {' '.join(str(error).split())}; restore the file, it comes with the program"
        ) from error


def rollcalls() -> pd.DataFrame:
    """The roll calls of the UN General Assembly (`sources.un_votes.rollcalls`), read once: not to be changed.

    Raises Rejected or NotCached as `read_table`.
    """
    return _rollcalls(read_table(un_votes.TABLE).text)


@lru_cache(maxsize=1)
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
