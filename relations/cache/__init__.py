"""The cache: the last good copy of every indicator, one file each, and what happened to them in journals beside it.

The page and the figures only ever `read` it; only a refresh puts something in.
"""

from __future__ import annotations

import hashlib
import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from relations.cache import file
from relations.cache.file import moment
from relations.cache.journal import sync_folder
from relations.cache.places import cache_folder, cache_path, cached_keys, is_cached, known_publishers
from relations.cache.vintage import rebuild
from sources import NotCached, Rejected, Snapshot

__all__ = [
    "cache_folder",
    "cache_path",
    "cached_keys",
    "fingerprint",
    "is_cached",
    "known_publishers",
    "moment",
    "read",
    "write",
]


def read(key: str, as_of: date | None = None) -> Snapshot:
    """The cached copy of a key, or that copy as it was known when the day `as_of` ended (UTC).

    Raises NotCached if there is none, Rejected if the file is not whole: a header line missing, the rows not
    those its hash was taken of, or not a Snapshot.
    """
    copy = _read(key)
    return copy if as_of is None else rebuild(copy, as_of)


def _read(key: str) -> Snapshot:
    """The cached copy of a key, whole or not at all."""
    path = cache_path(key)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotCached(f"{key} is not in the cache; `relations refresh --only {key}` fetches it") from None
    except UnicodeDecodeError as error:
        raise Rejected(f"{path}: not UTF-8 text ({error.reason}); restore the file or refresh {key}") from error
    return file.parse(text, path, key)


def fingerprint(key: str) -> str:
    """A sha256 of a copy's file, header included; empty if there is none. Equal means an equal copy.

    It is taken once per file: the cache replaces files, it edits none.
    """
    path = cache_path(key)
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return _fingerprint(path, (stat.st_ino, stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=4096)
def _fingerprint(path: Path, _: tuple[int, int, int]) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(snapshot: Snapshot) -> Path:
    """Put a copy into the cache in one step: a reader sees the old file or the new one, never a part.

    Raises OSError, the old file untouched, if the new one cannot be written.
    """
    path = cache_path(snapshot.indicator.key)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(partial, "w", encoding="utf-8", newline="\n") as written:
            written.write(file.text(snapshot))
            written.flush()
            os.fsync(written.fileno())
        os.replace(partial, path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    return path
