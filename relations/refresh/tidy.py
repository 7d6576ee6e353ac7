"""Away with what a killed run left behind, and what is where it should not be goes where it should.

Only under the lock: then no file being written is anybody's.
"""

from __future__ import annotations

from relations import cache
from relations.refresh.ledger import record_changes
from relations.refresh.merge import changes


def tidy() -> list[str]:
    """Remove half-written temporary files from the cache, and name them; take over what was shipped since."""
    removed = []
    for path in sorted(cache.cache_folder().rglob(".*.csv.*.tmp")):
        path.unlink(missing_ok=True)
        removed.append(path.name)
    cache.settle()
    for key in cache.cached_keys():
        _take_over(key)
    return removed


def _take_over(key: str) -> None:
    """Make a shipped copy that is newer than mine my own, recorded, so that vintages know when its rows came."""
    if cache.where(key) != cache.cache_path(key) and (own := cache.mine(key)):
        copy = cache.read(key)
        record_changes(own, copy, changes(own.data, copy.data), own.data.head(0), copy.retrieved)
        cache.write(copy)
