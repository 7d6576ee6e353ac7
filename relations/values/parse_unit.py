"""Reading a unit from its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast, get_args

from relations.values.unit import (
    INTERNATIONAL,
    PRICES,
    SCALES,
    SYMBOLS,
    Change,
    ChangeKind,
    Count,
    Index,
    Money,
    Other,
    Price,
    Rate,
    Score,
    Share,
    Since,
    Unit,
    Unstated,
)
from relations.values.unknown import UnknownWord
from relations.values.when import parse_when

#: The words for a unit that format 1 of the cache let stand without saying that they are only words.
FORMAT_1 = ("current local currency", "constant local currency")
#: What earlier versions wrote in the place of a unit they did not know.
UNSTATED = (
    "unit named on the series' page",
    "unit named on the indicator's page",
    "price in the currency Yahoo quotes it in",
)
_EXAMPLES = (
    "RUB per USD",
    "KZT per 100 RUB",
    "USD per barrel",
    "US$ million",
    "constant 2015 US$",
    "% of goods exports",
    "million persons",
    "number of persons",
    "index points",
    "index, 2014-06-30 = 100 (33.8 RUB per USD)",
    "% since 2014-06-30 (33.8 RUB per USD)",
    "score from -2.5 to 2.5",
    *get_args(ChangeKind),
    "other: the publisher's own words",
)


def parse_unit(text: str) -> Unit:
    """The unit that `str(unit)` wrote; raises UnknownWord, with the forms there are."""
    for form, make in _FORMS:
        if match := form.fullmatch(text):
            return make(match)
    raise UnknownWord(text, "unit", _EXAMPLES)


def _base_of(match: re.Match[str]) -> tuple[float | None, Unit | None]:
    return (float(match[2]), parse_unit(match[3])) if match[2] else (None, None)


def _money(match: re.Match[str]) -> Unit:
    by_symbol = {symbol: currency for currency, symbol in SYMBOLS.items()}
    return Money(by_symbol.get(match[2], match[2]), SCALES.get(match[3], 1), match[1] or "")


_NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_BASED = rf"([\d-]+|\d+-Q\d)(?: = 100)?(?: \(({_NUMBER}) (.+)\))?"
_SCALE = "|".join(SCALES)
#: The forms of text in the order they are tried, each with what makes the unit of it.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Unit]], ...] = tuple(
    (re.compile(form), make)
    for form, make in (
        (f"{Unstated()}|(?:other: )?(?:{'|'.join(map(re.escape, UNSTATED))})", lambda _: Unstated()),
        (r"other: (.+)", lambda match: Other(match[1])),
        ("|".join(map(re.escape, FORMAT_1)), lambda match: Other(match[0])),
        ("|".join(get_args(ChangeKind)), lambda match: Change(cast(ChangeKind, match[0]))),
        (r"([A-Z]{3}) per (?:(\d+) )?([A-Z]{3})", lambda match: Rate(match[1], match[3], int(match[2] or 1))),
        (r"([A-Z]{3}) per (.+)", lambda match: Price(match[1], match[2])),
        (rf"(?:({PRICES.pattern}) )?(US\$|{re.escape(INTERNATIONAL)}|[A-Z]{{3}})(?: ({_SCALE}))?", _money),
        (r"index points", lambda _: Index()),
        (rf"index, {_BASED}", lambda match: Index(parse_when(match[1]), *_base_of(match))),
        (rf"% since {_BASED}", lambda match: Since(parse_when(match[1]), *_base_of(match))),
        (r"%(?: of (.+))?", lambda match: Share(match[1] or "")),
        (rf"score from ({_NUMBER}) to ({_NUMBER})", lambda match: Score(float(match[1]), float(match[2]))),
        (rf"(?:number of|({_SCALE})) (.+)", lambda match: Count(match[2], SCALES.get(match[1], 1))),
    )
)
