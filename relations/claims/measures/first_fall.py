"""When a currency first lost so much of its value after the article appeared: what became of a forecast."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from relations.claims.measures import NOT_BORNE_OUT, PERCENT, SUPPORTED, Finding, Look, Unknown, Value, at, entry, limit
from relations.claims.measures import change as signed
from relations.claims.measures.fall import changes
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Percent
from relations.story.fields import Currency, Name
from relations.values import Message, Parameter, amount


class Spec(Measure):
    """The first day after publication on which a currency has lost more than so much of its value."""

    naming = ("line",)

    line: Name
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    more_than: Percent


def measure(look: Look, spec: Spec) -> Finding:
    """The first day after publication with a loss of more than so many percent, and the loss of either currency."""
    snapshot = look.line(spec.line)
    worth, published = worth_of(snapshot, spec.of), look.story.article.known_until
    start, level = at(snapshot, published)
    after = snapshot.data[snapshot.data["date"] > pd.Timestamp(published)]
    if after.empty:
        raise Unknown(Message("nothing after {day} is known of {unit}", day=published, unit=worth.unit))
    share = limit(spec.more_than)
    rule = Message("supported if it lost more than {share} % of its value on any day after publication", share=share)
    formula = _formula(worth, start, published, spec.more_than)
    first = entry("at-publication", "at publication", level, worth.unit)
    change = 100 * (worth.values(after["value"].to_numpy(dtype=float)) / worth.values(np.array(level)) - 1)
    lost = after[change < -spec.more_than]
    if lost.empty:
        last = after["date"].iloc[-1].date()
        sentence = (_never(level, worth, start, last, spec.more_than),)
        return Finding(NOT_BORNE_OUT, rule, formula, sentence, values=(first,), start=start, end=last)
    day, then = lost["date"].iloc[0].date(), float(lost["value"].iloc[0])
    return Finding(
        verdict=SUPPORTED,
        rule=rule,
        formula=formula,
        sentence=(_came_true(worth, (published, start, day), level, then),),
        value=worth.changes(level, then)[0],
        unit=PERCENT,
        of=worth.of,
        values=(first, *_values(worth, published, day, level, then)),
        start=start,
        end=day,
    )


def _values(worth: Worth, published: date, day: date, level: float, then: float) -> tuple[Value, ...]:
    return (
        entry("on-that-day", "on that day", then, worth.unit),
        *changes(worth, level, then),
        entry("came-true-on", "came true on", day),
        entry("days-after-publication", "days after publication", (day - published).days),
    )


def _came_true(worth: Worth, days: tuple[date, date, date], level: float, then: float) -> Message:
    """When, from which value to which, and how much that is."""
    published, start, day = days
    waited = (day - published).days
    fall, _ = worth.changes(level, then)
    return Message.counted(
        "It came true on {day}, {count} day after publication: from {level} {unit} on {start} to {then}, {change}.",
        "It came true on {day}, {count} days after publication: from {level} {unit} on {start} to {then}, {change}.",
        count=waited,
        day=day,
        level=amount(level),
        unit=worth.unit,
        start=start,
        then=amount(then),
        change=_change(worth, fall),
    )


def _change(worth: Worth, fall: float) -> Message:
    if worth.currency is None:
        return signed(fall)
    return Message(
        "{change} of the value of {currency} in {other}",
        change=signed(fall),
        currency=worth.currency,
        other=worth.other or "",
    )


def _formula(worth: Worth, start: date, published: date, share: float) -> Message:
    known: dict[str, Parameter] = {"day": start, "share": limit(share), "published": published}
    if worth.currency is None:
        return Message(
            "100 × (value / value on {day} − 1), first day below −{share} %; days counted from {published}", **known
        )
    return Message(
        "100 × (value of {currency} in {other} / its value on {day} − 1), first day below −{share} %; days counted "
        "from {published}",
        currency=worth.currency,
        other=worth.other or "",
        **known,
    )


def _never(level: float, worth: Worth, start: date, last: date, share: float) -> Message:
    return Message(
        "From {level} {unit} on {start} it has not lost {share} % by {last}.",
        level=amount(level),
        unit=worth.unit,
        start=start,
        share=limit(share),
        last=last,
    )
