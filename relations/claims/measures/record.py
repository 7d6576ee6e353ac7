"""Whether an act is on record: dated, with a source other than the article, and as the article says or against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from relations.claims.measures import Answer, Finding, Forecast, Look, Says, Value, entry, months_later
from relations.story import Event, Story
from relations.story.claims import Measure, Months
from relations.story.events import Dated
from relations.story.fields import Name, Text
from relations.values import Message, Parameter, When, msgid

Span = tuple[date, date]  #: first and last day a date can be
RECENT = 366  #: days before publication, up to which they are told


class Fact(Dated):
    """An act that is on record and no event of the story's figures."""

    sentence: Text  #: what was done
    sources: Annotated[tuple[str, ...], Field(min_length=1)]  #: works of the story


class Said(Dated):
    """When the article says that it was: a day, a month or a year."""


class Spec(Measure):
    """Acts on record, and what the article says of when they were."""

    events: tuple[Name, ...] = ()  #: events of the story that show it
    facts: tuple[Fact, ...] = ()  #: acts that are no events of the story
    said: Said | None = None  #: when it was, as the article says
    contrary: bool = False  #: the acts show that what the claim says is not so
    horizon: Months | None = None  #: months after publication, for a forecast: the acts must be within them

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.events or self.facts):
            raise ValueError(
                "a record names events of the story, or facts; write `events`, or `facts` with their sources"
            )
        return self

    @property
    def events_used(self) -> tuple[str, ...]:
        """Ids of the story's events it needs."""
        return self.events

    @property
    def works_used(self) -> tuple[str, ...]:
        """Keys of the works its facts stand on."""
        return tuple(key for fact in self.facts for key in fact.sources)


@dataclass(frozen=True)
class Act:
    """An act on record: what it is called, its date, and the works of the story that say so."""

    label: str
    when: When
    span: Span
    sources: tuple[str, ...]


def agrees(said: Span | None, found: Span) -> Says:
    """Whether a date on record is the one that is said: not if it is another, nor known if it is too loose to tell."""
    if said is None or (said[0] <= found[0] and found[1] <= said[1]):
        return "yes"
    return "no" if found[1] < said[0] or said[1] < found[0] else "unknowable"


def ago(found: Span, published: Span) -> tuple[int, int]:
    """Fewest and most days from an act to publication; below 0 if it came later."""
    return (published[0] - found[1]).days, (published[1] - found[0]).days


def measure(look: Look, spec: Spec) -> Finding:
    """Each act: on record as the article says, on record otherwise, or known from the article only."""
    acts = [*map(_act, map(look.story.event, spec.events)), *map(_act, spec.facts)]
    forecast = Forecast(spec.horizon, months_later(look.published, spec.horizon)) if spec.horizon else None
    answers = tuple(_answer(look, spec, act, place, forecast) for place, act in enumerate(acts, 1))
    return Finding(
        answers,
        rule=_rule(spec),
        formula=Message("a date and an act in a source other than the article"),
        sentence=tuple(_sentence(look, act) for act in acts if _known(look, act)),
        forecast=forecast,
    )


def _act(one: Event | Fact) -> Act:
    return Act(one.sentence, When(one.date, one.precision), (one.start, one.end), one.sources)


def _known(look: Look, act: Act) -> bool:
    """Whether it had begun by the cut."""
    return look.cut is None or act.span[0] <= look.cut


def others(story: Story, sources: Iterable[str]) -> tuple[str, ...]:
    """The works among an act's sources that are not the article itself."""
    article = (story.article.author, story.article.title)
    return tuple(key for key in sources if (story.works[key].author, story.works[key].title) != article)


def _answer(look: Look, spec: Spec, act: Act, place: int, forecast: Forecast | None) -> Answer:
    said, why = _says(look, spec, act, forecast)
    return Answer(
        f"record-{place}",
        Message("{act}", act=act.label),
        said,
        values=_ago(look, act, place) if _known(look, act) else (),
        why=why,
        when=act.when if forecast and said == "yes" else None,
    )


def _says(look: Look, spec: Spec, act: Act, forecast: Forecast | None) -> tuple[Says, Message | None]:
    """Yes, no or neither, and why neither."""
    if not others(look.story, act.sources):
        return "not fetched", Message("no source of it is known but the article")
    if not _known(look, act):
        return "unknown yet", Message("it was still to come")
    if forecast and not look.published < act.span[1] <= forecast.by:
        return "no", None
    said = agrees((spec.said.start, spec.said.end) if spec.said else None, act.span)
    if said == "unknowable":
        return said, Message("the date on record is too loose to tell")
    return ("no" if (said == "yes") == spec.contrary else "yes"), None


def _ago(look: Look, act: Act, place: int) -> tuple[Value, ...]:
    if act.span[1] > look.published:
        return ()
    fewest, most = ago(act.span, (look.story.article.published, look.published))
    return (
        entry(f"days-before-{place}", "days before publication, at least", fewest),
        entry(f"days-before-{place}-at-most", "days before publication, at most", most),
    )


def _rule(spec: Spec) -> Message:
    if spec.contrary:
        return Message("no act on record shows the contrary")
    if spec.said:
        day = When(spec.said.date, spec.said.precision)
        return Message("the act is on record, and its date there is {day}", day=day)
    return Message("the act is on record, with a date and a source other than the article")


def _sentence(look: Look, act: Act) -> Message:
    """When it was, who says so, how long before publication, and what it was."""
    cited = tuple(Message("{work}", work=look.story.cite(key)) for key in others(look.story, act.sources))
    told: dict[str, Parameter] = {"when": act.when, "act": act.label}
    if not cited:
        return Message("{when}, by the article only: {act}", **told)
    if act.span[1] > look.published:
        return Message("{when}, after publication [{sources}]: {act}", sources=cited, **told)
    fewest, most = ago(act.span, (look.story.article.published, look.published))
    if act.when.precision != "day" or most > RECENT:
        return Message("{when} [{sources}]: {act}", sources=cited, **told)
    if fewest == most == 0:
        return Message("{when}, the day of publication [{sources}]: {act}", sources=cited, **told)
    if fewest == most:
        return Message.counted(
            "{when}, {count} day before publication [{sources}]: {act}",
            "{when}, {count} days before publication [{sources}]: {act}",
            count=most,
            sources=cited,
            **told,
        )
    words = msgid("{when}, {fewest} to {most} days before publication [{sources}]: {act}")
    return Message(words, fewest=max(fewest, 0), most=most, sources=cited, **told)
