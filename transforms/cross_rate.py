"""The rate between two currencies from their dollar rates."""

from __future__ import annotations

from relations.values import Message
from sources import Rejected, Snapshot
from transforms import combined, currency


def cross_rate(numerator: Snapshot, denominator: Snapshot) -> Snapshot:
    """Units of one currency per unit of another: (A per USD) / (B per USD) = A per B.

    Both rates are of one publisher, whose fixing time they share, and only days on which both have an observation
    count: nothing is filled. Raises Rejected if the publishers, frequencies or date conventions differ, if a unit is
    not a dollar rate, if a rate is not positive, or if no day is common.
    """
    over, under = numerator.indicator, denominator.indicator
    for what in ("publisher", "date_means"):
        if getattr(over, what) != getattr(under, what):
            raise Rejected(
                f"a cross rate needs one {what.replace('_', ' ')}: {over.key} has “{getattr(over, what)}”, "
                f"{under.key} has “{getattr(under, what)}”"
            )
    a, b = currency(numerator), currency(denominator)
    both = numerator.data.merge(denominator.data, on="date", suffixes=("_a", "_b"))
    if both.empty:
        raise Rejected(Message("{keys} have no day in common", keys=(over.key, under.key)))
    if (both[["value_a", "value_b"]] <= 0).any(axis=None):
        words = Message("{key} or {other} is not positive in places; a rate must be", key=over.key, other=under.key)
        raise Rejected(words)
    data = both.assign(value=both["value_a"] / both["value_b"])[["date", "value"]]
    return combined(
        f"{over.key}_per_{b}",
        data,
        title=f"cross rate of {over.title} and {under.title}",
        unit=f"{a} per {b}",
        like=over,
        retrieved=min(numerator.retrieved, denominator.retrieved),
    )
