"""Countries and currencies as an article calls them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from relations.draft import russian
from relations.draft.words import one_of, table

_AMOUNT = re.compile(
    r"(\d|\b(?:million|billion|trillion|hundred|thousand|against the|per|to the|\w+teen|\w+ty"
    r"|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|тысяч\w*|тыс\.|млн|млрд|миллион\w*|миллиард\w*|к|за|против|в|десят\w*|\w+дцать|сто|\w+ст[аи]|пять|шесть|семь))\s*$",
    re.IGNORECASE,
)
COINS = {"dollar", "pound", "доллар", "фунт"}  #: of many currencies: one is meant after its country's adjective


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, str], re.Pattern[str]]:
    """Words for countries and the code of each, and a pattern for all of them."""
    import pycountry
    from babel import Locale

    territories = Locale("en", "GB").territories
    words = {str(territories.get(one.alpha_2, one.name)): one.alpha_3 for one in pycountry.countries}
    words |= {word: code for code, several in table("places").items() for word in several}
    return words, re.compile(rf"(?<!\w)({one_of(words)})s?(?!\w)")


def places(text: str) -> list[tuple[int, str]]:
    """Where a text names countries, and which."""
    words, pattern = _places()
    english = ((found.start(), words[found[1]]) for found in pattern.finditer(text))
    return sorted([*english, *russian.places(text)])


def pair_of(title: str, text: str) -> tuple[str, str] | None:
    """The two countries an article is about: those its title names, else those it names most; in order of the title."""
    often = Counter(code for _, code in places(text))
    titled = list(dict.fromkeys(code for _, code in places(title) if code in often))
    found = sorted(
        {code for code, _ in often.most_common(2)} if len(titled) < 2 else titled[:2], key=lambda code: -often[code]
    )
    if len(found) < 2:
        return None
    order = [*titled, *(code for _, code in places(text))]
    first, second = sorted(found, key=order.index)
    return first, second


@dataclass(frozen=True)
class Pair:
    """Two countries, with the currency of each."""

    first: str
    second: str

    @property
    def codes(self) -> tuple[str, str]:
        """Both codes."""
        return self.first, self.second

    def other(self, code: str) -> str:
        """The one that a code is not."""
        return self.second if code == self.first else self.first

    def currency_in(self, text: str) -> tuple[str, int, int] | None:
        """The first currency of theirs that a text names as a thing, not as the unit of an amount; and where."""
        for word, codes in coins(self).items():
            for found in re.finditer(rf"(?:(\w+) )?{_coin(word)}(?! terms| value| bloc)", text, re.IGNORECASE):
                said = [code for _, place in places(found[1] or "") for code in codes if code == currency_of(place)]
                before = text[: found.start() if said or not found[1] else found.end(1) + 1]
                if (said or word not in COINS) and not _AMOUNT.search(before):
                    return (said or codes)[0], found.start(), found.end()
        return None


def _coin(word: str) -> str:
    """A pattern's part for the word of a currency; of a Russian one only the stem is known."""
    return rf"\b{word}{'s?' if word.isascii() else russian.COIN_ENDING}\b"


def named_coins(pair: Pair, text: str) -> list[str]:
    """The currencies of theirs whose words a text has."""
    return [codes[0] for word, codes in coins(pair).items() if re.search(_coin(word), text, re.IGNORECASE)]


@lru_cache(maxsize=256)
def currency_of(country: str) -> str | None:
    """The code of a country's currency today."""
    import pycountry
    from babel.numbers import get_territory_currencies

    place = pycountry.countries.get(alpha_3=country)
    found = get_territory_currencies(place.alpha_2) if place else []
    return found[0] if found else None


@lru_cache(maxsize=16)
def coins(pair: Pair) -> dict[str, list[str]]:
    """The everyday words for their currencies, and the currencies of each."""
    from babel import Locale

    names = Locale("en", "GB").currencies
    words: dict[str, list[str]] = {}
    for code in filter(None, map(currency_of, pair.codes)):
        extra = [word for word, known in table("coins").items() if known == code]
        for word in [str(names[code]).split()[-1].lower(), *extra, code]:
            words.setdefault(word, []).append(code)
        for stem in russian.coins(code):
            words.setdefault(stem, []).append(code)
    return words
