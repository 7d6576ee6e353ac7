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
#: Verbs of the past in Russian, by their endings, and participles: подписал, вступила, договорились; подписан, закрыта
PAST = (
    r"(?<!\w)[а-я]\w+(?:л|ла|ло|ли)(?:с[ья])?(?!\w)|(?<!\w)[А-Я]\w+(?:ла|ло|ли)(?:с[ья])(?!\w)"
    r"|(?<!\w)[а-я]\w{2,}(?:ан|ян|ен|ят|ыт)[аоы]?(?!\w)"
)


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
def any_of(*names: str) -> re.Pattern[str]:
    """One pattern for all words of these lists."""
    entries = [re.sub(r"(?<=\w)\*$", r"\\w*", entry) for name in names for entry in _data()["lists"].get(name, ())]
    entries += [f"(?i:{entry})" for name in names for entry in russian.listed(name)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)", 0 if CASED & {*names} else re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether a text has a word of a list."""
    return any_of(name).search(text) is not None


def one_of(words: Any) -> str:
    """A pattern's part for any of some plain words, the longest first."""
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
    """A pattern's part for a number in words or digits: forty-five, two hundred, 1,250, 3.5, сорок пять, 27,2."""
    word = one_of(table("numbers"))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+|,\d{1,2}(?!\d))?"
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


@dataclass(frozen=True)
class Spoken:
    """What English and Russian say in patterns of their own, to be searched for like one."""

    patterns: tuple[re.Pattern[str], ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where either is."""
        return next(self.finditer(text), None)

    def is_whole(self, text: str) -> bool:
        """Whether all of a text is one."""
        return any(one.fullmatch(text) for one in self.patterns)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All places where either is, in their order; of those that overlap the first."""
        to = len(text) if end is None else end
        found = (one for pattern in self.patterns for one in pattern.finditer(text, start, to))
        last = -1
        for one in sorted(found, key=lambda one: one.span()):
            if one.start() >= last and one.end() > last:
                yield one
                last = one.end()


def spoken(name: str, english: str, flags: int = re.IGNORECASE) -> Spoken:
    """A pattern of English, and that of Russian which has this name."""
    lists = {key: any_of(key).pattern for key in ("best", "goods", "trade", "economy")}
    parts = {"n": number_words(), "ordinal": one_of(russian.table("ordinals")), **lists}
    own = re.sub(r"\{(n|ordinal|best|goods|trade|economy)\}", lambda found: parts[found[1]], russian.pattern(name))
    return Spoken((re.compile(english, flags), re.compile(rf"(?i:{own})" if name not in russian.CASED else own)))
