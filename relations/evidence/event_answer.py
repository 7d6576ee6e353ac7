"""What happened around an event in plain words: how much each line moved, and which did not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.evidence.windows import WINDOWS, Move
from relations.story import Story
from relations.values import Message, Number, Rate, msgid
from relations.values.message import Parameter

WINDOW = WINDOWS[0]
STILL, LARGE = 0.5, 5.0  #: percent: less is no move, more is a large one


@dataclass(frozen=True)
class Moved:
    """What one line did over the days −1 to +1, in percent; of a rate the value of the line's own currency."""

    line: str
    percent: float
    of: str  #: the currency the value is counted in; nothing for what is no rate
    move: Move

    @property
    def size(self) -> float:
        """How large a move is, so that a halving is as large as a doubling."""
        return abs(math.log1p(self.percent / 100)) if self.percent > -100 else math.inf


def lines(story: Story, found: Sequence[EventEvidence]) -> list[str]:
    """The lines of the evidence, without those made of others that are there: a cross rate tells nothing new."""
    every = [series.line for series in found[0].series] if found else []
    return [name for name in every if not set(story.lines[name].parts) & set(every)]


def moved(one: EventEvidence, names: Iterable[str]) -> dict[str, Moved]:
    """What the lines did around an event, those only that have values there."""
    series = {series.line: series for series in one.series}
    return {name: found for name in names if (found := _moved(series[name]))}


def _moved(series: SeriesEvidence) -> Moved | None:
    found = next((move for move in series.moves if move.window == WINDOW), None)
    if found is None:
        return None
    if not isinstance(series.unit, Rate) or found.value_change is None:
        return Moved(series.line, found.change, "", found)
    _, _, code = (series.key or "").partition("/")
    if series.unit.base in code and series.unit.quote not in code:  # what others pay for the line's own currency
        return Moved(series.line, found.change, series.unit.quote, found)
    return Moved(series.line, found.value_change, series.unit.base, found)


def told_with(found: Sequence[EventEvidence]) -> dict[str, str]:
    """Per event the one its numbers are told with: of events with the same day 0, and so the same windows, the last."""
    last = {one.day0: one.id for one in found}
    return {one.id: last[one.day0] if one.day0 else one.id for one in found}


def largest(story: Story, found: Sequence[EventEvidence]) -> str:
    """The event around which a line moved most; the first if none did."""
    names = lines(story, found)
    told = [one for one in found if told_with(found)[one.id] == one.id] or list(found)
    return max(told, key=lambda one: max((each.size for each in moved(one, names).values()), default=-1.0)).id


def summary(story: Story, found: Sequence[EventEvidence]) -> Message:
    """Around how many days of events each line moved by more than 5 %; two events with one day 0 are one day."""
    told = [one for one in found if told_with(found)[one.id] == one.id]
    names = lines(story, found)
    parts: list[Message] = []
    for name in names:
        sizes = [abs(each[name].percent) for one in told if name in (each := moved(one, names))]
        if sizes:
            count, days, label = sum(size > LARGE for size in sizes), len(sizes), story.lines[name].label
            parts.append(
                Message("{line} around {count} of {days}", line=label, count=count, days=days)
                if parts
                else Message(_FIRST, line=label, count=count, days=days, limit=Number(LARGE))
            )
    if not parts:
        return Message("No line has values around a day of an event.")
    return Message("{parts}.", parts=tuple(parts))


_FIRST = msgid("{line} moved by more than {limit} % around {count} of {days} event days")


def answer(story: Story, one: EventEvidence, names: Iterable[str]) -> list[Message]:
    """Which lines moved around an event, by how much and between which days, and which did not; nothing if unknown."""
    every = sorted(moved(one, names).values(), key=lambda each: -each.size)
    went = [each for each in every if abs(each.percent) >= STILL]
    still = [each for each in every if abs(each.percent) < STILL]
    if still and not went:
        first, *more = _by_days(still)
        said = [Message("No: from {start} to {end} {lines} did not move.", **_stayed(story, first))]
        return said + [Message("From {start} to {end} {lines} did not move.", **_stayed(story, one)) for one in more]
    said = [
        Message("From {start} to {end} {moves}.", moves=tuple(_went(story, each) for each in some), **_ends(some))
        for some in _by_days(went)
    ]
    return [*said, Message("{lines} did not move with it.", lines=_stayed(story, still)["lines"])] if still else said


def _by_days(some: Iterable[Moved]) -> list[list[Moved]]:
    """Moves by the days they are between."""
    found: dict[tuple[date, date], list[Moved]] = {}
    for each in some:
        found.setdefault((each.move.start, each.move.end), []).append(each)
    return list(found.values())


def _ends(some: Sequence[Moved]) -> dict[str, Parameter]:
    return {"start": some[0].move.start, "end": some[0].move.end}


def _stayed(story: Story, some: Sequence[Moved]) -> dict[str, Parameter]:
    """Lines that did not move, each with how little it did."""
    lines = tuple(
        Message("{line} ({percent} %)", line=story.lines[each.line].label, percent=Number(each.percent, 1, signed=True))
        for each in some
    )
    return {"lines": lines, **_ends(some)}


def _went(story: Story, each: Moved) -> Message:
    """A line's move, as a part of a sentence."""
    label, percent = story.lines[each.line].label, Number(abs(each.percent), 1)
    if each.of:
        kind = _GAINED if each.percent > 0 else _LOST
        return Message(kind, line=label, percent=percent, of=counted_in(each.of))
    return Message(_ROSE if each.percent > 0 else _FELL, line=label, percent=percent)


def counted_in(currency: str) -> Message:
    """In which money the value of a currency is counted."""
    return Message("in dollars") if currency == "USD" else Message("in {currency}", currency=currency)


_GAINED = msgid("{line} gained {percent} % {of}")
_LOST = msgid("{line} lost {percent} % of its value {of}")
_ROSE = msgid("{line} rose by {percent} %")
_FELL = msgid("{line} fell by {percent} %")
