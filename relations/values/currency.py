"""Currencies by their codes in ISO 4217, when a unit was replaced by a larger one, and whose they were when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from relations.values.country import Country
from relations.values.unknown import UnknownWord

_NONE = {"XXX", "XTS"}  # ISO's codes for no currency, and for tests
_IN_PROSE = {"XDR": "Special drawing rights"}  # the rest is a name and then a noun, which is small in a sentence


@dataclass(frozen=True, order=True)
class Currency:
    """A currency of ISO 4217, in use or withdrawn (BYR, TRL, LTL), or a unit of account like XDR."""

    code: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z]{3}", self.code) or self.code in _NONE or self.code not in _names():
            raise UnknownWord(self.code, "currency", ["codes of ISO 4217 in capitals, for example KZT"])

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its everyday name in English, as in a sentence: Russian rouble; of a withdrawn one with its years."""
        if self.code in _IN_PROSE:
            return _IN_PROSE[self.code]
        words = str(_names()[self.code])
        return re.sub(r"(?<= )[A-Z](?=\w*( \(|$))", lambda letter: letter[0].lower(), words)


@dataclass(frozen=True, order=True)
class CurrencyName:
    """A currency as a sentence names it: Turkish lira, where the currency itself is said by its code."""

    code: str

    def __str__(self) -> str:
        return Currency(self.code).name


@dataclass(frozen=True, order=True)
class OfCurrency(CurrencyName):
    """Its name after "of the" or "against the": the genitive of a language that has one."""


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Any]:
    """What the CLDR calls currencies in English as our texts are written, with roubles; it has withdrawn ones too."""
    from babel import Locale

    names: Mapping[str, Any] = Locale("en", "GB").currencies
    return names


@lru_cache(maxsize=1)
def currency_codes() -> Mapping[str, str]:
    """The codes of all currencies by their everyday names in English."""
    return {Currency(code).name: code for code in _names() if code not in _NONE}


@dataclass(frozen=True)
class Redenomination:
    """One unit of a currency replaced `factor` older ones on a day."""

    currency: str  #: the code in use today
    first: date  #: the first day of the new unit
    factor: int
    withdrawn: str  #: the code of the older unit
    source: str


REDENOMINATIONS: tuple[Redenomination, ...] = (
    Redenomination("AZN", date(2006, 1, 1), 5_000, "AZM", "Decree 666 of the President of Azerbaijan, 7 Feb 2005"),
    Redenomination("BYN", date(2000, 1, 1), 1_000, "BYB", "ISO 4217, list three: BYB"),
    Redenomination("BYN", date(2016, 7, 1), 10_000, "BYR", "Decree 450 of the President of Belarus, 4 Nov 2015"),
    Redenomination("GEL", date(1995, 10, 2), 1_000_000, "GEK", "ISO 4217, list three: GEK"),
    Redenomination("RON", date(2005, 7, 1), 10_000, "ROL", "Law 348/2004 of Romania"),
    Redenomination("RUB", date(1998, 1, 1), 1_000, "RUR", "Decree 822 of the President of Russia, 4 Aug 1997"),
    Redenomination("TMT", date(2009, 1, 1), 5_000, "TMM", "ISO 4217, list three: TMM"),
    Redenomination("TRY", date(2005, 1, 1), 1_000_000, "TRL", "Law 5083 of Turkey, 28 Jan 2004"),
    Redenomination("UAH", date(1996, 9, 2), 100_000, "UAK", "Decree 762/96 of the President of Ukraine, 25 Aug 1996"),
)


def redenominations(code: str) -> tuple[Redenomination, ...]:
    """The redenominations of a currency, the earliest first; none for most."""
    return tuple(sorted((one for one in REDENOMINATIONS if one.currency == code), key=lambda one: one.first))


_TODAY = {one.withdrawn: one.currency for one in REDENOMINATIONS}
#: Where the CLDR has two at once, and the older is the one that people use and publishers quote.
_USED = {"BT": "BTN", "CU": "CUP", "HT": "HTG", "LS": "LSL", "NA": "NAD", "PA": "USD"}


@dataclass(frozen=True)
class Tender:
    """A currency and the first day on which it was a country's."""

    currency: Currency
    since: date


@lru_cache(maxsize=1024)
def tender(country: Country, first: date, last: date) -> tuple[Tender, ...]:
    """The currencies a country had from one day to another, the earliest first; none if none is known.

    One unit that replaced a smaller one of the same currency is no other currency (`redenominations`). Where two were
    legal at once, the one that came later counts.
    """
    from babel.numbers import get_territory_currencies

    if country.territory is None or country.kind != "country":
        return ()
    listed = get_territory_currencies(country.territory, first, last, tender=True, include_details=True)
    used = _USED.get(country.territory)
    kept = [one for one in listed if one["currency"] == used] or listed
    found = sorted((one["from"] or date.min, _TODAY.get(one["currency"], one["currency"])) for one in kept)
    runs = [next(run) for _, run in groupby(found, key=lambda one: one[1])]
    over = [since for since, _ in runs if since <= first]
    return tuple(Tender(Currency(code), since) for since, code in runs if since >= max(over, default=date.min))
