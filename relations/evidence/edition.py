"""The edition of a publisher's figures that was out on a day, where the cache has it."""

from __future__ import annotations

from datetime import date, timedelta

from relations import cache
from relations.cache.places import layers
from sources import Snapshot, wdi_archive

_NEWEST = timedelta(days=184)  #: for so long an edition is taken for the newest: they come four times a year and more


def editions(key: str) -> list[str]:
    """The keys of the editions of an indicator that the cache has, the newest first."""
    publisher, code = key.split("/", 1)
    if publisher != "world_bank":
        return []
    names = {path.stem for layer in layers() for path in layer.glob(f"wdi_archive/{code}/*.csv")}
    return [f"wdi_archive/{code}/{name}" for name in sorted(names, reverse=True)]


def edition(now: Snapshot, day: date) -> Snapshot | None:
    """The newest edition that was out by a day, if it was half a year old at most and is in the unit of now.

    In another unit, dollars of another year, say, its numbers are no earlier form of those we have.
    """
    for key in editions(now.indicator.key):
        copy = cache.read(key)
        if wdi_archive.out(copy.indicator) <= day:
            fits = day - wdi_archive.out(copy.indicator) <= _NEWEST and copy.indicator.unit == now.indicator.unit
            return copy if fits else None
    return None
