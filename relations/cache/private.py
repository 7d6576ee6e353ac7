"""Which numbers may not be passed on: they lie in a folder of their own, which is never committed or shipped."""

from __future__ import annotations

import os

import sources
from relations.cache.file import header_of, may_be_passed_on
from relations.cache.places import PRIVATE, cache_folder, cached_keys, layers, path_in
from sources import SourceError


def is_private(key: str) -> bool:
    """Whether the numbers of a key may not be passed on, by the terms of its copy, or else of its publisher."""
    for folder in layers():
        if licence := header_of(path_in(folder, key)).get("licence"):
            return not may_be_passed_on(licence)
    try:
        return not may_be_passed_on(sources.indicator_of(key).licence)
    except SourceError:
        return True


def settle() -> None:
    """Move what earlier versions kept elsewhere to the private folder: copies, and journals named after a publisher."""
    folder = cache_folder()
    keys = (key for key in cached_keys() if is_private(key))
    moves = {path_in(folder, key, private=False): path_in(folder, key, private=True) for key in keys}
    for publisher in sources.publishers():
        moves |= {path: folder / PRIVATE / path.name for path in folder.glob(f"{publisher}-*.csv")}
    for path, place in moves.items():
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, place)
