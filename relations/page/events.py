"""The tab of the events: in a sentence what moved around them, a row for each, and beside it the card of one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from html import escape

import streamlit as st

from relations.claims.measures import Look
from relations.evidence import event_answer
from relations.evidence.found import EventEvidence, nothing_around, tallies
from relations.figures.generated import AROUND
from relations.i18n import active, number, say, written
from relations.markup import folded, listing
from relations.markup.event import answered, details
from relations.markup.event_table import overview
from relations.markup.numbers import span
from relations.page import named_pass_through, note
from relations.page.parts.address import leading, state, way
from relations.page.parts.browser import copy_link
from relations.page.parts.claim_card import GAP, PADDING, TWO
from relations.page.parts.downloads import downloads
from relations.page.parts.evidence import html, named, then_switch
from relations.page.parts.explore import picture
from relations.page.parts.memory import evidence, width
from relations.page.parts.table_files import event_files
from relations.story import Story
from relations.values import Message, Number, msgid
from sources import SourceError

HELP = msgid(
    "Per cent, from the last close before the day before the event to the first close on or after the day after it. "
    "Bold names are cited in the article, bold numbers are more than {limit} %. Choose a row."
)
SHARES = (5, 7)  #: of the width, for the table and for the card


def show(story: Story) -> None:
    """What moved in a sentence, a row per event, and the card of the one chosen: on top where the page is narrow."""
    then = then_switch(story)
    with st.spinner(say("Testing every event …")):
        found = evidence(story, known_then=then)
    if none := nothing_around(found):
        note(say(none))
    if not found:
        return
    named(story, story.event(state()["event"]).label if "event" in state() else say("Events"))
    chosen = state().get("event") or event_answer.largest(story, found)
    html(f'<p class="answer">{escape(say(event_answer.summary(story, found)))}</p>')
    if width() < TWO:
        _card(story, found, chosen, width() - PADDING)
        _table(story, found, chosen)
        return
    left, right = st.columns(SHARES)
    with left:
        _table(story, found, chosen)
    with right:
        _card(story, found, chosen, (width() - GAP) * SHARES[1] // sum(SHARES) - PADDING)


def _table(story: Story, found: Sequence[EventEvidence], chosen: str) -> None:
    """The rows, what their numbers are, and how many of them are unusual."""
    hidden = _hidden(story, found) if state().get("then") else ""
    counted = _tallies(story, found)
    words = escape(say(Message(HELP, limit=Number(event_answer.LARGE))))
    table = overview(story, found, partial(_address, story), chosen)
    tests = folded(say("How many of the tests are unusual"), counted)
    html(f"{table}<p><small>{words}</small></p>{tests}{hidden}")
    event_files(story, found, then=bool(state().get("then")))


def _card(story: Story, found: Sequence[EventEvidence], chosen: str, room: int) -> None:
    """The card of an event: the answer, the figure, its files, all that was computed."""
    then = state().get("then", False)
    place = [one.id for one in found].index(chosen)
    now = evidence(story, known_then=False)[place] if then else None
    with st.container(border=True, key="event-beside"):
        names = event_answer.lines(story, found)
        html(_ways(story, found, place) + answered(story, found[place], names))
        drawn = None
        if event_answer.moved(found[place], names):
            drawn = picture(story, f"{AROUND}{chosen}", then=then, room=room)
        html(details(story, found[place], now))
        copy_link("event")
        if drawn:
            downloads(story, drawn, {"known_then": then, "locale": active()})
            more = {one.id: named_pass_through(story, one) for one in story.pass_through if one.event == chosen}
            figures = {drawn.id: say("Open this figure")} | more
            html(listing((way(story, "Figure", words, figure=name) for name, words in figures.items()), kind="strip"))


def _ways(story: Story, found: Sequence[EventEvidence], place: int) -> str:
    """Which event of how many this is, and the ways to the ones before and after it."""
    before, after = found[place - 1 : place], found[place + 1 : place + 2]
    steps = [*(("‹", one, say("Event before")) for one in before), *(("›", one, say("Event after")) for one in after)]
    links = [
        f'<a href="{escape(_address(story, one.id))}" aria-label="{escape(name)}">{mark}</a>'
        for mark, one, name in steps
    ]
    links.insert(len(before), escape(say("{number} of {count}", number=place + 1, count=len(found))))
    name = escape(say("Events"))
    return f'<nav class="ways" aria-label="{name}">{listing(links, kind="strip")}</nav>'


def _tallies(story: Story, found: Sequence[EventEvidence]) -> str:
    """How many of a line's tests are unusual, and how many would be by chance."""
    items = [
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
    ]
    return listing(items) if items else ""


def _hidden(story: Story, found: Sequence[EventEvidence]) -> str:
    """How many events the cut hides, and how many observations of each line."""
    cut = story.article.known_until
    later = [story.event(one.id).label for one in found if one.date > cut]
    look = Look(story.by_days, cut)
    for series in found[0].series:
        with suppress(SourceError):
            look.line(series.line)
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
    return folded(title, listing(map(escape, items)))


def _address(story: Story, event: str) -> str:
    """The address of the tab with an event chosen."""
    return leading(story, "Events", event=event)
