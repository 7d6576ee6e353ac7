"""The editor of the figure shown: words, lines, panels, window, events, publishers, and its block in and out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from relations.figures import Figure
from relations.figures.dates import DAYS
from relations.figures.editor import revised, whole, with_lines
from relations.figures.editor.begin import begun
from relations.figures.editor.fitting import LONGEST
from relations.figures.editor.offers import fingerprint
from relations.i18n import active, say
from relations.page import note
from relations.page.parts.binding import bound
from relations.page.parts.composed_events import events
from relations.page.parts.composition import Draft, draft, keep, read, said
from relations.page.parts.controls import copies
from relations.page.parts.memory import as_written
from relations.page.parts.panels import arrange, formula_of
from relations.story import FigureSpec, Story, StoryError, Window, figure_block, word
from sources import SourceError

LARGEST = 20  #: MB of a file of a figure
READ = ("toml", "svg", "png", "pdf", "html", "json")


def editor(story: Story, figure_id: str, figure: Figure | None) -> None:
    """The controls; each shows what the figure is now, and a change that no figure may have is refused in words.

    `figure` is what is drawn of it; None if it cannot be, and says why.
    """
    title = say("Edit this figure")
    st.html(f'<div class="relations"><h2>{title}</h2></div>')
    known = as_written(story)
    try:
        now, problem = draft(known, figure_id, fingerprint())
    except (StoryError, SourceError) as error:
        note(say(error), "error")
        return
    for words in filter(None, (problem, said())):
        note(words)
    if not now.spec.panels:
        return
    _words(now)
    _choose(now)
    arrange(now)
    _window(now)
    events(now)
    if figure:
        copies(known, figure)
    _files(now)


def _words(now: Draft) -> None:
    """Title and subtitle as the viewer reads them; what is left empty says what is drawn, and no more."""
    _text(now, "title", say("Title"), say("A number in braces follows the data."))
    _text(now, "subtitle", say("Subtitle"), say("What is left empty says what is drawn, and no more."))


def _text(now: Draft, field: str, label: str, help_: str) -> None:
    shown = word(now.story, getattr(now.spec, field), active())

    def take(words: str) -> None:
        told = " ".join((words or "").split())
        now.revise(**{field: told, **({"short": None, "guards": {}} if field == "title" else {})})

    st.text_area(label, max_chars=LONGEST, height=68, help=help_, **bound(f"compose-{field}", shown, take))


def _choose(now: Draft) -> None:
    """The lines: any of the story, or of the cache."""

    def take(names: list[str]) -> None:
        now.edit(lambda one: _of_lines(one, [name for name in names if name in one.found]))

    st.multiselect(
        say("Lines ({number} to choose from)", number=len(now.found)),
        list(now.found),
        format_func=lambda name: now.found[name].words,
        select_all=False,
        wrap=True,
        placeholder=say("Country, publisher, measure"),
        **bound("compose-lines", now.names, take),
    )
    formula_of(now, say("Add a line by a formula"), "")


def _of_lines(now: Draft, names: list[str]) -> FigureSpec | None:
    """The figure of those lines; words of the story, which are about others, go."""
    spec = with_lines(now.story, now.found, now.spec, names)
    told = {words for one in now.story.figures for words in (one.title, one.subtitle)}
    if spec is None or not {spec.title, spec.subtitle} & told:
        return spec
    words: dict[str, Any] = {"title": "", "subtitle": "", "short": None, "neutral": None, "guards": {}, "notes": ()}
    return revised(now.story, now.found, spec, **words)


def _window(now: Draft) -> None:
    """The ends of the figure's window, and the whole of its lines."""
    first, second = st.columns(2)
    with first:
        _end(now, say("From"), "start")
    with second:
        _end(now, say("To"), "end")
    span = whole(now.found[name] for name in now.names)
    take = partial(now.revise, window=span)
    st.button(say("All there is"), key="compose-whole", disabled=span == now.spec.window, on_click=take)


def _end(now: Draft, label: str, end: str) -> None:
    day = getattr(now.spec.window, end)

    def take(chosen: Any) -> None:
        # Not yet a window: whoever takes it says what is wrong with it.
        now.revise(window=Window.model_construct(**{**dict(now.now.spec.window), end: chosen or day}).model_dump())

    st.date_input(
        label, min_value=DAYS[0], max_value=DAYS[1], format="YYYY-MM-DD", **bound(f"compose-{end}", day, take)
    )


def _files(now: Draft) -> None:
    """Its block, for a file or a story, and the way back from a file."""
    with st.expander(say("Save and load"), key="compose-files", on_change="rerun"):
        label = say("Name of the figure, in small letters")
        take: Any = lambda words: now.revise(id=(words or "").strip())  # noqa: E731
        st.text_input(label, max_chars=LONGEST, **bound("compose-id", now.spec.id, take))
        text = figure_block(now.spec, now.brought)
        st.download_button(
            say("Download the block (TOML)"),
            text,
            f"{now.spec.id}.toml",
            "application/toml",
            icon=":material/download:",
            key="compose-download",
            on_click="ignore",
        )
        st.code(text, language="toml", wrap_lines=True)
        _load(now.story)


def _load(story: Story) -> None:
    """A file of a figure, or a pasted block, and all controls are as they were when it was taken."""
    words = say("A file of a figure: its block, or a picture from here")
    given = st.file_uploader(words, READ, key="compose-file", max_upload_size=LARGEST)
    pasted = st.text_area(say("… or a pasted block"), key="compose-text", height=120)
    if not st.button(say("Load"), key="compose-load"):
        return
    try:
        keep(*_loaded(story, given.name, given.getvalue()) if given else read(story, pasted or ""))
    except (StoryError, SourceError) as error:
        note(say(error), "error")
        return
    st.rerun()


def _loaded(story: Story, name: str, data: bytes) -> tuple[Any, Mapping[str, Any]]:
    """The figure in a file: a block of TOML, or a picture whose passport tells how it was drawn."""
    from relations.figures.files import passport_of

    kind = name.rpartition(".")[2].lower()
    try:
        if kind == "toml":
            return read(story, data.decode())
        papers = passport_of(data, kind) if kind in READ else None
        if papers is None:
            raise StoryError(
                say("{file} has no passport of a figure; another program may have left it out.", file=name)
            )
        if papers.story.id != story.id:
            raise StoryError(say("{file} is of another story, {story}.", file=name, story=papers.story.id))
        return begun(story, papers.figure, papers.asked)
    except ValueError as error:
        raise StoryError(say("{file} cannot be read: {error}", file=name, error=error)) from error
