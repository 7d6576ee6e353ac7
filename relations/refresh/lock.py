"""One writer at a time: who refreshes holds a lock on a file of the cache, which dies with the process."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from relations.cache import cache_folder
from relations.cache.places import newest
from relations.refresh import share
from sources import SourceError, now


class Locked(SourceError):
    """Another run is writing to the cache."""


class Unwritable(SourceError):
    """The cache folder takes no files."""


@contextmanager
def hold(wait: float = 10.0) -> Iterator[None]:
    """Hold the cache for writing, after at most `wait` seconds.

    Raises Locked, naming the holder, if another run does not let go; Unwritable if the folder cannot be written to.
    """
    folder = cache_folder()
    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise Locked(f"{_holder(folder)} is refreshing this cache; wait for it, or end it") from error
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written to ({error.strerror or error}); nothing was changed") from error
    try:
        _sign(folder)
        with newest():
            share.begin()
            try:
                yield
            finally:
                share.push()
    finally:
        lock.release()


def _sign(folder: Path) -> None:
    """Leave a note of who holds the lock. In a file of its own, for the lock's may be opened by those who wait."""
    note = {"pid": os.getpid(), "host": socket.gethostname(), "since": now().isoformat()}
    try:
        (folder / ".lock-holder").write_text(json.dumps(note), encoding="utf-8")
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written to ({error.strerror or error}); nothing was changed") from error


def _holder(folder: Path) -> str:
    """Who holds the lock, in words; a note that is being written just now is no note."""
    try:
        note = json.loads((folder / ".lock-holder").read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']} (since {note['since']})"
    except (OSError, ValueError, LookupError, TypeError):
        return "another process"
