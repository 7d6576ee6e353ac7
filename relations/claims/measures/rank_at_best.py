"""The best rank there can be where only some of the others are known: each of them that is higher pushes it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pandas as pd
from pydantic import Field

from relations.claims.answer import BEST_RANK
from relations.claims.measures import Answer, Finding, Look, Year, by_year, entry, flips_at, latest, revised
from relations.story.claims import CalendarYear, Lines, Measure
from relations.story.fields import Text
from relations.values import Message, Unit, in_print, printed


class Spec(Measure):
    """A sum of lines in a year, and those of others it is ranked among; what is partly known is a lower bound."""

    naming = ("own", "others")

    own: Lines  #: lines that are added
    others: Annotated[dict[Text, Lines], Field(min_length=1)]  #: by name, lines that are added for each
    year: CalendarYear  #: the year that is judged
    definitions: Annotated[dict[Text, Annotated[int, Field(ge=1)]], Field(min_length=1)]  #: by name, up to which rank


def best(own: float, others: Mapping[str, float]) -> int:
    """The best rank there can be: 1 and one for each that is strictly higher; who is not known pushes no one down."""
    return 1 + sum(other > own for other in others.values())


def measure(look: Look, spec: Spec) -> Finding:
    """Whether the best rank is still among the first so many, under each definition: impossible, or left open."""
    series = {name: by_year(look.line(name)) for name in spec.lines_used}
    unit = look.line(spec.own[0]).indicator.unit
    year = latest(spec.year, [series[name] for name in spec.own])
    own = _sum(series, spec.own, year)
    others = {words: _sum(series, names, year) for words, names in spec.others.items()}
    rank = best(own, others)
    return Finding(
        tuple(_answer(words, first, rank, place) for place, (words, first) in enumerate(spec.definitions.items(), 1)),
        rule=Message("all others are known, and few enough of them are higher; impossible if too many are already"),
        formula=Message("sum of the lines of the year ({unit}), 1 and one for each that is higher", unit=unit),
        sentence=(_sentence(own, others, rank, year, unit), *revised(look, spec.own, year)),
        values=(
            entry("own", "its own", own, unit),
            *(
                entry(f"other-{place}", Message("{name}", name=words), other, unit)
                for place, (words, other) in enumerate(others.items(), 1)
            ),
            entry("year", "year", Year(year)),
        ),
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        title=_title(look.story.lines[spec.own[0]].words, own, others, rank, year),
    )


def _title(name: str, own: float, others: Mapping[str, float], rank: int, year: int) -> Message:
    """The best rank there can be, and who is above it."""
    higher = tuple(words for words, other in sorted(others.items(), key=lambda one: -one[1]) if other > own)
    if not higher:
        return Message("{name} in {year}: none of {others} is above it", name=name, year=year, others=tuple(others))
    return Message(
        "{name} in {year}: at best rank {rank}, below {others}", name=name, year=year, rank=rank, others=higher
    )


def _sum(series: Mapping[str, pd.Series[float]], names: Lines, year: int) -> float:
    """What is known of a year: a line without it adds nothing, and the sum is then a lower bound."""
    return float(sum(series[name].get(year, 0.0) for name in names))


def _answer(words: str, first: int, rank: int, place: int) -> Answer:
    found = entry(f"best-rank-{place}" if place > 1 else "best-rank", "best rank there can be", rank)
    out = rank > first
    return Answer(
        f"definition-{place}",
        Message("{words}", words=words),
        "impossible" if out else "unknowable",
        value=found.quantity,
        of=BEST_RANK,
        values=(found,),
        flips=flips_at(rank, None),
        why=None if out else Message("not all others are known, and it may be lower still"),
    )


def _sentence(own: float, others: Mapping[str, float], rank: int, year: int, unit: Unit) -> Message:
    higher = {words: other for words, other in sorted(others.items(), key=lambda one: -one[1]) if other > own}
    if not higher:
        return Message(
            "In {year} none of the others that are known is above {own}.", year=Year(year), own=printed(own, unit)
        )
    (least, *more), scaled = in_print((own, *higher.values()), unit)
    return Message(
        "In {year} ({unit}): {others}, against {own}; the best rank there can be is {rank}.",
        year=Year(year),
        unit=scaled,
        others=tuple(
            Message("{name} {number}", name=words, number=one) for words, one in zip(higher, more, strict=True)
        ),
        own=least,
        rank=rank,
    )
