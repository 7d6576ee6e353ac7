"""The words by which an article is read: lists of `words.toml` as patterns, numbers and names as tables."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

CASED = {"modal", "hedge", "plan"}  #: "may" is a modal, "May" is a month
HUNDRED = 100


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """A table of `words.toml`: word to number or code."""
    found: dict[str, Any] = _data()[name]
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `words.toml` as it stands, where its entries are no patterns."""
    return frozenset(_data()["lists"][name])


@cache
def any_of(*names: str) -> re.Pattern[str]:
    """One pattern for all words of these lists."""
    entries = [re.sub(r"(?<=\w)\*$", r"\\w*", entry) for name in names for entry in _data()["lists"][name]]
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
    return {name.lower(): number for names in (wide, short) for number, name in names.items()} | table("months")


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Names of the days of the week, in small letters; Monday is 0."""
    from babel.dates import get_day_names

    return {name.lower(): number for number, name in get_day_names("wide", locale="en").items()}


@lru_cache(maxsize=1)
def number_words() -> str:
    """A pattern's part for a number in words or digits: forty-five, two hundred, 1,250, 3.5."""
    word = one_of(table("numbers"))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return rf"(?:{digits}|(?:{word})(?:[- ](?:{word})(?!\w))*(?!\w))"


def number(text: str) -> float:
    """The number such words stand for."""
    plain = text.lower().replace(",", "")
    if plain[:1].isdigit():
        return float(plain)
    total = 0.0
    for word in re.split(r"[- ]", plain):
        value = table("numbers").get(word, 0)
        total = (total or 1) * value if value == HUNDRED else total + value
    return total
