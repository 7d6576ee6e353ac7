"""A series as it could be known on an earlier day, by its publisher's editions or its dates; what is hidden then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

import sources
from relations import cache
from relations.cache.places import layers
from relations.evidence.refusal import Refusal
from relations.values import Message, msgid
from sources import FetchFailed, Snapshot, published
from transforms import derived

VINTAGE = msgid("the publisher’s figures of that day, as recorded")


@dataclass(frozen=True)
class Known:
    """What was known at a cut: the rows left, how many are hidden, the first of them, and by which rule.

    `revised` names who has revised the figures since, where those of that day are not held; else it is empty.
    """

    snapshot: Snapshot
    hidden: int
    first_hidden: date | None
    rule: str
    revised: str = ""

    @property
    def caveat(self) -> Message | None:
        """That the values are later revisions, where the figures of that day are not held."""
        if not self.revised:
            return None
        return Message("values are as revised since by {edition}; those of that day are not held", edition=self.revised)


def release_days(snapshot: Snapshot) -> pd.Series[pd.Timestamp]:
    """For each observation the day from which it counts as known, by its publisher's rule (`sources.published`)."""
    dates = snapshot.data["date"]
    days = published(snapshot.indicator).known(dates.to_numpy().astype("datetime64[D]"))
    return pd.Series(days.astype("datetime64[us]"), dates.index)


def known_then(snapshot: Snapshot, cut: date, vintage: Snapshot | None = None) -> Known | Refusal:
    """The series as known when the day `cut` ended: rows released later are hidden, revisions are not undone.

    If `vintage` is given, the publisher's own figures of that day, they are what was known, and nothing is assumed.
    A Refusal `not yet known` if no row is left. The approach is that of real-time data sets: Croushore & Stark
    (2001), “A real-time data set for macroeconomists”, Journal of Econometrics 105(1), p. 111–130.
    """
    released = release_days(snapshot) <= pd.Timestamp(cut)
    kept = snapshot.data[released] if vintage is None else vintage.data
    if kept.empty:
        words = Message("{key}: nothing was known on {day}", key=snapshot.indicator.key, day=cut)
        return Refusal("not yet known", words)
    last = kept["date"].iloc[-1]
    hidden = snapshot.data.loc[snapshot.data["date"] > last, "date"]
    first = None if hidden.empty else hidden.iloc[0].date()
    if vintage is not None:
        own = vintage.indicator.key == snapshot.indicator.key
        return Known(vintage, len(hidden), first, VINTAGE if own else published(vintage.indicator).rule)
    by = published(snapshot.indicator)
    return Known(derived(snapshot, kept), len(hidden), first, by.rule, by.revised)


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
        out = release_days(copy).iloc[0].date()
        if out <= day:
            return copy if day - out <= _NEWEST and copy.indicator.unit == now.indicator.unit else None
    return None
