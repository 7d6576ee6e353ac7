"""Titles, units and publishers of indicators in the language spoken: as the catalogue has them, or part by part."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from relations.i18n import msgid, number, say, written
from relations.values import Other, Unit

#: What transforms and publishers make of other words, so that a catalogue need not have every one of their products.
MADE = (
    msgid("index, {day} = 100 ({value} {unit})"),
    msgid("index, {day} = 100"),
    msgid("% since {day} ({value} {unit})"),
    msgid("% since {day}"),
    msgid("cross rate of {over} and {under}"),
    msgid("{title}, change on a year before"),
    msgid("{currency} per USD"),
    msgid("USD per {currency}"),
    msgid("{currency} per {other}"),
    msgid("% on a year before"),
)


def spoken(what: str | Unit) -> str:
    """A title, unit or publisher of an indicator in the language spoken; in English where no catalogue has it.

    The dates and numbers in it are written as everywhere else.
    """
    text = what.words if isinstance(what, Other) else str(what)
    if (whole := say(text)) != text:
        return whole
    for template in MADE:
        if found := _pattern(template).fullmatch(text):
            return say(template, **{name: _part(part) for name, part in found.groupdict().items()})
    return text


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    """What fits a template: a word for a currency, anything for what is in words itself."""
    narrow = {"day": r"\d{4}-\d\d-\d\d", "value": r"[\d.e+-]+", "currency": r"\w+", "other": r"\w+"}
    parts = re.split(r"\{(\w+)\}", template)
    groups = (f"(?P<{part}>{narrow.get(part, '.+')})" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    return re.compile("".join(groups))


def _part(part: str) -> str:
    """A part of a template: a day, a number, or words."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
        return written(date.fromisoformat(part))
    if re.fullmatch(r"\d+(\.\d+)?", part):
        return number(float(part), len(part.partition(".")[2]))
    return spoken(part)
