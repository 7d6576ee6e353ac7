"""Tables: what a publisher's copies are computed from, one file each beside them, sealed as the copies are.

A table has a header of `# name: value` lines and a hash of all of it, but columns of its own, which its publisher's
module reads. A release of the program brings one, a person brings another; a refresh writes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import sources
from relations.cache.file import FORMAT, retrieval, sealed, unsealed
from relations.cache.places import State, cache_folder, is_cached, layers, path_in, state, there, unreadable, within
from relations.cache.whole import write_whole
from relations.values import Licence, parse_licence, parse_when
from sources import NotCached, Rejected, _rollcalls

if TYPE_CHECKING:
    import pandas as pd

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
    return [key for key in sources.tables() if is_cached(key)]


def read_table(key: str) -> Table:
    """A table, whole or not at all; Rejected says what is wrong with its file, NotCached that there is none."""
    about = sources.tables()[key]
    path = next((path for folder in layers() if there(path := path_in(folder, key))), None)
    if path is None:
        raise NotCached(about.missing)
    try:
        return _table(state(path), key)
    except OSError as error:
        raise Rejected(unreadable(path, error)) from error
    except (ValueError, Rejected) as error:
        raise Rejected(f"{within(path)}: {' '.join(str(error).split())}; {about.mend}") from error


def write_table(header: Mapping[str, str], rows: str) -> Table:
    """Put a table into my cache in one step, among the private ones if it may not be passed on; Rejected, OSError."""
    key = header["key"]
    private = not parse_licence(header["licence"]).may_be_passed_on
    path = path_in(cache_folder(), key, private=private)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, sealed({"format": FORMAT, **header}, rows).encode())
    return read_table(key)


def rollcalls(key: str = "") -> tuple[Table, pd.DataFrame]:
    """A table of roll calls of the UN General Assembly, and its rows (`sources/_rollcalls.py`), not to be changed.

    Without a key it is the preferred one. Raises Rejected or NotCached as `read_table`.
    """
    table = read_table(key or next(iter(sources.tables())))
    return table, _rows(table.text)


_rows = lru_cache(maxsize=2)(_rollcalls.rollcalls)


@lru_cache(maxsize=4)
def _table(file: State, key: str) -> Table:
    text = file.path.read_text(encoding="utf-8")
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
