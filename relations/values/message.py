"""A sentence that is said later, in whatever language is spoken then.

Transforms, evidence, claims and errors return messages. Nothing here knows a language: `str(message)` is plain English
for logs and exceptions, and `relations.i18n` says a message in the language spoken.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from datetime import date
from typing import Self, Union

from relations.values.country import Country, with_articles
from relations.values.currency import Currency, CurrencyName
from relations.values.number import Number, Quantity
from relations.values.printed import Printed
from relations.values.unit import Unit
from relations.values.unknown import UnknownWord
from relations.values.when import When


def small(text: str) -> str:
    """A text as it stands in the middle of a sentence: its first letter small."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """A text as it stands at the beginning of one: its first letter a capital."""
    return text[:1].upper() + text[1:]


PAIRS = {"“": "”", "«": "»", "„": "“"}
INSIDE = {"“": "‘", "”": "’", "«": "„", "»": "“"}  #: a mark within another of its kind
MARKS = re.compile("[“”«»„]")


def nested(text: str) -> str:
    """A text whose quotation marks within quotation marks are single ones, “a ‘b’”; in Russian and Kazakh «a „b“».

    It stays as it is where its marks are not in pairs.
    """
    if text.count("“") + text.count("«") < 2:
        return text
    awaited: list[str] = []  # the closing marks, the innermost last

    def mark(found: re.Match[str]) -> str:
        one = found[0]
        if awaited and one == awaited[-1]:
            awaited.pop()
            return INSIDE[one] if awaited.count(one) % 2 else one
        if one not in PAIRS:
            raise ValueError(one)
        awaited.append(PAIRS[one])
        return INSIDE.get(one, one) if awaited.count(PAIRS[one]) % 2 == 0 else one

    try:
        made = MARKS.sub(mark, text)
    except ValueError:
        return text
    return text if awaited else made


def msgid(text: str) -> str:
    """A sentence that becomes a message later: as it is, but found by whoever collects what a catalogue translates."""
    return text


def points(number: Number) -> Message:
    """A change of a share or a score, in the plural a language has for it: 1 point, 2 points; 1.5 counts as several."""
    return Message.counted("{number} point", "{number} points", count=number.count, number=number)


def by(number: Number, *, in_points: bool) -> Message:
    """By how much something changed: of a share or a score by points, else by per cent; Kazakh has a case for each."""
    if not in_points:
        return Message("by {number} %", number=number)
    return Message.counted("by {number} point", "by {number} points", count=number.count, number=number)


Parameter = Union[
    str,
    int,
    date,
    Number,
    Printed,
    When,
    Unit,
    Quantity,
    Currency,
    CurrencyName,
    Country,
    "Message",
    tuple["Parameter", ...],
]


@dataclass(frozen=True, init=False)
class Message:
    """A whole sentence in English with {names} for what is put in; the sentence is what a catalogue translates.

    `Message("the rate of {day} is missing", day=When(date(2014, 6, 30)))`. Raises UnknownWord if the names in the
    sentence are not those of the parameters.
    """

    text: str
    parameters: tuple[tuple[str, Parameter], ...]
    plural: str = ""  #: the sentence for other counts than one; empty if nothing is counted
    count: int | None = None

    def __init__(self, text: str, /, **parameters: Parameter) -> None:
        self._fill(text, parameters, "", None)

    @classmethod
    def counted(cls, one: str, many: str, /, count: int, **parameters: Parameter) -> Self:
        """A sentence with a plural: `Message.counted("{count} claim", "{count} claims", count=3)`."""
        found = cls.__new__(cls)
        found._fill(one, parameters | {"count": count}, many, count)
        return found

    def _fill(self, text: str, parameters: dict[str, Parameter], plural: str, count: int | None) -> None:
        for field, value in (("text", text), ("plural", plural), ("count", count)):
            object.__setattr__(self, field, value)
        object.__setattr__(self, "parameters", tuple(sorted(parameters.items())))
        for sentence in filter(None, (text, plural)):
            _require_names(sentence, parameters, counted=count is not None)
        hash(self)  # raises TypeError for a parameter that could change

    def __str__(self) -> str:
        """In plain English, the same every time."""
        sentence = self.plural if self.plural and self.count != 1 else self.text
        return nested(self.with_articles(sentence).format(**{name: english(value) for name, value in self.parameters}))

    def with_articles(self, sentence: str) -> str:
        """Its sentence, if that is in English, with "the" before names of countries that have one there."""
        return with_articles(sentence, {name: one.name for name, one in self.parameters if isinstance(one, Country)})


def english(value: Parameter) -> str:
    """A parameter in plain English: a day as 10 Nov 2014, several things as "a, b and c"."""
    if isinstance(value, tuple):
        *before, last = map(english, value)
        return f"{', '.join(before)} and {last}" if before else last
    if isinstance(value, When):
        return value.english
    if isinstance(value, Country):
        return value.name
    return When(value).english if isinstance(value, date) else str(value)


def _require_names(sentence: str, parameters: dict[str, Parameter], *, counted: bool) -> None:
    parts = [part for part in string.Formatter().parse(sentence) if part[1] is not None]
    names = {str(name) for _, name, _, _ in parts}
    if any(form or conversion for _, _, form, conversion in parts) or not all(name.isidentifier() for name in names):
        raise UnknownWord(sentence, "sentence", ["names in braces, without a format: {day}"])
    if names | ({"count"} if counted else set()) != parameters.keys():
        raise UnknownWord(", ".join(sorted(names)), f"set of names of “{sentence}”", [", ".join(sorted(parameters))])
