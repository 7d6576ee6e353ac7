"""Units, and titles and publishers of indicators, in the language spoken: as the catalogue has them, or by parts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from relations.i18n.language import gettext, number, written
from relations.values import Index, Money, Other, Rate, Since, Unit, When, msgid

#: Titles that transforms make of other titles, so that a catalogue need not have every one of their products.
MADE = (msgid("cross rate of {over} and {under}"), msgid("{title}, change on a year before"))
#: Kinds of change, which are units as they stand.
CHANGES = (msgid("log points"), msgid("percentage points"), msgid("% on a year before"), msgid("% a year"))
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s)")

#: Counts that measures of claims make, and that no indicator is in.
COUNTS = (msgid("number of days"),)
#: Money without a scale: the part of what figures tell in billions, whatever scale its publisher has.
AMOUNTS = (msgid("US$"),)
BILLION = 10**9


def spoken(what: str | Unit) -> str:
    """A unit, or a title or publisher of an indicator, in the language spoken; in English where no catalogue has it."""
    return named(what) if isinstance(what, str) else unit_words(what)


def named(text: str) -> str:
    """A text as the catalogue has it, or part by part, or as it is; its apostrophes are curly."""
    return APOSTROPHE.sub("’", _named(text))


def _named(text: str) -> str:
    if (whole := gettext(text)) != text:
        return whole
    for template in MADE:
        if found := _pattern(template).fullmatch(text):
            return gettext(template, **{name: _named(part) for name, part in found.groupdict().items()})
    return text


def unit_words(unit: Unit) -> str:
    """A unit as the catalogue has it, or part by part."""
    if (whole := gettext(str(unit))) != str(unit):
        return whole
    words = str(unit)
    match unit:
        case Rate(quote, "USD", 1):
            words = gettext("{currency} per USD", currency=quote)
        case Rate("USD", base, 1):
            words = gettext("USD per {currency}", currency=base)
        case Rate(quote, base, 1):
            words = gettext("{currency} per {other}", currency=quote, other=base)
        case Index(When() as base, None):
            words = gettext("index, {day} = 100", day=_when(base))
        case Index(When() as base, float(value), of) if of:
            part = {"value": _plain(value), "unit": unit_words(of)}
            words = gettext("index, {day} = 100 ({value} {unit})", day=_when(base), **part)
        case Since(base, None):
            words = gettext("% since {day}", day=_when(base))
        case Since(base, float(value), of) if of:
            part = {"value": _plain(value), "unit": unit_words(of)}
            words = gettext("% since {day} ({value} {unit})", day=_when(base), **part)
        case Money() as money if money.scale == BILLION:
            words = gettext("{money} billion", money=unit_words(replace(money, scale=1)))
        case Other(publishers):
            words = gettext(publishers)
    return words


def _when(base: When) -> str:
    return written(base.day, base.precision)


def _plain(value: float) -> str:
    """A number with the decimals it has: 33.8."""
    return number(value, len(f"{value:g}".partition(".")[2]))


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(f"(?P<{part}>.+)" if i % 2 else re.escape(part) for i, part in enumerate(parts)))
