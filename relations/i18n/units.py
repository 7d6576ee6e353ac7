"""Units, and titles and publishers of indicators, in the language spoken: as the catalogue has them, or by parts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from relations.i18n.language import active, gettext, money, number, territory, together, written
from relations.values.country import Country, code_of, with_articles
from relations.values.currency import CurrencyName, currency_codes
from relations.values.message import capital, msgid
from relations.values.number import exact
from relations.values.printed import Printed
from relations.values.printed import beside as in_english
from relations.values.unit import Count, Index, Money, Other, Price, Rate, Score, Since, Unit
from relations.values.when import When

#: Titles that are made of others and of names, so that a catalogue need not have one for every pair of countries.
MADE = (
    msgid("cross rate of {over} and {under}"),
    msgid("{title}, change on a year before"),
    msgid(
        "Turnover: Goods exports of {reporter} to {partner} and goods imports of {reporter} from {partner}, "
        "as reported by {reporter}"
    ),
    msgid("Goods exports of {reporter} to {partner}, as reported by {reporter}"),
    msgid("Goods imports of {reporter} from {partner}, as reported by {reporter}"),
    msgid("Goods exports (fob) of {reporter} to {partner}, as reported by {reporter}"),
    msgid("Goods imports (cif) of {reporter} from {partner}, as reported by {reporter}"),
    msgid("Share of {partner} in {reporter}'s goods exports, as reported by {reporter}"),
    msgid("Share of {partner} in {reporter}'s goods imports, as reported by {reporter}"),
    msgid("Agreement of {member} with {partner} in contested roll calls of the UN General Assembly"),
)
#: Kinds of change, which are units as they stand.
CHANGES = (
    msgid("points"),
    msgid("log points"),
    msgid("percentage points"),
    msgid("% on a year before"),
    msgid("% a year"),
)
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s)")

IN_A_UNIT = ", in a unit"  #: marks a code where a catalogue has a word for it in a unit; elsewhere a code is a code
#: Counts that measures of claims make, and that no indicator is in.
COUNTS = (msgid("number of days"),)
#: Money without a scale: the part of what figures tell in billions, whatever scale its publisher has.
AMOUNTS = (msgid("US$"),)
#: Money as a text prints it, by its scale; and the scale where what is counted has just been named.
PRINTED = {
    1: msgid("{money} {number}"),
    10**3: msgid("{money} {number} thousand"),
    10**6: msgid("{money} {number} million"),
    10**9: msgid("{money} {number} billion"),
    10**12: msgid("{money} {number} trillion"),
}
BARE = {10**3: msgid("{number} thousand"), 10**6: msgid("{number} million"), 10**9: msgid("{number} billion")}
MONEY = {10**6: msgid("{money} million"), 10**9: msgid("{money} billion"), 10**12: msgid("{money} trillion")}


def spoken(what: str | Unit) -> str:
    """A unit, or a title or publisher of an indicator, in the language spoken; in English where no catalogue has it."""
    return named(what) if isinstance(what, str) else unit_words(what)


def named(text: str) -> str:
    """A text as the catalogue has it, or part by part, or as it is; its apostrophes are curly."""
    said = _named(text)
    return APOSTROPHE.sub("’", capital(said) if text[:1].isupper() else said)


def pieces(title: str) -> list[str]:
    """What a catalogue must have so that a title is said in its language: all of it, or its parts that are no names."""
    if found := _made(title):
        return [piece for part in found[1].values() for piece in pieces(part)]
    parts = title.split(", ")
    unknown = [part for part in parts if not _called(part)]
    return unknown if len(unknown) < len(parts) else [title]


def _named(text: str) -> str:
    if (whole := gettext(text)) != text:
        return whole
    if found := _made(text):
        template, parts = found
        said = with_articles(template, parts) if active() == "en" else gettext(template)
        return said.format(**{name: _named(part) for name, part in parts.items()})
    if active() != "en" and any(map(_called, listed := text.split(", "))):
        return ", ".join(_called(part) or gettext(part) for part in listed)
    return text


@lru_cache(maxsize=4096)
def _made(text: str) -> tuple[str, dict[str, str]] | None:
    """The template a title was made with, and what fills it."""
    matches = ((template, _pattern(template).fullmatch(text)) for template in MADE)
    return next(((template, found.groupdict()) for template, found in matches if found), None)


def _called(text: str) -> str | None:
    """A country's or a currency's name in the language spoken, by its English one; None for what is neither."""
    if code := code_of(text):
        return territory(Country(code))
    code = currency_codes().get(text, "")
    return money(CurrencyName(code)) if code else None


def _coin(code: str, *, one: bool = False) -> str:
    """A currency's short word in a unit, "лир" of "лир за доллар"; its code where the catalogue has none.

    Of `one` of it: "лиру" of "тенге за лиру".
    """
    asked = f"one {code}{IN_A_UNIT}" if one else f"{code}{IN_A_UNIT}"
    said = gettext(asked)
    return code if said == asked else said


def unit_words(unit: Unit) -> str:
    """A unit as the catalogue has it, or part by part."""
    if (whole := gettext(str(unit))) != str(unit):
        return whole
    words = str(unit)
    match unit:
        case Rate(quote, "USD", 1):
            words = gettext("{currency} per USD", currency=_coin(quote))
        case Rate("USD", base, 1):
            words = gettext("USD per {currency}", currency=_coin(base, one=True))
        case Rate(quote, base, 1):
            words = gettext("{currency} per {other}", currency=_coin(quote), other=_coin(base, one=True))
        case Index(When() as base, None):
            words = gettext("index, {day} = 100", day=_when(base))
        case Index(When() as base, float(value), of) if of:
            part = {"value": number(value, exact(value)), "unit": unit_words(of)}
            words = gettext("index, {day} = 100 ({value} {unit})", day=_when(base), **part)
        case Since(base, None):
            words = gettext("% since {day}", day=_when(base))
        case Since(base, float(value), of) if of:
            part = {"value": number(value, exact(value)), "unit": unit_words(of)}
            words = gettext("% since {day} ({value} {unit})", day=_when(base), **part)
        case Money() as amount if amount.scale in MONEY:
            words = gettext(MONEY[amount.scale], money=unit_words(replace(amount, scale=1)))
        case Other(publishers):
            words = gettext(publishers)
    return words


def in_print(found: Printed) -> str:
    """A number with its unit as a newspaper prints it: US$ 38.3 billion; its sign before all of it."""
    size = number(found.size.value, found.size.decimals)
    if isinstance(found.unit, Count) and found.bare:
        return found.sign + (gettext(BARE[found.scale], number=size) if found.scale in BARE else size)
    return found.sign + beside(size, found.unit)


def beside(numbers: str, unit: Unit) -> str:
    """Numbers as they are written, one or "18,0 → 13,8", and the unit they are in: the one rule for every text."""
    match unit:
        case Money(scale=int(scale)) if scale in PRINTED:
            one = replace(unit, scale=1)
            money = unit_words(one) if one.prices or str(one) in AMOUNTS else _coin(unit.currency)
            return gettext(PRINTED[scale], money=money, number=numbers)
        case Score():
            low, high = (number(end, exact(end)) for end in (unit.low, unit.high))
            return gettext("{number} on a scale from {low} to {high}", number=numbers, low=low, high=high)
        case Count(scale=1) | Price() if active() == "en":
            return in_english(numbers, unit)
    return together(f"{numbers} {unit_words(unit)}")


def _when(base: When) -> str:
    return written(base.day, base.precision)


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    texts, names = (re.split(r"\{(\w+)\}", template)[start::2] for start in (0, 1))
    groups = [f"(?P={one})" if one in names[:i] else f"(?P<{one}>.+)" for i, one in enumerate(names)]  # the same twice
    return re.compile("".join(re.escape(text) + group for text, group in zip(texts, [*groups, ""], strict=True)))
