"""The edition of a publisher's figures that was out on a day, where the cache has it."""

from __future__ import annotations

from datetime import date, timedelta

import sources
from relations import cache
from relations.cache.places import layers
from sources import FetchFailed, Snapshot

_NEWEST = timedelta(days=184)  #: for so long an edition is taken for the newest: they come four times a year and more


def editions(key: str) -> list[str]:
    """The keys of the editions of an indicator that the cache has, the newest first."""
    try:
        archive = sources.habits(sources.source(key)).archive
    except FetchFailed:
        return []
    _, code = key.split("/", 1)
    names = {path.stem for layer in layers() for path in layer.glob(f"{archive}/{code}/*.csv")} if archive else ()
    return [f"{archive}/{code}/{name}" for name in sorted(names, reverse=True)]


def edition(now: Snapshot, day: date) -> Snapshot | None:
    """The newest edition that was out by a day, if it was half a year old at most and is in the unit of now.

    In another unit, dollars of another year, say, its numbers are no earlier form of those we have.
    """
    for key in editions(now.indicator.key):
        copy = cache.read(key)
        out = _out(copy)
        if out <= day:
            return copy if day - out <= _NEWEST and copy.indicator.unit == now.indicator.unit else None
    return None


def _out(copy: Snapshot) -> date:
    """The day from which what an edition has counts as known."""
    known = sources.published(copy.indicator).known(copy.data["date"].to_numpy()[:1].astype("datetime64[D]"))
    day: date = known[0].astype(date)
    return day
