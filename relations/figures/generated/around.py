"""The figure around an event: every daily line from 30 days before it to 60 after, indexed to 100 at day −1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from relations import i18n as locales
from relations.figures.layout.remarks import number
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.story import Band, Event, FigureSpec, Panel, Story, StoryError, Window
from relations.story.line import line
from relations.story.periods import described
from sources import Rejected, Snapshot, SourceError
from transforms.index import base_value
from transforms.window import window

BEFORE, AFTER = 30, 60  #: weekdays: the lines' calendars of trading days differ

Lines = dict[str, Snapshot]


def around(story: Story, event_id: str) -> Story:
    """The story with the figure `around-<event>`; its only band is that of the days −1 to +1.

    Raises StoryError for an unknown event and for one known to the month or the year only, NotCached or Rejected if
    no line can be drawn.
    """
    event = story.event(event_id)
    if event.precision != "day":
        known = f"{story.id}: '{event.id}' is known to the {event.precision} only"
        raise StoryError(f"{known}; a figure around it needs an event known to the day")
    span = Window(start=weekday(event, -BEFORE), end=weekday(event, AFTER))
    lines, gone = _lines(story, event, span)
    spec = _spec(story, event, span, lines, gone)
    days = Band(
        id="event-window",
        label=say("days −1 to +1"),
        start=weekday(event, -1),
        end=weekday(event, 1),
        lines=tuple(lines),
    )
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": (days,)})


def weekday(event: Event, offset: int) -> date:
    """So many weekdays from the event, which moves to Monday if it falls on a weekend."""
    day: date = np.busday_offset(np.datetime64(event.date, "D"), offset, roll="forward").astype(date)
    return day


def _lines(story: Story, event: Event, span: Window) -> tuple[Lines, list[SourceError]]:
    """The daily lines with a value before the event and values around it, and what keeps others from being drawn."""
    lines: Lines = {}
    gone: list[SourceError] = []
    for name in story.lines:
        try:
            shown = line(story, name)
            if shown.indicator.frequency == "daily":
                base_value(shown, _eve(event))
                window(shown, span.start, span.end)
                lines[name] = shown
        except SourceError as error:
            about = described(story, name)
            if about and about.frequency == "daily":
                gone.append(error)
    if not lines:
        raise gone[0] if gone else Rejected(f"{story.id} has no daily line")
    return lines, gone


def _spec(story: Story, event: Event, span: Window, lines: Lines, gone: Sequence[SourceError]) -> FigureSpec:
    bases = {name: base_value(shown, _eve(event)) for name, shown in lines.items()}
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
            "Daily lines from {before} weekdays before the event to {after} after it, each 100 at its last value "
            "before it (day −1). A rising line of a currency is a weaker currency.",
            before=BEFORE,
            after=AFTER,
        ),
        window=span,
        panels=(Panel(lines=tuple(lines), show="index", base=max(day for day, _ in bases.values())),),
        events=tuple(one.id for one in inside),
        notes=(base_note(story, lines, bases), *(say("Not drawn: {reason}.", reason=say(error)) for error in gone)),
    )


def base_note(story: Story, lines: Lines, bases: dict[str, tuple[date, float]]) -> str:
    """What 100 stands for, line by line."""
    parts = (
        f"{story.lines[name].label} {number(value)} {spoken(lines[name].indicator.unit)} ({written(day)})"
        for name, (day, value) in bases.items()
    )
    return say("100 is: {values}.", values="; ".join(parts))


def _eve(event: Event) -> date:
    return event.date - timedelta(days=1)
