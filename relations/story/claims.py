"""Claims of an article, and the measures that check them: what is computed, from which lines, over which days.

A measure is declared, not programmed: its kind and parameters stand in the story's file, its arithmetic in the file
of `relations/claims/measures` that has the kind's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from relations.story.fields import Currency, Day, Name, Part, Text

Percent = Annotated[float, Field(gt=0, le=100)]
Year = Annotated[int, Field(ge=1800, le=2200)]
Lines = Annotated[tuple[Name, ...], Field(min_length=1)]


class Channel(Part):
    """One way a crisis can arrive: a line, and the days its change is measured between."""

    line: Name
    start: Day
    end: Day
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies


def _names(value: object) -> Iterator[str]:
    """The lines a parameter names, however it holds them."""
    match value:
        case str():
            yield value
        case Channel():
            yield value.line
        case dict():
            yield from _names(tuple(value.values()))
        case tuple():
            for part in value:
                yield from _names(part)


class _Measure(Part):
    naming: ClassVar[tuple[str, ...]] = ()  #: the parameters that name lines

    @property
    def lines_used(self) -> tuple[str, ...]:
        """Names of the story's lines it needs, each once."""
        return tuple(dict.fromkeys(_names(tuple(getattr(self, parameter) for parameter in self.naming))))


class Fall(_Measure):
    """A line's fall between two days, and its rank among all windows of as many observations."""

    naming = ("line",)

    kind: Literal["fall"]
    line: Name
    start: Day
    end: Day
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    worst: Percent  #: percent of all windows it must be among

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


class FirstFall(_Measure):
    """The first day after publication on which a line or a currency has lost more than so much of its value."""

    naming = ("line",)

    kind: Literal["first_fall"]
    line: Name
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    more_than: Percent


class Total(_Measure):
    """A sum of lines in a year, under one definition or several of what belongs to it."""

    naming = ("definitions",)

    kind: Literal["total"]
    definitions: Annotated[dict[Text, Lines], Field(min_length=1)]
    year: Year
    above: float


class Growth(_Measure):
    """A turnover in later years against a base year."""

    naming = ("exports", "imports")

    kind: Literal["growth"]
    exports: Name
    imports: Name
    year: Year
    later: Annotated[tuple[Year, ...], Field(min_length=1)]


class Falls(_Measure):
    """Whether several lines all fell by so much."""

    naming = ("channels",)

    kind: Literal["falls"]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    at_least: Percent


class Shares(_Measure):
    """Shares in a year, one line per definition, and their path since another year."""

    naming = ("definitions",)

    kind: Literal["shares"]
    definitions: Annotated[dict[Text, Name], Field(min_length=1)]
    year: Year
    since: Year
    at_least: Percent
    excluded: tuple[Year, ...] = ()  #: years whose figures are not fit for a lowest or highest


class WorstYear(_Measure):
    """A year's change of a turnover against every other year's."""

    naming = ("exports", "imports")

    kind: Literal["worst_year"]
    exports: Name
    imports: Name
    year: Year
    since: Year
    excluded: tuple[Year, ...] = ()  #: years whose figures are not fit for a ranking


class Untestable(_Measure):
    """What no line of the story can tell."""

    kind: Literal["untestable"]
    reason: Text


Measure = Annotated[
    Fall | FirstFall | Total | Growth | Falls | Shares | WorstYear | Untestable, Field(discriminator="kind")
]


class Claim(Part):
    """A checkable statement of the article, in our own words, with the measure that checks it."""

    id: Name
    paragraph: Annotated[int, Field(ge=1)]
    claim: Text
    measure: Measure
    event: Name | None = None  #: of the story, what the claim is about or what came of it
    caveat: Text | None = None  #: what the measure cannot tell of the claim
