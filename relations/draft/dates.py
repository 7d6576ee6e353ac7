"""Where a sentence names a time, and in which of the ways in which English does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from relations.draft import russian, russian_ways
from relations.draft.words import (
    RANGE,
    any_of,
    is_mostly_cyrillic,
    listed,
    months,
    number_words,
    one_of,
    spoken,
    table,
    weekdays,
)

_LIMIT = spoken(
    "limit",
    r"(?P<word>not until|not before|since|until|till|by|before|after|from|between|than|to|through|as of|of|in|on|and"
    r"|during|for|like|at)"
    r"(?: (?:the )?(?:early|mid|late|end of|beginning of|start of|close of|middle of|about|around|then)| the)*\s?$",
)


@dataclass(frozen=True)
class Mention:
    """A time as a sentence names it: in which way, its parts, and the preposition before it."""

    start: int
    end: int
    way: str
    parts: dict[str, str]
    before: str  #: since, until, by, of …; empty, where there is none

    @property
    def is_relative(self) -> bool:
        """Whether it counts from another time."""
        return self.way in {"offset", "anchored", "side", "ago", "eve"}

    @property
    def is_bound(self) -> bool:
        """Whether it says how far something goes, not when it happened."""
        is_range = self.before == "between" and self.way.startswith("day")
        return self.before in listed("bounds") and not is_range


@lru_cache(maxsize=2)
def _ways(in_russian: bool) -> list[tuple[str, re.Pattern[str]]]:
    ways = russian_ways.times() if in_russian else _english_ways()
    return [
        (way, re.compile(rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE)) for way, all_of in ways.items() for one in all_of
    ]


def _english_ways() -> dict[str, list[str]]:
    day, year = r"(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)", r"(?P<y>1[5-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d)"
    cut = r"-(?!(?:19|20)\d\d)|/\d"  #: after a year: 2014-15
    upto = r"(?:\s?(?:–|-|to|and|or)\s?\d{1,2}(?:st|nd|rd|th)?)?"
    month, season, weekday = (rf"(?P<{key}>{one_of(words)})" for key, words in _names())
    much = rf"(?P<n>{number_words()}) (?P<u>day|week|month|year|decade)s?(?P<half> and a half)?"
    part = r"(?:(?:early|late|mid|end of|beginning of)[- ](?:in )?)?"
    rel = (
        r"(?P<rel>last|this|next|the following|the(?: very)? next|the previous|the(?: very)? same|that same|that very"
        r"|that)"
    )
    whose = r"(?:the|a|his|her|its|their|that|this|last)\b"
    ends, begins = r"[,.;:)]|$", r"(?:(?-i:[A-Z])\w+|the|an?|he|she|it|they|both|his|her|their|its|and|but)"
    ordinal = rf"(?:(?P<q>{one_of(table('ordinals'))}|last) quarter|Q(?P<q4>[1-4]))"
    about = "in|of|by|to|and|since|until|from|early|late|mid|before|after|during"
    after = "|".join(rf"(?<=\b{word}[- ])" for word in about.split("|"))
    return {
        "day": [
            rf"{day}{upto}(?: of)? {month}\.?,? {year}",
            rf"{month}\.? {day}{upto},? {year}",
            r"(?P<y>\d{4})-(?P<k>\d\d)-(?P<d>\d\d)",
        ],
        "month": [rf"{part}{month}\.?(?: of)?,? {year}"],
        "season": [rf"{part}{season}(?: of)? {year}"],
        "quarter": [rf"(?:the )?{ordinal}(?: (?:of )?{year})?"],
        "decade": [
            r"(?P<y>\d{3})0s",
            r"the first decade of (?:the|this) (?:21st |twenty-first |new )?(?:century|millennium)",
        ],
        "day of the year": [
            rf"{day}{upto}(?: of)? {month}(?!\.?,? ?\d{{4}})",
            rf"{month}\.? {day}{upto}(?!,? \d{{4}}|[:.,]\d)",
        ],
        "day of the month": [rf"(?<=\b[Oo]n )the (?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)(?={ends}| {begins}\b)"],
        "new year": [r"(?<=\bsince )(?:(?:the )?(?:start|beginning|turn) of (?:the|this) year|New Year(?:’s Day)?)"],
        "month of the year": [rf"(?:{after}){month}(?! \d)"],
        "month of a year": [
            rf"(?:{day}{upto}(?: of)? )?{month},? of (?P<rel>the year (?:before|after|earlier))",
            rf"(?:{day}{upto}(?: of)? )?{month},?(?: of)? {rel} year",
            rf"{month}\.? {day},? {rel} year",
        ],
        "soon": [
            r"(?P<dir>within) (?:a few )?(?P<u>hour|day)s",
            r"(?:a few |some )?(?P<u>hour)s (?P<dir>later|after that|afterwards?)",
        ],
        "ago": [rf"{much} ago(?P<this> this (?:month|week|{one_of(months())}))?"],
        "anchored": [rf"{much} (?P<dir>after|before)(?= (?P<what>{whose} [\w’' -]{{3,40}}))"],
        "offset": [
            rf"{much} (?P<dir>later|earlier|afterwards?|after that|before(?! {whose})|after(?={ends}| (?:and|but)\b))",
            r"(?P<half>half a )(?P<u>year) (?P<dir>later|earlier)",
        ],
        "turned": [rf"{much} (?P<dir>after|before)(?= (?-i:[A-Z])\w+ (?:\w+ed|{any_of('past').english})\b)"],
        "side": [
            rf"(?:the|a) (?P<u>day|week|month|year) (?P<dir>before|after|earlier|later)(?! {whose})",
            rf"(?:the|a) (?P<u>day|week|month|year) (?P<dir>after) that(?={ends}| (?:it|he|she|they|the|both)\b)",
        ],
        "relative": [
            rf"{rel} (?:{month}|{season}|{weekday}|(?P<u>day|week|month|year|decade)(?! of\b))(?! \d)",
            rf"(?P<rel>the|in) {season}(?! of \d| \d)",
        ],
        "weekday": [rf"(?<=\b[Oo]n ){weekday}"],
        "word": [r"(?P<word>yesterday|today|tonight|this morning)"],
        "year": [rf"{RANGE}{year}(?! (?:per|million|billion|people|tonnes|euros|dollars|troops|companies)|{cut})"],
    }


def _names() -> list[tuple[str, dict[str, int]]]:
    return [("m", months()), ("s", table("seasons")), ("w", weekdays())]


def mentions(text: str) -> list[Mention]:
    """The times a sentence names, in their order; of those that overlap, the longest."""
    found = [
        (one, way)
        for way, pattern in _ways(is_mostly_cyrillic(text))
        for one in pattern.finditer(text)
        if _is_name(one)
    ]
    chosen: list[Mention] = []
    end = 0
    for one, way in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if one.start() < end:
            continue
        end = one.end()
        limit = _LIMIT.search(text[: one.start()])
        parts = {name: _plain(name, part) for name, part in one.groupdict().items() if part}
        chosen.append(Mention(one.start(), end, way, parts, _plain("before", limit["word"]) if limit else ""))
    return chosen


def _plain(name: str, part: str) -> str:
    """A part of a mention as English has it, where Russian words say it: дней is a day, спустя is later."""
    said = {"u": "steps", "rel": "seen", "dir": "ways", "before": "limits"}.get(name)
    word = part.lower()
    return str(russian.table(said).get(word, word)) if said else part


def _is_name(one: re.Match[str]) -> bool:
    """Whether what looks like a month is written as one: "May", not "may"."""
    month = one.groupdict().get("m")
    return month is None or month[0].isupper() or not month.isascii()
