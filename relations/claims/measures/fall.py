"""How far a line, or a currency of a rate, fell between two days, and how rare so deep a fall is in its history."""

from __future__ import annotations

from datetime import date
from typing import Self

import numpy as np
from pydantic import model_validator

from relations.claims.measures import NOT_BORNE_OUT, PERCENT, SUPPORTED, Finding, Look, Unknown, Value, at, entry, limit
from relations.claims.measures import change as signed
from relations.evidence.refusal import Floats
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Percent
from relations.story.fields import Currency, Day, Name
from relations.values import Message, Number, amount, msgid
from sources import Snapshot


class Spec(Measure):
    """A line's fall between two days, and its rank among all windows of as many observations."""

    naming = ("line",)

    line: Name
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    start: Day
    end: Day
    worst: Percent  #: percent of all windows it must be among

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


def measure(look: Look, spec: Spec) -> Finding:
    """Change from start to end in percent (of a currency's value, for a rate) and the share of deeper falls."""
    snapshot = look.line(spec.line)
    worth = worth_of(snapshot, spec.of)
    (start, before), (end, after) = at(snapshot, spec.start), at(snapshot, spec.end)
    fall, _ = worth.changes(before, after)
    steps = _steps(snapshot, start, end)
    deeper, windows = rank(_worths(worth, snapshot), steps, fall)
    if not windows:
        raise _too_few(snapshot, spec)
    return Finding(
        verdict=SUPPORTED if fall < 0 and 100 * deeper / windows <= spec.worst else NOT_BORNE_OUT,
        rule=Message(
            "supported if it fell, and by more than in all but {share} % of equally long windows",
            share=limit(spec.worst),
        ),
        formula=_formula(worth, _length(snapshot, steps)),
        sentence=(
            _levels(snapshot, worth, start, before, end, after),
            told(worth, before, after),
            _deeper(snapshot, deeper, windows),
        ),
        value=fall,
        unit=PERCENT,
        of=worth.of,
        values=(
            entry("earlier", "earlier", before, worth.unit),
            entry("later", "later", after, worth.unit),
            *changes(worth, before, after),
            entry("observations", "observations from one to the other", steps),
            entry("windows", "windows", windows),
            entry("windows-with-a-deeper-fall", "windows with a deeper fall", deeper),
            entry("rank", "rank", deeper + 1),
            entry(
                "share-of-windows-with-a-deeper-fall",
                "share of windows with a deeper fall",
                100 * deeper / windows,
                PERCENT,
            ),
        ),
        start=start,
        end=end,
    )


def _worths(worth: Worth, snapshot: Snapshot) -> Floats:
    """The line's values as the worth of what is watched; NaN where a rate is not positive."""
    quotes = snapshot.data["value"].to_numpy(dtype=float)
    return worth.values(quotes) if worth.currency is None else worth.values(np.where(quotes > 0, quotes, np.nan))


def _steps(snapshot: Snapshot, start: date, end: date) -> int:
    """Observations from one day to another."""
    days = snapshot.data["date"].dt.date
    return int(((days > start) & (days <= end)).sum())


def _length(snapshot: Snapshot, steps: int) -> Message:
    """So many observations, as the series' frequency calls them."""
    match snapshot.indicator.frequency:
        case "daily":
            return Message.counted("{count} trading day", "{count} trading days", count=steps)
        case "weekly":
            return Message.counted("{count} week", "{count} weeks", count=steps)
        case "monthly":
            return Message.counted("{count} month", "{count} months", count=steps)
        case _:
            return Message.counted("{count} year", "{count} years", count=steps)


def _too_few(snapshot: Snapshot, spec: Spec) -> Unknown:
    words = Message(
        "{title} has no two observations from {start} to {end}",
        title=snapshot.indicator.title,
        start=spec.start,
        end=spec.end,
    )
    return Unknown(words)


def _formula(worth: Worth, length: Message) -> Message:
    if worth.currency is not None:
        return Message(
            "100 × (later / earlier − 1) of the value of {currency} in {other}; and the share of all windows of "
            "{length} in the series whose fall is deeper",
            currency=worth.currency,
            other=worth.other or "",
            length=length,
        )
    return Message(
        "100 × (later / earlier − 1); and the share of all windows of {length} in the series whose fall is deeper",
        length=length,
    )


def _levels(snapshot: Snapshot, worth: Worth, start: date, before: float, end: date, after: float) -> Message:
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


def _deeper(snapshot: Snapshot, deeper: int, windows: int) -> Message:
    return Message.counted(
        "A deeper fall is found in {deeper} of {number} equally long window since {year} ({share} %).",
        "A deeper fall is found in {deeper} of {number} equally long windows since {year} ({share} %).",
        count=windows,
        number=Number(windows),
        deeper=Number(deeper),
        year=snapshot.first.year,
        share=Number(100 * deeper / windows, 2),
    )


def rank(prices: Floats, steps: int, fall: float) -> tuple[int, int]:
    """How many windows of `steps` observations show a deeper fall than `fall` percent, and how many there are.

    A window that begins or ends with a price of 0 or less has no percentage and does not count.
    """
    if steps == 0:
        return 0, 0
    earlier, later = prices[:-steps], prices[steps:]
    counts = (earlier > 0) & (later > 0)
    changes = 100 * (later[counts] / earlier[counts] - 1)
    # A window is not deeper than itself: its own change may differ in the last bit.
    return int(np.sum(changes < fall - 1e-9)), int(counts.sum())
