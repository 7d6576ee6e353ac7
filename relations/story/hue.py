"""Whose a line is: what gives it its one colour in every figure of its story."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import Literal, get_args

from relations.values import Country, Currency, UnknownWord

#: Of the story's first country, of its second, goods the first sells to the second and buys from it, of both together,
#: of another country, and of the world.
Hue = Literal["first", "second", "exports", "imports", "both", "third", "world"]
HUES: tuple[Hue, ...] = get_args(Hue)


def hue_of_key(key: str, countries: tuple[str, str]) -> Hue:
    """Whose the series of a publisher is, by the countries and currencies its code names."""
    code = key.partition("/")[2]
    named = tuple(dict.fromkeys(two for word in _words(code) if (two := _territory(word))))
    first, second = (_territory(country) for country in countries)
    of_both = {first, second} <= set(named)
    if of_both and (flow := re.search(r"\b(ex|im)ports(_share)?$", code)):
        sold_by_first = (flow[1] == "ex") == (named[0] == first)
        return "exports" if sold_by_first else "imports"
    if of_both:
        return "both"
    if set(named) - {first, second}:
        return "third"
    return "first" if named == (first,) else "second" if named == (second,) else "world"


def together(hues: tuple[Hue, ...]) -> Hue:
    """Whose a line is that is made of lines of those hues."""
    found = set(hues)
    if len(found) == 1:
        return hues[0]
    return "third" if found <= {"third", "world"} else "both"


def _words(code: str) -> list[str]:
    """What in a code may be a country, a part of one, or a currency: KAZ, KZ-11, RUB=X, KZTRUB=X."""
    parts = re.split(r"[/=]", code)
    return [word for part in parts for word in ([part[:3], part[3:]] if re.fullmatch("[A-Z]{6}", part) else [part])]


@lru_cache(maxsize=1024)
def _territory(word: str) -> str | None:
    """The two letters of the country that a code of a country, of a part of it, or of its currency stands for."""
    if part := re.fullmatch(r"([A-Z]{2})-[A-Z0-9]{1,3}", word):
        return part[1]
    if not re.fullmatch("[A-Z]{3}", word) or word == "USD":  # what nearly all others are measured in
        return None
    with suppress(UnknownWord):
        return Country(word).territory or word
    with suppress(UnknownWord):
        return Currency(word).code[:2]
    return None
