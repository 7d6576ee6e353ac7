"""The page: a story's figures and what belongs to them, in tabs.

Run it with `relations dashboard`. It reads the cache and the story files, and never touches the network.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from relations.cache import one_version
from relations.i18n import activate, say
from relations.markup import citation
from relations.page import STYLE, figure, note
from relations.page.parts import controls
from relations.page.parts.address import leading, problems, read, state, write
from relations.page.parts.binding import control
from relations.page.parts.browser import measure
from relations.page.parts.choices import TABS, tabs
from relations.page.parts.evidence import NAMED, named
from relations.page.parts.memory import begin, in_words, language, loaded, opening, settle, shown_id
from relations.serving import offline  # noqa: F401  (it does its work as it is imported)
from relations.story import Story, StoryError
from sources import SourceError


@one_version()
def main() -> None:
    """Draw the page, in the order in which a viewer waits for its parts: the figure before the controls."""
    st.set_page_config(
        page_title=st.session_state.get(NAMED, "Relations"),
        page_icon="📈",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(STYLE)
    begin()
    try:
        story = read(loaded)
    except StoryError as error:
        note(str(error), "error")
        controls.choose_story(state().get("story"))
        return
    activate(language())
    story = in_words(story)
    way = say("Show the story as it opens")
    beginning = f'<a href="{leading(story, TABS[0])}">{escape(way)}</a>'
    for problem in problems():
        note(say("This link asks for something that does not exist: {what}", what=problem), way=beginning)
    if front():
        return
    page(story, shown_id(story))
    write()
    measure()
    settle()


def front() -> bool:
    """The stories to choose from, if the address asks for none."""
    from relations.page import front as stories

    if asked := stories.wanted():
        stories.show()
        measure()
    return asked


def page(story: Story, figure_id: str) -> None:
    """The figure alone, or the head and the tabs."""
    alone = state().get("view") == "figure"
    try:
        if alone:
            picture(story, figure_id)
        else:
            welcome(story)
            show_tabs(story, figure_id)
    except (SourceError, StoryError) as error:
        note(str(error), "error")


def picture(story: Story, figure_id: str) -> None:
    """The figure alone."""
    from relations.page.parts import screenshot

    screenshot.show(story, figure_id)


def welcome(story: Story) -> None:
    """Of which article the page is, and the controls of all of the page."""
    with st.container(horizontal=True, key="head", vertical_alignment="center"):
        source = citation(story, "article")
        st.html(f'<div class="relations"><h1>{escape(story.title)}</h1><p class="what">{source}</p></div>')
        if not opening():
            controls.choose_story(story.id)
            controls.look()


def show_tabs(story: Story, figure_id: str) -> None:
    """The open tab; what is in the others is made when they are opened."""
    names = {say(name): name for name in tabs(story)}
    labels = {name: label for label, name in names.items()}
    shown = st.tabs(list(names), **control("tab", labels[state().get("tab", TABS[0])], names.get))
    for name, tab in zip(labels, shown, strict=True):
        if tab.open:
            with tab:
                fill(name, story, figure_id)


def fill(tab: str, story: Story, figure_id: str) -> None:
    """One tab; what the evidence is computed with is loaded when its tab is opened, not with the page."""
    match tab:
        case "Figure":
            figure.show(story, figure_id)
        case "Events":
            from relations.page import events

            events.show(story)
        case "Claims":
            from relations.page import claims

            claims.show(story)
        case "Status":
            from relations.page import status

            named(story, say(tab))
            status.show(story)
        case "Draft":
            from relations.page import draft

            named(story, say(tab))
            draft.show(story)
        case _:
            from relations.page import method

            named(story, say(tab))
            method.show(story)


main()
