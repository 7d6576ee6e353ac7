"""The rate between two currencies from their rates to a third."""

from __future__ import annotations

from relations.values import Message, cross, msgid
from sources import Rejected, Snapshot
from transforms import combined, rate, require_positive

#: What the two rates must share, and what is said if they do not.
ONE = {
    "publisher": msgid("a cross rate needs one publisher: {key} has {value}, {other} another"),
    "dating": msgid("a cross rate needs dates of one meaning: {key} has {value}, {other} another"),
}


def cross_rate(numerator: Snapshot, denominator: Snapshot) -> Snapshot:
    """Units of one currency per unit of another: (A per USD) / (B per USD) = A per B.

    The third currency is whichever the two rates share, and each may be quoted either way. Both rates are of one
    publisher, whose fixing time they share, and only days on which both have an observation count: nothing is filled.
    Raises Rejected if the publishers or the meanings of the dates differ, if one is no rate, if the two do not share
    exactly one currency, if a rate is not positive, or if no day is common.
    """
    over, under = numerator.indicator, denominator.indicator
    for name, words in ONE.items():
        if getattr(over, name) != getattr(under, name):
            raise Rejected(Message(words, key=over.key, value=str(getattr(over, name)), other=under.key))
    made = cross(rate(numerator), rate(denominator))
    if made is None:
        words = msgid("{key} is in {unit} and {other} in {second}: a cross rate needs one currency in common")
        raise Rejected(Message(words, key=over.key, unit=over.unit, other=under.key, second=under.unit))
    require_positive(numerator)
    require_positive(denominator)
    both = numerator.data.merge(denominator.data, on="date", suffixes=("_a", "_b"))
    if both.empty:
        raise Rejected(Message("{keys} have no day in common", keys=(over.key, under.key)))
    data = both.assign(value=made.value(both["value_a"], both["value_b"]))[["date", "value"]]
    return combined(
        f"{over.key}_per_{made.rate.base}",
        data,
        title=f"cross rate of {over.title} and {under.title}",
        unit=made.rate,
        like=over,
        retrieved=min(numerator.retrieved, denominator.retrieved),
    )
