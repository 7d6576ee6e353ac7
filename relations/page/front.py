"""The front page where there is more than one story: each with its countries, its years, its finding and a picture."""

from __future__ import annotations

from html import escape

import streamlit as st

from relations import story as stories
from relations.i18n import say, written
from relations.page.parts.address import leading
from relations.page.parts.choices import TABS
from relations.page.parts.chooser import behind, small_picture
from relations.page.parts.evidence import html
from relations.page.parts.memory import in_words, loaded
from relations.story import StoryError


def wanted() -> bool:
    """Whether the address asks for nothing in particular, and there is more than one story to show."""
    return not set(st.query_params) - {"locale", "theme"} and len(stories.names()) > 1


def show() -> None:
    """All stories, also those that cannot be read, which say why."""
    title, words = escape(say("Stories")), escape(say("What the data say, beside what the articles say."))
    cards = "".join(f"<li>{_story(name)}</li>" for name in stories.names())
    listed = f'<nav class="chooser front" aria-label="{title}"><ul>{cards}</ul></nav>'
    html(f'<h1>{title}</h1><p class="what">{words}</p>{listed}')


def _story(name: str) -> str:
    """A card that leads to a story."""
    try:
        story = in_words(loaded(name))
    except StoryError as error:
        return f"{escape(name)}: {escape(say(error))}"
    first, last = (written(day, "year") for day in (story.figures[0].window.start, story.figures[0].window.end))
    pair = say(story.pair.joined)
    picture, finding = small_picture(story, story.figures[0].id)
    return (
        f'<a href="{escape(leading(story, TABS[0]))}"><i style="{behind(picture)}"></i>'
        f"<span><strong>{escape(story.title)}</strong><br>{escape(pair)}, {first}–{last}<br>"
        f"{escape(finding)}</span></a>"
    )
