"""Record what changes, then change it: the new copy replaces the old one in one step; what a killed run left goes."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

import sources
from relations import cache
from relations.cache.whole import sweep
from relations.refresh.check import Checked, Refused
from relations.refresh.ledger import record_changes
from relations.refresh.merge import SAME, changes, largest_revision, merge
from relations.refresh.outcome import Outcome, Status
from relations.refresh.quarantine import FUTURE, span
from relations.refresh.rhythm import is_current
from sources import Rejected, Snapshot


def store(old: Snapshot | None, new: Snapshot, checked: Checked, gone: pd.DataFrame, today: date) -> Outcome:
    """Put the good rows into the copy; a copy that stays the same is not written. The refused are held already.

    Raises Rejected if nothing of the answer is fit to be used, OSError if the disk takes none.
    """
    key = new.indicator.key
    if checked.good.empty and not checked.agrees:
        raise Rejected(f"no row is fit to be used; {refusals(key, checked.refused)}")
    copy = Snapshot(new.indicator, merge(old.data if old else None, checked.good, gone), new.retrieved)
    lost = None if old else _put_aside(copy)
    if old is None or not checked.good.empty or not gone.empty or _says_otherwise(old, new):
        record_changes(old, copy, checked.good, gone, copy.retrieved)
        cache.write(copy)
    added = int(checked.good["old"].isna().sum())
    revised = len(checked.good) - added + len(gone)
    status = "added" if added else "revised" if revised else _nothing_new(copy, today)
    said = "; ".join(filter(None, (refusals(key, checked.refused), lost)))
    error = f"{key}: {said}" if said else None
    return Outcome(key, status, added, revised, largest_revision(checked.good), error=error)


def _says_otherwise(old: Snapshot, new: Snapshot) -> bool:
    """Whether the header of a copy is to be rewritten: another title, say, or a retrieval in the future."""
    return old.indicator != new.indicator or old.retrieved > new.retrieved


def _put_aside(copy: Snapshot) -> str | None:
    """Keep a file that could not be read under another name, and say what of it the new copy lacks or changes."""
    path = cache.cache_path(copy.indicator.key)
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.{sources.now():%Y%m%dT%H%M%S}.damaged")
    kept = _legible(path)
    shutil.copy2(path, aside)
    now = dict(zip(copy.data["date"].dt.strftime("%Y-%m-%d"), copy.data["value"], strict=True))
    gone = sorted(kept.keys() - now.keys())
    other = sum(not np.isclose(value, now[day], rtol=SAME, atol=0) for day, value in kept.items() if day in now)
    lost = f"{len(gone)} observations of {gone[0]} to {gone[-1]} that the publisher no longer gives" if gone else ""
    differs = f"{other} values that differ" if other else ""
    has = " and ".join(filter(None, (lost, differs))) or "nothing else that can be read"
    return f"the file we had could not be read and was fetched anew; it has {has}, and is kept as {aside.name}"


def _legible(path: Path) -> dict[str, float]:
    """The rows of a damaged file that can still be read."""
    rows = re.findall(r"^(\d{4}-\d\d-\d\d),([-+.\de]+)\s*$", path.read_text("utf-8", errors="replace"), re.MULTILINE)
    return {day: float(value) for day, value in rows if _is_number(value)}


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _nothing_new(copy: Snapshot, today: date) -> Status:
    return "fresh" if is_current(copy.indicator, copy.last, today) else "unchanged"


def refusals(key: str, refused: Sequence[Refused]) -> str:
    """How many rows went into quarantine, why the first did, and the command that lets them in."""
    if not refused:
        return ""
    rows = f"{len(refused)} row{'s' if len(refused) > 1 else ''} in quarantine, {refused[0]}"
    days = [row.day for row in refused if math.isfinite(row.value) and not row.reason.startswith(FUTURE)]
    if not days:
        return rows
    return f"{rows}; `relations accept {key} {span(days)}` lets {'it' if len(days) == 1 else 'them'} in"


def tidy() -> list[str]:
    """Remove what killed runs left half written in the cache, and name it; take over what was shipped since."""
    removed = sweep(cache.cache_folder().rglob(".*.tmp"))
    cache.settle()
    for key in cache.cached_keys():
        _take_over(key)
    return removed


def _take_over(key: str) -> None:
    """Make a shipped copy that is newer than mine my own, recorded, so that vintages know when its rows came."""
    if cache.where(key) != cache.cache_path(key) and (own := cache.mine(key)):
        copy = cache.read(key)
        record_changes(own, copy, changes(own.data, copy.data), own.data.head(0), copy.retrieved)
        cache.write(copy)
