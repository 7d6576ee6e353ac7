"""The first tab: an answer, a figure with its few controls under it, the others to choose from, and its words."""

from __future__ import annotations

from time import sleep

import streamlit as st

from relations.figures import Figure
from relations.i18n import say
from relations.markup.figure import loose, marked_events, sources, unfetched
from relations.markup.numbers import unparted
from relations.page import note
from relations.page.parts import data
from relations.page.parts.address import put, state
from relations.page.parts.controls import days_around, under
from relations.page.parts.evidence import html, then_switch
from relations.page.parts.explore import chart
from relations.page.parts.memory import evidence, in_steps, ledger, opening, page_figure, width
from relations.story import Event, Story, StoryError
from sources import SourceError

BESIDE = 1000  #: px of the page from which on the choice of figures, or the editor, stands beside the figure
CHOOSER, EDITOR, GAP = 0.25, 0.36, 16  #: share of the width that is beside it; px between
AHEAD = 0.04  #: s a browser has for the figure until the rest follows: what comes at once it shows at once, and late


def show(story: Story, figure_id: str) -> None:
    """The answer, the figure and its controls, the choice of figures or the editor, and all that goes with a figure.

    As a page opens the figure comes alone; the rest with the run that follows.
    """
    above = st.container()
    if opening():
        with above:
            html('<p class="claims">&nbsp;</p>')  # its place, so that the figure need not move
    if state().get("compose"):
        from relations.page.parts.composition import fold

        fold(story, figure_id)
    editing = bool(state().get("edit"))
    share = EDITOR if editing else CHOOSER
    wide = width() >= BESIDE
    room = in_steps(round((width() - GAP) * (1 - share))) if wide else width()
    places = st.columns([1 - share, share]) if wide else (st.container(), st.container())
    with places[0], st.container(key="figure-edited" if editing else "figure-shown"):
        figure = _drawn(story, figure_id, room)
    if opening():
        return
    sleep(AHEAD)
    with places[0]:
        under(story, figure_id, figure)
    with places[1]:
        if editing:
            from relations.page.parts.editing import editor

            editor(story, figure_id, figure)
        else:
            from relations.page.parts.chooser import chooser

            chooser(story, figure_id)
    if story.claims:
        with above:
            from relations.page.claims import strip

            html(strip(story, ledger(story, known_then=state().get("then", False))))
    if figure:
        _details(story, figure)


def _drawn(story: Story, figure_id: str, room: int) -> Figure | None:
    """The figure on the page, or why there is none."""
    try:
        figure = page_figure(story, figure_id, room)
    except (SourceError, StoryError) as error:
        note(say(error), "error")
        return None
    chart(story, figure)
    return figure


def _details(story: Story, figure: Figure) -> None:
    then_switch(story)
    for problem in figure.missing:
        note(problem)
    if event := state().get("event"):
        _chosen(story, story.event(event))
    data.show(story, figure)
    below = marked_events(story, figure) + loose(story, figure) + sources(figure) + unfetched(figure)
    st.html(f'<div class="relations">{unparted(below)}</div>')


def _chosen(story: Story, event: Event) -> None:
    """The card of the event chosen under the page's switch, beside what is known now, and the way to its window."""
    from relations.evidence.event_answer import lines
    from relations.markup.event import answered, details

    then = state().get("then", False)
    found = {one.id: one for one in evidence(story, known_then=then)}
    now = {one.id: one for one in evidence(story, known_then=False)} if then else {}
    with st.container(border=True, key="card-of-event"):
        html(answered(story, found[event.id], lines(story, list(found.values()))))
        html(details(story, found[event.id], now.get(event.id)))
        left, right = st.columns(2)
        if event.precision == "day":
            words = say("The days around it")
            left.button(
                words, on_click=lambda: put("window", days_around(event)), icon=":material/center_focus_strong:"
            )
        right.button(say("Close the card"), on_click=lambda: put("event", None), icon=":material/close:")
