"""Whose numbers tell the scale of a series: what other publishers, the other side, and other editions say of the same.

A first load has no copy of its own to be held against. A wrong factor is told by whoever measures the same thing, even
if not alike: the partner's own books, or dollars of another year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

import sources
from relations.refresh.revision import AGAIN
from relations.values import Money, Unstated, says_wholly
from sources import FetchFailed, Indicator, publisher_of
from sources._well_known import series_of

MIRROR = math.log(5)  # the two sides of a trade value it otherwise, and count other goods, but not by so much
EDITIONS = math.log(30)  # dollars of another year, or of another parity
_ACROSS = {"exports": "imports", "imports": "exports"}


def kin(indicator: Indicator, others: Iterable[Indicator]) -> Iterator[tuple[Indicator, float]]:
    """Those of the others that tell the scale of a series, each with the log factor that it cannot be away from it."""
    for other in others:
        if other.key != indicator.key and (limit := _limit(indicator, other)):
            yield other, limit


def _limit(one: Indicator, other: Indicator) -> float:
    """The log factor beyond which two are on different scales; 0 if neither tells that of the other."""
    if (base := _edited(one.key)) and base == _edited(other.key):
        return AGAIN if one.unit == other.unit else EDITIONS if _are_money(one, other) else 0
    if one.unit != other.unit:
        return 0
    if not says_wholly(one.unit):
        return _alike(one.key, other.key)
    is_another = publisher_of(one.key) != publisher_of(other.key) and _who(one) != _who(other)
    return AGAIN if is_another and other.frequency in ("daily", "weekly", "monthly") else 0


def _alike(one: str, other: str) -> float:
    """The limit for two that are of the same well-known series, or of the two sides of one trade."""
    ours, theirs = _meaning(one), _meaning(other)
    if not ours or not theirs:
        return 0
    (series, of), (another, of_theirs) = ours, theirs
    if (series, of) == (another, of_theirs):
        return AGAIN
    return MIRROR if _ACROSS.get(series) == another and of == of_theirs[::-1] else 0


def _meaning(key: str) -> tuple[str, tuple[str, ...]] | None:
    """The well-known series that a key is of, whatever its rhythm, and what it is of."""
    found = series_of(key)
    return (found[0].removesuffix("_by_month"), found[1]) if found else None


@lru_cache(maxsize=4096)
def _edited(key: str) -> str:
    """The key of today's edition of a series that has editions; empty if it has none."""
    try:
        if sources.habits(sources.source(key)).archive:
            return key
    except FetchFailed:
        return ""
    publisher, code = key.split("/", 1)
    of = next((one for one in sources.publishers() if sources.habits(sources.source(one)).archive == publisher), "")
    return f"{of}/{code.rpartition('/')[0]}" if of else ""


def _are_money(*both: Indicator) -> bool:
    """Whether each is in money, or in a unit that an answer did not say: of dollars of other years a scale is known."""
    return all(isinstance(one.unit, Money | Unstated) for one in both)


def _who(indicator: Indicator) -> str:
    """Who says it: a bank whose rates come through another publisher confirms nothing that it has said itself."""
    return indicator.publisher.partition(", through ")[0]
