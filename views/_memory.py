"""What the page keeps in memory, each thing under the hash of all it is made from; and what it knows of the viewer.

A thing kept so cannot be stale: another story or another copy in the cache is another hash.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import streamlit as st

import stories
from figures import Figure, Options, ThemeName, draw, inputs
from stories import Story

if TYPE_CHECKING:
    from transforms.claims import Verdict
    from transforms.events import EventEvidence

STEP = 20  #: px; widths between two steps share a drawing
FIRST_GUESS = 920  #: px; until the browser has told its width: what a window of 1280 leaves
BESIDE = 720  #: px; the widest a figure in a card is


def page_figure(story: Story, figure_id: str) -> Figure:
    """One of the story's figures, as wide as the page, the event chosen in another tab standing out."""
    event = st.session_state.get("event") or st.query_params.get("event") or ""
    return _drawn(story, figure_id, width(), theme(), inputs(story, figure_id), switched_then(), event)


def card_figure(story: Story, figure_id: str, *, known_then: bool) -> Figure:
    """A figure beside evidence, which leaves room for a card's frame."""
    room = max(min(width() - 2 * STEP, BESIDE), 320)
    return _drawn(story, figure_id, room, theme(), inputs(story, figure_id), known_then)


def evidence(story: Story, *, known_then: bool) -> list[EventEvidence]:
    """The evidence around all events of a story."""
    return _evidence(story, known_then, inputs(story))


def ledger(story: Story, *, known_then: bool) -> list[Verdict]:
    """The verdicts on all claims of a story."""
    return _ledger(story, known_then, inputs(story))


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once a server: spare what is loaded for good from the collection of garbage that ends every run of the page.

    Streamlit collects after each run; to look through a million objects of libraries was most of a run's time.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(max_entries=8, show_spinner=False)
def loaded(name: str, content: bytes) -> Story:  # noqa: ARG001
    """A story, read once for each content of its file."""
    return stories.load(name)


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(
    _story: Story,
    figure_id: str,
    width: int,
    theme: ThemeName,
    inputs: str,  # noqa: ARG001
    known_then: bool,
    highlight: str = "",
) -> Figure:
    own = figure_id in {spec.id for spec in _story.figures}
    least, most = (560, 840) if own else (380, 460)
    height = min(max(round(width * 0.8), least), most)
    options = Options(width=width, height=height, theme=theme, hover=True, known_then=known_then, highlight=highlight)
    return draw(_story, figure_id, options)


@st.cache_resource(max_entries=4, show_spinner="Testing every event …")
def _evidence(_story: Story, known_then: bool, inputs: str) -> list[EventEvidence]:  # noqa: ARG001
    from transforms.events import events

    return events(_story, known_then=known_then)


@st.cache_resource(max_entries=4, show_spinner="Checking every claim …")
def _ledger(_story: Story, known_then: bool, inputs: str) -> list[Verdict]:  # noqa: ARG001
    from transforms.claims import claims

    return claims(_story, known_then=known_then)


def switched_then() -> bool:
    """Whether the switch to what was known then is on, before it is drawn."""
    return bool(st.session_state.get("then", st.query_params.get("then") == "true"))


def theme() -> ThemeName:
    """The viewer's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def width() -> int:
    """Px the figure may be wide, in steps; a guess on the first run of a session."""
    told = st.session_state.get("width", {}).get("width") or st.session_state.get("known_width") or FIRST_GUESS
    st.session_state["known_width"] = told
    return max(int(told) - int(told) % STEP, 320)
