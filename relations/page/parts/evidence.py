"""What the tabs of the evidence share: the switch to what was known then, numbers in words, sources."""

from __future__ import annotations

import streamlit as st

from relations.figures.theme import THEMES
from relations.i18n import say, written
from relations.markup.numbers import unparted
from relations.page.parts.address import state
from relations.page.parts.binding import control
from relations.page.parts.memory import theme
from relations.story import Story

NAMED = "named"  #: where the session keeps the name of its window


def named(story: Story, words: str) -> None:
    """Name the browser's window after what is seen, and its story."""
    name = f"{words} · {story.title}" if words else story.title
    if st.session_state.get(NAMED) != name:
        st.session_state[NAMED] = name
        st.set_page_config(page_title=name)


def html(body: str) -> None:
    """Markup in the page's style, told the theme's colours for what covers other things and for what is filled."""
    colours = THEMES[theme()]
    style = f"--relations-page: {colours.background}; --relations-text: {colours.text}"
    st.html(f'<div class="relations" style="{style}">{unparted(body)}</div>')


def then_switch(story: Story) -> bool:
    """Whether only what could be known when the article appeared shall count; one switch for all tabs."""
    day = written(story.article.known_until)
    words = say("As known on {day}: only what could be known when the article appeared", day=day)
    return st.toggle(words, **control("then", state().get("then", False)))
