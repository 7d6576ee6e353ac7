"""The tabs of the page. Every other file of this room is one tab, with one function, `show`.

Only this room and dashboard.py know Streamlit.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import streamlit as st

from relations import story as stories
from relations.cache.places import cache_folder, layers
from relations.i18n import say, written
from relations.markup.numbers import unparted
from relations.shipped import shipped
from relations.story import PassThrough, Story

STYLE = Path(__file__).with_name("page.css")


def dated_events(story: Story) -> dict[str, str]:
    """The story's events by id, as a control names them."""
    return {event.id: f"{event.label}, {written(event.date, event.precision)}" for event in story.events}


def named_pass_through(story: Story, asked: PassThrough) -> str:
    """What the figure of a pass-through is of."""
    line, factor = (story.lines[name].label for name in (asked.line, asked.factor))
    return say("How {line} went with {factor}", line=line, factor=factor)


def plain(text: str) -> str:
    """A text for a label or a caption, which Streamlit reads as Markdown: nothing of it means anything there.

    Addresses become links without any mark, so an invisible word joiner takes them apart.
    """
    text = text.replace("://", ":\u2060//").replace("www.", "www\u2060.").replace("@", "@\u2060")
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])", r"\\\1", text)


def placeless(text: str) -> str:
    """A text without the places of this server: a file is named by its path inside our folders."""
    folders = {*layers(), cache_folder(), stories.folder(), shipped(""), Path.home(), Path.cwd()}
    for folder in sorted({place for one in folders for place in (str(one), str(one.resolve()))}, key=len, reverse=True):
        text = text.replace(f"{folder}/", "") if len(folder) > 1 else text
    return text


def note(text: str, kind: str = "note", way: str = "") -> None:
    """A sentence that stands out, `note` or `error`, read out at once; nothing of it is markup but `way`, a way out."""
    mark = {"note": "△", "error": "✕"}[kind]
    role = "alert" if kind == "error" else "status"
    told = unparted(f"{mark} {escape(placeless(text))} {way}")
    st.html(f'<div class="relations"><p class="{kind}" role="{role}">{told}</p></div>')
