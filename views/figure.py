"""The tab of the chosen figure: at full width, with its events, its data and their sources below."""

from __future__ import annotations

from html import escape

import streamlit as st

from figures import Figure
from locales import written
from stories import Event, Story
from views import citation, link, listing, table
from views._evidence import then_switch

ROLE_MARKS = {"cited": "●", "context": "○", "after": "□"}


def show(story: Story, figure: Figure) -> None:
    """The figure, what is missing from it, the words to it, and its data to take away."""
    st.vega_lite_chart(figure.spec, width="content", theme=None, key=f"chart-{figure.id}")
    then_switch(story)
    for problem in figure.missing:
        st.warning(problem, icon=":material/cloud_download:")
    st.html(f'<div class="relations">{_events(story, figure)}{_notes(story, figure)}{_data(figure)}</div>')
    st.download_button(
        "Download the drawn data (CSV)",
        figure.csv,  # not made on demand: a click while the page runs again would ask for what is gone
        f"{story.id}-{figure.id}.csv",
        "text/csv",
        icon=":material/download:",
    )


def _events(story: Story, figure: Figure) -> str:
    return "<h3>Events</h3>" + listing((_event(story, event) for event in figure.events), ordered=True)


def _event(story: Story, event: Event) -> str:
    """One event: date, sentence, where the article cites it, and its sources."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    note = f" <em>{escape(event.note)}</em>" if event.note else ""
    sources = "; ".join(citation(story, key) for key in event.sources)
    return (
        f"{ROLE_MARKS[event.role]} <strong>{written(event.date, event.precision)}</strong> "
        f"{escape(event.sentence)}{paragraphs}{note}<br><small>{event.role} · {sources}</small>"
    )


def _notes(story: Story, figure: Figure) -> str:
    """Where the paragraphs that the figure's events refer to are loose."""
    cited = {number for event in figure.events for number in event.paragraphs}
    notes = [f"¶{note.paragraph}: {escape(note.text)}" for note in story.notes if note.paragraph in cited]
    return f"<h3>Where the article is loose</h3>{listing(notes)}" if notes else ""


def _data(figure: Figure) -> str:
    """Per line: unit, publisher, the last date drawn, the day of retrieval, licence."""
    rows = [
        (
            escape(label),
            escape(snapshot.indicator.unit),
            link(snapshot.indicator.url, snapshot.indicator.publisher),
            written(snapshot.last, "year" if snapshot.indicator.frequency == "annual" else "day"),
            written(snapshot.retrieved.date()),
            escape(snapshot.indicator.licence),
        )
        for label, snapshot in figure.shown
    ]
    return "<h3>Data</h3>" + table(("Line", "Unit", "Publisher", "Last date shown", "Retrieved", "Licence"), rows)
