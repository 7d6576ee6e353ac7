"""Where the cache's files are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import sources


def cache_folder() -> Path:
    """Where the cache is: $RELATIONS_CACHE if set, else data/cache beside the code."""
    chosen = os.environ.get("RELATIONS_CACHE")
    return Path(chosen) if chosen else Path(__file__).parents[2] / "data" / "cache"


def cache_path(key: str) -> Path:
    """The file that holds a key's copy; Rejected if the key could point outside the cache."""
    sources.require_key(key)
    return cache_folder().joinpath(*key.split("/")).with_name(key.rsplit("/", 1)[1] + ".csv")


def is_cached(key: str) -> bool:
    """Whether the cache has a copy of a key."""
    return cache_path(key).is_file()


def cached_keys() -> Iterator[str]:
    """The keys of all copies in the cache, sorted."""
    folder = cache_folder()
    for path in sorted(folder.glob("*/**/*.csv")):
        yield path.relative_to(folder).as_posix().removesuffix(".csv")


def known_publishers() -> list[str]:
    """Names of the publishers a key may start with: those we can ask, and those the cache holds a copy of."""
    folder = cache_folder()
    kept = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    return sorted(kept | set(sources.publishers()))
