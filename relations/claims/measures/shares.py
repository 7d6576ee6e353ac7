"""Shares of one country in another's trade, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pandas as pd
from pydantic import Field

from relations.claims.measures import Finding, Look, Unknown, Year, by_year, latest, limit, years
from relations.claims.measures.total import judge
from relations.i18n import number, say
from relations.story.claims import CalendarYear, Measure, Percent
from relations.story.fields import Name, Text


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
        raise Unknown(say("a share has no year from {year} on", year=spec.since))
    year = latest(spec.year, list(series.values()))
    shares = {words: float(one[year]) for words, one in series.items()}
    return Finding(
        verdict=judge([share >= spec.at_least for share in shares.values()]),
        rule=say(
            "supported if every share is at least {share} %, not borne out if none is, else it depends on the "
            "definition",
            share=limit(spec.at_least),
        ),
        formula=say("100 × trade with the partner / trade with the world, in a year, as its reporter publishes it"),
        sentence=_sentence(series, spec, year),
        value=next(iter(shares.values())),
        unit=say("% of {name}", name=next(iter(shares))),
        values={_name(words, year): share for words, share in shares.items()}
        | {_name(words, int(one.index[0])): float(one.iloc[0]) for words, one in series.items()}
        | {say("year"): Year(year)},
        start=date(min(int(one.index[0]) for one in series.values()), 1, 1),
        end=date(year, 12, 31),
    )


def _name(words: str, year: int) -> str:
    return say("share in {name} {year}, %", name=words, year=year)


def _sentence(series: Mapping[str, pd.Series[float]], spec: Spec, year: int) -> str:
    """Each share, whether it is of another year than was asked for, and what is left out."""
    parts = "; ".join(_path(words, one, year) for words, one in series.items())
    said = [say("The partner’s share: {shares}.", shares=parts)]
    if year != spec.year:
        said.append(say("{year} is the last year known; {asked} was asked for.", year=year, asked=spec.year))
    if spec.excluded:
        said.append(say("Left out as unfit: {years}.", years=years(spec.excluded)))
    return " ".join(said)


def _path(words: str, one: pd.Series[float], year: int) -> str:
    known = one.index.to_list()
    first, last, low, high = known[0], known[-1], known[int(one.argmin())], known[int(one.argmax())]
    return say(
        "{share} % of {name} in {year}, {then} % in {first} "
        "({since}–{until}: lowest {low} % in {low_year}, highest {high} % in {high_year})",
        share=number(one[year], 1),
        name=words,
        year=year,
        then=number(one[first], 1),
        first=first,
        since=first,
        until=last,
        low=number(one[low], 1),
        low_year=low,
        high=number(one[high], 1),
        high_year=high,
    )
