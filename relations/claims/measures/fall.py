"""How far a line, or a currency of a rate, fell, whether it still falls, and whether it ever fell more.

A deeper fall is an episode of its own: windows that overlap are one fall, and are never counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from relations.claims.episodes import Episode, Windows, business_days, windows
from relations.claims.fallen import changes, fell_by, levels, told
from relations.claims.measures import (
    PERCENT,
    Answer,
    Finding,
    Look,
    Unknown,
    Value,
    at,
    entry,
    flips_at,
    limit,
    yes_if,
)
from relations.claims.measures import change as signed
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Percent
from relations.story.fields import Currency, Day, Name
from relations.values import Message, Parameter, msgid
from sources import Snapshot

LEAST = 10  #: windows without overlap that are needed for each episode that is allowed


class Spec(Measure):
    """A line's fall between two days, and what else must hold; all that is given must."""

    naming = ("line",)

    line: Name
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    start: Day
    end: Day
    at_least: Percent | None = None
    still: Annotated[int, Field(gt=0)] | None = None  #: at the end also below the mean of so many observations before
    deeper_at_most: Annotated[int, Field(ge=0)] | None = None  #: deeper falls of this length that there may have been
    since: Day | None = None  #: first day of the falls it is compared with; none: the line's own

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


@dataclass(frozen=True, eq=False)
class Fallen:
    """A fall that ends on some day, with all that is judged of it."""

    start: date
    before: float
    end: date
    after: float
    change: float  #: percent, of the worth
    against_mean: float | None  #: percent, of the worth at the end against its mean before; None if not asked
    low: tuple[date, float]  #: the day of the lowest worth in the window, and how far above it the end is, percent
    span: int  #: business days
    sample: int  #: windows of that length up to publication that do not overlap
    judging: Windows  #: those that ended by publication and share no day with this one
    later: Windows  #: those that ended since, likewise

    @property
    def deeper(self) -> list[Episode]:
        """Deeper falls that had ended when the article appeared."""
        return self.judging.deeper_than(self.change).episodes()

    @property
    def deeper_since(self) -> list[Episode]:
        """Deeper falls that ended later."""
        return self.later.deeper_than(self.change).episodes()

    def holds(self, spec: Spec) -> bool:
        """Whether all conditions hold that the story gives."""
        return (
            fell_by(self.change, spec.at_least)
            and (self.against_mean is None or self.against_mean < 0)
            and (spec.deeper_at_most is None or len(self.deeper) <= spec.deeper_at_most)
        )

    def is_thin(self, spec: Spec) -> bool:
        """Whether too few windows are known to say that a fall is rare."""
        return spec.deeper_at_most is not None and self.sample < LEAST * (spec.deeper_at_most + 1)


def measure(look: Look, spec: Spec) -> Finding:
    """Change from start to end in percent (of a currency's value, for a rate), and what else the story asks of it."""
    snapshot = look.line(spec.line)
    worth = worth_of(snapshot, spec.of)
    found = fallen(snapshot, worth, spec, spec.end, look.published)
    others = _other_days(look, snapshot, worth, spec)
    return Finding(
        (_answer(look, spec, worth, found),),
        rule=_rule(spec),
        formula=_formula(worth, found.span),
        sentence=(
            levels(snapshot, worth, found.start, found.before, found.end, found.after),
            told(worth, found.before, found.after),
            *_still(spec, found),
            *_low(found),
            *_episodes(snapshot, spec, found),
            *_any_day(spec, found, others),
        ),
        start=found.start,
        end=found.end,
    )


def fallen(snapshot: Snapshot, worth: Worth, spec: Spec, until: date, published: date) -> Fallen:
    """The fall up to a day; Unknown if the line has no two observations between start and that day."""
    (start, before), (end, after) = at(snapshot, spec.start), at(snapshot, until)
    if end <= start:
        raise _too_few(snapshot, spec)
    days = snapshot.data["date"].to_numpy().astype("datetime64[D]")
    quotes = snapshot.data["value"].to_numpy(dtype=float)
    values = worth.values(np.where(quotes > 0, quotes, np.nan))
    inside = (days >= np.datetime64(start)) & (days <= np.datetime64(end))
    lowest = int(np.nanargmin(np.where(inside, values, np.nan)))
    last = int(np.flatnonzero(inside)[-1])
    span, first = business_days(start, end), max(spec.since or snapshot.first, snapshot.first)
    compared = days >= np.datetime64(first)
    cut, known = np.datetime64(published), days[-1]
    judging = windows(days[compared], values[compared], span, lambda ends: ends <= cut)
    later = windows(days[compared], values[compared], span, lambda ends: (ends > cut) & (ends <= known))
    mean = float(np.nanmean(values[last - spec.still : last])) if spec.still and last >= spec.still else None
    if spec.still and mean is None:
        raise _too_few(snapshot, spec)
    return Fallen(
        start,
        before,
        end,
        after,
        worth.changes(before, after)[0],
        100 * (float(values[last]) / mean - 1) if mean is not None else None,
        (days[lowest].item(), 100 * (float(values[last] / values[lowest]) - 1)),
        span,
        business_days(first, min(published, snapshot.last)) // span,
        judging.apart_from(start, end),
        later.apart_from(start, end),
    )


def _too_few(snapshot: Snapshot, spec: Spec) -> Unknown:
    words = Message(
        "{title} has too few observations from {start} to {end}",
        title=snapshot.indicator.title,
        start=spec.start,
        end=spec.end,
    )
    return Unknown(words)


def _answer(look: Look, spec: Spec, worth: Worth, found: Fallen) -> Answer:
    thin = found.is_thin(spec)
    least = LEAST * ((spec.deeper_at_most or 0) + 1)
    return Answer(
        "fall",
        Message("{words}", words=look.story.lines[spec.line].label),
        "unknowable" if thin else yes_if(found.holds(spec)),
        value=entry("change", "change", found.change, PERCENT).quantity,
        of=worth.of,
        values=_values(worth, found),
        flips=flips_at(-found.change, PERCENT) if spec.at_least is not None and found.change < 0 else None,
        why=Message(
            "{number} windows are too few to call a fall rare; {least} are needed", number=found.sample, least=least
        )
        if thin
        else None,
    )


def _values(worth: Worth, found: Fallen) -> tuple[Value, ...]:
    mean = found.against_mean
    against = entry("against-the-mean-before", "at the end against the mean before", mean, PERCENT)
    return (
        entry("earlier", "earlier", found.before, worth.unit),
        entry("later", "later", found.after, worth.unit),
        *changes(worth, found.before, found.after),
        *((against,) if mean is not None else ()),
        entry("above-the-low", "at the end above the lowest", found.low[1], PERCENT),
        entry("business-days", "business days from one to the other", found.span),
        entry("windows", "windows of that length that do not overlap", found.sample),
        entry("deeper-episodes", "deeper episodes up to publication", len(found.deeper)),
        entry("deeper-episodes-since", "deeper episodes since", len(found.deeper_since)),
    )


def _rule(spec: Spec) -> Message:
    conditions = [Message("it fell")]
    if spec.at_least is not None:
        conditions = [Message("it fell by at least {share} %", share=limit(spec.at_least))]
    if spec.still is not None:
        words = msgid("at the end it was below the mean of the {number} observations before")
        conditions.append(Message(words, number=spec.still))
    if spec.deeper_at_most is not None:
        words = msgid("no more than {number} deeper falls of that length had ended by publication")
        none = Message("no deeper fall of that length had ended by publication")
        conditions.append(Message(words, number=spec.deeper_at_most) if spec.deeper_at_most else none)
    return Message("{words}", words=tuple(conditions))


def _formula(worth: Worth, span: int) -> Message:
    length = Message.counted("{count} business day", "{count} business days", count=span)
    if worth.currency is None:
        words = msgid("100 × (later / earlier − 1); deeper falls over {length}, none of which share a day")
        return Message(words, length=length)
    return Message(
        "100 × (later / earlier − 1) of the value of {currency} in {other}; deeper falls over {length}, none of which "
        "share a day",
        currency=worth.currency,
        other=worth.other or "",
        length=length,
    )


def _still(spec: Spec, found: Fallen) -> tuple[Message, ...]:
    if found.against_mean is None or spec.still is None:
        return ()
    words = msgid("At the end it was {change} against the mean of the {number} observations before.")
    return (Message(words, change=signed(found.against_mean), number=spec.still),)


def _low(found: Fallen) -> tuple[Message, ...]:
    day, above = found.low
    if day == found.end:
        return (Message("That day was its lowest."),)
    return (Message("It was {change} above its lowest, of {day}.", change=signed(above), day=day),)


def _episodes(snapshot: Snapshot, spec: Spec, found: Fallen) -> tuple[Message, ...]:
    """Deeper falls up to publication, or the one that comes next; and those since then apart."""
    since = max(spec.since or snapshot.first, snapshot.first)
    known: dict[str, Parameter] = {"day": since, "number": found.sample}
    if found.deeper:
        words = msgid(
            "Deeper falls of that length from {day} to publication ({number} windows that do not overlap): {falls}."
        )
        said = [Message(words, falls=_listed(found.deeper), **known)]
    else:
        words = msgid(
            "No fall of that length was deeper from {day} to publication ({number} windows that do not overlap)."
        )
        said = [Message(words, **known)]
        if (following := found.judging.deepest()) is not None:
            said.append(Message("The next deepest: {falls}.", falls=_listed([following])))
    if found.deeper_since:
        said.append(Message("Since then deeper: {falls}.", falls=_listed(found.deeper_since)))
    elif (following := found.later.deepest()) is not None:
        said.append(Message("Since then the deepest: {falls}.", falls=_listed([following])))
    return tuple(said)


def _listed(found: Sequence[Episode]) -> tuple[Message, ...]:
    words = msgid("{start} to {end} ({change})")
    return tuple(Message(words, start=one.start, end=one.end, change=signed(one.change)) for one in found)


def _other_days(look: Look, snapshot: Snapshot, worth: Worth, spec: Spec) -> list[tuple[date, Fallen]]:
    """The fall up to every day of the month of publication, if only the month is known and the claim ends with it."""
    article = look.story.article
    if article.precision != "month" or spec.end != look.published:
        return []
    first, _ = at(snapshot, spec.start)
    days = [article.published + timedelta(days=one) for one in range((spec.end - article.published).days + 1)]
    later = [day for day in days if day > spec.start and at(snapshot, day)[0] > first]
    return [(day, fallen(snapshot, worth, spec, day, look.published)) for day in later]


def _any_day(spec: Spec, found: Fallen, others: Sequence[tuple[date, Fallen]]) -> tuple[Message, ...]:
    """On which days of the month of publication the answer would be another; the range of the fall over them."""
    if not others:
        return ()
    changes = sorted(one.change for _, one in others)
    words = msgid("Up to any day of the month of publication it is {most} to {least}.")
    said = [Message(words, most=signed(changes[0]), least=signed(changes[-1]))]
    apart = max(others, key=lambda one: one[1].low[1])[1].low
    if apart[1] > 0 and apart != found.low:
        away = [day for day, one in others if one.low == apart]
        known: dict[str, Parameter] = {"day": apart[0], "change": signed(apart[1])}
        if len(away) == 1:
            said.append(Message("On {first} it was {change} above its lowest, of {day}.", first=away[0], **known))
        else:
            words = msgid("From {first} to {last} it was {change} above its lowest, of {day}.")
            said.append(Message(words, first=away[0], last=away[-1], **known))
    other = tuple(day for day, one in others if one.holds(spec) != found.holds(spec))
    if other:
        return *said, Message("The answer would be another on {days}.", days=other)
    return *said, Message("The answer is the same on every day of it.")
