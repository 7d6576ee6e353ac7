"""The local copies of a cache that lies in an object store: what everybody reads, whether or not the store answers.

A reader asks the store every half a minute what its version is, fetches the files that are new, journals before the
copies they tell of, puts them in their places and keeps a view of all (`views.py`), which is what is read. What a
refresh changed here is never written over: it stays until it is in the store (`relations/refresh/share.py`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from time import sleep

import platformdirs
from filelock import FileLock, Timeout

import sources
from relations.cache import remote, views
from relations.cache.remote import Away, Version
from relations.cache.whole import write_all, write_whole

EVERY = 30.0  #: seconds between two questions of a reader
_NOTE = ".store.json"
_followed: set[Path] = set()
_FIRST = Lock()


@dataclass(frozen=True)
class Mirror:
    """What the local files are of: the version they were, and how the store answered last."""

    version: Version = field(default_factory=Version)
    #: Of each file as it was put here: time of change and size, so that one left alone need not be read again.
    seen: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    answered: str = ""  #: when the store answered last, as ISO 8601; empty if it never did
    away: str = ""  #: what went wrong since; empty if it answered


def address() -> str:
    """The address of the cache if it is in a store, else nothing."""
    chosen = os.environ.get("RELATIONS_CACHE", "")
    return chosen.rstrip("/") if "://" in chosen else ""


def folder(address: str) -> Path:
    """The folder of the local copies; the first to ask brings it up to date, and from then on it is kept so."""
    place = _place(address)
    with _FIRST:
        if place not in _followed:
            _followed.add(place)
            place.mkdir(parents=True, exist_ok=True)
            pull(address, place)
            Thread(target=_follow, args=(address, place), daemon=True).start()
    return place


def pull(address: str, place: Path) -> None:
    """Bring the local copies up to the store's version, unless a refresh is at work on them or has left something."""
    with suppress(Timeout), FileLock(place / ".lock", timeout=0):
        forward(address, place)


def forward(address: str, place: Path) -> None:
    """Make the local copies the store's version, if nothing was changed here; note it if the store is away.

    Only under the lock.
    """
    note = read(place)
    try:
        theirs = remote.latest(address)
        if theirs.number > note.version.number and not changed(place, note):
            write(place, take(address, place, note, theirs, news(place, note, theirs)))
        noted(place, away="")
    except Away as error:
        noted(place, away=str(error))
    note, kept = read(place), views.number(place)
    if kept is None or (kept != note.version.number and not changed(place, note)):
        views.keep(place, note.version.number)


def news(place: Path, note: Mirror, theirs: Version) -> dict[str, str]:
    """The files of a version that are not here as it has them: the hash of each."""
    here = note.version.files
    return {name: sha for name, sha in theirs.files.items() if here.get(name) != sha or not (place / name).exists()}


def take(address: str, place: Path, note: Mirror, theirs: Version, wanted: Mapping[str, str]) -> Mirror:
    """Put these files of a version in their places, and away with those it has no more; Away leaves all as it was."""
    fetched = {name: remote.fetch(address, sha) for name, sha in wanted.items()}
    order = sorted(fetched, key=lambda one: (one.removeprefix("private/").count("/"), one))  # journals come first
    for name in order:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
    write_all([(place / name, fetched[name]) for name in order])
    for name in note.version.files.keys() - theirs.files.keys():
        (place / name).unlink(missing_ok=True)
    kept = {name: state for name, state in note.seen.items() if name in theirs.files}
    return Mirror(theirs, kept | states(place, wanted), note.answered)


def states(place: Path, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """When each of these files was changed, and its size."""
    return {name: state for name in names if (state := _state(place / name))}


def noted(place: Path, *, away: str) -> None:
    """Note how the store answered just now: nothing is away, or what went wrong."""
    note = read(place)
    write(place, Mirror(note.version, note.seen, note.answered if away else sources.now().isoformat(), away))


def changed(place: Path, note: Mirror) -> dict[str, str | None]:
    """The files that are not as they were in the version: their hashes, None of one that has gone."""
    here = views.files(place)
    touched = {name: path for name, path in here.items() if note.seen.get(name) != _state(path)}
    hashes = {name: remote.sha256(path.read_bytes()) for name, path in touched.items()}
    gone: dict[str, str | None] = dict.fromkeys(note.version.files.keys() - here.keys())
    return gone | {name: sha for name, sha in hashes.items() if sha != note.version.files.get(name)}


def since() -> tuple[str, datetime | None]:
    """What went wrong, if the cache is in a store that is away, and when it answered last."""
    note = read(folder(address())) if address() else Mirror()
    return note.away, datetime.fromisoformat(note.answered) if note.answered else None


def read(place: Path) -> Mirror:
    """The note beside the local copies; a new one if there is none that can be read."""
    try:
        said = json.loads((place / _NOTE).read_text(encoding="utf-8"))
        seen = {name: (int(state[0]), int(state[1])) for name, state in said["seen"].items()}
        return Mirror(Version(said["number"], said["files"]), seen, said["answered"], said["away"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Mirror()


def write(place: Path, note: Mirror) -> None:
    """Write the note in one step; a disk that takes none leaves the earlier one, of which all is still true."""
    said = {"number": note.version.number, "files": dict(note.version.files), "seen": dict(note.seen)}
    with suppress(OSError):
        write_whole(place / _NOTE, json.dumps(said | {"answered": note.answered, "away": note.away}).encode())


def _follow(address: str, place: Path) -> None:
    while True:
        sleep(EVERY)
        views.still_held()
        with suppress(OSError):
            pull(address, place)


def _place(address: str) -> Path:
    """A folder of its own for each address, in the user's data folder."""
    name = f"{re.sub(r'[^A-Za-z0-9]+', '-', address)[:60]}-{remote.sha256(address.encode())[:8]}"
    return platformdirs.user_data_path("relations", appauthor=False) / "stores" / name


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
