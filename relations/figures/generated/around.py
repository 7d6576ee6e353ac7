"""The figure around an event: every daily line from 30 business days before it to 60 after, indexed to 100.

The lines whose window of the days −1 to +1 is the same share a panel and a band; base, band and the changes in the
notes are those of `evidence.windows`, which the tests use too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from relations import i18n as locales
from relations.evidence.daily import daily, day_of
from relations.evidence.daily import number as day_number
from relations.evidence.refusal import Refusal
from relations.evidence.windows import WINDOWS, Move, move
from relations.figures.layout.remarks import number
from relations.i18n import change, say, written
from relations.i18n.units import spoken
from relations.story import Band, Event, FigureSpec, Panel, Story, StoryError, Window
from relations.story.line import line
from relations.story.periods import described
from relations.values import Rate
from sources import Rejected, Snapshot, SourceError
from transforms.index import base_value
from transforms.window import window

BEFORE, AFTER = 30, 60  #: business days
SPAN = WINDOWS[0]

Lines = dict[str, Snapshot]
Moves = dict[str, Move | Refusal]


def around(story: Story, event_id: str) -> Story:
    """The story with the figure `around-<event>`; its only bands are those of the days −1 to +1.

    Raises StoryError for an unknown event and for one known to the month or the year only, NotCached or Rejected if
    no line can be drawn.
    """
    event = story.event(event_id)
    if event.precision != "day":
        known = f"{story.id}: '{event.id}' is known to the {event.precision} only"
        raise StoryError(f"{known}; a figure around it needs an event known to the day")
    span = Window(start=business_day(event, -BEFORE), end=business_day(event, AFTER))
    lines, gone = _lines(story, event, span)
    moves = {name: _move(shown, event) for name, shown in lines.items()}
    spec = _spec(story, event, span, lines, moves, gone)
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": tuple(_bands(moves))})


def business_day(event: Event, offset: int) -> date:
    """So many business days from the event's day 0."""
    return day_of(day_number(event.date) + offset)


def _move(shown: Snapshot, event: Event) -> Move | Refusal:
    return move(daily(shown), day_number(event.date), SPAN, inverse=isinstance(shown.indicator.unit, Rate))


def _together(moves: Moves) -> dict[tuple[date, date] | None, list[str]]:
    """The lines by the window they have; None for those that have none."""
    found: dict[tuple[date, date] | None, list[str]] = {}
    for name, moved in moves.items():
        found.setdefault((moved.start, moved.end) if isinstance(moved, Move) else None, []).append(name)
    return found


def _bands(moves: Moves) -> Iterator[Band]:
    """A band from the base of each window to its end."""
    for i, (ends, names) in enumerate(_together(moves).items()):
        if ends is not None:
            label = say("days −1 to +1")
            yield Band(id=f"event-window-{i}", label=label, start=ends[0], end=ends[1], lines=tuple(names))


def _lines(story: Story, event: Event, span: Window) -> tuple[Lines, list[SourceError]]:
    """The daily lines with a value before the event and values around it, and what keeps others from being drawn."""
    lines: Lines = {}
    gone: list[SourceError] = []
    for name in story.lines:
        try:
            shown = line(story, name)
            if shown.indicator.frequency == "daily":
                base_value(shown, _base(event))
                window(shown, span.start, span.end)
                lines[name] = shown
        except SourceError as error:
            about = described(story, name)
            if about and about.frequency == "daily":
                gone.append(error)
    if not lines:
        raise gone[0] if gone else Rejected(f"{story.id} has no daily line")
    return lines, gone


def _spec(
    story: Story, event: Event, span: Window, lines: Lines, moves: Moves, gone: Sequence[SourceError]
) -> FigureSpec:
    bases = {name: base_value(shown, _base(event)) for name, shown in lines.items()}
    inside = [one for one in story.events if one.precision == "day" and span.start <= one.date <= span.end]
    return FigureSpec(
        id=f"around-{event.id}",
        title=say(
            "{event}, {weekday} {day}: the days around it",
            event=event.label,
            weekday=locales.weekday(event.date),
            day=written(event.date),
        ),
        subtitle=say(
            "Daily lines from {before} business days before the event to {after} after it, each 100 at its last value "
            "before day −1. A falling line is a currency losing value.",
            before=BEFORE,
            after=AFTER,
        ),
        window=span,
        panels=tuple(Panel(lines=tuple(names), show="index", base=_base(event)) for names in _together(moves).values()),
        events=tuple(one.id for one in inside),
        named=(event.id,),
        notes=(
            base_note(story, lines, bases),
            say("Days −1 to +1: {changes}.", changes="; ".join(_changes(story, lines, moves))),
            *(say("Not drawn: {reason}.", reason=say(error)) for error in gone),
        ),
    )


def _changes(story: Story, lines: Lines, moves: Moves) -> Iterator[str]:
    """What each line did over its own window, or why it has none."""
    for name, moved in moves.items():
        label, unit = story.lines[name].label, lines[name].indicator.unit
        if isinstance(moved, Refusal):
            yield f"{label} – ({say(moved.reason)})"
            continue
        of = f"{change(moved.change)} %"
        if isinstance(unit, Rate) and moved.value_change is not None:
            of = f"{unit.base} {of}, {unit.quote} {change(moved.value_change)} %"
        yield f"{label} {written(moved.start)} – {written(moved.end)} {of}"


def base_note(story: Story, lines: Lines, bases: dict[str, tuple[date, float]]) -> str:
    """What 100 stands for, line by line."""
    parts = (
        f"{story.lines[name].label} {number(value)} {spoken(lines[name].indicator.unit)} ({written(day)})"
        for name, (day, value) in bases.items()
    )
    return say("100 is: {values}.", values="; ".join(parts))


def _base(event: Event) -> date:
    """The business day before the days −1 to +1: the last value up to it is where the window begins."""
    return business_day(event, SPAN[0] - 1)
