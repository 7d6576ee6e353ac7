"""How much a claim says: by how many per cent at least something moved, or to which level, in the unit of its line."""

from __future__ import annotations

import math
import re

from relations.cache import described, is_cached
from relations.draft.proposals import Proposal
from relations.values import Count, Money, Price, Rate, Unit, exact
from sources import SourceError

NEARLY, NEAR = 0.9, 0.02  #: of a change that is told as almost so much; how far off a level that is
MOST = 100000  #: percent that anything rises by
_SCALES = {"k": 1e3, "mn": 1e6, "bn": 1e9, "trn": 1e12}
_CODE = re.compile("[A-Z]{3}")  #: of a currency


def percent(one: Proposal) -> float | None:
    """By how many per cent, as it is said or as its two numbers tell; none where it came to so many per cent."""
    if one.number is None or one.measure == "shares":
        return one.number if one.counted_in == "%" and one.number and 0 < one.number <= 100 else None
    if one.came_from is not None:
        return _between(one.came_from, one.number, one.way) if one.counted_in != "%" else None
    if one.counted_in == "times" and one.way > 0 and one.number > 1:  # threefold is 200 % more
        return 100 * (one.number - 1)
    if one.is_level or one.counted_in != "%":
        return None
    return one.number if 0 < one.number <= (MOST if one.way > 0 else 100) else None


def least(one: Proposal) -> float | None:
    """The least percentage that is still so much as it is said: 5.15 for 5.2, 22.5 for almost 25; None if none is."""
    number = percent(one)
    if number is None or one.nearly:
        return number and round(NEARLY * number, 1)
    return number if one.came_from is not None else round(number - _half(number), 2) or number


def _between(first: float, second: float, way: int) -> float | None:
    """The least change from a number to another that are printed so: from 185 to 160 a currency gained 14.9 %."""
    low, high = sorted((first, second))
    half = min(_half(low), _half(high))
    low, high = low + half, high - half
    if not 0 < low < high or not way:
        return None
    return math.floor(1000 * (high / low - 1 if way > 0 else 1 - low / high)) / 10


def level(one: Proposal, keys: tuple[str, ...]) -> float | None:
    """The level that something came to, as low or high as it would still be said so; None if there is none."""
    if not one.is_level or not one.number or one.came_from is not None or one.counted_in == "%":
        return None
    key = next((key for key in keys if is_cached(key)), keys[0] if keys else "")
    try:
        factor = _factor(one, described(key).unit)
    except SourceError:
        return None
    off = NEAR * one.number if one.nearly else _half(one.number)
    return round(abs(factor) * one.number - factor * one.way * off, 6) if factor else None


def _half(number: float) -> float:
    return 0.5 * 10.0 ** -exact(number)


def _factor(one: Proposal, unit: Unit) -> float:
    """How many of a unit one of what is said is, below 0 where more of it is less of the currency; 0 if they differ."""
    words = (one.counted_in or "").split()
    scale = next((_SCALES[word] for word in words if word in _SCALES), 1.0)
    money = next((word for word in words if _CODE.fullmatch(word)), None)
    match unit:
        case Rate():
            return -float(unit.per) if one.line == unit.quote and money in (None, unit.quote) else 0.0
        case Money() | Price():
            return scale / getattr(unit, "scale", 1) if money == unit.currency else 0.0
        case Count():
            return scale / unit.scale if money is None else 0.0
    return 0.0
