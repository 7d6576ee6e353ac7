"""The figure of a pass-through: a line and a factor indexed in one panel, and what went with the factor."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from relations.claims.measures import Look
from relations.evidence.daily import daily
from relations.evidence.daily import number as day_number
from relations.evidence.market_model import model
from relations.evidence.pass_through import COUNTS, PassThrough, Slope, pass_through
from relations.evidence.refusal import Refusal
from relations.evidence.worth import simple_percent, watched, worth_of
from relations.i18n import number, say, written
from relations.story import Event, FigureSpec, Panel, Story, Window
from relations.story import PassThrough as Asked
from relations.story.template import plain
from relations.values import capital
from sources import Rejected, Snapshot
from transforms.index import base_value

LONGEST = COUNTS[-1]
LOWER = math.log(0.9)  #: a factor 10 % lower


def slopes(story: Story, asked: Asked, *, known_then: bool = False) -> Story:
    """The story with the figure of a pass-through, without bands.

    Raises Rejected if there is nothing to draw, NotCached if a line is not there.
    """
    event = story.event(asked.event)
    look = Look(story, story.article.known_until if known_then else None)
    lines = {name: look.line(name) for name in (asked.line, asked.factor)}
    found = pass_through(daily(lines[asked.line]), daily(lines[asked.factor]), event.date)
    base = max(base_value(shown, event.date - timedelta(days=1))[0] for shown in lines.values())
    power = worth_of(lines[asked.line], watched(lines[asked.line].indicator.unit)).conversion.power
    words = {"line": story.lines[asked.line].words, "factor": story.lines[asked.factor].words, "event": event.label}
    subtitle = say("{day} = 100, the close before. A falling line is a fall in value", day=written(base))
    spec = FigureSpec(
        id=asked.id,
        title=plain(capital(_title(found, words, power=power))),
        subtitle=plain(subtitle),
        window=_span(asked, lines, event),
        panels=(Panel(lines=tuple(lines), show="index", base=base),),
        events=(event.id,),
        notes=tuple(_notes(found, power=power)),
        caption=tuple(_told(found, words, power=power)),
    )
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": ()})


def _span(asked: Asked, lines: dict[str, Snapshot], event: Event) -> Window:
    """The days of the longest regressions, or as many as there are."""
    both = model(daily(lines[asked.line]), daily(lines[asked.factor]))
    rows = both.rows
    middle = int(np.searchsorted(both.line.numbers[rows], day_number(event.date)))
    if not 0 < middle < rows.size:
        raise Rejected(f"{asked.id}: {asked.line} and {asked.factor} have no days before and after {event.date}")
    first, last = rows[max(middle - LONGEST, 0)] - 1, rows[min(middle + LONGEST, rows.size) - 1]
    return Window(start=both.line.day(first), end=both.line.day(last))


def percent(side: Slope, *, power: int) -> tuple[float, float, float]:
    """What the line's worth did where the factor was 10 % lower, and the ends of its interval, the lower first.

    `power` is −1 where the worth is the inverse of the line, as a rouble's of "RUB per USD", else 1.
    """
    return _in_order(*(simple_percent(power * b * LOWER) for b in (side.b, side.b_low, side.b_high)))


def _in_order(found: float, *ends: float) -> tuple[float, float, float]:
    """A number with the ends of its interval, the lower first: an inverse turns them about."""
    low, high = sorted(ends)
    return found, low, high


def _clear(side: Slope) -> bool:
    """Whether it can be told from nothing."""
    return not side.b_low <= 0 <= side.b_high


def _title(found: PassThrough, words: dict[str, str], *, power: int) -> str:
    """What went with a factor 10 % lower after the event and before it, if it can be told from nothing."""
    before, after = found.before[LONGEST], found.after[LONGEST]
    if isinstance(before, Refusal) or isinstance(after, Refusal):
        return say("{line} and {factor}, before and after “{event}”", **words)
    if not _clear(before) and not _clear(after):
        return say("Neither before nor after “{event}” did {line} clearly follow {factor}", **words)
    told = {"later": _went(after, words, power=power), "earlier": _went(before, words, power=power)}
    return say("After “{event}”, 10 % off {factor} came with {later}; before it, with {earlier}", **words, **told)


def _went(side: Slope, words: dict[str, str], *, power: int) -> str:
    moved = percent(side, power=power)[0]
    if not _clear(side):
        return say("nothing measurable")
    size = number(abs(moved), 0 if abs(moved) >= 0.95 else 1)
    if moved < 0:
        return say("{size} % off {line}", size=size, line=words["line"])
    return say("{size} % on {line}", size=size, line=words["line"])


def _notes(found: PassThrough, *, power: int) -> Iterator[str]:
    """How sure the title's numbers are, or why there are none; that nothing here shows why."""
    for template, sides in ((say("After: {told}."), found.after), (say("Before: {told}."), found.before)):
        yield template.format(told=_shorter(sides[LONGEST], power=power))
    yield say("That one moved the other is not shown.")


def _told(found: PassThrough, words: dict[str, str], *, power: int) -> Iterator[str]:
    """What went with a factor 10 % lower on both sides, with its interval, and what shorter windows give.

    Then what of the line's move after the event goes with the factor's, and the regressions themselves.
    """
    for template, sides in ((say("After: {told}."), found.after), (say("Before: {told}."), found.before)):
        told = [_interval(sides[LONGEST], words, power=power)]
        told += [_shorter(side, power=power) for count, side in sides.items() if count != LONGEST]
        yield template.format(told="; ".join(told))
    if isinstance(after := found.after[LONGEST], Slope):
        yield f"{capital(_part(after, words, power=power))}."
        yield f"{capital(_rest(after, power=power))}."
    for template, sides in (
        (say("Elasticity of {line} to {factor} after: {told}."), found.after),
        (say("Elasticity of {line} to {factor} before: {told}."), found.before),
    ):
        if told := [_elasticity(side, power=power) for side in sides.values() if isinstance(side, Slope)]:
            yield template.format(**words, told="; ".join(told))
    yield say("That one moved the other is not shown.")


def _part(side: Slope, words: dict[str, str], *, power: int) -> str:
    """What of the move goes with the factor's, with its interval, beside the whole move."""
    part, low, high = map(_signed, _in_order(*(simple_percent(power * one) for one in side.part)))
    return say(
        "{factor} moved by {other} % from {start} to {end}; with that goes {part} % of {line} (95 % interval {low} to "
        "{high} %), which moved by {move} %",
        other=_signed(simple_percent(side.factor_move)),
        part=part,
        low=low,
        high=high,
        move=_signed(simple_percent(power * side.move)),
        **words,
        **_days(side),
    )


def _rest(side: Slope, *, power: int) -> str:
    """What does not go with it, beside what the line may have moved by without any reason."""
    said = {
        "rest": _signed(simple_percent(power * side.rest)),
        "days": number(side.business_days, 0),
        "noise": number(100 * side.noise, 0),
    }
    if abs(side.rest) <= side.noise:
        return say("the rest, {rest} %, is within the noise of {days} business days (± {noise} log points)", **said)
    return say("the rest, {rest} %, is more than the noise of {days} business days (± {noise} log points)", **said)


def _signed(percent: float) -> str:
    return number(percent, 1, signed=True)


def _days(side: Slope) -> dict[str, str]:
    return {"start": written(side.start), "end": written(side.end)}


def _elasticity(side: Slope, *, power: int) -> str:
    """A regression: its slope in the terms of the line's worth, with its interval, and how much it explains."""
    slope = _in_order(*(power * b for b in (side.b, side.b_low, side.b_high)))
    b, low, high = (number(one, 2, signed=True) for one in slope)
    told = {"count": number(side.count, 0), "b": b, "low": low, "high": high, "fit": number(side.r_squared, 2)}
    return say("of {count} changes {b} ({low} to {high}), R² {fit}", **told)


def _shorter(side: Slope | Refusal, *, power: int) -> str:
    """What a shorter window gives: how far the number depends on the window."""
    if isinstance(side, Refusal):
        return _refused(side)
    return say("of {count} changes {moved} % ({low} to {high} %)", **_numbers(side, power=power))


def _interval(side: Slope | Refusal, words: dict[str, str], *, power: int) -> str:
    if isinstance(side, Refusal):
        return _refused(side)
    return say(
        "10 % off {factor} came with {moved} % of {line} (95 % interval {low} to {high} %), {count} published changes, "
        "{start} – {end}",
        **words,
        **_days(side),
        **_numbers(side, power=power),
    )


def _refused(side: Refusal) -> str:
    return say("no number, {reason} ({detail})", reason=say(side.reason), detail=say(side.detail))


def _numbers(side: Slope, *, power: int) -> dict[str, str]:
    """What the line's worth did with the ends of its interval, and from how many changes that is known."""
    moved, low, high = map(_signed, percent(side, power=power))
    return {"moved": moved, "low": low, "high": high, "count": number(side.count, 0)}
