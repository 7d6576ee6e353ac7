"""The languages of our own words: catalogues of messages, and numbers and dates as the CLDR writes them.

Every other file of this room is one catalogue, in gettext's format, with the English words as their keys; what a
catalogue lacks is said in English. Only `units.py` is none: it says what indicators are called. The language is the
one of the thread, as in gettext: `speaking` sets it for what is drawn, `activate` for a run of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Locale = Literal["en", "ru", "kk"]
Precision = Literal["day", "month", "year"]
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


def say(text: str, **values: object) -> str:
    """A message in the language spoken, its {names} filled in; in English where the catalogue lacks it."""
    found = _catalogue(_active.get()).get(text, text)
    return found.format(**values) if values else found


def msgid(text: str) -> str:
    """A message that is said later: as it is, but found by whoever collects the messages of a catalogue."""
    return text


def listed(parts: Sequence[str]) -> str:
    """A, b and c, in the language spoken."""
    *before, last = parts
    return say("{parts} and {last}", parts=", ".join(before), last=last) if before else last


def catalogue(path: Path) -> dict[str, str]:
    """The translations of a catalogue that are done: English to translated; empty if there is no such file."""
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file, ignore_obsolete=True)
            if message.id and message.string and not message.fuzzy
        }


@lru_cache
def _catalogue(locale: Locale) -> dict[str, str]:
    return {} if locale == "en" else catalogue(Path(__file__).parent / f"{locale}.po")


def number(value: float, decimals: int, *, signed: bool = False) -> str:
    """A number with so many decimals and the separators of the language, a minus for a minus; `signed` shows a plus."""
    decimal, group = _separators(_active.get())
    plain = f"{value:{'+' if signed else ''},.{decimals}f}"
    return plain.translate({ord(","): group, ord("."): decimal, ord("-"): "−"})


@lru_cache
def _separators(locale: Locale) -> tuple[str, str]:
    """Of decimals and of thousands."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return get_decimal_symbol(locale), get_group_symbol(locale)


#: A date in full, with its month only and with its year only: as the CLDR has patterns, and as d3 has them for Vega.
PATTERNS: dict[Locale, dict[Precision, tuple[str, str]]] = {
    "en": {"day": ("d MMM y", "%-d %b %Y"), "month": ("LLL y", "%b %Y"), "year": ("y", "%Y")},
    "ru": {"day": ("d MMM y", "%-d %B %Y"), "month": ("LLL y", "%b %Y"), "year": ("y", "%Y")},
    "kk": {"day": ("y 'ж'. d MMMM", "%Y ж. %-d %B"), "month": ("y 'ж'. LLL", "%Y ж. %b"), "year": ("y", "%Y")},
}


@lru_cache(maxsize=4096)
def _written(day: date, precision: Precision, locale: Locale) -> str:
    from babel.dates import format_date

    return format_date(day, PATTERNS[locale][precision][0], locale=locale)


def written(day: date, precision: Precision = "day") -> str:
    """10 Nov 2014; Nov 2014; 2014: no more of a date than is known, in the language spoken."""
    return _written(day, precision, _active.get())


def d3_date(precision: Precision) -> str:
    """The same for Vega's axes and tooltips: a d3 pattern, whose names of months are those of `vega`."""
    return PATTERNS[_active.get()][precision][1]


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
