"""Series that a story need not name by key: what each is, and which publishers say they have it, the best first.

A publisher says so in its `HABITS`: `offers={"rate": ("{currency}",)}`. Nobody else lists publishers, so one that is
added reaches every story.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import sources
from relations.values import FREQUENCIES, INSTANT, Rate
from sources import Habits, Indicator, Rejected, Source, habits

#: What each series is of, by the names that codes are filled with.
OF: dict[str, tuple[str, ...]] = {
    "rate": ("currency",),  # what a dollar costs in it
    **dict.fromkeys(("exports", "imports", "exports_share", "imports_share"), ("country", "partner")),  # goods by year
    **dict.fromkeys(("exports_by_month", "imports_by_month", "votes"), ("country", "partner")),
    **dict.fromkeys(("population", "gdp"), ("country",)),
    **dict.fromkeys(("oil", "gas", "coal", "iron_ore", "copper", "aluminium", "gold", "wheat"), ()),  # world prices
}

_FREE = {"yes": 0, "with attribution": 0, "unknown": 1, "no": 2}  #: which terms come first
_Rank = tuple[bool, int, int, bool, bool, int, int, str]


def keys(series: str, *of: str, window: tuple[date, date]) -> tuple[str, ...]:
    """The keys a well-known series can be drawn from, best first; none if no publisher has it.

    What reaches over the window comes first, then the finer rhythm, then what may be passed on, what goes on, and what
    is of the day it is dated.
    """
    return _keys(tuple(sources.publishers()), series, of, window)


@lru_cache(maxsize=4096)  # what publishers offer stays so while the program runs
def _keys(publishers: tuple[str, ...], series: str, of: tuple[str, ...], window: tuple[date, date]) -> tuple[str, ...]:
    named = dict(zip(OF[series], of, strict=True))
    found: list[tuple[_Rank, str]] = []
    for module, own in _offering(publishers, series):
        for number, form in enumerate(own.offers[series]):
            about = _described(module, form.format(**named))
            if about and own.has(about.code) and _is_meant(about, series, named):
                found.append((_rank(about, own, *window, number), about.key))
    return tuple(key for _, key in sorted(found))


@lru_cache(maxsize=4096)
def series_of(key: str) -> tuple[str, tuple[str, ...]] | None:
    """The series a key is of, in whatever rhythm, and what it is of: of wits/KAZ/RUS/exports exports of KAZ and RUS."""
    publisher, code = key.split("/", 1)
    if publisher not in sources.publishers():
        return None
    for series, forms in habits(sources.source(key)).offers.items():
        for form in forms:
            names = re.sub(r"\\{(\w+)\\}", r"(?P<\1>\\w+)", re.escape(form))
            if match := re.fullmatch(rf"{names}(?:/(?:{'|'.join(FREQUENCIES)}))?", code):
                return series, tuple(match.groupdict().values())
    return None


def _rank(about: Indicator, own: Habits, first: date, last: date, number: int) -> _Rank:
    """What is smaller comes first: `number` is the place among what the publisher itself offers."""
    return (
        not own.spans(about.code, first, last),
        FREQUENCIES.index(about.frequency),
        _FREE[about.licence.redistribution],
        own.fixed or about.code in own.ended,
        about.dating != INSTANT,
        number,
        own.place,
        about.key,
    )


@lru_cache
def _offering(publishers: tuple[str, ...], series: str) -> tuple[tuple[Source, Habits], ...]:
    """The modules whose publishers have a series, and what their habits are."""
    modules = map(sources.source, publishers)
    return tuple((one, own) for one in modules if series in (own := habits(one)).offers)


def _described(module: Source, code: str) -> Indicator | None:
    try:
        return module.indicator(code)
    except Rejected:
        return None


def _is_meant(about: Indicator, series: str, named: dict[str, str]) -> bool:
    """Whether a rate is of the currency against the dollar: some banks' codes name another currency than their own."""
    return series != "rate" or about.unit == Rate(named["currency"], "USD")
