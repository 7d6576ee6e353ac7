"""A figure on the page and what a pointer does on it: read, zoom, move, choose an event; one window for all panels."""

from __future__ import annotations

from datetime import date, timedelta
from operator import sub
from typing import Any

import streamlit as st

from relations.figures import Figure
from relations.figures.dates import DAYS
from relations.i18n import active, say, written
from relations.page import note
from relations.page.parts.address import put
from relations.page.parts.browser import part
from relations.page.parts.evidence import named
from relations.page.parts.memory import card_figure, theme
from relations.story import Story, StoryError, Window
from sources import SourceError

KEY, EPOCH = "pointer", date(1970, 1, 1)


def chart(story: Story, figure: Figure) -> None:
    """The figure: its picture, and over it what a pointer does."""
    named(story, figure.title)
    part("pointer")(
        key=KEY,
        data=_sent(figure) | {"whole": _whole(figure)},
        on_window_change=lambda: _zoomed(story, figure),
        on_event_change=lambda: put("event", _told("event").get("id")),
    )


def _sent(figure: Figure) -> dict[str, Any]:
    """What the component is sent of a figure."""
    return {
        **figure.pointer,
        "lines": list(map(_in_steps, figure.pointer["lines"])),
        "alt": figure.alt,
        "locale": active(),
        "theme": theme(),
        "plate": figure.is_plate,
        "words": _words(figure),
        "dates": _dates(),
    }


def _in_steps(line: dict[str, Any]) -> dict[str, Any]:
    """A line with the days from one observation to the next: they take half the bytes of the days themselves."""
    first, *others = line["days"]
    return {**line, "days": None, "steps": [first, *map(sub, others, line["days"])]}


def alone(figure: Figure) -> None:
    """The figure's picture, as wide as the window."""
    part("pointer")(key="alone", data={"picture": figure.pointer["picture"], "alt": figure.alt})


def picture(story: Story, figure_id: str, *, then: bool, room: int | None = None) -> Figure | None:
    """A figure below evidence, at most `room` px wide, or why there is none."""
    try:
        figure = card_figure(story, figure_id, known_then=then, room=room)
    except (SourceError, StoryError) as error:
        note(say(error))
        return None
    part("pointer")(key=f"{KEY}-{figure.id}", data=_sent(figure))
    return figure


def _told(name: str) -> dict[str, Any]:
    """What the component told last under a name."""
    found: dict[str, Any] = st.session_state.get(KEY, {}).get(name) or {}
    return found


def _zoomed(story: Story, figure: Figure) -> None:
    """Take the window the pointer asks for, within what calendars have; the story's own window is no change."""
    asked = _told("window")
    try:
        start, end = (date.fromisoformat(asked[name]) for name in ("start", "end"))
    except (KeyError, ValueError):
        put("window", None)
        return
    if end - start < timedelta(days=1):
        return
    own = next((spec.window for spec in story.figures if spec.id == figure.id), None)
    window = Window(start=max(start, DAYS[0]), end=min(end, DAYS[1]))
    put("window", None if window == own else window)


def _whole(figure: Figure) -> tuple[int, int] | None:
    """The first and the last day there is of any of its lines, counted from 1970-01-01; None if that is no choice."""
    span = None if figure.is_plate else figure.reach
    return ((span.start - EPOCH).days, (span.end - EPOCH).days) if span else None


def _dates() -> list[str]:
    """How a day of each month is written in the page's language, with {day} and {year} for their numbers."""
    months = (written(date(2001, month, 28)) for month in range(1, 13))
    return [month.replace("28", "{day}").replace("2001", "{year}") for month in months]


def _words(figure: Figure) -> dict[str, str]:
    """What the component says, in the page's language."""
    return {
        "value": say("in value"),
        "same": say("the same day"),
        "after": say("observations after it: {days}", days="{days}"),
        "before": say("observations before it: {days}", days="{days}"),
        "since": say("Percentages: change since {day}.", day=figure.pointer["base"]),
        "earlier": say("Earlier"),
        "closer": say("Closer"),
        "wider": say("Wider"),
        "later": say("Later"),
        "whole": say("Whole window"),
        "year": say("One year"),
        "window": say("From {start} to {end}", start="{start}", end="{end}"),
        "values": say("values of {day}", day="{day}"),
        "from": say("First day shown"),
        "to": say("Last day shown"),
        "lines": say("Lines shown"),
        "hint": say("Drag to zoom, with Shift to move; click a line’s name to see it alone, an event for its card."),
        "help": say("Values of the chart: left and right arrows read them one by one, up and down arrows by picture.")
        if figure.is_plate
        else say(
            "Values of the chart: left and right arrows read by observation, with Control by month, up and down arrows "
            "by event; plus and minus zoom, Page Up and Page Down move, Enter chooses the nearest event."
        ),
    }
