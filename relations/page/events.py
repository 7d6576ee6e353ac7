"""The tab of the events: what every line did around each of them, how unusual that was, and where no test is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from relations.claims.measures import Look
from relations.evidence.found import EventEvidence, nothing_around, tallies
from relations.figures.generated import AROUND
from relations.i18n import number, say, written
from relations.page import listing, note
from relations.page.parts.address import control, state
from relations.page.parts.event_card import event_card
from relations.page.parts.event_table import overview
from relations.page.parts.evidence import html, picture, span, then_switch, units, when
from relations.page.parts.memory import evidence
from relations.story import Event, Story
from relations.values import Message, Number, Unit, msgid
from sources import SourceError

ALL = "all lines"
HELP = msgid(
    "Changes in percent between the last observation before a window of business days and the first on or after its "
    "end; day 0 is the first business day on or after the event. A rate is given both ways, each with the currency "
    "whose value changed. CAR: what of the change the model does not expect, in percent. Placebo rank: the share of "
    "all other windows of the series with a |t| as large; small is unusual. “After” is the order of time, and says "
    "nothing of reasons."
)


def show(story: Story) -> None:
    """A row per event, the card of the chosen one, and the figure around it."""
    then = then_switch(story)
    with st.spinner(say("Testing every event …")):
        found = evidence(story, known_then=then)
    if none := nothing_around(found):
        note(say(none))
    if not found:
        return
    every = units(found)
    if then:
        html(_hidden(story, found))
    chosen, names = _choose(story, every)
    lines = {name: unit for name, unit in every.items() if names in (ALL, name)}
    html(overview(story, found, lines, chosen))
    html(f"<p><small>{escape(say(HELP))}</small></p>{_tallies(story, found, lines)}")
    event_card(story, chosen)
    _window_figure(story, story.event(chosen), then=then)
    for asked in story.pass_through:
        line, factor = (story.lines[name].label for name in (asked.line, asked.factor))
        title = say("How {line} went with {factor}", line=line, factor=factor)
        html(f"<h2>{escape(title)}</h2>")
        picture(story, asked.id, then=then)


def _tallies(story: Story, found: Sequence[EventEvidence], lines: Iterable[str]) -> str:
    """How many of a line's tests are unusual, and how many would be by chance."""
    shown = set(lines)
    return listing(
        escape(
            say(
                "{line} {window}: {unusual} of {tests} distinct tests ≤ 5 %; chance alone {chance}",
                line=story.lines[one.line].label,
                window=span(one.window),
                unusual=one.unusual,
                tests=one.tests,
                chance=number(one.by_chance, 1),
            )
        )
        for one in tallies(found)
        if one.line in shown
    )


def _choose(story: Story, units: dict[str, Unit | None]) -> tuple[str, str]:
    """The event and the line chosen. Select boxes, since they never read a story’s words as markup."""
    left, right = st.columns(2)
    with left:
        names = {event.id: f"{event.label}, {when(event)}" for event in story.events}
        event = state().get("event", story.events[0].id)
        event = st.selectbox(say("Event"), list(names), format_func=names.__getitem__, **control("event", event))
    with right:
        lines = {ALL: say("All lines")} | {name: story.lines[name].label for name in units}
        shown = control("lines", state().get("lines", ALL), lambda name: None if name == ALL else name)
        name = st.selectbox(say("Lines in the table"), list(lines), format_func=lines.__getitem__, **shown)
    return event, name


def _window_figure(story: Story, event: Event, *, then: bool) -> None:
    """The days around the event; before it was known there are none."""
    if then and event.start > story.article.known_until:
        return
    if event.precision == "day":
        picture(story, f"{AROUND}{event.id}", then=then)


def _hidden(story: Story, found: Sequence[EventEvidence]) -> str:
    """How many events the cut hides, and how many observations of each line."""
    cut = story.article.known_until
    later = [story.event(one.id).label for one in found if one.date > cut]
    look = Look(story, cut)
    for series in found[0].series if found else ():
        try:
            look.line(series.line)
        except SourceError:
            continue
    items = [say("events after {day}: {events}", day=written(cut), events=", ".join(later))] if later else []
    items += [
        say(
            Message.counted(
                "{number} observation of {keys}, from {day} on; {rule}",
                "{number} observations of {keys}, from {day} on; {rule}",
                count=known.hidden,
                number=Number(known.hidden),
                keys=keys,
                day=known.first_hidden,
                rule=known.rule,
            )
        )
        for keys, known in look.hidden.items()
        if known.first_hidden
    ]
    title = say("Hidden, as known on {day}:", day=written(cut))
    return f"<p><strong>{escape(title)}</strong></p>{listing(map(escape, items))}"
