"""Record what changes, then change it: the new copy takes the place of the old one in one step."""

from __future__ import annotations

import os
from datetime import date

import pandas as pd

import sources
from relations import cache
from relations.refresh.check import Checked, Refused
from relations.refresh.ledger import record_changes, record_refused
from relations.refresh.merge import largest_revision, merge
from relations.refresh.outcome import Outcome, Status
from relations.refresh.rhythm import is_current
from sources import Rejected, Snapshot


def store(old: Snapshot | None, new: Snapshot, checked: Checked, gone: pd.DataFrame, today: date) -> Outcome:
    """Put the good rows into the copy and the refused into quarantine; a copy that stays the same is not written.

    Raises Rejected if there would be no row, OSError if the disk takes none.
    """
    key, aside = new.indicator.key, None
    record_refused(key, checked.refused, new.retrieved)
    if old is None and checked.good.empty:
        raise Rejected(f"no row is fit to be used; {_refusals(checked.refused)}")
    copy = Snapshot(new.indicator, merge(old.data if old else None, checked.good, gone), new.retrieved)
    if old is None or not checked.good.empty or not gone.empty or _says_otherwise(old, new):
        record_changes(old, copy, checked.good, gone)
        if old is None:
            aside = _put_aside(key)
        cache.write(copy)
    added = int(checked.good["old"].isna().sum())
    revised = len(checked.good) - added + len(gone)
    status = "added" if added else "revised" if revised else _nothing_new(copy, today)
    said = [one for one in (aside, _refusals(checked.refused)) if one]
    error = f"{key}: {'; '.join(said)}" if said else None
    return Outcome(key, status, added, revised, largest_revision(checked.good), error=error)


def _says_otherwise(old: Snapshot, new: Snapshot) -> bool:
    """Whether the header of a copy is to be rewritten: another title, say, or a retrieval in the future."""
    return old.indicator != new.indicator or old.retrieved > new.retrieved


def _put_aside(key: str) -> str | None:
    """Keep a damaged file under another name, and say so: it may hold what the publisher no longer has."""
    path = cache.cache_path(key)
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.{sources.now():%Y%m%dT%H%M%S}.damaged")
    os.replace(path, aside)
    return f"the damaged copy is put aside as {aside.name}; history the publisher no longer gives is only there"


def _nothing_new(copy: Snapshot, today: date) -> Status:
    return "fresh" if is_current(copy.indicator, copy.last, today) else "unchanged"


def _refusals(refused: list[Refused]) -> str:
    """How many rows went into quarantine, and why the first did; nothing if none did."""
    if not refused:
        return ""
    rows = f"{len(refused)} row{'s' if len(refused) > 1 else ''} in quarantine"
    return f"{rows}, {refused[0]}"
