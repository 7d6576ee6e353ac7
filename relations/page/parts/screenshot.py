"""The figure alone, as large as the window: `?view=figure`, so that a plain screenshot can be printed."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from relations.figures import Options
from relations.i18n import say
from relations.page.parts.address import state
from relations.page.parts.explore import alone
from relations.page.parts.memory import asked_for, kept, theme, window_size
from relations.story import Story

ALONE = Path(__file__).with_name("screenshot.css")


def show(story: Story, figure_id: str) -> None:
    """The figure at the window's size; smaller type before a larger figure."""
    width, height = window_size()
    options = Options(
        width=max(width, 320),
        height=max(height, 200),
        exact=True,
        theme=theme(),
        highlight=state().get("event", ""),
        **asked_for(),
    )
    figure = kept(story, figure_id, options)
    st.html(ALONE)
    alone(figure)
    if figure.height > height:
        st.caption(say("This figure needs a window of {width} × {height} px.", width=width, height=figure.height))
