"""Trade between two countries: its turnover.

The reporter is part of every title: Kazakhstan's imports from Russia and Russia's exports to Kazakhstan are the same
goods and different numbers (2012: 17.1 against 14.7 US$ billion).
"""

from __future__ import annotations

from relations.values import Message, may_be_added, msgid
from sources import Rejected, Snapshot
from transforms import combined

#: What exports and imports must share to be added, and what is said if they do not.
ONE = {
    "unit": msgid("a turnover needs one unit: {key} has {value}, {other} another"),
    "frequency": msgid("a turnover needs one frequency: {key} has {value}, {other} another"),
    "publisher": msgid("a turnover needs one publisher: {key} has {value}, {other} another"),
}


def turnover(exports: Snapshot, imports: Snapshot) -> Snapshot:
    """`X_t + M_t`, in the unit of both, for the years both have; nothing is filled.

    Raises Rejected if the units, frequencies or publishers differ, or no year is common.
    """
    out, back = exports.indicator, imports.indicator
    for what, words in ONE.items():
        if getattr(out, what) != getattr(back, what):
            raise Rejected(Message(words, key=out.key, value=getattr(out, what), other=back.key))
    if not may_be_added(out.unit, back.unit):
        words = msgid("{key} is in {unit}; only amounts of money and counts can be added")
        raise Rejected(Message(words, key=out.key, unit=out.unit))
    both = exports.data.merge(imports.data, on="date", suffixes=("_a", "_b"))
    if both.empty:
        raise Rejected(Message("{keys} have no period in common", keys=(out.key, back.key)))
    data = both.assign(value=both["value_a"] + both["value_b"])[["date", "value"]]
    return combined(
        f"{out.key}_and_{back.code.rsplit('/', 1)[-1]}",
        data,
        title=f"Turnover: {_once(out.title, back.title)}",
        unit=out.unit,
        like=out,
        retrieved=min(exports.retrieved, imports.retrieved),
    )


def _once(one: str, other: str) -> str:
    """Two titles, what both end in said once: "exports of A to B and imports of A from B, as reported by A"."""
    said, _, end = one.rpartition(", ")
    begin, _, tail = other.rpartition(", ")
    second = f"{begin[:1].lower()}{begin[1:]}"
    return f"{said} and {second}, {end}" if said and begin and end == tail else f"{one}, and {other}"
