"""The composition a viewer works on: a word of the page's address, and the truth that the controls show.

It is kept as the block of TOML it can be saved as, packed for an address. So a link, the page's state and a pasted
block are read by one function, and what was composed comes back the same.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import streamlit as st

from relations.figures.editor import drawn, moved_up, placed, relabelled, revised, with_figure, with_panel
from relations.figures.editor.fitting import excess, undrawable
from relations.figures.editor.offers import Offer, offers
from relations.i18n import active, say, speaking
from relations.page import dated_events
from relations.page.parts.address import put, state
from relations.page.parts.memory import in_words, language
from relations.story import FigureSpec, Line, Panel, Story, StoryError, figure_block, read_block

NAME, SAID = "compose", "compose-said"
MOST = 40_000  #: bytes of a block; a packed one could be a million times as long


class Composition(NamedTuple):
    """A figure being composed: its specification (None at first), the lines it brings along, and all lines on offer."""

    spec: FigureSpec | None
    brought: Mapping[str, Line]
    found: Mapping[str, Offer]
    problem: str = ""  #: why there is none, or not all of it, if the address has one


def packed(block: str) -> str:
    """A block as a word of an address."""
    return base64.urlsafe_b64encode(zlib.compress(block.encode(), 9)).decode().rstrip("=")


def unpacked(word: str) -> str:
    """The block again; ValueError for what is no such word, or would be longer than a block is."""
    unpacking = zlib.decompressobj()
    try:
        code = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        text = unpacking.decompress(code, MOST).decode()
    except (ValueError, zlib.error) as error:
        raise ValueError(say("The composition of this link cannot be read ({error}).", error=error)) from error
    if not unpacking.eof:
        raise ValueError(say("The composition of this link is cut off, or too long."))
    return text


def composition(story: Story, cache: str) -> Composition:
    """What is composed now; a word that means nothing is passed over, and said. `cache` is its fingerprint."""
    word = state().get(NAME)
    try:
        return read(story, unpacked(word), cache) if word else Composition(None, {}, offered(story, {}, cache))
    except (ValueError, StoryError) as error:
        return Composition(None, {}, offered(story, {}, cache), say(error))


def read(story: Story, block: str, cache: str) -> Composition:
    """A composition from a block; StoryError if it does not fit the story, or draws what the cache does not have.

    An optional panel with a line that nobody has fetched is left out, and said.
    """
    whole, brought = read_block(story, block)
    if more := excess(whole, brought):
        raise StoryError(more)
    found = offered(story, brought, cache)
    kept = tuple(panel for panel in whole.panels if not panel.optional or set(panel.lines) <= set(found))
    spec = whole.model_copy(update={"panels": kept})
    if not set(drawn(spec)) <= set(found):
        raise StoryError("\n".join(undrawable(story, brought, spec)))
    return Composition(spec, brought, found, "\n".join(undrawable(story, brought, whole)))


def keep(spec: FigureSpec | None, brought: Mapping[str, Line]) -> None:
    """Make this the composition, keeping only the brought lines that it draws; StoryError if it is too large."""
    used = {name: brought[name] for name in drawn(spec) if name in brought} if spec else {}
    if spec and (more := excess(spec, used)):
        raise StoryError(more)
    put(NAME, packed(figure_block(spec, used)) if spec else None)


def edit(found: Mapping[str, Offer], change: Callable[[], FigureSpec | None]) -> None:
    """Apply a change to the composition; if no figure may be like that, say why and leave it unchanged."""
    brought = {name: offer.line for name, offer in found.items() if not offer.own}
    with speaking(language()):  # a control is taken before the page has chosen its language
        try:
            keep(change(), brought)
        except StoryError as error:
            st.session_state[SAID] = say(error)
        except LookupError:
            return  # it is about a line or a panel that another change, just before, has taken away


@dataclass(frozen=True)
class Draft:
    """A figure that is being composed, and the lines there are: what the controls show and change."""

    story: Story
    found: Mapping[str, Offer]
    spec: FigureSpec
    cache: str  #: fingerprint of the copies there are

    @property
    def names(self) -> list[str]:
        """The lines drawn, each once."""
        return drawn(self.spec)

    @property
    def brought(self) -> dict[str, Line]:
        """The lines it draws that the story does not have."""
        return {name: self.found[name].line for name in self.names if not self.found[name].own}

    @property
    def made(self) -> Story:
        """The story with this figure and its lines."""
        return with_figure(self.story, self.spec, self.brought)

    def lines(self, panel: Panel) -> list[Offer]:
        """The lines of a panel."""
        return [self.found[name] for name in panel.lines]

    @property
    def now(self) -> Draft:
        """The newest draft: a viewer can set two controls while the page is still at work on the first."""
        spec, _, found, _ = composition(self.story, self.cache)
        return replace(self, spec=spec, found=found) if spec else self

    def revise(self, **changes: Any) -> None:
        """Change fields of the figure."""
        now = self.now
        edit(now.found, lambda: revised(now.story, now.found, now.spec, **changes))

    def show(self, number: int, **changes: Any) -> None:
        """Change how a panel is shown."""
        now = self.now
        edit(now.found, lambda: with_panel(now.story, now.found, now.spec, number, **changes))

    def place(self, name: str, number: int) -> None:
        """Move a line to another panel."""
        now = self.now
        edit(now.found, lambda: placed(now.story, now.found, now.spec, name, number))

    def raise_panel(self, number: int) -> None:
        """Move a panel before the one above it."""
        now = self.now
        edit(now.found, lambda: moved_up(now.story, now.found, now.spec, number))

    def label(self, name: str, words: str) -> None:
        """Change what the figure calls a line that it brings along."""
        now = self.now
        label = " ".join(words.split())
        if label and name in now.names:
            offer = now.found[name]
            line = offer.line.model_copy(update={"label": label})
            found = {**now.found, name: replace(offer, label=label, line=line)}
            edit(found, lambda: relabelled(now.story, now.found, found, now.spec))


def said() -> str:
    """Why the last change was refused; shown once, then forgotten."""
    words: str = st.session_state.pop(SAID, "")
    return words


def offered(story: Story, brought: Mapping[str, Line], cache: str) -> dict[str, Offer]:
    """The lines there are, kept under the hash of all they are made of."""
    key = "".join(line.model_dump_json() for line in (*story.lines.values(), *brought.values()))
    return _offered(story, brought, key + "".join(brought), cache, active())


@st.cache_resource(max_entries=32, show_spinner=False)
def _offered(_story: Story, _brought: Mapping[str, Line], lines: str, cache: str, locale: str) -> dict[str, Offer]:  # noqa: ARG001
    return offers(_story, _brought)


def named_events(story: Story) -> dict[str, str]:
    """The story's events by id, as a control names them."""
    return dated_events(in_words(story))


def none_of_it() -> str:
    """What to do where there is nothing to choose from."""
    return say("The cache has no copy of any line; `relations refresh` fetches them.")
