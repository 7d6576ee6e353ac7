"""The figures to choose from: those of the story as small pictures with their findings, those made of it by name."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import streamlit as st

from relations.figures import Options, inputs
from relations.figures.generated import AROUND, CLAIM, figure_ids
from relations.i18n import active, say, written
from relations.page.parts.address import CHANGED, bound, leading, put
from relations.page.parts.evidence import html
from relations.page.parts.memory import as_written, kept, theme
from relations.story import Story, StoryError
from sources import SourceError


def chooser(story: Story, shown: str) -> None:
    """A list of links, and below it a field with the figures of claims and events."""
    known = as_written(story)
    cards = _cards(known, inputs(known), active(), theme())
    title = escape(say("Figures of this story"))
    links = "".join(_card(story, name, picture, words, chosen=name == shown) for name, picture, words in cards)
    html(f'<nav class="chooser" aria-label="{title}"><p class="over">{title}</p><ul>{links}</ul></nav>')
    _others(story, shown)


def _card(story: Story, name: str, picture: str, words: str, *, chosen: bool) -> str:
    current = ' aria-current="true"' if chosen else ""
    address = escape(leading(story, "Figure", figure=name))
    packed = b64encode(picture.encode()).decode()  # as a background: what is told as markup may hold no SVG
    shown = f"background-image: url(data:image/svg+xml;base64,{packed})"
    return f'<li><a href="{address}"{current}><i style="{shown}"></i><span>{escape(words)}</span></a></li>'


@st.cache_data(max_entries=16, show_spinner=False)
def _cards(_story: Story, inputs: str, locale: str, theme: str) -> list[tuple[str, str, str]]:  # noqa: ARG001
    """Per figure of the story its name, a small picture and its finding; one that cannot be drawn has no picture."""
    from relations.figures.thumbnail import thumbnail

    found = []
    for spec in _story.figures:
        options = Options(width=640, height=450, exact=True, theme=theme, locale=locale, thinned=True)  # type: ignore[arg-type]
        try:
            figure = kept(_story, spec.id, options)
            found.append((spec.id, thumbnail(figure), figure.title))
        except (SourceError, StoryError) as error:
            found.append((spec.id, "", say(error)))
    return found


def _others(story: Story, shown: str) -> None:
    """The figures of claims and events, by what they are of."""
    own = {spec.id for spec in story.figures}
    words = {name: _named(story, name) for name in figure_ids(story) if name not in own}
    st.selectbox(
        say("Figures of claims and events"),
        list(words),
        format_func=words.__getitem__,
        placeholder=say("{count} more: search", count=len(words)),
        **bound("other-figure", shown if shown in words else None, choose),
    )


def choose(name: str | None) -> None:
    """Go to another figure, as it is: what was changed in the one before is not carried over."""
    for choice in ("compose", "edit", "event", *CHANGED):
        put(choice, None)
    put("figure", name)


def _named(story: Story, name: str) -> str:
    """What a figure made of a claim, an event or a pass-through is of."""
    if name.startswith(CLAIM):
        claim = story.claim(name.removeprefix(CLAIM))
        return f"¶{claim.paragraph} {claim.claim}"
    if name.startswith(AROUND):
        event = story.event(name.removeprefix(AROUND))
        return f"{event.label}, {written(event.date)}"
    asked = next(one for one in story.pass_through if one.id == name)
    line, factor = (story.lines[one].label for one in (asked.line, asked.factor))
    return say("How {line} went with {factor}", line=line, factor=factor)
