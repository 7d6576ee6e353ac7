"""The figures to choose from: those of the story as small pictures with their findings, those made of it by name."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any

import streamlit as st

from relations.figures import Options, draw
from relations.figures.generated import AROUND, CLAIM, figure_ids
from relations.i18n import active, say, written
from relations.page import named_pass_through
from relations.page.parts.address import leading, put
from relations.page.parts.binding import bound, offered
from relations.page.parts.choices import CHANGED
from relations.page.parts.evidence import html
from relations.page.parts.memory import as_written, mark, theme
from relations.page.parts.store import once
from relations.story import FigureSpec, Story, StoryError
from sources import SourceError

SMALL: dict[str, Any] = {"width": 640, "height": 450, "exact": True, "thinned": True}


def chooser(story: Story, shown: str) -> None:
    """A list of links, and below it a field with the figures of claims and events."""
    made_of = ("chooser", shown, theme(), leading(story, "Figure"), active(), story.id)
    html(once(made_of, lambda: _links(story, shown), mark(story)))
    _others(story, shown)


def _links(story: Story, shown: str) -> str:
    cards = [(spec.id, *_small(story, spec, shown)) for spec in story.figures]
    title = escape(say("Figures of this story"))
    links = "".join(_card(story, name, picture, words, chosen=name == shown) for name, picture, words in cards)
    return f'<nav class="chooser" aria-label="{title}"><p class="over">{title}</p><ul>{links}</ul></nav>'


def _small(story: Story, spec: FigureSpec, shown: str) -> tuple[str, str]:
    """A figure's picture and finding; of the one shown that has no picture its title: why is said in its place."""
    picture, words = small_picture(story, spec.id)
    return picture, words if picture or spec.id != shown else spec.title


def _card(story: Story, name: str, picture: str, words: str, *, chosen: bool) -> str:
    current = ' aria-current="true"' if chosen else ""
    address = escape(leading(story, "Figure", figure=name))
    return f'<li><a href="{address}"{current}><i style="{behind(picture)}"></i><span>{escape(words)}</span></a></li>'


def behind(picture: str) -> str:
    """A small picture as a background, in the words of CSS: what is told as markup may hold no SVG."""
    return f"background-image: url(data:image/svg+xml;base64,{b64encode(picture.encode()).decode()})"


def small_picture(story: Story, figure_id: str) -> tuple[str, str]:
    """A figure as a small picture, and its finding; without a picture why there is none."""
    known, options = as_written(story), Options(**SMALL, theme=theme(), locale=active())
    made_of = ("small", story.id, figure_id, options.theme, options.locale)
    return once(made_of, lambda: _small_picture(known, figure_id, options), mark(story))


def _small_picture(story: Story, figure_id: str, options: Options) -> tuple[str, str]:
    from relations.figures.thumbnail import thumbnail

    try:
        figure = draw(story, figure_id, options)
    except (SourceError, StoryError) as error:
        return "", say(error)
    return thumbnail(figure), figure.title


def _others(story: Story, shown: str) -> None:
    """The figures of claims and events, by what they are of."""
    own = {spec.id for spec in story.figures}
    words = once(
        ("others", story.id, active()),
        lambda: {name: _named(story, name) for name in figure_ids(story) if name not in own},
        mark(story),
    )
    binding = bound("other-figure", shown if shown in words else None, choose, words)
    more = say("{count} more: search", count=len(words))
    offered(st.selectbox, say("Figures of claims and events"), words, placeholder=more, **binding)


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
    return named_pass_through(story, next(one for one in story.pass_through if one.id == name))
