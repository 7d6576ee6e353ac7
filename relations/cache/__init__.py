"""The cache: the last good copy of every indicator, one file each, and what happened to them in journals beside it.

The page and the figures only ever `read` it; only a refresh puts something in. Copies a refresh made (mine) lie over
those that came with the program (shipped). Where there are both, the one retrieved later is read, so that an upgrade
brings newer numbers; but mine stays if the shipped one lacks a day it has, so that nothing refreshed is ever lost.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import sources
from relations.cache import file
from relations.cache.file import Glance, LaterFormat, hash_covers_header, load, may_be_passed_on, moment, text
from relations.cache.places import (
    State,
    cache_folder,
    cache_path,
    cached_keys,
    contents,
    is_cached,
    known_publishers,
    layers,
    one_version,
    path_in,
    state,
    strays,
    there,
    unlisted,
)
from relations.cache.private import is_private, settle
from relations.cache.table import Table, read_table, rollcalls, tables, write_table
from relations.cache.vintage import rebuild
from relations.cache.whole import write_whole
from sources import Indicator, NotCached, Rejected, Snapshot


def away() -> tuple[str, datetime | None]:
    """What is wrong with the object store the cache lies in, if anything, and when it answered last."""
    from relations.cache import mirror  # of a cache in a folder nothing is asked

    return mirror.since()


def read(key: str, as_of: date | None = None) -> Snapshot:
    """The cached copy of a key, or that copy as it was known when the day `as_of` ended (UTC).

    Raises NotCached if there is none, Rejected if its file is not whole: a header line missing or twice, header and
    rows not those its hash was taken of, or not a Snapshot.
    """
    return _loaded(state(where(key)), key) if as_of is None else _vintage(key, as_of)


@lru_cache(maxsize=128)
def _loaded(state: State, key: str) -> Snapshot:
    """A copy, read once per file, as `_fingerprint` is: to read them took a third of the time to draw a figure."""
    return load(state.path, key)


def glance(key: str) -> Glance:
    """What a copy is of and how far it goes, without its values; raises as `read` does."""
    return _glanced(state(where(key)), key)


@lru_cache(maxsize=4096)
def _glanced(state: State, key: str) -> Glance:
    return file.glance(state.path, key)


def described(key: str) -> Indicator:
    """What a key measures: as its copy says, else as far as its publisher's module can say; raises SourceError."""
    try:
        return glance(key).indicator
    except NotCached:
        return sources.indicator_of(key)


def mine(key: str) -> Snapshot | None:
    """The copy a refresh made, whatever was shipped since; None if there is none that can be read."""
    with suppress(Rejected, NotCached):
        return load(cache_path(key), key)
    return None


def where(key: str) -> Path:
    """The file `read` reads, if there is one: mine or the shipped one."""
    folders = layers()
    paths = [path for folder in folders if there(path := path_in(folder, key))]
    if not paths:
        return path_in(folders[0], key)
    return paths[1] if len(paths) > 1 and _is_newer(key, *map(state, paths)) else paths[0]


@lru_cache(maxsize=4096)
def _is_newer(key: str, own: State, given: State) -> bool:
    """Whether the shipped copy was retrieved later than mine and has all its days; never if mine cannot be read."""
    try:
        copy, other = load(own.path, key), load(given.path, key)
    except (Rejected, NotCached):
        return False
    return other.retrieved > copy.retrieved and bool(copy.data["date"].isin(other.data["date"]).all())


def _vintage(key: str, as_of: date) -> Snapshot:
    """The latest of what mine and the shipped copy say of a day, each by the journals beside it."""
    known, unknown = [], NotCached(f"{key} is not in the cache; `relations refresh --only {key}` fetches it")
    for folder in reversed(layers()):
        if there(path := path_in(folder, key)):
            try:
                known.append(rebuild(load(path, key), as_of, folder))
            except NotCached as error:
                unknown = error
    if not known:
        raise unknown
    return max(reversed(known), key=lambda copy: copy.retrieved)


def fingerprint(key: str) -> str:
    """A sha256 of a copy's file, header included; empty if there is none that can be read. Equal means an equal copy.

    It is taken once per file: the cache replaces files, it edits none.
    """
    try:
        return _fingerprint(state(where(key)))
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def _fingerprint(state: State) -> str:
    return hashlib.sha256(state.path.read_bytes()).hexdigest()


def write(snapshot: Snapshot) -> Path:
    """Put a copy into my cache in one step: a reader sees the old file or the new one, never a part.

    What may not be passed on goes among the private ones. Raises OSError, the old file untouched, if the new one
    cannot be written.
    """
    key, folder = snapshot.indicator.key, cache_folder()
    private = not may_be_passed_on(snapshot.indicator.licence)
    path = path_in(folder, key, private=private)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text(snapshot).encode())
    path_in(folder, key, private=not private).unlink(missing_ok=True)
    return path
