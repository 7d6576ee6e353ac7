"""The figure of a pass-through: a line and a factor before an event and from it on, with the slopes of both sides."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations.claims.measures import Look
from relations.evidence.daily import daily
from relations.evidence.daily import number as day_number
from relations.evidence.market_model import model
from relations.evidence.pass_through import COUNTS, PassThrough, Slope, pass_through
from relations.evidence.refusal import Refusal
from relations.evidence.returns import simple_percent
from relations.figures.generated.around import base_note
from relations.i18n import number, say, written
from relations.i18n.units import spoken
from relations.story import Band, Event, FigureSpec, Panel, Story, Window
from relations.story import PassThrough as Asked
from relations.values import Rate, Unit
from sources import Rejected, Snapshot
from transforms.index import base_value

LONGEST = COUNTS[-1]
LOWER = math.log(0.9)  #: a factor 10 % lower


@dataclass(frozen=True)
class _Names:
    """What the two lines are called, and what the first is in."""

    line: str
    factor: str
    unit: Unit


def slopes(story: Story, asked: Asked, *, known_then: bool = False) -> Story:
    """The story with the figure of a pass-through; its only band is that of the returns from the event on.

    Raises Rejected if there is nothing to draw, NotCached if a line is not there.
    """
    event = story.event(asked.event)
    look = Look(story, story.article.known_until if known_then else None)
    lines = {name: look.line(name) for name in (asked.line, asked.factor)}
    span = _span(asked, lines, event.date)
    found = pass_through(daily(lines[asked.line]), daily(lines[asked.factor]), event.date)
    names = _Names(story.lines[asked.line].label, story.lines[asked.factor].label, lines[asked.line].indicator.unit)
    spec = _spec(story, asked, event, found, names, span, lines)
    label = say("from “{event}” on", event=event.label)
    band = Band(id="after", label=label, start=event.date, end=span.end, lines=tuple(lines))
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": (band,)})


def _span(asked: Asked, lines: dict[str, Snapshot], at: date) -> Window:
    """The days of the longest regressions, or as many as there are."""
    both = model(daily(lines[asked.line]), daily(lines[asked.factor]))
    rows = both.rows
    middle = int(np.searchsorted(both.line.numbers[rows], day_number(at)))
    if not 0 < middle < rows.size:
        raise Rejected(f"{asked.id}: {asked.line} and {asked.factor} have no days before and after {at}")
    first, last = rows[max(middle - LONGEST, 0)] - 1, rows[min(middle + LONGEST, rows.size) - 1]
    return Window(start=both.line.day(first), end=both.line.day(last))


def _spec(
    story: Story,
    asked: Asked,
    event: Event,
    found: PassThrough,
    names: _Names,
    span: Window,
    lines: dict[str, Snapshot],
) -> FigureSpec:
    bases = {name: base_value(shown, event.date - timedelta(days=1)) for name, shown in lines.items()}
    units = [spoken(shown.indicator.unit) for shown in lines.values()]
    base = max(day for day, _ in bases.values())
    return FigureSpec(
        id=asked.id,
        title=_title(found, event, names),
        subtitle=say(
            "{line} and {factor}, daily, each 100 on {day}, before “{event}”; in the notes how the first went with the "
            "second, before and after.",
            line=f"{names.line} ({units[0]})",
            factor=f"{names.factor} ({units[1]})",
            event=event.label,
            day=written(base),
        ),
        window=span,
        panels=(Panel(lines=tuple(lines), show="index", base=base),),
        events=(event.id,),
        notes=tuple(_notes(story, found, names, lines, bases)),
    )


def _notes(
    story: Story,
    found: PassThrough,
    names: _Names,
    lines: dict[str, Snapshot],
    bases: dict[str, tuple[date, float]],
) -> Iterator[str]:
    after = found.after[LONGEST]
    if isinstance(after, Slope):
        yield _sentence(after, names)
    yield say("Before: {result}.", result=_words(found.before))
    yield say("After: {result}.", result=_words(found.after))
    yield say(
        "b is the sum of the two coefficients of the log changes of {factor}, over the same days and one observation "
        "earlier, in a regression of those of {line} weighted by 1/days; intervals are of 95 %, with Newey–West "
        "errors.",
        line=names.line,
        factor=names.factor,
    )
    yield base_note(story, lines, bases)


def _title(found: PassThrough, event: Event, names: _Names) -> str:
    """Both slopes as a finding: what goes with a factor 10 % lower, if it can be told from nothing."""
    before, after = found.before[LONGEST], found.after[LONGEST]
    if isinstance(before, Refusal) or isinstance(after, Refusal):
        return say("{line} and {factor}, before and after “{event}”", line=names.line, factor=names.factor,
                   event=event.label)  # fmt: skip
    return say(
        "{factor} 10 % lower went with {later} in the year from “{event}” on, and with {earlier} in the year before",
        factor=names.factor,
        later=_lower(after, names),
        earlier=_lower(before, names),
        event=event.label,
    )


def _lower(side: Slope, names: _Names) -> str:
    """What the line did where the factor was 10 % lower; nothing that can be told where b may as well be 0."""
    if side.b_low <= 0 <= side.b_high:
        return say("no clear move")
    return _moved(side.b * LOWER, names, 1)


def _moved(log: float, names: _Names, decimals: int = 0) -> str:
    """A move with whose it is: USD 4.4 % dearer in RUB; Oil +3.1 %."""
    percent = simple_percent(log)
    if not isinstance(names.unit, Rate):
        return f"{names.line} {number(percent, decimals, signed=True)} %"
    parts = {"currency": names.unit.base, "percent": number(abs(percent), decimals), "other": names.unit.quote}
    if percent < 0:
        return say("{currency} {percent} % cheaper in {other}", **parts)
    return say("{currency} {percent} % dearer in {other}", **parts)


def _between(log: float, low: float, high: float, decimals: int = 0) -> str:
    """The ends of an interval in percent, without a sign where both have that of the middle."""
    ends = [simple_percent(one) for one in (low, high)]
    if log < 0 and max(ends) < 0:
        ends = [-one for one in reversed(ends)]
    signed = min(ends) < 0
    first, second = (number(one, decimals, signed=signed) for one in sorted(ends))
    return say("{low} to {high}", low=first, high=second)


def _sentence(side: Slope, names: _Names) -> str:
    """What went with the factor, how much of the move that is, and whether the rest can be told from noise."""
    part, low, high = side.part
    least, most = sorted((side.b_low * LOWER, side.b_high * LOWER))
    inside = abs(side.rest) <= side.noise
    noise = {"rest": f"{number(simple_percent(side.rest), 0, signed=True)} %", "days": number(side.business_days, 0),
             "noise": number(100 * side.noise, 0)}  # fmt: skip
    return " ".join(
        (
            say(
                "{factor} 10 % lower went with {moved} ({between}).",
                factor=names.factor,
                moved=_moved(side.b * LOWER, names, 1),
                between=_between(side.b * LOWER, least, most, 1),
            ),
            say(
                "On the {days} business days from {start} to {end} that both have, {factor} moved by {change} %: that "
                "goes with {part} ({between}). It was {moved}.",
                days=number(side.business_days, 0),
                start=written(side.start),
                end=written(side.end),
                factor=names.factor,
                change=number(simple_percent(side.factor_move), 0, signed=True),
                part=_moved(part, names),
                between=_between(part, low, high),
                moved=_moved(side.move, names),
            ),
            say("The rest, {rest}, is inside the noise of {days} business days (± {noise} log points).", **noise)
            if inside
            else say("The rest, {rest}, is beyond the noise of {days} business days (± {noise} log points).", **noise),
        )
    )


def _words(sides: dict[int, Slope | Refusal]) -> str:
    """The regressions of one side, the shortest first, without a full stop."""
    return "; ".join(_slope(count, side) for count, side in sides.items())


def _slope(count: int, side: Slope | Refusal) -> str:
    if isinstance(side, Refusal):
        return say("N = {count}: no regression, {reason} ({detail})", count=count, reason=say(side.reason),
                   detail=say(side.detail))  # fmt: skip
    b, low, high, fit = (number(part, 2) for part in (side.b, side.b_low, side.b_high, side.r_squared))
    return say(
        "N = {count}: b = {b} ({low} to {high}), R² = {fit}, {start} – {end}",
        count=side.count,
        b=b,
        low=low,
        high=high,
        fit=fit,
        start=written(side.start),
        end=written(side.end),
    )
