"""Where the cache's files are: mine in a folder that is written to, and under it the shipped ones, for reading only.

In a checkout both are data/cache. An installed program keeps its own in the user's data folder, so that no upgrade
touches what was refreshed. Numbers that may not be passed on lie in the folder `private` of either, which git ignores.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import platformdirs

import sources
from relations.shipped import is_installed, shipped
from sources import Rejected

PRIVATE = "private"
SERVED = "RELATIONS_SERVED"


@dataclass(frozen=True, slots=True)
class State:
    """A file and what changes when it is replaced; the same file at another place, as in a later view, is equal."""

    path: Path = field(compare=False)
    device: int = 0
    inode: int = 0
    changed: int = 0
    size: int = 0


_view: ContextVar[Path | None] = ContextVar("view", default=None)  #: the state of the local copies that is read


def cache_folder() -> Path:
    """Where a refresh writes: $RELATIONS_CACHE, or the user's data folder; in a checkout data/cache.

    Of a cache in an object store it is the folder of its local copies.
    """
    if chosen := os.environ.get("RELATIONS_CACHE"):
        return _local(chosen) if "://" in chosen else Path(chosen)
    return (
        platformdirs.user_data_path("relations", appauthor=False) / "cache" if is_installed() else shipped("data/cache")
    )


@contextmanager
def one_version() -> Iterator[None]:
    """Read one state of the cache from here on, whatever comes meanwhile; one that is held already goes on.

    Of a cache in an object store only. In a plain folder each copy is whole, and a refresh replaces one after another:
    there nothing is held, and nothing is paid.
    """
    chosen = os.environ.get("RELATIONS_CACHE", "")
    if "://" not in chosen or _view.get():
        yield
        return
    from relations.cache import views

    with views.held(_local(chosen)) as view, _reading(view):
        yield


def newest() -> AbstractContextManager[None]:
    """Read the copies as they are just now, as who changes them must."""
    return _reading(None)


@contextmanager
def _reading(view: Path | None) -> Iterator[None]:
    token = _view.set(view)
    try:
        yield
    finally:
        _view.reset(token)


def _local(address: str) -> Path:
    """The folder of the local copies of a cache that lies in an object store."""
    from relations.cache import mirror

    return mirror.folder(address.rstrip("/"))


def _shipped() -> Path:
    """Where the shipped copies are: $RELATIONS_SHIPPED, or what came with the program."""
    chosen = os.environ.get("RELATIONS_SHIPPED")
    return Path(chosen) if chosen else shipped("data/cache")


def layers() -> list[Path]:
    """The folders copies are looked for in, mine first."""
    return list(dict.fromkeys([_view.get() or cache_folder(), _shipped()]))


def served() -> bool:
    """Whether this process serves strangers ($RELATIONS_SERVED=1): then what may not be passed on is not there."""
    return os.environ.get(SERVED) == "1"


def cache_path(key: str) -> Path:
    """The file that holds my copy of a key, or would; Rejected if the key could point outside the cache."""
    return path_in(cache_folder(), key)


def path_in(folder: Path, key: str, *, private: bool | None = None) -> Path:
    """The file of a key in a folder: among the private ones or not; where it lies, if not said."""
    path, hidden = _paths(folder, key)
    return hidden if private or (private is None and not served() and there(hidden)) else path


@lru_cache(maxsize=1024)  # a page looks for each copy of its story at every run, in a new view after each change
def _paths(folder: Path, key: str) -> tuple[Path, Path]:
    sources.require_key(key)
    return folder / f"{key}.csv", folder / PRIVATE / f"{key}.csv"


def there(path: Path) -> bool:
    """Whether there is a file, though perhaps one we may not read."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def is_cached(key: str) -> bool:
    """Whether there is a copy of a key, mine or a shipped one."""
    return any(there(path_in(folder, key)) for folder in layers())


def cached_keys() -> list[str]:
    """The keys of all copies, mine and the shipped, sorted."""
    return sorted({key for folder in layers() for key, _, problem in _found(folder) if not problem})


def contents() -> str:
    """All files that may be copies, each with what changes when it is replaced: equal means equal copies.

    A page asks at every run in which a figure is edited, so nothing is opened, and each file is looked at once.
    """
    found: list[str] = []
    for number, folder in enumerate(map(str, layers())):
        for at, folders, files in os.walk(folder):
            if at == folder:  # what lies here is a journal
                folders[:] = [one for one in folders if not (served() and one == PRIVATE)]
                continue
            for name in (one for one in files if one.endswith(".csv")):
                one = state(Path(at, name))
                about = (one.device, one.inode, one.changed, one.size)
                found.append(f"{number}{at.removeprefix(folder)}/{name} {about}\n")
    return "".join(sorted(found))


def strays() -> list[str]:
    """What lies among the copies and is none, each with what is wrong with it."""
    return [f"{path}: {problem}" for folder in layers() for key, path, problem in _found(folder) if key and problem]


def unlisted() -> list[str]:
    """The folders this user may not look into, each with the way out: nobody knows what is wrong in them."""
    return [f"{path}: {problem}" for folder in layers() for key, path, problem in _found(folder) if not key]


def known_publishers() -> list[str]:
    """Names of the publishers a key may start with: those we can ask, and those the cache holds a copy of."""
    places = (place for folder in layers() for place in (folder, folder / PRIVATE))
    kept = {name for place in places for name in _folders(place)} - {PRIVATE}
    return sorted(kept | set(sources.publishers()))


def _folders(place: Path) -> list[str]:
    """The folders in a place, by name; none where there is none, or where they may not be listed."""
    try:
        return [one.name for one in os.scandir(place) if one.is_dir()]
    except OSError:
        return []


def within(path: Path) -> str:
    """A file by its place in the cache: errors reach pages and files, which tell nobody where a machine keeps it."""
    return next((str(path.relative_to(one)) for one in layers() if path.is_relative_to(one)), path.name)


def unreadable(path: Path, error: OSError) -> str:
    """A file that is there and cannot be read, in words that a page may show."""
    return f"{within(path)}: cannot be read ({error.strerror or error}); let this user read it"


def _found(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """The key, path and problem of everything below a folder that could be taken for a copy."""
    unlisted: list[OSError] = []
    for at, folders, files in os.walk(folder, onerror=unlisted.append):
        if served() and Path(at) == folder:
            folders[:] = [one for one in folders if one != PRIVATE]
        for name in sorted(one for one in [*files, *folders] if one.endswith(".csv") and not one.startswith(".")):
            path = Path(at, name)
            parts = path.relative_to(folder).with_suffix("").parts
            parts = parts[1:] if parts[0] == PRIVATE else parts
            if (len(parts) > 1 or name in folders) and "/".join(parts) not in sources.tables():  # else a journal
                yield "/".join(parts), path, _problem("/".join(parts), path)
    for error in unlisted:
        if not isinstance(error, FileNotFoundError):
            yield "", Path(error.filename), f"cannot be listed ({error.strerror}); give this user the right to read it"


def _problem(key: str, path: Path) -> str:
    """Why a path is no copy; empty if it may be one."""
    if not there(path):
        return "is no file; move it out of the cache"
    try:
        sources.require_key(key)
    except Rejected:
        return "is no copy of an indicator, by its name; move it out of the cache"
    return ""


def state(path: Path) -> State:
    """A file and what changes when it is replaced."""
    try:
        found = path.stat()
    except OSError:
        return State(path)
    return State(path, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
