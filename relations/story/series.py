"""The series a story watches: what each line can be drawn from, and when it was held."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

import transforms
from relations import cache
from relations.story.fields import Day, End, Name, Part, StatedUnit, Text
from relations.story.hue import Hue
from relations.values import Message, UnknownWord
from relations.values.expression import NO_FORMULA, names
from sources import SourceError, indicator_of, publishers, require_key

Kind = Literal["peg", "corridor", "crawl", "managed"]


def _possible(key: str) -> str:
    """A key some publisher may have; ValueError for any other, so that nobody is told to fetch it."""
    return _found(key, tuple(publishers()))


@lru_cache(maxsize=4096)  # what is possible stays so, and a story is read once per language
def _found(key: str, asked: tuple[str, ...]) -> str:
    try:
        require_key(key)
        publisher, _ = key.split("/", 1)
        if publisher in asked:
            indicator_of(key)  # raises Rejected
            return key
    except SourceError as error:
        raise ValueError(str(error)) from error
    if publisher not in (known := {*asked, *cache.known_publishers()}):
        raise UnknownWord(publisher, "publisher", sorted(known))
    return key


class Regime(Part):
    """How a rate was held or managed for a time, where no number of its own shows it."""

    start: Day | None = None  #: first day; None: as long as the line goes back
    end: End | None = None  #: first day on which it was over; None: it goes on
    kind: Kind  #: peg, corridor, crawl or managed
    against: Text  #: what it was held against
    source: str  #: a work of the story

    @property
    def is_held(self) -> bool:
        """Whether the central bank decides where the rate is, so that what is usual says nothing about it."""
        return self.kind != "managed"


class Line(Part):
    """A series to watch: the keys it can be drawn from, best first, or what is made of other lines."""

    label: Text  #: what figures call it
    said: Text | None = None  #: what a sentence calls it: “the rouble”; none: its label
    keys: tuple[Annotated[str, AfterValidator(_possible)], ...] = ()  #: best first: the first cached is drawn
    daily: str | None = None  #: of its keys the one with the fewest missing days, which statistics of days use
    unit: StatedUnit | None = None  #: in which its numbers are, where their publisher states none
    cross: tuple[Name, Name] | None = None  #: numerator, denominator: both in units of one common currency
    transform: str | None = None  #: a file of `transforms`, whose function makes it
    of: tuple[Name, ...] = ()  #: of these lines, in this order
    formula: Text | None = None  #: what makes it of lines: `100 * exports / gdp`, `mean(rouble, month)`
    regimes: tuple[Regime, ...] = ()  #: when a rate was held or managed
    axis: Text | None = None  #: how an editor names what its first copy measures: Roubles per dollar
    colour: Hue | None = None  #: whose it is, where its keys do not tell

    @property
    def words(self) -> str:
        """What a sentence calls it."""
        return self.said or self.label

    @property
    def parts(self) -> tuple[str, ...]:
        """The lines it is made of; none, if it has keys of its own."""
        return self.cross or self.of or (names(self.formula) if self.formula else ())

    @model_validator(mode="after")
    def _one_of_four(self) -> Self:
        ways = [bool(self.keys), bool(self.cross), bool(self.transform and self.of), bool(self.formula)]
        if ways.count(True) != 1 or bool(self.transform) != bool(self.of):
            raise ValueError("a line has either keys, cross or formula, or a transform with `of`; write one of these")
        if self.formula and not names(self.formula):
            raise ValueError(str(Message(NO_FORMULA, formula=self.formula)))
        if self.unit and not self.keys:
            raise ValueError("a unit goes with keys, and what is made of other lines has theirs; take it out")
        if self.daily and self.daily not in self.keys:
            raise ValueError(f"daily is {self.daily}, which is none of its keys; write one of them")
        try:
            if self.transform:
                transforms.named(self.transform, len(self.of))
        except SourceError as error:
            raise ValueError(str(error)) from error
        return self


class PassThrough(Part):
    """An event that may have changed how a line follows a factor: the year before it against the year from it on."""

    id: Name = "pass-through"  #: the id of its figure
    line: Name  #: the line that follows another
    factor: Name  #: the line it follows
    event: Name  #: the event from which on it may follow otherwise
