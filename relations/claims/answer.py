"""What a measure answers: yes, no or why neither, once per definition, line, channel or reading of a claim.

A `Finding` is made of answers. It says no verdict: that follows from them in one place, `relations.claims.verdict`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from relations.values import (
    Change,
    Count,
    Message,
    Money,
    Number,
    Printed,
    Quantity,
    Unit,
    When,
    amount,
    points,
    printed,
)

Says = Literal[
    "yes",
    "no",
    "impossible",  # a bound rules it out
    "unknown yet",  # what it needs was not out at the cut, or the horizon is still open
    "unfinished",  # the story has yet to tell the measure what it needs: a date, a level, a line
    "not fetched",  # a publisher has it, and the cache has not
    "unknowable",  # no number can tell, or the sample is too short
]


BEST_RANK = Message("best rank there can be")  #: what a bound of a rank is of


class Year(int):
    """A year among a measure's numbers: nobody writes it with a separator of thousands."""


@dataclass(frozen=True)
class Value:
    """One of a measure's numbers, and what it is called."""

    quantity: Quantity
    label: Message

    @property
    def number(self) -> float:
        """The number by itself; NaN where it is a day, or there is none."""
        value = self.quantity.value
        return float(value) if isinstance(value, float | int) else float("nan")


def entry(name: str, label: str | Message, number: float | int | date | None, unit: Unit | None = None) -> Value:
    """A number under an id, which never changes, and a label, which is said."""
    return Value(Quantity(name, number, unit), Message(label) if isinstance(label, str) else label)


def turning(value: float) -> Number:
    """The number an answer turns on, as it is shown: 20,196; 170.73; −18.94; 6."""
    if float(value).is_integer():
        return Number(value)
    return amount(value) if value >= 0 else Number(value, 2)


def told(value: float, of: Message | Unit) -> Message:
    """The number an answer turns on with what it is of, as a text has it: 38.3 %, US$ 38.3 billion, −6.23 points.

    Units are named for the heads of tables; after a number some of them are no English.
    """
    if isinstance(of, Money):
        return Message("{change}", change=printed(value, of))
    number = turning(value)
    if of == BEST_RANK:
        return Message("rank {number}", number=number)
    if counted := _counted(number, of):
        return counted
    if isinstance(of, Message):
        return Message("{number} {unit}", number=number, unit=of)
    return Message("{change}", change=Printed(number, of))


def _counted(number: Number, of: Message | Unit) -> Message | None:
    """A number of points or days, in the plural a language has for it; None of all else. 1.5 counts as several."""
    count = number.count
    match of:
        case Change("points"):
            return points(number)
        case Change("percentage points"):
            return Message.counted("{number} percentage point", "{number} percentage points", count, number=number)
        case Count("days", 1):
            return Message.counted("{number} day", "{number} days", count, number=number)
    return None


@dataclass(frozen=True)
class Answer:
    """The answer under one definition, line, channel or reading of a claim, with its numbers.

    `value` is the number the answer turns on, None if there is none; `of` says what it is of where its unit alone does
    not; `values` are all numbers, with that one among them if it has a row of its own. `name` is an id, unique in its
    finding.
    """

    name: str
    label: Message
    answer: Says
    value: Quantity | None = None
    of: Message | None = None
    values: tuple[Value, ...] = ()
    flips: Value | None = None  #: the limit at which the answer would be the other one, where there is one
    why: Message | None = None  #: why there is neither yes nor no
    when: When | None = None  #: of a forecast: when it came true
    by: str | None = None  #: the stand-in it is measured by, in the story's words: "by trade"
    part: str | None = None  #: which part of the sentence it answers, in the story's words


@dataclass(frozen=True)
class Forecast:
    """What is needed to judge what a claim says of the future."""

    months: int  #: the horizon, from publication
    by: date  #: its last day
    base_rate: Value | None = None  #: how often it came true within the horizon from every earlier day, in percent

    @property
    def rate(self) -> float | None:
        """The base rate by itself, if there is one."""
        return self.base_rate.number if self.base_rate else None


@dataclass(frozen=True)
class Finding:
    """What a measure found: its answers, when an answer is yes, and a sentence made from the numbers.

    `rule` completes "yes if …", None if nothing can; `formula` says in words how the numbers are made; `values` are
    those that belong to no single answer; `start` and `end` bound the observations used, None if none were.
    `title` is what the numbers say in one line, whatever the claim says: the title of the claim's figure.
    """

    answers: tuple[Answer, ...]
    rule: Message | None
    formula: Message
    sentence: tuple[Message, ...]
    values: tuple[Value, ...] = ()
    start: date | None = None
    end: date | None = None
    forecast: Forecast | None = None
    title: Message | None = None
