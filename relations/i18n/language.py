"""The language spoken now: its catalogue, and numbers and dates as the CLDR writes them.

The language is the one of the thread, as in gettext: `speaking` sets it for what is drawn, `activate` for a run of the
page. Nothing that computes asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

from relations.values.country import Country
from relations.values.currency import CurrencyName, OfCurrency
from relations.values.message import msgid, nested
from relations.values.number import Number, bound
from relations.values.number import signed as as_change
from relations.values.when import Precision

Locale = Literal["en", "ru", "kk"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
NAMES: dict[Locale, str] = {"en": "English", "ru": "Русский", "kk": "Қазақша"}

_active: ContextVar[Locale] = ContextVar("locale", default="en")


def active() -> Locale:
    """The language spoken now."""
    return _active.get()


def activate(locale: Locale) -> None:
    """Speak a language from now on, in this thread."""
    _active.set(locale)


@contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Speak a language for a while."""
    token = _active.set(locale)
    try:
        yield
    finally:
        _active.reset(token)


def gettext(text: str, /, **values: object) -> str:
    """A text of ours in the language spoken, its {names} filled in; in English where the catalogue lacks it."""
    found = translations(active()).gettext(text) if text else text
    return together(nested(found.format(**values)) if values else found)


def together(said: str) -> str:
    """What is said with no number parted from its unit: the rule of Russian and Kazakh."""
    return said if active() == "en" else bound(said)


@lru_cache
def translations(locale: Locale) -> NullTranslations:
    """Our texts in a language, but for those that are doubtful or not done."""
    if locale == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (Path(__file__).parent / f"{locale}.po").open("rb") as file:
        write_mo(compiled, read_po(file, ignore_obsolete=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


def number(value: float, decimals: int, *, signed: bool = False) -> str:
    """A number with so many decimals and the separators of the language, a minus for a minus; `signed` shows a plus."""
    decimal, group = _separators(active())
    return str(Number(value, decimals, signed)).translate({ord(","): group, ord("."): decimal})


def change(value: float) -> str:
    """A change as it is shown, with its sign and as many digits as tell it from none: +18.6, −0.04."""
    return number(value, as_change(value).decimals, signed=True)


def percent(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """A number of per cent, 18.6 %, as a number is written."""
    return together(f"{number(value, decimals, signed=signed)} %")


#: Names that the CLDR has a short form of, which babel leaves out: США is what is printed, not Соединенные Штаты.
SHORT = {
    "USA": msgid("United States, in short"),
    "HKG": msgid("Hong Kong, in short"),
    "MAC": msgid("Macao, in short"),
    "PSE": msgid("Palestine, in short"),
}


@lru_cache
def _separators(locale: Locale) -> tuple[str, str]:
    """Of decimals and of thousands."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return get_decimal_symbol(locale), get_group_symbol(locale)


#: A date in full, with its month, its quarter or its year only: as the CLDR has patterns, and as d3 has them for Vega.
PATTERNS: dict[Locale, dict[Precision, tuple[str, str]]] = {
    "en": {
        "day": ("d MMM y", "%-d %b %Y"),
        "month": ("LLL y", "%b %Y"),
        "quarter": ("QQQ y", "Q%q %Y"),
        "year": ("y", "%Y"),
    },
    "ru": {
        "day": ("d MMM y", "%-d %B %Y"),
        "month": ("LLL y", "%b %Y"),
        "quarter": ("QQQ y", "%q-й кв. %Y"),
        "year": ("y", "%Y"),
    },
    "kk": {
        "day": ("y 'ж'. d MMMM", "%Y ж. %-d %B"),
        "month": ("y 'ж'. LLL", "%Y ж. %b"),
        "quarter": ("y 'ж'. Q-'тқс.'", "%Y ж. %q-тқс."),
        "year": ("y", "%Y"),
    },
}


@lru_cache(maxsize=4096)
def _written(day: date, precision: Precision, locale: Locale) -> str:
    from babel.dates import format_date

    return format_date(day, PATTERNS[locale][precision][0], locale=locale)


def written(day: date, precision: Precision = "day") -> str:
    """10 Nov 2014; Nov 2014; 2014: no more of a date than is known, in the language spoken."""
    return _written(day, precision, _active.get())


def day_and_month(day: date) -> str:
    """10 Nov: a day whose year is read elsewhere."""
    from babel.dates import format_date

    return str(format_date(day, "d MMMM" if active() == "kk" else "d MMM", locale=active()))


def between(first: date, last: date) -> str:
    """24–25 Nov 2026: two days and those between them, the month said once."""
    if first == last:
        return written(last)
    if (first.year, first.month) == (last.year, last.month):
        return re.sub(rf"\b{last.day}\b", f"{first.day}–{last.day}", written(last), count=1)
    return f"{written(first)} – {written(last)}"


def d3_date(precision: Precision) -> str:
    """The same for Vega's axes and tooltips: a d3 pattern, whose names of months are those of `vega`."""
    return PATTERNS[_active.get()][precision][1]


def territory(country: Country) -> str:
    """A country's short name in the language spoken; that of a group which the CLDR does not know in English."""
    from babel import Locale as Cldr

    if active() == "en":
        return country.name
    if (short := SHORT.get(country.code)) and (said := gettext(short)) != short:
        return said
    return str(Cldr(active()).territories.get(country.territory) or country.name)


HALF = 0.5  #: a count after which a Russian name of what is counted stands in the genitive, as the CLDR has it


def money(currency: CurrencyName) -> str:
    """A currency's name in the language spoken."""
    from babel import Locale as Cldr
    from babel.numbers import get_currency_name

    if active() == "en":
        return str(currency)
    if active() == "ru" and isinstance(currency, OfCurrency):
        return get_currency_name(currency.code, HALF, "ru")
    return str(Cldr(active()).currencies.get(currency.code) or currency)


@lru_cache
def vega(locale: Locale) -> dict[str, Any]:
    """The language as Vega's axes and tooltips take it: d3's definitions of a number's and of a time's locale.

    Months in full stand after a day (9 мая), abbreviated ones alone (май 2014).
    """
    from babel import Locale as Cldr

    decimal, group = _separators(locale)
    names = Cldr(locale)
    days, months = names.days["format"], names.months["format"]
    alone = names.months["stand-alone"]["abbreviated"]
    return {
        "number": {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""], "minus": "−"},
        "time": {
            "dateTime": "%x, %X",
            "date": "%d.%m.%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [days["wide"][i] for i in (6, 0, 1, 2, 3, 4, 5)],
            "shortDays": [days["abbreviated"][i] for i in (6, 0, 1, 2, 3, 4, 5)],
            "months": [months["wide"][i] for i in range(1, 13)],
            "shortMonths": [alone[i] for i in range(1, 13)],
        },
    }


def weekday(day: date, *, short: bool = False) -> str:
    """Tuesday, or in `short` Tue: a day of the week in the language spoken."""
    from babel.dates import format_date

    return format_date(day, "EEE" if short else "EEEE", locale=_active.get())
