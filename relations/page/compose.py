"""The tab to compose a figure: choose lines, arrange panels, look, and take it away as a block of TOML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from relations.figures import Options
from relations.figures.dates import DAYS
from relations.figures.editor import drawn, whole, with_lines
from relations.figures.editor.fitting import LONGEST
from relations.figures.editor.offers import Offer, fingerprint, matching
from relations.i18n import active, say
from relations.page import note
from relations.page.parts.address import bound
from relations.page.parts.composed_events import events
from relations.page.parts.composition import Draft, composition, edit, keep, none_of_it, read, said
from relations.page.parts.memory import loaded, once, page_size, theme
from relations.page.parts.panels import arrange
from relations.story import FigureSpec, Story, StoryError, Window, figure_block
from sources import SourceError

LONGEST_BLOCK = 20_000  #: characters


def show(story: Story) -> None:
    """The composition from its lines to its block; what cannot be is a sentence, and the rest stays."""
    story = loaded(story.id)  # as its file has it: what is composed goes there
    cache = fingerprint()
    spec, _, found, problem = composition(story, cache)
    for words in filter(None, (problem, said())):
        note(words)
    if not found:
        note(none_of_it())
        return
    _choose(story, found, spec)
    if spec:
        _compose(Draft(story, found, spec, cache))
    else:
        st.caption(say("Choose a line to begin; lines of one unit and one frequency share a panel."))
    _load(story, cache)


def _choose(story: Story, found: Mapping[str, Offer], spec: FigureSpec | None) -> None:
    """The lines, narrowed to what is searched for; those chosen stay."""
    chosen = drawn(spec) if spec else []
    wanted = st.text_input(
        say("Search lines"),
        key="compose-search",
        persist_state="session",
        placeholder=say("country, publisher, measure: words in any order"),
    )
    fitting = [offer.name for offer in matching(found.values(), wanted or "")]
    if not fitting:
        note(say("No line has all of these words; fewer words find more."))

    def take(names: list[str]) -> None:
        now, _, found, _ = composition(story, fingerprint())  # another control may have been set just before
        edit(found, lambda: with_lines(story, found, now, [name for name in names if name in found]))

    st.multiselect(
        say("Lines ({number} found)", number=len(fitting)),
        list(dict.fromkeys([*chosen, *fitting])),
        format_func=lambda name: found[name].words,
        filter_mode="contains",
        select_all=False,
        placeholder=say("Choose lines"),
        **bound("compose-lines", chosen, take),
    )


def _compose(draft: Draft) -> None:
    above = st.container()  # what is set below is seen here
    fine = arrange(draft)
    _window(draft)
    events(draft)
    _words(draft)
    if fine:
        with above:
            _picture(draft)
    if fine:
        _block(draft)


def _window(draft: Draft) -> None:
    """The controls of the figure's window: two fields for its ends, and buttons for the most usual windows."""
    window = draft.spec.window
    spans = {
        "whole": (say("All there is"), whole(draft.found[name] for name in draft.names)),
        "article": (say("The article’s window"), draft.story.figures[0].window),
    }
    first, second, *others = st.columns(4, vertical_alignment="bottom")
    with first:
        _end(draft, say("From"), "start")
    with second:
        _end(draft, say("To"), "end")
    for place, (name, (label, span)) in zip(others, spans.items(), strict=True):
        take = partial(draft.revise, window=span)
        place.button(label, key=f"compose-{name}", disabled=span == window, on_click=take)


def _end(draft: Draft, label: str, end: str) -> None:
    window = draft.spec.window
    day = getattr(window, end)

    def take(chosen: Any) -> None:
        # Not yet a window: whoever takes it says what is wrong with it.
        draft.revise(window=Window.model_construct(**{**dict(draft.now.spec.window), end: chosen or day}).model_dump())

    st.date_input(
        label, min_value=DAYS[0], max_value=DAYS[1], format="YYYY-MM-DD", **bound(f"compose-{end}", day, take)
    )


def _picture(draft: Draft) -> None:
    """The figure as it is now, or why there is none."""
    options = Options(**page_size(), theme=theme(), locale=active(), hover=True, thinned=True)
    try:
        figure = once(draft.made, draft.spec.id, options)
    except (SourceError, StoryError) as error:
        note(say(error), "error")
        return
    st.vega_lite_chart(figure.spec, width="content", theme=None, key="chart-compose")
    for problem in figure.missing:
        note(problem)


def _words(draft: Draft) -> None:
    """Title, subtitle and id; what is left empty says what is drawn, and no more."""
    labels = {
        "title": say("Title: the finding, in words"),
        "subtitle": say("Subtitle: what is measured"),
        "id": say("Name of the figure, in small letters"),
    }
    for field, label in labels.items():
        _text(draft, field, label)
    st.caption(say("What is left empty says what is drawn, and no more."))


def _text(draft: Draft, field: str, label: str) -> None:
    def take(words: str) -> None:
        draft.revise(**{field: " ".join((words or "").split())})

    st.text_input(label, max_chars=LONGEST, **bound(f"compose-{field}", getattr(draft.spec, field), take))


def _block(draft: Draft) -> None:
    """What is to be pasted into the story's file."""
    spec = draft.spec
    text = figure_block(spec, draft.brought)
    if spec.id in {figure.id for figure in draft.story.figures}:
        note(say("The story has a figure “{id}”: rename this one, or put it in that one’s place.", id=spec.id))
    title = say("To paste into the story’s file")
    st.markdown(f"**{title}**")
    st.code(text, language="toml", wrap_lines=True)
    st.download_button(
        say("Download the block (TOML)"),
        text,
        f"{spec.id}.toml",
        "application/toml",
        icon=":material/download:",
        key="compose-download",
    )


def _load(story: Story, cache: str) -> None:
    """A block in, and all controls are as they were when it was taken."""
    with st.expander(say("Load a block")):
        text = st.text_area(say("A figure’s block of TOML"), key="compose-text", max_chars=LONGEST_BLOCK, height=180)
        if not st.button(say("Load"), key="compose-load"):
            return
        try:
            made = read(story, text or "", cache)
            keep(made.spec, made.brought)
        except StoryError as error:
            note(say(error), "error")
            return
        st.rerun()
