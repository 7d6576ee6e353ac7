"""Where one stands among many, and in words: its rank, of how many, their median, and whether it is one of few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from relations.values import Country, Message, Number

Reading = Literal["top tenth", "above the median"]


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


def standing(member: str, partner: str, now: Place, ranked: pd.DataFrame | None) -> Message:
    """The rank of a year and what it is among, with those that are highest."""
    higher = () if ranked is None else _first(ranked["agreement"], now.value)
    return Message(
        "In {year} {member} agreed with {partner} in {value} of 100, rank {rank} of {number} ({share} %; "
        "median {median}); highest: {higher}.",
        year=now.year,
        member=Country(member),
        partner=Country(partner),
        value=Number(now.value, 1),
        rank=now.rank,
        number=now.number,
        share=Number(now.share, 1),
        median=Number(now.median, 1),
        higher=higher or (Message("itself"),),
    )


def _first(values: pd.Series[float], own: float) -> tuple[Message, ...]:
    """The three that are highest of those above one's own."""
    top = values[values > own].head(3).items()
    return tuple(
        Message("{member} {value}", member=Country(str(one)), value=Number(float(value), 1)) for one, value in top
    )


def held(definitions: Mapping[str, Reading], places: Sequence[Place]) -> tuple[Message, ...]:
    """In how many of the years that judge each definition holds."""
    return tuple(
        Message(
            "In {held} of {number} years from {since} to {year}: {words}.",
            words=words,
            held=sum(one.holds(reading) for one in places),
            number=len(places),
            since=places[0].year,
            year=places[-1].year,
        )
        for words, reading in definitions.items()
    )


def since_then(definitions: Mapping[str, Reading], later: Sequence[Place]) -> tuple[Message, ...]:
    """In how many of the years after those that judge each definition holds; nothing if there are none."""
    if not later:
        return ()
    return tuple(
        Message(
            "Since then, up to {year}, in {held} of {number}: {words}.",
            year=later[-1].year,
            held=sum(one.holds(reading) for one in later),
            number=len(later),
            words=words,
        )
        for words, reading in definitions.items()
    )
