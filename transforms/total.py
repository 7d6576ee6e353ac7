"""The sum of several lines: the inhabitants of some countries or regions, the trade of a group."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from relations.values import Message, may_be_added, msgid
from sources import Rejected, Snapshot
from transforms import combined

#: What lines must share to be added, and what is said if they do not.
ONE = {
    "unit": msgid("a sum needs one unit: {key} has {value}, {other} another"),
    "frequency": msgid("a sum needs one frequency: {key} has {value}, {other} another"),
    "dating": msgid("a sum needs one dating: {key} has {value}, {other} another"),
    "publisher": msgid("a sum needs one publisher: {key} has {value}, {other} another"),
}


def _added(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    dates, here, there = np.intersect1d(one["date"].to_numpy(), other["date"].to_numpy(), return_indices=True)
    return pd.DataFrame({"date": dates, "value": one["value"].to_numpy()[here] + other["value"].to_numpy()[there]})


def total(*parts: Snapshot) -> Snapshot:
    """The sum of all, in the unit of all, for the periods all of them have; nothing is filled.

    Raises Rejected if units, frequencies, dates' meanings or publishers differ, or no period is common.
    """
    first, *others = (part.indicator for part in parts)
    for other in others:
        for what, words in ONE.items():
            if getattr(first, what) != getattr(other, what):
                raise Rejected(Message(words, key=first.key, value=str(getattr(first, what)), other=other.key))
        if not may_be_added(first.unit, other.unit):
            words = msgid("{key} is in {unit}; only amounts of money and counts can be added")
            raise Rejected(Message(words, key=first.key, unit=first.unit))
    data = reduce(_added, (part.data for part in parts))
    if data.empty:
        raise Rejected(Message("{keys} have no period in common", keys=tuple(part.indicator.key for part in parts)))
    return combined(
        "_and_".join((first.key, *(other.code for other in others))),
        data,
        title=" + ".join(dict.fromkeys(part.indicator.title for part in parts)),
        unit=first.unit,
        like=first,
        retrieved=min(part.retrieved for part in parts),
    )
