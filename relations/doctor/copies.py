"""The cache: whether every copy is as its hash says, and what lies among the copies and does not count."""

from __future__ import annotations

from collections.abc import Iterator

from relations import cache, refresh
from relations.doctor.finding import Finding

AREA = "copies"


def examined() -> Iterator[Finding]:
    """Every copy and table against its hash; strays and lines of journals that do not count; copies of format 1."""
    damaged, passed_over = refresh.verify(), refresh.passed_over()
    yield from (Finding(AREA, "error", said) for _, said in damaged)
    yield from (Finding(AREA, "warning", said) for said in passed_over)
    if older := refresh.rows_alone():
        said = f"{len(older)} of format 1, whose hash covers the rows and not the header; a refresh writes them anew"
        yield Finding(AREA, "warning", said)
    whole = len(cache.cached_keys()) + len(cache.tables()) - len([key for key, _ in damaged if key])
    if whole:
        yield Finding(AREA, "ok", f"{whole} are as their hashes say")
    elif not damaged:
        yield Finding(AREA, "error", f"there is none in {cache.cache_folder()}; `relations refresh` fetches them")
