"""The tab of the chosen figure: at full width, with its events, its data, its words and its files below."""

from __future__ import annotations

from html import escape

import streamlit as st

from relations.figures import Figure
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.page import ROLE_MARKS, citation, link, listing, note, table
from relations.page.parts import data
from relations.page.parts.address import put, state
from relations.page.parts.controls import days_around
from relations.page.parts.downloads import downloads
from relations.page.parts.evidence import then_switch
from relations.page.parts.explore import chart
from relations.page.parts.memory import opening
from relations.story import Event, Story


def show(story: Story, figure: Figure) -> None:
    """The figure, what is missing from it, the card of the event chosen, and all that goes with it.

    As a page opens the figure comes alone; the rest with the run that follows.
    """
    chart(story, figure)
    if opening():
        return
    then_switch(story)
    for problem in figure.missing:
        note(problem)
    if event := state().get("event"):
        _chosen(story, story.event(event))
    downloads(story, figure)
    data.show(story, figure)
    st.html(f'<div class="relations">{_events(story, figure)}{_notes(story, figure)}{_sources(figure)}</div>')


def _chosen(story: Story, event: Event) -> None:
    """The card of the event chosen, and the way to its window."""
    from relations.page.parts.event_card import event_card

    with st.container(border=True, key="card-of-event"):
        event_card(story, event.id)
        left, right = st.columns(2)
        if event.precision == "day":
            words = say("The days around it")
            left.button(
                words, on_click=lambda: put("window", days_around(event)), icon=":material/center_focus_strong:"
            )
        right.button(say("Close the card"), on_click=lambda: put("event", None), icon=":material/close:")


def _events(story: Story, figure: Figure) -> str:
    title = say("Events")
    return f"<h2>{title}</h2>" + listing((_event(story, event) for event in figure.events), ordered=True)


def _event(story: Story, event: Event) -> str:
    """One event: date, sentence, where the article cites it, and its sources."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    remark = f" <em>{escape(event.note)}</em>" if event.note else ""
    sources = "; ".join(citation(story, key) for key in event.sources)
    return (
        f"{ROLE_MARKS[event.role]} <strong>{written(event.date, event.precision)}</strong> "
        f"{escape(event.sentence)}{paragraphs}{remark}<br><small>{say(event.role)} · {sources}</small>"
    )


def _notes(story: Story, figure: Figure) -> str:
    """Where the paragraphs that the figure's events refer to are loose."""
    cited = {number for event in figure.events for number in event.paragraphs}
    notes = [f"¶{one.paragraph}: {escape(one.text)}" for one in story.notes if one.paragraph in cited]
    title = say("Where the article is imprecise")
    return f"<h2>{title}</h2>{listing(notes)}" if notes else ""


def _sources(figure: Figure) -> str:
    """Per line: unit, publisher, the last date drawn, the day of retrieval, licence."""
    rows = [
        (
            escape(label),
            escape(spoken(snapshot.indicator.unit)),
            link(snapshot.indicator.url, spoken(snapshot.indicator.publisher)),
            written(snapshot.last, "year" if snapshot.indicator.frequency == "annual" else "day"),
            written(snapshot.retrieved.date()),
            escape(snapshot.indicator.licence.name),
        )
        for label, snapshot in figure.shown
    ]
    columns = [say("Line"), say("Unit"), say("Publisher"), say("Last date shown"), say("Retrieved"), say("Licence")]
    title = say("Where the numbers are from")
    return f"<h2>{title}</h2>" + table(columns, rows)
