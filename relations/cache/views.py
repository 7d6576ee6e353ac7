"""Whole states of the local copies of a store: one is read while the next is being put together.

A view is a folder beside the copies with all of them as they were at the end of a change. A copy is linked, not copied:
the cache replaces copies and edits none, so a view takes room only for what has been replaced since. Which view is the
latest says one small file, replaced in one step; who begins to read looks there once and keeps to that view. A view
that nobody has held for an hour goes, but for the latest.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from relations.cache.whole import sweep, write_whole

GRACE = 3600.0  #: s that a view stays after it was the latest, and after its last reader said that it reads on
_LATEST = "latest"
_held: list[Path] = []  #: the views this process reads, once for each reader


def keep(place: Path, number: int) -> None:
    """Make what lies in a folder the latest view, of a version of this number; only under the lock.

    A disk that takes no more leaves the earlier view the latest.
    """
    before, folder = latest(place), _folder(place)
    view = folder / f"{number:08}.{uuid4().hex[:8]}"
    with suppress(OSError):
        view.mkdir(parents=True)
        for name, path in files(place).items():
            (view / name).parent.mkdir(parents=True, exist_ok=True)
            _place(path, view / name, apart=_grows(name))
        if before:
            os.utime(before)
        write_whole(folder / _LATEST, view.name.encode())
        _forget(folder, view)


def latest(place: Path) -> Path | None:
    """The latest view of a folder; None if there is none yet."""
    try:
        view = _folder(place) / (_folder(place) / _LATEST).read_text(encoding="utf-8")
    except OSError:
        return None
    return view if view.is_dir() else None


def number(place: Path) -> int | None:
    """The number of the version that the latest view is of; None if there is no view yet."""
    view = latest(place)
    return int(view.name.partition(".")[0]) if view else None


@contextmanager
def held(place: Path) -> Iterator[Path | None]:
    """The latest view of a folder, which stays until it is let go; None if there is none yet."""
    view = latest(place)
    if view is None:
        yield None
        return
    _held.append(view)
    try:
        yield view
    finally:
        _held.remove(view)


def still_held() -> None:
    """Say of the views this process reads that it reads on."""
    for view in {*_held}:
        with suppress(OSError):
            os.utime(view)


def files(place: Path) -> dict[str, Path]:
    """The files of a folder that belong to the cache, by their names in it."""
    found = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    return {name: path for name, path in found.items() if _counts(name)}


def _counts(name: str) -> bool:
    """Whether a file belongs to the cache: no lock, note, half-written or damaged one."""
    return not any(part.startswith(".") for part in Path(name).parts) and not name.endswith(".damaged")


def _place(path: Path, there: Path, *, apart: bool) -> None:
    """A file at another place too; as a link, if it may be one and the disk can."""
    if not apart:
        with suppress(OSError):
            os.link(path, there)
            return
    shutil.copy2(path, there)


def _grows(name: str) -> bool:
    """Whether a file is a journal that lines are added to, and none that was put aside."""
    return "/" not in name.removeprefix("private/") and not re.search(r"\.\d{4}\.csv$", name)


def _forget(folder: Path, latest: Path) -> None:
    """Take away the views that nobody has held for long."""
    sweep(folder.iterdir())
    for view in folder.iterdir():
        if view.is_dir() and view != latest and time.time() - view.stat().st_mtime > GRACE:
            shutil.rmtree(view, ignore_errors=True)


def _folder(place: Path) -> Path:
    return place.with_name(f"{place.name}.views")
