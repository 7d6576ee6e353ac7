"""A fall in words and numbers: of a line, or of both currencies of a rate, each said of its own value."""

from __future__ import annotations

from datetime import date

from relations.claims.measures import PERCENT, Value, entry
from relations.claims.measures import change as signed
from relations.evidence.worth import Worth
from relations.values import Message, amount, msgid
from sources import Snapshot


def fell_by(change: float, least: float | None) -> bool:
    """Whether a change in percent is a fall of at least so many; None: a fall at all. Last bits do not matter."""
    return change < 0 if least is None else change <= -least + 1e-9


def levels(snapshot: Snapshot, worth: Worth, start: date, before: float, end: date, after: float) -> Message:
    """The values at both ends, in the line's unit."""
    return Message(
        "{title}: {before} {unit} on {start}, {after} on {end}.",
        title=snapshot.indicator.title,
        before=amount(before),
        unit=worth.unit,
        start=start,
        after=amount(after),
        end=end,
    )


def told(worth: Worth, before: float, after: float) -> Message:
    """A change in a sentence, of both currencies for a rate."""
    fall, other = worth.changes(before, after)
    if worth.currency is None:
        return Message("That is {change}.", change=signed(fall))
    return Message(
        "That is {change} of the value of {currency} in {other}, or {inverse} of the value of {other} in {currency}.",
        change=signed(fall),
        inverse=signed(other),
        currency=worth.currency,
        other=worth.other or "",
    )


def changes(worth: Worth, before: float, after: float) -> tuple[Value, ...]:
    """A change under its id, of both currencies for a rate."""
    fall, other = worth.changes(before, after)
    if worth.currency is None or worth.other is None:
        return (entry("change", "change", fall, PERCENT),)
    label = msgid("change of the value of {currency} in {other}")
    return (
        entry("change", Message(label, currency=worth.currency, other=worth.other), fall, PERCENT),
        entry("change-of-the-other", Message(label, currency=worth.other, other=worth.currency), other, PERCENT),
    )
