"""A partner's rank among all others: by votes in the UN General Assembly, or by a bound where some are unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from relations.claims.measures import (
    PERCENT,
    Answer,
    Finding,
    Forecast,
    Look,
    NotYet,
    Says,
    Value,
    entry,
    months_later,
    yes_if,
)
from relations.story.claims import CalendarYear, Measure, Months
from relations.story.fields import Country, Name, Text
from relations.values import Country as Land
from relations.values import Message, Number, Score
from sources import un_votes

Reading = Literal["top tenth", "above the median"]
AGREEMENT = Score(0, 100)


class Spec(Measure):
    """A member's rank among a partner's others by agreement in the UN, in a year or in most years since another."""

    naming = ("line",)

    member: Country
    partner: Country
    year: CalendarYear
    since: CalendarYear | None = None  #: the first of the years, where the claim is of many
    among: tuple[Country, ...] = ()  #: the members that are ranked; none named: all
    definitions: Annotated[dict[Text, Reading], Field(min_length=1)]
    horizon: Months | None = None  #: for a forecast
    line: Name | None = None  #: of the story, their agreement by year, which its figure shows

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.among and self.member not in self.among:
            raise ValueError(f"{self.member} is ranked, and must be among those that are")
        return self


@dataclass(frozen=True)
class Place:
    """Where a member stands in a year: 1 + those strictly higher, of how many, and their median."""

    year: int
    rank: int
    number: int
    value: float
    median: float

    @property
    def share(self) -> float:
        """The rank in percent of those ranked: "few" in any wider sense holds it."""
        return 100 * self.rank / self.number

    def holds(self, reading: Reading) -> bool:
        """Whether it is among the few, at most a tenth of those ranked, or above their median."""
        return self.rank <= few(self.number) if reading == "top tenth" else self.value > self.median


def few(number: int) -> int:
    """How many "few" are of a number: a tenth at most, and one of fewer than ten. A convention."""
    return max(number // 10, 1)


def place(values: pd.Series[float], member: str, year: int) -> Place:
    """A member's place among all, by its value; ties share the better rank. KeyError if it is not ranked."""
    own = float(values[member])
    return Place(year, 1 + int((values > own).sum()), len(values), own, float(values.median()))


def measure(look: Look, spec: Spec) -> Finding:
    """The rank under each definition; of several years, whether it holds in more than half of them."""
    table = look.rollcalls()
    asked = range(spec.since or spec.year, spec.year + 1)
    ranked = {year: _ranked(table, spec, year) for year in asked if _over(look, table, year)}
    places = [place(one["agreement"], spec.member, year) for year, one in ranked.items() if one is not None]
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
        sentence=(_sentence(spec, now, ranked[now.year]), *_many(spec, places)),
        values=_values(now),
        start=date(places[0].year, 1, 1),
        end=date(now.year, 12, 31),
        forecast=forecast,
    )


def _over(look: Look, table: pd.DataFrame, year: int) -> bool:
    """Whether all roll calls of a year are known: it had ended by the cut, and the table reaches it."""
    ended = look.cut is None or date(year, 12, 31) <= look.cut
    return ended and not table.empty and table["date"].iloc[-1].year >= year


def _ranked(table: pd.DataFrame, spec: Spec, year: int) -> pd.DataFrame | None:
    """Who is ranked in a year; None if the member is not, since it cast too few votes."""
    found = un_votes.ranking(table, year, spec.partner)
    if spec.among:
        found = found[found.index.isin(spec.among)]
    return found if spec.member in found.index else None


def _answer(spec: Spec, words: str, places: list[Place], number: int) -> Answer:
    reading = spec.definitions[words]
    held = [one.year for one in places if one.holds(reading)]
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
        _says(len(held), len(places)),
        value=found.quantity,
        values=(found, entry(f"years-held-{number}", "years in which it holds", len(held))),
        flips=flips,
    )


def _says(held: int, number: int) -> Says:
    return yes_if(2 * held > number)


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
    if spec.since is None:
        return Message("in {year} it is {readings}, each by itself", year=spec.year, readings=readings)
    return Message(
        "in more than half of the years from {since} to {year} it is {readings}, each by itself",
        since=spec.since,
        year=spec.year,
        readings=readings,
    )


def _sentence(spec: Spec, now: Place, ranked: pd.DataFrame | None) -> Message:
    higher = () if ranked is None else _first(ranked["agreement"], now.value)
    return Message(
        "In {year} {member} agreed with {partner} in {value} of 100, rank {rank} of {number} ({share} %; "
        "median {median}); highest: {higher}.",
        year=now.year,
        member=Land(spec.member),
        partner=Land(spec.partner),
        value=Number(now.value, 1),
        rank=now.rank,
        number=now.number,
        share=Number(now.share, 1),
        median=Number(now.median, 1),
        higher=higher or (Message("itself"),),
    )


def _first(values: pd.Series[float], own: float, most: int = 3) -> tuple[Message, ...]:
    top = values[values > own].head(most)
    return tuple(
        Message("{member} {value}", member=Land(str(name)), value=Number(float(one), 1)) for name, one in top.items()
    )


def _many(spec: Spec, places: list[Place]) -> tuple[Message, ...]:
    """In how many of many years each definition holds."""
    if spec.since is None:
        return ()
    return tuple(
        Message(
            "In {held} of {number} years from {since} to {year}: {words}.",
            words=words,
            held=sum(one.holds(reading) for one in places),
            number=len(places),
            since=places[0].year,
            year=spec.year,
        )
        for words, reading in spec.definitions.items()
    )
