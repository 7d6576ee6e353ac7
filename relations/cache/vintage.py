"""A copy as it was known on an earlier day, rebuilt from the records of what was added and what changed since.

Two tables beside the cache hold what is needed. `revisions`: a row per value that changed after it was published
(`new` is empty where the publisher withdrew it). `additions`: a row per unbroken run of new dates, so that a first
load of ten thousand rows is one line and a daily refresh another: at that time every date of the copy from `first`
to `last` was new. Undone from the newest back, they give the copy of any day since the first record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

import pandas as pd

from relations.cache.journal import Journal
from sources import NotCached, Snapshot, observations

REVISIONS = Journal("revisions", ("key", "date", "old", "new", "when"))
ADDITIONS = Journal("additions", ("key", "first", "last", "rows", "when"))


def rebuild(copy: Snapshot, as_of: date) -> Snapshot:
    """The copy as it was known when `as_of` ended (UTC); NotCached if nothing is known of that day."""
    key = copy.indicator.key
    if as_of < (begin := max(map(_begin, (ADDITIONS, REVISIONS)))):
        raise NotCached(f"{key}: nothing is known of {as_of}, the records kept begin on {begin}; ask for a later day")
    records = sorted(chain(_records(ADDITIONS, key), _records(REVISIONS, key)), key=lambda record: record[0])
    known = [when for when, _ in records if when.date() <= as_of] or _unrecorded(copy, as_of, recorded=bool(records))
    values = copy.data.set_index("date")["value"]
    for when, record in reversed(records):
        if when.date() > as_of:
            values = _undo(values, record)
    if values.empty:
        raise NotCached(f"{key}: the records know of no row on {as_of}; ask for a later day")
    return Snapshot(copy.indicator, observations(values.index, values.to_numpy()), max(known))


def _begin(table: Journal) -> date:
    """The day from which on a table has all that was ever put into it."""
    first = next(table.rows(), None) if table.forgets() else None
    return datetime.fromisoformat(first["when"]).date() if first else date.min


def _records(table: Journal, key: str) -> Iterator[tuple[datetime, dict[str, str]]]:
    """A key's records, each with its time."""
    for row in table.rows(key):
        yield datetime.fromisoformat(row["when"]), row


def _unrecorded(copy: Snapshot, as_of: date, *, recorded: bool) -> list[datetime]:
    """The time of a copy no record speaks of: its own retrieval, if that was by then."""
    if recorded or copy.retrieved.date() > as_of:
        key = copy.indicator.key
        raise NotCached(f"{key}: nothing is known of {as_of}, its records begin later; ask for a later day")
    return [copy.retrieved]


def _undo(values: pd.Series[float], record: dict[str, str]) -> pd.Series[float]:
    """The values by date before a record."""
    if "first" in record:
        inside = (values.index >= pd.Timestamp(record["first"])) & (values.index <= pd.Timestamp(record["last"]))
        return values[~inside]
    known = pd.Series([float(record["old"])], [pd.Timestamp(record["date"])])
    return pd.concat([values.drop(known.index, errors="ignore"), known]).sort_index()
