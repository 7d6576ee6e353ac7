"""A series as it could be known on an earlier day, and what of it is hidden then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relations.evidence.refusal import Refusal
from relations.values import Message, msgid
from sources import Snapshot
from transforms import derived

#: By frequency: why a value counts as known, as a message says it.
RULE = {
    "daily": msgid("an observation counts as known on its date"),
    "weekly": msgid("an observation counts as known on its date"),
    "monthly": msgid("a month's value counts as known from the first day of the next month"),
    "annual": msgid("a year's value counts as known from 1 July of the next year"),
}
VINTAGE = msgid("the publisher's figures of that day, as recorded")


@dataclass(frozen=True)
class Known:
    """What was known at a cut: the rows left, how many are hidden, the first of them, and by which rule."""

    snapshot: Snapshot
    hidden: int
    first_hidden: date | None
    rule: str


def release_days(snapshot: Snapshot) -> pd.Series[pd.Timestamp]:
    """For each observation the day from which it counts as known, by the rule of its frequency.

    An annual value of year Y: 1 July of Y + 1. A monthly average: the first day of the next month. Others: their
    date. A convention, not a publisher's calendar: statistical offices differ by months.
    """
    dates = snapshot.data["date"]
    if snapshot.indicator.frequency == "annual":
        july = dates.to_numpy().astype("datetime64[Y]") + np.timedelta64(1, "Y")
        return pd.Series(july.astype("datetime64[M]") + np.timedelta64(6, "M"), dates.index).astype("datetime64[us]")
    if snapshot.indicator.frequency == "monthly":
        months = dates.to_numpy().astype("datetime64[M]") + np.timedelta64(1, "M")
        return pd.Series(months.astype("datetime64[us]"), dates.index)
    return dates


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
    left = derived(snapshot, kept)
    rule = VINTAGE if vintage is not None else RULE[snapshot.indicator.frequency]
    return Known(vintage or left, len(hidden), first, rule)
