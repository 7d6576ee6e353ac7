"""How many days lie between two dates of the story: from and to, where one of them is known to the month only."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from relations.claims.measures import Answer, Finding, Look, NotYet, Says, entry, flips_at
from relations.story.claims import Measure
from relations.story.fields import Name, Text
from relations.values import Count, Message, Parameter, When

Span = tuple[date, date]  #: first and last day a date can be
DAYS = Count("days")
PUBLICATION = "publication"  #: the name of the day the article appeared, beside the ids of events


class Spec(Measure):
    """Two dates and how far they may be apart."""

    earlier: Name  #: the id of an event
    later: Name  #: the id of an event, or "publication"
    at_most: Annotated[int, Field(ge=0)]  #: days
    open: bool = False  #: the later date is that day or a day after it
    reason: Text | None = None  #: why these dates, or this limit

    @property
    def events_used(self) -> tuple[str, ...]:
        """Ids of the story's events it needs."""
        return tuple(name for name in (self.earlier, self.later) if name != PUBLICATION)


def days(earlier: Span, later: Span, *, open_ended: bool = False) -> tuple[int, int | None]:
    """Fewest and most days from one date to another; no most if the later one is only known to be no earlier."""
    fewest = (later[0] - earlier[1]).days
    return fewest, None if open_ended else (later[1] - earlier[0]).days


def within(fewest: int, most: int | None, at_most: int) -> Says:
    """Whether two dates are no further apart; unknowable if the dates are too loose to tell."""
    if most is not None and most <= at_most:
        return "yes"
    return "no" if fewest > at_most else "unknowable"


def measure(look: Look, spec: Spec) -> Finding:
    """The days between the two, and whether they are few enough."""
    (earlier, one), (later, other) = (_dated(look, name) for name in (spec.earlier, spec.later))
    fewest, most = days(earlier, later, open_ended=spec.open)
    said = within(fewest, most, spec.at_most)
    found = entry("days", "days", fewest, DAYS)
    why = Message("{words}", words=spec.reason) if spec.reason else None
    return Finding(
        (
            Answer(
                "days-between",
                Message("days from {one} to {other}", one=one, other=other),
                said,
                value=found.quantity,
                values=(found, entry("days-at-most", "days at most", most, DAYS)),
                flips=flips_at(fewest if said == "no" else most or fewest, DAYS),
                why=Message("the dates are too loose to tell") if said == "unknowable" else None,
            ),
        ),
        rule=Message("{limit} days or fewer lie between them", limit=spec.at_most),
        formula=Message("days from {one} to {other}", one=one, other=other),
        sentence=(_sentence(fewest, most, one, other), *((why,) if why else ())),
        values=(entry("limit", "days allowed", spec.at_most, DAYS),),
        title=_title(fewest, most, one, other),
    )


def _dated(look: Look, name: str) -> tuple[Span, Message]:
    """The days a date of the story can be, and what it is called with its date; NotYet for what was still to come."""
    if name == PUBLICATION:
        article = look.story.article
        return (article.published, look.published), Message(
            "publication ({day})", day=When(article.published, article.precision)
        )
    event = look.story.event(name)
    if look.cut is not None and event.start > look.cut:
        raise NotYet(Message("{name} was still to come on {day}", name=event.label, day=look.cut))
    return (event.start, event.end), Message("{name} ({day})", name=event.label, day=When(event.date, event.precision))


def _title(fewest: int, most: int | None, one: Message, other: Message) -> Message:
    known: dict[str, Parameter] = {"one": one, "other": other, "fewest": fewest}
    if most is None:
        return Message("From {one} to {other} at least {fewest} days", **known)
    if most == fewest:
        return Message("From {one} to {other} {fewest} days", **known)
    return Message("From {one} to {other} {fewest} to {most} days", most=most, **known)


def _sentence(fewest: int, most: int | None, one: Message, other: Message) -> Message:
    known: dict[str, Parameter] = {"one": one, "other": other, "fewest": fewest}
    if most is None:
        return Message("From {one} to {other} or later it is {fewest} days or more.", **known)
    if most == fewest:
        return Message("From {one} to {other} it is {fewest} days.", **known)
    return Message("From {one} to {other} it is {fewest} to {most} days.", most=most, **known)
