"""A cache in an object store, for a team: files under the hash of their bytes, and a list of them for each version.

    <address>/versions/00000042.json     {"imf/KZT.csv": "<sha256>", …}: what the cache was after the 42nd change
    <address>/files/<sha256>             the bytes; they never change

A version is made in one step, by a write on the condition that nobody has made one of that number (If-None-Match, or
what the store has for it): of two writers one is told that the other was there before. A reader takes a version or
none. The address is `s3://bucket/prefix`, `gs://…` or `az://…`; the libraries are extras of those names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from sources import SourceError

KEPT = 50  #: versions before the latest one that stay in the store
UNUSED = timedelta(days=1)  #: after which a file that no version names goes: by then no writer is about to name it
_PATIENCE = {"connect_timeout": 3, "read_timeout": 20, "retries": {"total_max_attempts": 2}}
_OPTIONS: dict[str, dict[str, Any]] = {"s3": {"config_kwargs": _PATIENCE}}
_FOR = {"s3": "s3", "gs": "gs", "gcs": "gs", "az": "az", "abfs": "az"}  #: the extra of this program for a store


class Away(SourceError):
    """The store does not answer, or not as a store should."""


class Taken(SourceError):
    """Another writer has made the version of this number."""


@dataclass(frozen=True)
class Version:
    """What the cache was after a change: the hash of every file, by its name."""

    number: int = 0
    files: Mapping[str, str] = field(default_factory=dict)


def latest(address: str) -> Version:
    """The latest version in a store; version 0, without a file, if there is none. Raises Away."""
    with _answering(address) as store:
        if number := max(_numbers(store, address), default=0):
            files = json.loads(store.cat_file(_place(address, number)))
            return Version(number, {_safe(name): str(sha) for name, sha in files.items()})
    return Version()


def fetch(address: str, sha: str) -> bytes:
    """The bytes of a file; Away if it is not what its name says."""
    with _answering(address) as store:
        content: bytes = store.cat_file(f"{address}/files/{sha}")
    if sha256(content) != sha:
        raise Away(f"{address}: the file {sha[:12]}… holds other bytes than its name says; restore it in the store")
    return content


def put(address: str, content: bytes) -> str:
    """Put a file into the store and return its hash. Raises Away."""
    sha = sha256(content)
    with _answering(address) as store:
        store.pipe_file(f"{address}/files/{sha}", content)
    return sha


def commit(address: str, version: Version) -> None:
    """Make a version, whose files are all in the store. Raises Taken if there is another of its number, or Away.

    A store whose answer got lost, and that is asked again, says that there is one: it is ours.
    """
    _heeds_conditions(address)
    place, content = _place(address, version.number), json.dumps(version.files, indent=0).encode()
    with _answering(address) as store:
        try:
            store.pipe_file(place, content, mode="create")
        except Exception as error:
            if not store.exists(place):
                raise
            if store.cat_file(place) != content:
                raise Taken(f"{address}: there is a version {version.number}") from error


@lru_cache
def _heeds_conditions(address: str) -> None:
    """Away if a store writes over what it was asked only to create: of two refreshers it would lose one. Asked once."""
    with _answering(address) as store:
        place = f"{address}/condition"
        store.pipe_file(place, b"")
        try:
            store.pipe_file(place, b"", mode="create")
        except Exception:
            if not store.exists(place):
                raise
            return
    raise Away(f"{address}: this store does not heed the condition of a write (If-None-Match); use one that does")


def prune(address: str) -> None:
    """Take away old versions, and files that no version names any more. Raises Away."""
    with _answering(address) as store:
        numbers = sorted(_numbers(store, address))
        for number in numbers[: -KEPT - 1]:
            store.rm_file(_place(address, number))
        if len(numbers) <= KEPT + 1:
            return
        named = {
            sha
            for number in numbers[-KEPT - 1 :]
            for sha in json.loads(store.cat_file(_place(address, number))).values()
        }
        for entry in store.ls(f"{address}/files", detail=True):
            since = entry.get("LastModified") or entry.get("last_modified") or entry.get("mtime")
            if PurePosixPath(entry["name"]).name not in named and since and datetime.now(UTC) - _moment(since) > UNUSED:
                store.rm_file(entry["name"])


def sha256(content: bytes) -> str:
    """The hash a file lies under."""
    return hashlib.sha256(content).hexdigest()


def _moment(said: object) -> datetime:
    return said if isinstance(said, datetime) else datetime.fromisoformat(str(said))


def _place(address: str, number: int) -> str:
    return f"{address}/versions/{number:08}.json"


def _numbers(store: Any, address: str) -> list[int]:
    try:
        found = store.ls(f"{address}/versions", detail=False)
    except FileNotFoundError:
        return []
    return [int(stem) for name in found if (stem := PurePosixPath(name).stem).isdecimal()]


def _safe(name: str) -> str:
    """The name of a file of a cache; Away if it would lie outside of one."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or not parts or any(part.startswith(".") or "\\" in part for part in parts):
        raise Away(f"the store names a file '{name}', which no cache has; it is not ours")
    return name


@contextmanager
def _answering(address: str) -> Iterator[Any]:
    """The store of an address; whatever its library raises is Away, but for what this room raises itself."""
    try:
        yield _store(address.partition("://")[0])
    except (Away, Taken):
        raise
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise Away(f"{address} does not answer: {said}") from error


@lru_cache
def _store(scheme: str) -> Any:
    """The file system of a scheme, which remembers no listing."""
    extra = _FOR.get(scheme)
    if extra is None:
        raise Away(f"{scheme}:// is no store this program knows; it knows {', '.join(f'{one}://' for one in _FOR)}")
    options = {"use_listings_cache": False, "skip_instance_cache": True, **_OPTIONS.get(scheme, {})}
    try:
        import fsspec

        store = fsspec.filesystem(scheme, **options)
    except ImportError as error:
        raise Away(f"a cache in {scheme}:// needs a library; `pip install 'relations[{extra}]'` brings it") from error
    store.retries = 2  # of the library's own; ours is the next question
    return store
