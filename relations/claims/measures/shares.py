"""Shares of one country in another's trade, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pandas as pd
from pydantic import Field

from relations.claims.measures import PERCENT, Finding, Look, Unknown, Year, by_year, entry, judge, latest, limit, years
from relations.story.claims import CalendarYear, Measure, Percent
from relations.story.fields import Name, Text
from relations.values import Message, Number


class Spec(Measure):
    """Shares in a year, one line per definition, and their path since another year."""

    naming = ("definitions",)

    definitions: Annotated[dict[Text, Name], Field(min_length=1)]
    year: CalendarYear
    since: CalendarYear
    at_least: Percent
    excluded: tuple[CalendarYear, ...] = ()  #: years whose figures are not fit for a lowest or highest

    @property
    def unfit(self) -> tuple[int, ...]:
        """The excluded years."""
        return self.excluded


def measure(look: Look, spec: Spec) -> Finding:
    """Each definition's share in the year (or the last known before it), its first, and its highest and lowest."""
    series = {
        words: by_year(look.line(name)).loc[spec.since :].drop(index=list(spec.excluded), errors="ignore")
        for words, name in spec.definitions.items()
    }
    if any(one.empty for one in series.values()):
        raise Unknown(Message("a share has no year from {year} on", year=spec.since))
    year = latest(spec.year, list(series.values()))
    shares = {words: float(one[year]) for words, one in series.items()}
    known = [(words, year) for words in series] + [(words, int(one.index[0])) for words, one in series.items()]
    return Finding(
        verdict=judge([share >= spec.at_least for share in shares.values()]),
        rule=Message(
            "supported if every share is at least {share} %, not borne out if none is, else it depends on the "
            "definition",
            share=limit(spec.at_least),
        ),
        formula=Message("100 × trade with the partner / trade with the world, in a year, as its reporter publishes it"),
        sentence=_sentence(series, spec, year),
        value=next(iter(shares.values())),
        unit=PERCENT,
        of=Message("% of {name}", name=next(iter(shares))),
        values=(
            *(
                entry(
                    f"{spec.definitions[words]}-{when}",
                    Message("share in {name} {year}", name=words, year=when),
                    float(series[words][when]),
                    PERCENT,
                )
                for words, when in dict.fromkeys(known)
            ),
            entry("year", "year", Year(year)),
        ),
        start=date(min(int(one.index[0]) for one in series.values()), 1, 1),
        end=date(year, 12, 31),
    )


def _sentence(series: Mapping[str, pd.Series[float]], spec: Spec, year: int) -> tuple[Message, ...]:
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
