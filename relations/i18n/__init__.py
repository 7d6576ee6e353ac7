"""The languages: the only room that says a message, or what a number, a date or a unit is called.

Catalogues are in gettext's format, with our English sentences as their keys; what a catalogue lacks is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from relations.i18n.language import (
    LOCALES,
    NAMES,
    Locale,
    activate,
    active,
    between,
    change,
    d3_date,
    day_and_month,
    gettext,
    money,
    number,
    percent,
    speaking,
    territory,
    together,
    translations,
    vega,
    weekday,
    written,
)
from relations.i18n.units import beside, in_print, named, unit_words
from relations.values.country import Country
from relations.values.currency import Currency, CurrencyName
from relations.values.message import Message, Parameter, msgid, nested
from relations.values.number import Number, Quantity, digits
from relations.values.printed import Printed, printed
from relations.values.unit import Money
from relations.values.when import Precision, When

Words = Mapping[str, str]  #: texts that are not ours, those of a story, and what they are in a language
NONE: Words = {}


def say(what: str | Message | Exception, locale: Locale | None = None, words: Words = NONE, /, **values: object) -> str:
    """A sentence in a language, the one spoken now if none is given; in English where the catalogue lacks it.

    What a message is filled with is written by its type: numbers with the language's separators, dates, units and
    lists in its words, messages as messages. `words` are translations of texts that are not ours. An error says the
    message it was raised with. A plain text is filled with `values`: numbers in the same
    way, all else as it is.
    """
    if locale is not None and locale != active():
        with speaking(locale):
            return say(what, None, words, **values)
    if isinstance(what, Exception):
        what = next((one for one in what.args if isinstance(one, Message)), None) or str(what)
    if isinstance(what, str):
        return gettext(
            what, **{name: _filled(one, words) if isinstance(one, Number) else one for name, one in values.items()}
        )
    return together(nested(_sentence(what).format(**{name: _filled(value, words) for name, value in what.parameters})))


def _sentence(message: Message) -> str:
    """The message in the language spoken, not yet filled in, in the form that its count asks for."""
    ours = translations(active())
    if message.count is None:
        found = ours.gettext(message.text)
    else:
        found = ours.ngettext(message.text, message.plural, message.count)
    return message.with_articles(found) if active() == "en" else found


def _filled(value: Parameter, words: Words) -> str:
    """What a message is filled with, in the language spoken."""
    match value:
        case str():
            said = words.get(value) or named(value)
        case Message():
            said = say(value, None, words)
        case tuple():
            said = listed([_filled(one, words) for one in value])
        case Number():
            said = number(value.value, value.decimals, signed=value.signed)
        case Printed():
            said = in_print(value)
        case When():
            said = written(value.day, value.precision)
        case date():
            said = written(value)
        case Quantity():
            said = quantity(value)
        case Country():
            said = territory(value)
        case CurrencyName():
            said = money(value)
        case int() | Currency():
            said = str(value)
        case _:
            said = unit_words(value)
    return said


def quantity(found: Quantity) -> str:
    """A number with its unit: 33.84 RUB per USD; a day or a count as such; “none” if there is none."""
    value = found.value
    if value is None:
        return say("none")
    if isinstance(value, date):
        return written(value)
    if isinstance(found.unit, Money):
        return in_print(printed(value, found.unit))
    plain = number(value, 0 if isinstance(value, int) else digits(value))
    return beside(plain, found.unit) if found.unit else plain


def listed(parts: Sequence[str]) -> str:
    """A, b and c, in the language spoken."""
    *before, last = parts
    return say("{parts} and {last}", parts=", ".join(before), last=last) if before else last
