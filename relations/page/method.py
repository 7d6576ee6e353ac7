"""The tab of the method: in which order things are done, by which formulas, when no test is made, and after whom."""

from __future__ import annotations

from html import escape

import streamlit as st

from relations.markup.method import sections
from relations.markup.numbers import unparted
from relations.story import Story


def show(story: Story) -> None:
    """All of it, in the order in which it is done."""
    body = "".join(f"<h2>{escape(title)}</h2>{content}" for title, content in sections(story).items())
    st.html(f'<div class="relations">{unparted(body)}</div>')
