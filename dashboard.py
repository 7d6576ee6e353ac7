"""The page: a story's figures and what belongs to them, in tabs.

Run it with `relations dashboard`. It reads the cache and the story files, and never touches the network.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from relations.i18n import activate, say
from relations.page import STYLE, figure, note
from relations.page.parts import controls, offline  # noqa: F401  (offline does its work as it is imported)
from relations.page.parts.address import TABS, control, problems, read, state, write
from relations.page.parts.browser import measure
from relations.page.parts.memory import in_words, language, loaded, page_figure, settle
from relations.story import Story, StoryError
from sources import SourceError


def main() -> None:
    """Draw the page, in the order in which a viewer waits for its parts: the figure before the controls."""
    st.set_page_config(page_title="Relations", page_icon="📈", layout="wide", initial_sidebar_state="auto")
    st.html(STYLE)
    try:
        story = read(loaded)
    except StoryError as error:
        note(str(error), "error")
        controls.other_stories()
        return
    activate(language())
    story = in_words(story)
    for problem in problems():
        note(say("This link asks for something that does not exist: {what}", what=problem))
    page(story, state().get("figure", story.figures[0].id))
    write()
    measure()
    settle()


def page(story: Story, figure_id: str) -> None:
    """The figure alone, or the tabs and the controls."""
    alone = state().get("view") == "figure"
    if not alone:
        welcome(story)
    try:
        picture(story, figure_id) if alone else tabs(story, figure_id)
    except (SourceError, StoryError) as error:
        note(str(error), "error")
    if not alone:
        controls.sidebar(story)


def picture(story: Story, figure_id: str) -> None:
    """The figure alone."""
    from relations.page.parts import screenshot

    screenshot.show(story, figure_id)


def welcome(story: Story) -> None:
    """What the page is about, and what it does."""
    words = say("What the data say, beside what the article says: its events stand in the charts, with their sources.")
    st.html(f'<div class="relations"><h1>{escape(story.title)}</h1><p class="what">{words}</p></div>')


def tabs(story: Story, figure_id: str) -> None:
    """The open tab; what is in the others is made when they are opened."""
    names = {say(name): name for name in TABS}
    labels = {name: label for label, name in names.items()}
    shown = st.tabs(list(names), **control("tab", labels[state().get("tab", TABS[0])], names.get))
    for name, tab in zip(TABS, shown, strict=True):
        if tab.open:
            with tab:
                fill(name, story, figure_id)


def fill(tab: str, story: Story, figure_id: str) -> None:
    """One tab; what the evidence is computed with is loaded when its tab is opened, not with the page."""
    match tab:
        case "Figure":
            figure.show(story, page_figure(story, figure_id))
        case "Compose":
            from relations.page import compose

            compose.show(story)
        case "Events":
            from relations.page import events

            events.show(story)
        case "Claims":
            from relations.page import claims

            claims.show(story)
        case "Status":
            from relations.page import status

            status.show(story)
        case _:
            from relations.page import method

            method.show(story)


main()
