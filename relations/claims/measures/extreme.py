"""Whether a value is the highest or the lowest of its line: since a day, or of all that the line has at publication.

A record is one of the values that are there: the answer names the first and the last it was compared with. A span that
the line does not cover is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from relations.claims.among import Ranked, Spot
from relations.claims.answer import Answer, Finding, entry
from relations.claims.look import Look, NotYet, Unknown
from relations.claims.measures import REACH, at, flips_at, judged
from relations.claims.move import reached
from relations.claims.way import FALL, RISE
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure
from relations.story.fields import Currency, Day, End, Name
from relations.values import (
    Frequency,
    Message,
    Money,
    Number,
    Parameter,
    Unit,
    When,
    amount,
    msgid,
    printed,
    printed_limit,
    span,
)

LEAST = 10  #: years the values must span to speak of a record where no span is named
MONTHS = {"annual": 12, "quarterly": 3, "monthly": 1}  #: from one value to the next
PRECISION: dict[str, Literal["day", "month", "quarter", "year"]]
PRECISION = {"annual": "year", "quarterly": "quarter", "monthly": "month"}


class Spec(Measure):
    """Which value it is, and of which span the highest or the lowest; without `since` of all that the line has."""

    naming = ("line",)

    line: Name  #: the line whose value it is
    of: Currency | None = None  #: whose value is meant, for a rate of two currencies
    which: Literal["highest", "lowest"]  #: what it is
    start: Day  #: the day of the value, or the first of the days whose highest or lowest it is
    end: End | None = None  #: the last of these days
    since: Day | None = None  #: the last day before the span: of "the lowest since 2009" 2009-12-31; none: all before
    until: Day | None = None  #: the last day of the span; none: that on which the article appeared
    to: float | None = None  #: a level it must have come to, in the line’s unit

    @model_validator(mode="after")
    def _within_its_span(self) -> Self:
        if self.since and self.since >= self.start:
            raise ValueError(f"since is {self.since}, and the value of {self.start}; the span must begin before it")
        if self.until and self.until < self.last:
            raise ValueError(f"until is {self.until}, and the value of {self.last}; the span must end with it or later")
        return self

    @property
    def last(self) -> date:
        """The last day of the value."""
        return self.end or self.start

    @property
    def days_needed(self) -> tuple[tuple[str, str, date], ...]:
        """The last day of the value."""
        return (("end" if self.end else "start", self.line, self.last),)

    @property
    def least(self) -> int:
        """Years that must be spanned; 0 where the claim names the span."""
        return 0 if self.since else LEAST

    def sample(self, first: date, last: date) -> int:
        """Years that are spanned."""
        return last.year - first.year + 1


def ranked(look: Look, spec: Spec) -> Ranked:
    """The value and those of its span; NotYet or Unknown where the line does not cover it."""
    snapshot = look.line(spec.line)
    worth = worth_of(snapshot, spec.of)
    days = snapshot.dates.astype("datetime64[D]")
    worths = worth.course(snapshot)[1] if worth.currency else snapshot.values
    ends = span(snapshot.indicator.dating, days)[1]
    own = (days >= np.datetime64(spec.start)) & (days <= np.datetime64(spec.last))
    if snapshot.indicator.frequency not in MONTHS or not own.any():  # of days, the last must have come
        day, _ = at(snapshot, spec.last)
        own = own if own.any() else days == np.datetime64(day)
    within = ends <= max(np.datetime64(spec.until or look.published), ends[own].max())
    if spec.since:
        within &= days > np.datetime64(spec.since)
    found = Ranked(snapshot, days, worths if spec.which == "highest" else -worths, own, within & ~own)
    _require_cover(spec, found)
    return found


def _require_cover(spec: Spec, found: Ranked) -> None:
    """Raise where a span that the claim names has a part without values, or where there is nothing to compare with."""
    about = found.snapshot.indicator
    marks = [*found.days[found.own | found.others]]
    marks = [np.datetime64(spec.since), *marks] if spec.since else marks[-1:]
    if spec.until:
        marks.append(max(np.datetime64(spec.until), marks[-1]))
    step = MONTHS.get(about.frequency)
    places = np.array(marks, dtype=f"datetime64[{'M' if step else 'D'}]").astype("int64") // (step or 1)
    holes = np.flatnonzero(np.diff(places) > (1 if step else REACH.days))
    if not len(holes) and np.isfinite(found.worth[found.others]).any() and np.isfinite(found.worth[found.own]).any():
        return
    first, last = (marks[holes[0]], marks[holes[0] + 1]) if len(holes) else (found.days[0], found.days[-1])
    said = Message(
        "{title} has no other value from {first} to {last}, so it does not cover the span",
        title=about.title,
        first=_when(first.astype("datetime64[D]").item(), about.frequency),
        last=_when(last.astype("datetime64[D]").item(), about.frequency),
    )
    raise (NotYet if found.snapshot.last < (spec.until or spec.last) else Unknown)(said)


def _when(day: date, frequency: Frequency) -> When:
    """A day as its line dates it: 2014, Q2 2014, Jun 2014, 30 Jun 2014."""
    return When(day, PRECISION.get(frequency, "day"))


def measure(look: Look, spec: Spec) -> Finding:
    """The value's rank among those of its span up to publication, the runner-up, and whether it was passed since."""
    found, worth = ranked(look, spec), worth_of(look.line(spec.line), spec.of)
    first, last, _ = found.span
    return Finding(
        (_answer(look, spec, found, worth),),
        rule=_rule(spec, found, worth),
        formula=Message("the values of the line, ranked"),
        sentence=tuple(_sentence(spec, found, worth)),
        start=first,
        end=max(last, found.value[0]),
        title=_title(look, spec, found),
    )


def _answer(look: Look, spec: Spec, found: Ranked, worth: Worth) -> Answer:
    value, rival, unit = found.value[1], found.rival[1], worth.unit
    way = RISE if spec.which == "highest" else FALL
    first, last, number = found.span
    is_first = found.rank == 1
    says, why = judged(is_first, value, rival, look.doubt((spec.line,)))
    if says == "yes" and not reached(way, worth, value, spec.to):
        says = "no"
    if says == "yes" and (years := spec.sample(first, last)) < spec.least:
        why = Message("{number} years are too few to compare; {least} are needed", number=years, least=spec.least)
        says = "unknowable"
    return Answer(
        "extreme",
        Message("{words}", words=look.story.lines[spec.line].label),
        says,
        value=entry("value", "value", value, unit).quantity,
        values=(
            entry("value", "value", value, unit),
            entry("rank", "rank", found.rank),
            entry("values-compared", "values compared", number),
            entry("runner-up", "runner-up", rival, unit) if is_first else entry("first", "the first", rival, unit),
        ),
        flips=flips_at(rival, unit),
        why=why,
    )


_NONE_BEYOND = {  # the rule, of a line and of a currency
    ("highest", False): msgid("none of the {number} values that the line has from {first} to {last} was higher"),
    ("lowest", False): msgid("none of the {number} values that the line has from {first} to {last} was lower"),
    ("highest", True): msgid(
        "{currency} was worth no more in any of the {number} values that the line has from {first} to {last}"
    ),
    ("lowest", True): msgid(
        "{currency} was worth no less in any of the {number} values that the line has from {first} to {last}"
    ),
}
_ORDER = {
    ("highest", False): msgid("the highest first"),
    ("lowest", False): msgid("the lowest first"),
    ("highest", True): msgid("the highest value of {currency} first"),
    ("lowest", True): msgid("the lowest value of {currency} first"),
}


def _known(found: Ranked) -> dict[str, Parameter]:
    first, last, number = found.span
    frequency = found.snapshot.indicator.frequency
    return {"number": Number(number), "first": _when(first, frequency), "last": _when(last, frequency)}


def _of(worth: Worth) -> dict[str, Parameter]:
    return {"currency": worth.currency} if worth.currency else {}


def _rule(spec: Spec, found: Ranked, worth: Worth) -> Message:
    known = Message(_NONE_BEYOND[spec.which, worth.currency is not None], **_known(found), **_of(worth))
    if spec.to is None:
        return known
    level = Message("it was at {level} or beyond", level=printed_limit(spec.to, worth.unit))
    return Message("{words}", words=(known, level))


def _sentence(spec: Spec, found: Ranked, worth: Worth) -> Iterator[Message]:
    """The value and its rank, the runner-up or the first, when it was so before the span, and what passed it since."""
    unit, frequency = worth.unit, found.snapshot.indicator.frequency

    def said(spot: Spot) -> dict[str, Parameter]:
        return {"value": _printed(spot[1], unit), "day": _when(spot[0], frequency)}

    known = {"title": found.snapshot.indicator.title, "rank": found.rank, **_known(found)}
    order = Message(_ORDER[spec.which, worth.currency is not None], **_of(worth))
    words = msgid("{title}: {value} ({day}), rank {rank} of {number} values from {first} to {last}, {order}.")
    yield Message(words, order=order, **said(found.value), **known)
    if found.rank == 1:
        yield Message("The runner-up is {value} ({day}).", **said(found.rival))
    else:
        yield Message("The first is {value} ({day}).", **said(found.rival))
    if spec.since and found.before:
        yield Message("The last before these that was beyond it is {value} ({day}).", **said(found.before))
    elif spec.since and found.has_before:
        yield Message("Nor was one beyond it before, from {day} on.", day=_when(found.snapshot.first, frequency))
    if found.later:
        yield Message("Since then {value} was beyond it ({day}).", **said(found.later))


def _printed(value: float, unit: Unit) -> Message:
    """A value with its unit, of money as it is spoken: US$ 6.23 billion."""
    if isinstance(unit, Money):
        return Message("{change}", change=printed(value, unit))
    return Message("{number} {unit}", number=amount(value), unit=unit)


def _title(look: Look, spec: Spec, found: Ranked) -> Message:
    day = _when(found.value[0], found.snapshot.indicator.frequency)
    known: dict[str, Parameter] = {"name": look.story.lines[spec.line].words, "day": day, **_known(found)}
    if found.rank > 1:
        return Message("{name}, {day}: rank {rank} of {number} from {first} to {last}", rank=found.rank, **known)
    words = msgid("{name}, {day}: the highest value from {first} to {last}")
    if spec.which == "lowest":
        words = msgid("{name}, {day}: the lowest value from {first} to {last}")
    return Message(words, **{name: one for name, one in known.items() if name != "number"})
