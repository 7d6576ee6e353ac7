"""The words by which an article is read: lists of `words.toml` as patterns, numbers and names as tables.

Those of `russian.toml` stand beside them: no word of one language is a word of the other, so all rules search for both.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from relations.draft import russian

CASED = {"modal", "hedge", "plan"}  #: "may" is a modal, "May" is a month
HUNDRED = 100
RANGE = r"(?:(?<![\d.,/-])|(?<=\b(?:19|20)\d\d-))"  #: before a year: no part of a number, but the end of 2010-2015
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """A table of words: each with its number or code."""
    found: dict[str, Any] = _data().get(name, {})
    return found | russian.table(name)


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words as it stands, where its entries are no patterns."""
    return frozenset([*_data()["lists"].get(name, ()), *russian.listed(name)])


@cache
def _compiled(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(source, flags)


@dataclass(frozen=True)
class Spoken:
    """What English and Russian say in patterns of their own, to be searched for like one.

    Patterns are made when they are needed: an article in English never waits for those of Russian.
    """

    english: str
    russian: str
    flags: int = re.IGNORECASE  #: of the English one
    russian_flags: int = re.IGNORECASE

    def _patterns(self, text: str) -> Iterator[re.Pattern[str]]:
        yield _compiled(self.english, self.flags)
        if is_cyrillic(text):
            yield _compiled(self.russian, self.russian_flags)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where either is."""
        found = (one for pattern in self._patterns(text) if (one := pattern.search(text)) is not None)
        return min(found, key=lambda one: one.span(), default=None)

    def match(self, text: str) -> re.Match[str] | None:
        """The one with which a text begins."""
        return next((one for pattern in self._patterns(text) if (one := pattern.match(text)) is not None), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The one that is all of a text."""
        return next((one for pattern in self._patterns(text) if (one := pattern.fullmatch(text)) is not None), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All places where either is, in their order; of those that overlap the first."""
        to = len(text) if end is None else end
        last = -1
        found = (one for pattern in self._patterns(text) for one in pattern.finditer(text, start, to))
        for one in sorted(found, key=lambda one: one.span()):
            if one.start() >= last and one.end() > last:
                yield one
                last = one.end()


def is_cyrillic(text: str) -> bool:
    """Whether a text has a letter of Russian."""
    return _CYRILLIC.search(text) is not None


def is_mostly_cyrillic(text: str) -> bool:
    """Whether most letters of a text are Russian: an English sentence may name «Газпром»."""
    return len(_CYRILLIC.findall(text)) > len(re.findall("[a-z]", text, re.IGNORECASE))


@cache
def any_of(*names: str) -> Spoken:
    """One pattern for all words of these lists."""
    lists = _data()["lists"]
    english = [re.sub(r"(?<=\w)\*$", r"\\w*", entry) for name in names for entry in lists.get(name, ())]
    own = [entry for name in names for entry in russian.listed(name)]
    return Spoken(_whole(english), _whole(own), 0 if CASED & {*names} else re.IGNORECASE)


def _whole(entries: list[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)" if entries else r"(?!)"


def spoken(name: str, english: str, flags: int = re.IGNORECASE) -> Spoken:
    """A pattern of English, and that of Russian which has this name."""
    made = re.sub(r"\{([a-z]+)\}", lambda found: _part(found[1]), russian.pattern(name))
    return Spoken(english, made, flags, 0 if name in russian.CASED else re.IGNORECASE)


def _part(name: str) -> str:
    """What stands in a Russian pattern under a name in braces."""
    if name == "n":
        return russian.number_words()
    if name == "month":
        return russian.one_of(russian.months())
    if name == "ordinal":
        return russian.one_of(russian.table("ordinals"))
    return f"{russian.PAST}|{any_of(name).russian}" if name == "past" else any_of(name).russian


def has(name: str, text: str) -> bool:
    """Whether a text has a word of a list."""
    return any_of(name).search(text) is not None


def one_of(words: Any) -> str:
    """A pattern's part for any of the English of some plain words, the longest first."""
    words = [word for word in words if not is_cyrillic(word)]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Names and short names of the months, in small letters, and their numbers."""
    from babel.dates import get_month_names

    wide, short = (get_month_names(width, locale="en_US") for width in ("wide", "abbreviated"))
    named = {name.lower(): number for names in (wide, short) for number, name in names.items()}
    return named | table("months") | russian.months()


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Names of the days of the week, in small letters; Monday is 0."""
    from babel.dates import get_day_names

    return {name.lower(): number for number, name in get_day_names("wide", locale="en").items()} | russian.weekdays()


@lru_cache(maxsize=1)
def number_words() -> str:
    """A pattern's part for a number in words or digits: forty-five, two hundred, 1,250, 3.5."""
    word = one_of(table("numbers"))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return rf"(?:{digits}|(?:{word})(?:[- ](?:{word})(?!\w))*(?!\w))"


def number(text: str) -> float:
    """The number such words stand for."""
    plain = re.sub(r",(\d{1,2})$", r".\1", re.sub(r"(?<=\d) (?=\d)", "", text.lower())).replace(",", "")
    if plain[:1].isdigit():
        return float(plain)
    total = 0.0
    for word in re.split(r"[- ]", plain):
        value = table("numbers").get(word, 0)
        total = (total or 1) * value if value == HUNDRED else total + value
    return total
