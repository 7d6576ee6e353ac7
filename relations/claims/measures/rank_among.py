"""A partner's rank among all others: by votes in the UN General Assembly, or by a bound where some are unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Self

import pandas as pd
from pydantic import Field, model_validator

from relations.claims.answer import Answer, Finding, Forecast, Value, entry
from relations.claims.look import Look, NotYet
from relations.claims.measures import PERCENT, months_later, yes_if
from relations.claims.place import Place, Reading, few, held, place, since_then, standing
from relations.story.claims import CalendarYear, Measure, Months
from relations.story.fields import Country, Name, Text
from relations.values import Country as Land
from relations.values import Message, Parameter, Score, msgid
from sources._rollcalls import ranking

AGREEMENT = Score(0, 100)
LAST = 2100  #: a year after all that roll calls can be of


class Spec(Measure):
    """A member's rank among a partner's others by agreement in the UN, in a year or in most years since another."""

    naming = ("line",)

    member: Country  #: a country of the United Nations
    partner: Country  #: the one it should be close to
    year: CalendarYear  #: the year that is judged
    since: CalendarYear | None = None  #: the first of the years, where the claim is of many
    among: tuple[Country, ...] = ()  #: the members that are ranked; none: all
    definitions: Annotated[dict[Text, Reading], Field(min_length=1)]  #: by what a reader calls it, how close it is
    horizon: Months | None = None  #: months after publication, for a forecast
    line: Name | None = None  #: the story’s line of their agreement by year, which its figure shows

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.among and self.member not in self.among:
            raise ValueError(f"{self.member} is ranked, and must be among those that are; add it to `among`")
        return self

    def reads_rollcalls(self, keys: Mapping[str, Collection[str]]) -> bool:  # noqa: ARG002 - of the contract
        """Always: agreement is counted from them."""
        return True


def measure(look: Look, spec: Spec) -> Finding:
    """The rank under each definition; of several years, whether it holds in more than half of them."""
    table = look.rollcalls()
    known = {year: _ranked(look, table, spec, year) for year in _years(spec) if _over(look, table, year)}
    every = [place(one["agreement"], spec.member, year) for year, one in known.items() if one is not None]
    places = [one for one in every if one.year <= spec.year]
    if not places or places[-1].year != spec.year:
        raise NotYet(Message("the roll calls of {year} are not known to their end", year=spec.year))
    now = places[-1]
    forecast = Forecast(spec.horizon, months_later(look.published, spec.horizon)) if spec.horizon else None
    return Finding(
        tuple(_answer(spec, words, places, number) for number, words in enumerate(spec.definitions, 1)),
        rule=_rule(spec),
        formula=Message(
            "rank of {member} by agreement with {partner}: 100 × the mean of 1 − |difference| / 2 of votes (yes 1, "
            "abstained 2, no 3) in contested roll calls; ranked if its common votes are half the median or more",
            member=Land(spec.member),
            partner=Land(spec.partner),
        ),
        sentence=(
            standing(spec.member, spec.partner, now, known[now.year]),
            *_of_any(look, table, spec, now),
            *(held(spec.definitions, places) if spec.since else ()),
            *since_then(spec.definitions, [one for one in every if one.year > spec.year]),
        ),
        values=_values(now),
        start=date(places[0].year, 1, 1),
        end=date(now.year, 12, 31),
        forecast=forecast,
        title=_title(spec, places) if spec.since else _placed(spec, now),
    )


def _placed(spec: Spec, now: Place) -> Message:
    """How many were closer to the partner in the year."""
    known: dict[str, Parameter] = {"year": now.year, "higher": now.rank - 1, "number": now.number - 1,
                                   "member": Land(spec.member), "partner": Land(spec.partner)}  # fmt: skip
    words = msgid("In {year}, {higher} of {number} other UN members agreed with {partner} more than {member} did")
    if spec.among:
        words = msgid("In {year}, {higher} of {number} others compared agreed with {partner} more than {member} did")
    return Message(words, **known)


def _title(spec: Spec, places: Sequence[Place]) -> Message:
    """In how many of the years each definition holds."""
    held = tuple(
        Message("{words} in {held}", words=words, held=sum(one.holds(reading) for one in places))
        for words, reading in spec.definitions.items()
    )
    return Message(
        "Of {number} years up to {year}, {member} was {held} by agreement with {partner}",
        number=len(places),
        year=places[-1].year,
        member=Land(spec.member),
        held=held,
        partner=Land(spec.partner),
    )


def _years(spec: Spec) -> range:
    """The years asked for and, of a claim of many years, all later ones: they are told, and do not judge."""
    return range(spec.year, spec.year + 1) if spec.since is None else range(spec.since, LAST + 1)


def _over(look: Look, table: pd.DataFrame, year: int) -> bool:
    """Whether all roll calls of a year are known: it had ended by the cut, and the table reaches it."""
    ended = look.cut is None or date(year, 12, 31) <= look.cut
    return ended and not table.empty and table["date"].iloc[-1].year >= year


def _ranked(look: Look, table: pd.DataFrame, spec: Spec, year: int, least: float = 0.5) -> pd.DataFrame | None:
    """Who is ranked in a year; None if the member is not, since it cast too few votes."""
    key = "ranking", year, spec.partner, least  # of a year that is known to its end, whatever the cut
    found = look.once(key, lambda: ranking(table, year, spec.partner, least=least))
    if spec.among:
        found = found[found.index.isin(spec.among)]
    return found if spec.member in found.index else None


def _answer(spec: Spec, words: str, places: list[Place], number: int) -> Answer:
    reading = spec.definitions[words]
    years = [one.year for one in places if one.holds(reading)]
    now = places[-1]
    found = entry(f"agreement-{number}", Message("agreement {year}", year=now.year), now.value, AGREEMENT)
    flips = (
        entry("flips-at", "flips if “few” is at least, in percent", now.share, PERCENT)
        if reading == "top tenth"
        else entry("flips-at", "flips at a limit of", now.value, AGREEMENT)
    )
    return Answer(
        f"definition-{number}",
        Message("{words}", words=words),
        yes_if(2 * len(years) > len(places)),
        value=found.quantity,
        values=(found, entry(f"years-held-{number}", "years in which it holds", len(years))),
        flips=flips,
    )


def _values(now: Place) -> tuple[Value, ...]:
    return (
        entry("rank", "rank", now.rank),
        entry("ranked", "members ranked", now.number),
        entry("share", "rank in percent of those ranked", now.share, PERCENT),
        entry("few", "“few” of them, a tenth at most", few(now.number)),
        entry("median", "median agreement", now.median, AGREEMENT),
    )


def _rule(spec: Spec) -> Message:
    readings = tuple(Message("{words}", words=words) for words in spec.definitions)
    asked = Message("{readings}", readings=readings)
    if len(readings) > 1:
        asked = Message("{readings}, each by itself", readings=readings)
    if spec.since is None:
        return Message("in {year} it is {readings}", year=spec.year, readings=asked)
    return Message(
        "in more than half of the years from {since} to {year} it is {readings}",
        since=spec.since,
        year=spec.year,
        readings=asked,
    )


def _of_any(look: Look, table: pd.DataFrame, spec: Spec, now: Place) -> tuple[Message, ...]:
    """The rank if every member is ranked, however few votes it has in common, where that is another."""
    whole = _ranked(look, table, spec, now.year, least=0.0)
    if whole is None:
        return ()
    other = place(whole["agreement"], spec.member, now.year)
    if (other.rank, other.number) == (now.rank, now.number):
        return ()
    words = msgid("With any number of common votes it is {rank} of {number}.")
    return (Message(words, rank=other.rank, number=other.number),)
