"""A copy as it was known on an earlier day, rebuilt from the records of what was added and what changed since.

Two journals beside the cache hold what is needed. `revisions`: a row per value that changed after it was published
(`new` is empty where the publisher withdrew it). `additions`: a row per unbroken run of new dates, so that a first
load of ten thousand rows is one line and a daily refresh another: at that time every date of the copy from `first`
to `last` was new. Undone from the newest back, they give the copy of any day since the first record.
"""

from __future__ import annotations

from datetime import date, datetime
from heapq import merge
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from relations.cache.journal import SEQUENCE, Journal, Row
from sources import NotCached, Snapshot, observations

if TYPE_CHECKING:
    import pandas as pd

REVISIONS = Journal("revisions", ("key", "date", "old", "new", "when"))
ADDITIONS = Journal("additions", ("key", "first", "last", "rows", "when"))


def rebuild(copy: Snapshot, as_of: date, folder: Path) -> Snapshot:
    """The copy as it was known when `as_of` ended (UTC), by a folder's journals; NotCached if nothing is known of it.

    The order of the records is that of their numbers: what was written before the last record of that day had
    happened by then, whatever a clock that was ahead said of it.
    """
    key = copy.indicator.key
    if as_of < (begin := max(_begin(journal, folder) for journal in (ADDITIONS, REVISIONS))):
        raise NotCached(f"{key}: nothing is known of {as_of}, the records kept begin on {begin}; ask for a later day")
    if lost := next(chain(ADDITIONS.unreadable(key, folder), REVISIONS.unreadable(key, folder)), None):
        raise NotCached(f"{key}: what was known of {as_of} cannot be told; {lost}")
    records = _in_order(list(ADDITIONS.rows(key, folder)), list(REVISIONS.rows(key, folder)))
    by_then = [number for number, record in enumerate(records, 1) if _when(record).date() <= as_of]
    known = _when(records[by_then[-1] - 1]) if by_then else _unrecorded(copy, as_of, recorded=bool(records))
    values = copy.data.set_index("date")["value"]
    for record in reversed(records[by_then[-1] if by_then else 0 :]):
        values = _undo(values, record)
    if values.empty:
        raise NotCached(f"{key}: the records know of no row on {as_of}; ask for a later day")
    return Snapshot(copy.indicator, observations(values.index, values.to_numpy()), known)


def _begin(journal: Journal, folder: Path) -> date:
    """The day from which on a journal has all that was ever put into it."""
    first = next(journal.rows(folder=folder), None) if journal.forgets(folder) else None
    return _when(first).date() if first else date.min


def _in_order(*journals: list[Row]) -> list[Row]:
    """The records of several journals, oldest first: by number, and before these, by time, those that have none."""
    old = merge(*([row for row in rows if not row[SEQUENCE]] for rows in journals), key=_when)
    numbered = [row for row in chain(*journals) if row[SEQUENCE]]
    return [*old, *sorted(numbered, key=lambda row: int(row[SEQUENCE]))]


def _when(record: Row) -> datetime:
    return datetime.fromisoformat(record["when"])


def _unrecorded(copy: Snapshot, as_of: date, *, recorded: bool) -> datetime:
    """The time of a copy no record speaks of: its own retrieval, if that was by then."""
    if recorded or copy.retrieved.date() > as_of:
        key = copy.indicator.key
        raise NotCached(f"{key}: nothing is known of {as_of}, its records begin later; ask for a later day")
    return copy.retrieved


def _undo(values: pd.Series[float], record: Row) -> pd.Series[float]:
    """The values by date before a record."""
    import pandas as pd

    if "first" in record:
        inside = (values.index >= pd.Timestamp(record["first"])) & (values.index <= pd.Timestamp(record["last"]))
        return values[~inside]
    known = pd.Series([float(record["old"])], [pd.Timestamp(record["date"])])
    return pd.concat([values.drop(known.index, errors="ignore"), known]).sort_index()
