"""Record what changes, then change it: the new copy replaces the old one in one step; what a killed run left goes."""

from __future__ import annotations

import math
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

import sources
from relations import cache
from relations.cache import mirror
from relations.cache.file import load
from relations.cache.whole import sweep
from relations.refresh.check import Checked, Refused
from relations.refresh.ledger import record_changes
from relations.refresh.merge import SAME, changes, largest_revision, merge
from relations.refresh.outcome import Outcome, Status
from relations.refresh.quarantine import FUTURE, span
from relations.refresh.rhythm import is_current
from sources import NotCached, Rejected, Snapshot


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
    shutil.copy2(path, aside := _aside(path))
    has = _besides(_legible(path), copy, "the publisher no longer gives")
    return f"the file we had could not be read and was fetched anew; it has {has}, and is kept as {aside.name}"


def uncover(key: str) -> str | None:
    """Move my copy out of the way if it is damaged and the shipped one is whole; what of it that one lacks, if so.

    All that reads the cache then finds the shipped copy, and what is fetched is added to it. Only under the lock. In an
    object store nothing is moved: what is gone here would be taken from everybody.
    """
    path = cache.cache_path(key)
    if mirror.address() or cache.where(key) != path:
        return None
    try:
        cache.read(key)
    except (NotCached, cache.LaterFormat):
        return None  # of a later format it is whole, and not ours to replace
    except Rejected:
        with suppress(OSError):  # what this user may not read or move stays, and is told
            return _gives_way(path, given) if (given := _shipped(key)) else None
    return None


def is_uncovered(key: str) -> bool:
    """Whether a damaged copy of mine has given way to the shipped one, and nothing was fetched since."""
    paths = [cache.path_in(cache.cache_folder(), key, private=private) for private in (False, True)]
    return not any(path.exists() for path in paths) and any(
        any(path.parent.glob(_damaged(path, "*"))) for path in paths
    )


def _gives_way(path: Path, given: Snapshot) -> str:
    """Move a damaged file aside, and say what of it the shipped copy lacks."""
    has = _besides(_legible(path), given, "that one lacks")
    os.replace(path, aside := _aside(path))
    said = f"the shipped copy of {given.retrieved:%Y-%m-%d} stands in its place"
    return f"the file we had could not be read, and {said}; it has {has}, and is kept as {aside.name}"


def _shipped(key: str) -> Snapshot | None:
    """The shipped copy that lies under mine, if there is one that can be read."""
    with suppress(Rejected, NotCached):
        return load(cache.path_in(cache.layers()[1], key), key) if len(cache.layers()) > 1 else None
    return None


def _aside(path: Path) -> Path:
    return path.with_name(_damaged(path, f"{sources.now():%Y%m%dT%H%M%S}"))


def _damaged(path: Path, when: str) -> str:
    """The name that a damaged file is kept under."""
    return f"{path.name}.{when}.damaged"


def _besides(kept: Mapping[str, float], copy: Snapshot, lacking: str) -> str:
    """What a file has, row by row, that a copy has not."""
    now = dict(zip(copy.data["date"].dt.strftime("%Y-%m-%d"), copy.data["value"], strict=True))
    gone = sorted(kept.keys() - now.keys())
    other = sum(not np.isclose(value, now[day], rtol=SAME, atol=0) for day, value in kept.items() if day in now)
    lost = f"{len(gone)} observations of {gone[0]} to {gone[-1]} that {lacking}" if gone else ""
    differs = f"{other} values that differ" if other else ""
    return " and ".join(filter(None, (lost, differs))) or "nothing else that can be read"


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
