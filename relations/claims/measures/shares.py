"""Shares of one country in another's trade, where they came from, and whether it is among the reporter's largest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Annotated, Self

import pandas as pd
from pydantic import Field, model_validator

from relations.claims.answer import Answer, Finding, Value, Year, entry
from relations.claims.look import Look, NotYet, Unknown
from relations.claims.measures import PERCENT, by_year, flips_at, judged, latest, limit, revised, years, yes_if
from relations.story.claims import CalendarYear, Measure, Percent
from relations.story.fields import Name, Text
from relations.values import Message, Number, Parameter

Series = Mapping[str, "pd.Series[float]"]  #: shares by year, by how they are defined


class Spec(Measure):
    """Shares in a year, one line per definition, and their path since another year.

    Either a share is large `at_least` at so many percent, or because its publisher lists the partner in every year
    among so many largest (`listed`): the lists are all that there is, and a year without a share is one without it.
    """

    naming = ("definitions",)

    definitions: Annotated[dict[Text, Name], Field(min_length=1)]  #: by what a reader calls it, a line of shares
    year: CalendarYear  #: the year that is judged
    since: CalendarYear  #: first year of the path
    at_least: Percent | None = None  #: percent that is large
    listed: Annotated[int, Field(gt=0)] | None = None  #: or: among so many largest partners in every year
    excluded: tuple[CalendarYear, ...] = ()  #: years whose figures are not fit for a lowest or highest

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if (self.at_least is None) == (self.listed is None):
            raise ValueError("shares are judged by either at_least or listed; write one of the two")
        return self


def measure(look: Look, spec: Spec) -> Finding:
    """Each definition's share in the year (or the last known before it), its first, and its highest and lowest."""
    whole = {words: by_year(look.line(name)).loc[spec.since :] for words, name in spec.definitions.items()}
    series = {words: one.drop(index=list(spec.excluded), errors="ignore") for words, one in whole.items()}
    if any(one.empty for one in series.values()):
        raise Unknown(Message("a share has no year from {year} on", year=spec.since))
    if min(int(one.index[0]) for one in series.values()) > spec.year:
        raise NotYet(Message("no share is known up to {year}", year=spec.year))
    year = latest(spec.year, list(series.values()))
    return Finding(
        tuple(_answer(look, spec, words, whole[words], year) for words in series),
        rule=_rule(spec, year),
        formula=Message("100 × trade with the partner / trade with the world, in a year, as its reporter publishes it"),
        sentence=(*_sentence(series, spec, year), *revised(look, spec.lines_used, year)),
        values=(entry("year", "year", Year(year)),),
        start=date(min(int(one.index[0]) for one in series.values()), 1, 1),
        end=date(year, 12, 31),
        title=_title(look, spec, series, year),
    )


def _title(look: Look, spec: Spec, series: Series, year: int) -> Message:
    """Each line's share in the year, and in its first: a sentence for each line."""
    told = []
    for words, one in series.items():
        first = int(one.index[0])
        known: dict[str, Parameter] = {
            "name": look.story.lines[spec.definitions[words]].words,
            "now": Number(one[year]),
            "year": year,
        }
        if first == year:
            told.append(Message("{name} was {now} % in {year}", **known))
        else:
            before: dict[str, Parameter] = {"then": Number(one[first]), "first": first}
            told.append(Message("{name} was {now} % in {year}, {then} % in {first}", **known, **before))
    return reduce(lambda whole, one: Message("{sentence}. {next}", sentence=whole, next=one), told)


def _rule(spec: Spec, year: int) -> Message:
    if spec.at_least is not None:
        return Message("the share is at least {share} %", share=limit(spec.at_least))
    return Message(
        "its publisher lists the partner among the reporter’s {number} largest in every year from {since} to {year}",
        number=spec.listed or 0,
        since=spec.since,
        year=year,
    )


def _answer(look: Look, spec: Spec, words: str, series: pd.Series[float], year: int) -> Answer:
    share = _share(spec, words, series, year)
    known = float(series[year])
    if spec.at_least is None:
        says, why = yes_if(set(range(spec.since, year + 1)) <= set(series.index)), None
    else:
        says, why = judged(known >= spec.at_least, known, spec.at_least, look.doubt((spec.definitions[words],)))
    first = next(int(one) for one in series.index if one not in spec.excluded)
    return Answer(
        spec.definitions[words],
        Message("{name}", name=words),
        says,
        value=share.quantity,
        of=Message("% of {name}", name=words),
        values=(share, *([_share(spec, words, series, first)] if first != year else [])),
        flips=flips_at(known, PERCENT) if spec.at_least is not None else None,
        why=why,
    )


def _share(spec: Spec, words: str, series: pd.Series[float], year: int) -> Value:
    label = Message("share in {name} {year}", name=words, year=year)
    return entry(f"{spec.definitions[words]}-{year}", label, float(series[year]), PERCENT)


def _sentence(series: Series, spec: Spec, year: int) -> tuple[Message, ...]:
    """Each share, whether it is of another year than was asked for, and what is left out."""
    said = [_path(words, one, year) for words, one in series.items()]
    if year != spec.year:
        said.append(Message("{year} is the last year known; {asked} was asked for.", year=year, asked=spec.year))
    if spec.excluded:
        said.append(Message("Left out as unfit: {years}.", years=years(spec.excluded)))
    return tuple(said)


def _path(words: str, one: pd.Series[float], year: int) -> Message:
    first, last, low, high = years(one.index[[0, -1, int(one.argmin()), int(one.argmax())]])
    return Message(
        "The partner’s share: {share} % of {name} in {year}, {then} % in {first} "
        "({first}–{last}: lowest {low} % in {low_year}, highest {high} % in {high_year}).",
        share=Number(one[year], 1),
        name=words,
        year=year,
        then=Number(one[first], 1),
        first=first,
        last=last,
        low=Number(one[low], 1),
        low_year=low,
        high=Number(one[high], 1),
        high_year=high,
    )
