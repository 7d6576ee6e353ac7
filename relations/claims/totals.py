"""Sums of lines in one year, under each definition of what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from relations.claims.look import Look
from relations.claims.measures import by_year, latest
from relations.story.claims import CalendarYear, Lines, Measure
from relations.story.fields import Text
from relations.values import Unit


class OfDefinitions(Measure):
    """The parameters of such sums: the lines of each definition, and the year."""

    naming = ("definitions",)

    definitions: Annotated[
        dict[Text, Lines], Field(min_length=1)
    ]  #: by what a reader calls it, the lines that are added
    year: CalendarYear  #: the year of the sum


@dataclass(frozen=True)
class Totals:
    """The sums by definition, in the unit of the first line, and the year they are of."""

    year: int
    unit: Unit
    sums: dict[str, float]


def totals(look: Look, spec: OfDefinitions) -> Totals:
    """The sums in the year asked for, or in the last earlier year that all lines have; NotYet if there is none."""
    series = {name: by_year(look.line(name)) for name in spec.lines_used}
    year = latest(spec.year, list(series.values()))
    sums = {words: float(sum(series[name][year] for name in names)) for words, names in spec.definitions.items()}
    return Totals(year, look.line(spec.lines_used[0]).indicator.unit, sums)
