"""How far a line, or a currency of a rate, fell, whether it still falls, and whether it ever fell more.

A deeper fall is an episode of its own: windows that overlap are one fall, and are never counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from relations.claims.answer import Answer, Finding, Says, Value, entry
from relations.claims.fallen import Asked, Course, Fallen, fallen, fell_by
from relations.claims.look import Look, Unknown
from relations.claims.measures import PERCENT, flips_at, limit, yes_if
from relations.claims.told_fall import any_day, changes, episodes, levels, low, moved, still, told
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Percent
from relations.story.fields import Currency, Day, End, Name
from relations.values import Message, business_days, msgid

LEAST = 10  #: windows without overlap that are needed for each episode that is allowed


class Spec(Measure):
    """A line's fall between two days, and what else must hold; all that is given must."""

    naming = ("line",)

    line: Name  #: the line that fell
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    start: Day  #: the day it is measured from
    end: End  #: the day it is measured to
    at_least: Percent | None = None  #: percent it must have fallen by
    still: Annotated[int, Field(gt=0)] | None = None  #: at the end also below the mean of so many observations before
    deeper_at_most: Annotated[int, Field(ge=0)] | None = None  #: deeper falls of this length that there may have been
    since: Day | None = None  #: first day of the falls it is compared with; none: the line's own

    @property
    def days_needed(self) -> tuple[tuple[str, str, date], ...]:
        """Its first and its last day."""
        return ("start", self.line, self.start), ("end", self.line, self.end)

    @property
    def asked(self) -> Asked:
        """What is measured, whatever the day it ends."""
        return Asked(self.start, self.still, self.since)

    @property
    def least(self) -> int:
        """Windows without overlap that are needed to call a fall rare; 0 if that is not asked."""
        return 0 if self.deeper_at_most is None else LEAST * (self.deeper_at_most + 1)

    def sample(self, first: date, last: date) -> int:
        """Windows of its length that do not overlap."""
        span = int(business_days(self.start, self.end))
        return int(business_days(max(self.since or first, first), last)) // max(span, 1)


def measure(look: Look, spec: Spec) -> Finding:
    """Change from start to end in percent (of a currency's value, for a rate), and what else the story asks of it."""
    snapshot = look.line(spec.line)
    worth = worth_of(snapshot, spec.of)
    course = Course(snapshot, worth, spec.asked, look.published)
    found = fallen(course, spec.end)
    others = list(_other_days(look, course, spec))
    says = _says(spec, found)
    return Finding(
        (_answer(look, spec, worth, found, says),),
        rule=_rule(spec),
        formula=_formula(worth, found.span),
        sentence=(
            levels(snapshot, worth, found.start, found.before, found.end, found.after),
            told(worth, found.before, found.after),
            *still(found, spec.still),
            *low(found),
            *episodes(found, course.first),
            *any_day(found, others, [day for day, one in others if _says(spec, one) != says]),
        ),
        start=found.start,
        end=found.end,
        title=moved(look.story, spec.line, worth, found.change, found.start, found.end),
    )


def _says(spec: Spec, found: Fallen) -> Says:
    """Yes if all conditions hold that the story gives; how rare the fall is only a long enough sample can tell."""
    if not fell_by(found.change, spec.at_least) or (found.against_mean is not None and found.against_mean >= 0):
        return "no"
    if found.sample < spec.least:
        return "unknowable"
    return yes_if(spec.deeper_at_most is None or len(found.deeper) <= spec.deeper_at_most)


def _answer(look: Look, spec: Spec, worth: Worth, found: Fallen, says: Says) -> Answer:
    thin = msgid("{number} windows are too few to call a fall rare; {least} are needed")
    return Answer(
        "fall",
        Message("{words}", words=look.story.lines[spec.line].label),
        says,
        value=entry("change", "change", found.change, PERCENT).quantity,
        of=worth.of,
        values=_values(worth, found),
        flips=flips_at(-found.change, PERCENT) if spec.at_least is not None and found.change < 0 else None,
        why=Message(thin, number=found.sample, least=spec.least) if says == "unknowable" else None,
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


def _other_days(look: Look, course: Course, spec: Spec) -> Iterator[tuple[date, Fallen]]:
    """The fall up to every day of the month of publication, if only the month is known and the claim ends with it."""
    article = look.story.article
    if article.precision != "month" or spec.end != look.published:
        return
    for place in range((spec.end - article.published).days + 1):
        day = article.published + timedelta(days=place)
        try:
            yield day, fallen(course, day)
        except Unknown:
            continue  # it had not begun by then, or nothing is known of that day
