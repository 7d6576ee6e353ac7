"""What only the browser knows or can do: how wide the page is, its theme and language, and a copy of its address."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from relations.i18n import active, say
from relations.page.parts.address import OF_STORY, follow, permanent, state
from relations.page.parts.choices import TABS
from relations.page.parts.memory import lines_shown, loaded

FILES = Path(__file__).parent


def measure() -> None:
    """Have the browser tell the width of the page's column, or the size of its window; a change runs the page again.

    A link to another view of the page is followed without loading the page anew.
    """
    told = {"theme": state().get("theme", ""), "alone": state().get("view") == "figure", "locale": active()}
    part("browser")(
        key="width",
        data=told,
        on_width_change=_nothing,
        on_across_change=_nothing,
        on_down_change=_nothing,
        on_link_change=lambda: follow(st.session_state["width"]["link"]["to"]),
    )


def copy_link(key: str = "link") -> None:
    """A button that copies the address of what is seen."""
    told = {"address": permanent_address(), "words": {"copy": say("Copy link"), "done": say("copied")}}
    part("link", "<button></button><span aria-live='polite'></span>")(key=f"copy-{key}", data=told)


def permanent_address() -> str:
    """The address of what is seen, with its story and, of a figure on its own tab, the publishers of its lines."""
    story = loaded(st.session_state[OF_STORY])
    if state().get("tab", TABS[0]) != TABS[0]:
        return permanent(story, ())
    names = lines_shown(story)
    return permanent(story, dict.fromkeys([*names, *(part for name in names for part in story.lines[name].parts)]))


def _nothing() -> None:
    """Do nothing when a value arrives: the page reads it from the session when it needs it."""


@lru_cache
def part(name: str, html: str | None = None) -> Any:
    """A component of the page from this room's files of that name: .js, and .html and .css where there are any."""
    css, js = (_text(FILES / f"{name}.{kind}") for kind in ("css", "js"))
    return st.components.v2.component(f"relations.{name}", html=html or _text(FILES / f"{name}.html"), css=css, js=js)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
