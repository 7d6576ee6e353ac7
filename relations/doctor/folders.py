"""The folders the program reads and writes: whether this user may, and whether there is room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from relations import cache
from relations import story as stories
from relations.doctor.finding import Finding
from relations.shipped import shipped

ROOM = 100_000_000  #: bytes; a cache of several stories with its journals takes about a tenth of it
AREA = "folders"


def examined() -> Iterator[Finding]:
    """What may not be read keeps the page from working; what may not be written, a refresh alone."""
    for folder in (shipped("static"), stories.folder()):
        if not os.access(folder, os.R_OK | os.X_OK):
            yield Finding(AREA, "error", f"{folder} cannot be read; let this user read it")
    place = cache.cache_folder()
    problem, _ = cache.away()
    if problem:
        yield Finding(AREA, "error", f"{problem}; the local copies are shown, see to the store or to RELATIONS_CACHE")
    nearest = _nearest(place)
    if place.exists() and not place.is_dir():
        yield Finding(AREA, "error", f"{place} is no folder; let RELATIONS_CACHE name one")
    elif closed := _without(os.R_OK, place, nearest):
        yield Finding(AREA, "error", f"{closed} cannot be read; let this user read it, or set RELATIONS_CACHE")
    elif locked := _without(os.W_OK, place, nearest):
        said = f"{locked} cannot be written, so a refresh fails; let this user write there, or set RELATIONS_CACHE"
        yield Finding(AREA, "warning", said)
    elif (free := shutil.disk_usage(nearest).free) < ROOM:
        yield Finding(
            AREA, "warning", f"{nearest} has {free:,} bytes left; a refresh keeps the old copies when it is full"
        )
    else:
        yield Finding(AREA, "ok", f"{place} can be written, {free / 1e9:,.1f} GB are free")


def _nearest(folder: Path) -> Path:
    """The folder itself, or the one above it that exists and in which it would be made."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def _without(right: int, place: Path, nearest: Path) -> Path | None:
    """The first folder that this user has not a right to: the cache, where it would be made, or one within it."""
    within = os.walk(place) if nearest == place.absolute() else ()
    folders = (nearest, *(Path(at, name) for at, names, _ in within for name in sorted(names)))
    return next((one for one in folders if not os.access(one, right | os.X_OK)), None)
