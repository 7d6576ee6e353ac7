"""Away with what a killed run left behind. Only under the lock: then no file being written is anybody's."""

from __future__ import annotations

from relations.cache import cache_folder


def tidy() -> list[str]:
    """Remove half-written temporary files from the cache, and name them."""
    removed = []
    for path in sorted(cache_folder().rglob(".*.csv.*.tmp")):
        path.unlink(missing_ok=True)
        removed.append(path.name)
    return removed
