"""Currencies as an article names them: those of the two countries by their words, all others where it is clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from relations.draft import russian
from relations.draft.names import Pair, places
from relations.draft.words import listed, one_of, spoken, table

_AMOUNT = re.compile(
    r"(\d|\b(?:million|billion|trillion|hundred|thousand|against the|per|to the|\w+teen|\w+ty"
    r"|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|тысяч\w*|тыс\.|млн|млрд|миллион\w*|миллиард\w*|к|за|против|в|десят\w*|\w+дцать|сто|\w+ст[аи]|пять|шесть|семь))\s*$",
    re.IGNORECASE,
)
_BESIDE = spoken("likened", r"\b(?:like|unlike|than|as)(?: the)? ?$")
_OWNER = re.compile(r"(?:(?P<first>[\w.-]+) )?(?P<last>[\w.’'-]+) $")
COINS = {"dollar", "pound", "доллар", "фунт"}  #: of many currencies: one is meant after its country's adjective
SHORT = 3  #: letters of a stem that other words have too
SHARED = {"EUR": "DEU"}  #: whose line is that of a currency of many countries, where its code does not tell


@dataclass(frozen=True)
class Coin:
    """A currency where a text names it: its code, or its word where that is of many."""

    code: str
    start: int
    is_amount: bool  #: whether it is only the unit of a sum, or what another is measured in
    is_beside: bool  #: whether another is compared with it


@lru_cache(maxsize=256)
def currency_of(country: str) -> str | None:
    """The code of a country's currency today."""
    import pycountry
    from babel.numbers import get_territory_currencies

    place = pycountry.countries.get(alpha_3=country)
    found = get_territory_currencies(place.alpha_2) if place else []
    return found[0] if found else None


@lru_cache(maxsize=256)
def country_of(code: str) -> str | None:
    """The country whose currency has a code; of several the one whose code that begins with, else the first."""
    import pycountry

    users = {one.alpha_3: one.alpha_2 for one in pycountry.countries if currency_of(one.alpha_3) == code}
    own = [country for country, short in users.items() if short == code[:2]]
    return SHARED.get(code) or next(iter([*own, *sorted(users)]), None)


@cache
def _world() -> dict[str, list[str]]:
    """The everyday words for all currencies in use, in Russian their stems, and the currencies of each."""
    import pycountry
    from babel import Locale

    names = Locale("en", "GB").currencies
    codes = dict.fromkeys(filter(None, (currency_of(one.alpha_3) for one in pycountry.countries)))
    words: dict[str, list[str]] = {}
    for code in codes:
        extra = [word for word, known in table("coins").items() if known == code]
        for word in [str(names[code]).split()[-1].lower(), *extra, code.lower(), *russian.coins(code)]:
            words.setdefault(word, []).append(code)
    return words


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """English and Russian words for all currencies, each as a whole word."""
    english = one_of(_world())
    stems = russian.one_of(word for word in _world() if not word.isascii())
    after = r"(?! terms| value| bloc| area| zone)\b"
    return (
        re.compile(rf"\b(?P<word>{english})s?\b{after}", re.IGNORECASE),
        re.compile(rf"\b(?P<word>{stems}){russian.COIN_ENDING}\b", re.IGNORECASE),
    )


def coins(pair: Pair, text: str) -> Iterator[Coin]:
    """The currencies a text names, in no order: theirs, and those of other countries where it is clear."""
    theirs = [code for code in map(currency_of, pair.codes) if code]
    for pattern in _patterns():
        for found in pattern.finditer(text):
            word, before = found["word"].lower(), text[: found.start()]
            start, owner = _owner(before)
            whose = currency_of(owner) if owner else None
            is_said = whose in _world()[word]
            code = whose if is_said else _meant(word, [one for one in _world()[word] if one in theirs], before)
            if code:
                around = text[: start if is_said else found.start()]
                is_amount, is_beside = (one.search(around) is not None for one in (_AMOUNT, _BESIDE))
                yield Coin(code, found.start(), is_amount, is_beside)


def _owner(before: str) -> tuple[int, str | None]:
    """The country whose adjective or name stands right before a word, in one word or two, and where."""
    found = _OWNER.search(before)
    if found is None:
        return len(before), None
    last = places(found["last"])
    two = places(f"{found['first']} {found['last']}") if found["first"] and found["last"][0].isupper() else []
    for start, named in ((found.start("first"), two), (found.start("last"), last)):
        if named and named[0][0] == 0:
            return start, named[0][1]
    return len(before), None


def _meant(word: str, theirs: list[str], before: str) -> str | None:
    """The currency that a word means without its country: of the two, else the one it is known for, else the word."""
    if theirs and word not in COINS:
        return theirs[0]
    if not _is_a_thing(word, before):
        return None
    known = theirs or _world()[word]
    return known[0] if len(known) == 1 else table("meant").get(word, word) if not theirs else word


def _is_a_thing(word: str, before: str) -> bool:
    """Whether a word that may mean something else is a currency: "the yen", and of Russian stems the longer ones."""
    if word in listed("no_coins"):
        return False
    if _AMOUNT.search(before):  # 28 hryvnias
        return word not in COINS
    return before.lower().endswith("the ") if word.isascii() else len(word) > SHORT or word in table("meant")
