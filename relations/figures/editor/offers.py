"""The lines there are to compose a figure from, with their meaning: the story's, and every other copy in the cache."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from relations import cache
from relations.figures.spoken_story import translated
from relations.i18n import active, say
from relations.i18n.language import money, territory
from relations.i18n.units import spoken
from relations.story import Line, Story
from relations.story.line import line
from relations.values import Country, CurrencyName, Money, UnknownWord, Unstated, currencies, span
from sources import Indicator, SourceError


@dataclass(frozen=True)
class Offer:
    """A line that can be drawn, as a person looks for it: what it measures, where, in what unit, who publishes it.

    Its words are made once, in the language spoken when they are first asked for.
    """

    name: str  #: as a figure of the story refers to it
    label: str  #: what a figure calls it, in the language spoken
    line: Line  #: as the story's file has it
    own: bool  #: whether the story has it; a figure that draws another brings it along
    indicator: Indicator
    first: date  #: first day of its first period
    last: date  #: last day of its last period
    publishers: tuple[str, ...]  #: of all its copies in the cache, the one drawn first
    places: tuple[str, ...]  #: countries and currencies, in the language spoken

    @cached_property
    def words(self) -> str:
        """One line to choose it by: label, unit, frequency, publisher, places."""
        parts = (self.label, spoken(self.indicator.unit), say(self.indicator.frequency), spoken(self.publishers[0]))
        return " · ".join((*parts, ", ".join(self.places)))


def offers(story: Story, brought: Mapping[str, Line] | None = None) -> dict[str, Offer]:
    """Every line that can be drawn, by name: the story's, those a figure brings along, and all else in the cache.

    Looks at the whole cache; a copy that is missing or damaged is no offer, and `draw` tells why.
    """
    whole = story.model_copy(update={"lines": {**story.lines, **(brought or {})}})
    labels = {name: one.label for name, one in translated(whole, active()).lines.items()}
    found: dict[str, Offer] = {}
    for name, label in labels.items():
        with suppress(SourceError):
            shown = line(whole, name)
            days = (shown.first, shown.last)
            found[name] = _offer(name, label, whole.lines[name], shown.indicator, days, own=name in story.lines)
    drawn = {offer.indicator.key for offer in found.values()}
    for key in cache.cached_keys():
        if key not in drawn:
            found |= _other(key, {*whole.lines, *found})
    return found


def fingerprint() -> str:
    """A sha256 of the states of all copies in the cache: equal means equal offers."""
    return hashlib.sha256(cache.contents().encode()).hexdigest()


def _other(key: str, taken: set[str]) -> dict[str, Offer]:
    """A copy that no line shows, as a line of its own; none of a key nobody can have now, or without a unit."""
    try:
        copy = cache.glance(key)
        label = re.sub(r"\s*\([^)]*\)", "", copy.indicator.title).strip() or copy.indicator.title
        wanted = Line(label=label, keys=(key,))
    except (SourceError, ValueError):
        return {}
    if copy.indicator.unit == Unstated():
        return {}
    name = free(key, taken)
    return {name: _offer(name, label, wanted, copy.indicator, (copy.first, copy.last), own=False)}


def free(words: str, taken: Iterable[str]) -> str:
    """A name made of some words, which is not taken."""
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "figure"
    taken, number, name = set(taken), 1, slug
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name


def _offer(name: str, label: str, wanted: Line, indicator: Indicator, days: tuple[date, date], *, own: bool) -> Offer:
    """The offer of a line whose observations are dated from one day to another."""
    publishers = dict.fromkeys([indicator.publisher, *_others(wanted)])
    places = _places(indicator)
    starts, ends = span(indicator.dating, np.array(days, dtype="datetime64[D]"))
    first, last = starts[0].astype(date), ends[-1].astype(date)
    return Offer(name, label, wanted, own, indicator, first, last, tuple(publishers), places)


def _others(wanted: Line) -> Iterable[str]:
    """Who publishes the copies of a line that the cache has."""
    for key in wanted.keys:
        with suppress(SourceError):
            yield cache.glance(key).indicator.publisher


def _places(indicator: Indicator) -> tuple[str, ...]:
    """Names of the countries in an indicator's key and of the currencies it is a price of or in."""
    found = []
    for code in indicator.key.split("/")[1:-1]:
        with suppress(UnknownWord):  # a flow, or another word of its publisher
            found.append(territory(Country(code)))
    priced = () if isinstance(indicator.unit, Money) else currencies(indicator.unit)
    return (*found, *(money(CurrencyName(code)) for code in priced))
