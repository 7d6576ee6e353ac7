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
    is_said: bool  #: whether its country is named with it


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
                yield Coin(code, found.start(), is_amount, is_beside, is_said)


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
    """The currency that a word means without its country: of the two, else the one it is known for, else the word.

    Of both, as the rouble of Belarus and Russia, it is the word, until `whose` knows more.
    """
    if theirs and word not in COINS:
        return theirs[0] if len(theirs) == 1 else _noun(theirs[0])
    if not _is_a_thing(word, before):
        return None
    known = theirs or _world()[word]
    return known[0] if len(known) == 1 else table("meant").get(word, word) if not theirs else word


@lru_cache(maxsize=256)
def _noun(code: str) -> str:
    """What a currency is called without its country: rouble."""
    from babel import Locale

    return str(Locale("en", "GB").currencies[code]).split()[-1].lower()


def is_of_both(word: str, pair: Pair) -> bool:
    """Whether a word without its country may be the currency of either of the two."""
    theirs = [code for code in map(currency_of, pair.codes) if code]
    return len(set(theirs)) > 1 and all(_noun(code) == word for code in theirs)


def said(pair: Pair, text: str) -> list[str]:
    """The currencies of the two that a text names with their countries, in its order."""
    theirs = {currency_of(code) for code in pair.codes}
    named = sorted((one.start, one.code) for one in coins(pair, text) if one.is_said)
    return [code for _, code in named if code in theirs]


def whose(pair: Pair, sentence: str, start: int, paragraph: str, told: set[str]) -> str | None:
    """Which of their currencies a sentence means, from a place on, by the word of both; None if that is left open.

    It is that of the country named last before it, and the one that was last told with its country in the paragraph so
    far or else, if it is only one of the two, in the article (`told`). Where these differ, nobody can know.
    """
    at = next((one.start for one in coins(pair, sentence) if one.start >= start and is_of_both(one.code, pair)), start)
    named = [(place, code) for place, code in places(sentence) if code in pair.codes]
    near = [code for place, code in named if place < at][-1:] or [code for _, code in named][:1]
    known = said(pair, paragraph)[-1:] or (list(told) if len(told) == 1 else [])
    found = {*map(currency_of, near), *known}
    return found.pop() if len(found) == 1 else None


def _is_a_thing(word: str, before: str) -> bool:
    """Whether a word that may mean something else is a currency: "the yen", and of Russian stems the longer ones."""
    if word in listed("no_coins"):
        return False
    if _AMOUNT.search(before):  # 28 hryvnias
        return word not in COINS
    return before.lower().endswith("the ") if word.isascii() else len(word) > SHORT or word in table("meant")
