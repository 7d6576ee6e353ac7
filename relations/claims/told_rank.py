"""A rank among members of the UN in words: where it stands, and in how many years a definition holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from relations.claims.place import Place, Reading
from relations.values import Country, Message, Number


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


def _first(values: pd.Series[float], own: float, most: int = 3) -> tuple[Message, ...]:
    top = values[values > own].head(most).items()
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
