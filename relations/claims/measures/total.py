"""A sum over several lines in one year, under each definition of what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from relations.claims.measures import (
    DEPENDS,
    NOT_BORNE_OUT,
    SUPPORTED,
    Finding,
    Look,
    Word,
    Year,
    by_year,
    latest,
    limit,
    signed,
)
from relations.i18n import listed, number, say
from relations.i18n.units import spoken
from relations.story.claims import CalendarYear, Lines, Measure
from relations.story.fields import Text


class Spec(Measure):
    """A sum of lines in a year, under one definition or several of what belongs to it."""

    naming = ("definitions",)

    definitions: Annotated[dict[Text, Lines], Field(min_length=1)]
    year: CalendarYear
    above: float


def measure(look: Look, spec: Spec) -> Finding:
    """The sum of each definition's lines in the year, or in the last year before it that all of them have."""
    series = {name: by_year(look.line(name)) for name in spec.lines_used}
    unit = spoken(look.line(spec.lines_used[0]).indicator.unit)
    year = latest(spec.year, list(series.values()))
    sums = {words: float(sum(series[name][year] for name in names)) for words, names in spec.definitions.items()}
    return Finding(
        verdict=judge([total > spec.above for total in sums.values()]),
        rule=say(
            "supported if the sum is above {limit} {unit} under every definition, not borne out if under none, else it "
            "depends on the definition",
            limit=limit(spec.above),
            unit=unit,
        ),
        formula=say("sum of the lines of the year in {unit}, under each definition of what is counted", unit=unit),
        sentence=f"{_sums(sums, spec, year, unit)} {_compared(sums, spec)}",
        value=next(iter(sums.values())),
        unit=unit,
        values={say("{name}, {unit}", name=words, unit=unit): total for words, total in sums.items()}
        | {say("year"): Year(year), say("compared with"): spec.above},
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )


def _sums(sums: Mapping[str, float], spec: Spec, year: int, unit: str) -> str:
    """Each sum, and that it is of another year than was asked for."""
    each = listed([say("{name} {number}", name=words, number=number(total, 2)) for words, total in sums.items()])
    if year == spec.year:
        return say("In {year} the sum was, in {unit}: {sums}.", year=year, unit=unit, sums=each)
    return say(
        "In {year} the sum was, in {unit}: {sums} ({last} is the last year known; {asked} was asked for).",
        year=year,
        unit=unit,
        sums=each,
        last=year,
        asked=spec.year,
    )


def _compared(sums: Mapping[str, float], spec: Spec) -> str:
    return say(
        "{above} of {count} are above {limit}; the smallest differs from it by {difference}.",
        above=sum(total > spec.above for total in sums.values()),
        count=len(sums),
        limit=limit(spec.above),
        difference=signed(min(sums.values()) - spec.above),
    )


def judge(holds: list[bool]) -> Word:
    """The verdict where a claim holds under all definitions, under none, or under some."""
    if all(holds):
        return SUPPORTED
    return DEPENDS if any(holds) else NOT_BORNE_OUT
