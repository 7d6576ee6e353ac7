"""The figure a viewer edits: a block of TOML in the page's address, and the truth that the controls show.

Until something is changed it is the figure shown, with what was chosen under it. A link, the page's state and an
uploaded file are read by one function, so that what was edited comes back the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import streamlit as st

from relations.figures import Options
from relations.figures.editor import (
    drawn,
    exchanged,
    moved_up,
    needed,
    only,
    placed,
    relabelled,
    revised,
    with_lines,
    with_panel,
)
from relations.figures.editor.begin import begun
from relations.figures.editor.computing import computed, taken
from relations.figures.editor.fitting import excess, undrawable
from relations.figures.editor.offers import Offer, offers
from relations.figures.options import with_figure
from relations.i18n import active, say, speaking
from relations.page import dated_events
from relations.page.parts.address import put, state
from relations.page.parts.choices import CHANGED
from relations.page.parts.memory import as_written, asked_for, in_words, language
from relations.page.parts.store import once
from relations.story import FigureSpec, Line, Panel, Story, StoryError, figure_block, read_block

SAID = "edit-said"


def read(story: Story, block: str) -> tuple[FigureSpec, dict[str, Line]]:
    """A figure and the lines it brings, from a block; StoryError for one the story or this page could not hold."""
    spec, brought = read_block(story, block)
    if more := excess(spec, brought):
        raise StoryError(more)
    return spec, brought


def keep(spec: FigureSpec, brought: Mapping[str, Line]) -> None:
    """Make this the edited figure, keeping only the brought lines that it draws; StoryError if it is too large."""
    used = needed(spec, brought)
    if more := excess(spec, used):
        raise StoryError(more)
    put("compose", figure_block(spec, used))
    for name in CHANGED:
        state().pop(name, None)


def fold(story: Story, figure_id: str) -> None:
    """Make what was chosen under an edited figure a part of it."""
    if state().get("compose") and any(name in state() for name in CHANGED):
        try:
            keep(*begun(as_written(story), figure_id, Options(**asked_for())))
        except StoryError as error:
            st.session_state[SAID] = say(error)


@dataclass(frozen=True)
class Draft:
    """A figure that is being edited, and the lines there are: what the controls show and change."""

    story: Story  #: as its file has it: what is edited may go there
    found: Mapping[str, Offer]
    spec: FigureSpec
    cache: str  #: fingerprint of the copies there are

    @property
    def names(self) -> list[str]:
        """The lines drawn, each once."""
        return drawn(self.spec)

    @property
    def brought(self) -> dict[str, Line]:
        """The lines it draws that the story does not have, and what these are computed from."""
        return needed(self.spec, {name: offer.line for name, offer in self.found.items() if not offer.own})

    @cached_property
    def made(self) -> Story:
        """The story with this figure and its lines."""
        return with_figure(self.story, self.spec, self.brought)

    def lines(self, panel: Panel) -> list[Offer]:
        """The lines of a panel."""
        return [self.found[name] for name in panel.lines]

    @property
    def now(self) -> Draft:
        """The newest draft: a viewer can set two controls while the page is still at work on the first."""
        return draft(self.story, self.spec.id, self.cache)[0]

    def edit(self, change: Callable[[Draft], FigureSpec | None], found: Mapping[str, Offer] | None = None) -> None:
        """Apply a change to the newest draft; if no figure may be like that, say why and leave it unchanged.

        `found` are the lines there are after it, if it changes them too.
        """
        with speaking(language()):  # a control is taken before the page has chosen its language
            try:
                now = self.now
                if spec := change(now):
                    brought = {name: offer.line for name, offer in (found or now.found).items() if not offer.own}
                    read(now.story, figure_block(spec, needed(spec, brought)))
                    keep(spec, brought)
            except StoryError as error:
                st.session_state[SAID] = say(error)
            except LookupError:
                return  # it is about a line or a panel that another change, just before, has taken away

    def revise(self, **changes: Any) -> None:
        """Change fields of the figure."""
        self.edit(lambda now: revised(now.story, now.found, now.spec, **changes))

    def show(self, number: int, **changes: Any) -> None:
        """Change how a panel is shown."""
        self.edit(lambda now: with_panel(now.story, now.found, now.spec, number, **changes))

    def place(self, name: str, number: int) -> None:
        """Move a line to another panel."""
        self.edit(lambda now: placed(now.story, now.found, now.spec, name, number))

    def raise_panel(self, number: int) -> None:
        """Move a panel before the one above it."""
        self.edit(lambda now: moved_up(now.story, now.found, now.spec, number))

    def compute(self, text: str, name: str = "") -> bool:
        """Draw what a formula makes of lines, in the place of a line or as one more; whether it can be."""
        with speaking(language()):
            now = self.now
            try:
                new, brought = computed(now.story, now.found, now.brought, text, name)
            except StoryError as error:
                st.session_state[SAID] = say(error)
                return False
            found = offered(now.story, brought, now.cache)
        if name:
            self.edit(lambda now: exchanged(now.story, found, now.spec, name, new), found)
        else:
            self.edit(lambda now: with_lines(now.story, found, now.spec, [*now.names, new]), found)
        return True

    def take(self, name: str, way: str) -> None:
        """Draw a line by month, quarter or year, or as it is published."""
        now = self.now
        if name not in now.names:
            return
        what = taken(now.found, now.found[name], way)
        if what in now.found:
            self.edit(lambda now: exchanged(now.story, now.found, now.spec, name, what))
        else:
            self.compute(what, name)

    def label(self, name: str, words: str) -> None:
        """Change what the figure calls a line that it brings along."""
        label = " ".join(words.split())
        now = self.now
        if label and name in now.names:
            offer = now.found[name]
            line = offer.line.model_copy(update={"label": label})
            found = {**now.found, name: replace(offer, label=label, line=line)}
            self.edit(lambda now: relabelled(now.story, now.found, found, now.spec), found)


def draft(story: Story, figure_id: str, cache: str) -> tuple[Draft, str]:
    """The figure as it is edited, or where an edit of the figure shown begins; and what of it cannot be drawn.

    Raises StoryError or SourceError for a figure without an edit that cannot be made.
    """
    block = state().get("compose")
    whole, brought = read(story, block) if block else begun(story, figure_id, Options(**asked_for()))
    found = offered(story, brought, cache)
    there = (only(found, panel, found) for panel in whole.panels)
    spec = whole.model_copy(update={"panels": tuple(panel for panel in there if panel)})
    wanted = whole.model_copy(update={"panels": tuple(panel for panel in whole.panels if not panel.optional)})
    return Draft(story, found, spec, cache), "\n".join(undrawable(story, brought, drawn(wanted)))


def said() -> str:
    """Why the last change was refused; shown once, then forgotten."""
    words: str = st.session_state.pop(SAID, "")
    return words


def offered(story: Story, brought: Mapping[str, Line], cache: str) -> dict[str, Offer]:
    """The lines there are, kept under the hash of all they are made of."""
    return once(("offers", story.lines, brought, cache, active()), lambda: offers(story, brought))


def named_events(story: Story) -> dict[str, str]:
    """The story's events by id, as a control names them."""
    return dated_events(in_words(story))
