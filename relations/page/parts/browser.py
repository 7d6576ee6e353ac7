"""What only the browser knows or can do: how wide the page is, its theme and language, and a copy of its address."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from relations.i18n import active, say
from relations.page.parts.address import state

FILES = Path(__file__).parent


def measure() -> None:
    """Have the browser tell the width of the page's column, or the size of its window; a change runs the page again."""
    told = {"theme": state().get("theme", ""), "alone": state().get("view") == "figure", "locale": active()}
    part("browser")(
        key="width", data=told, on_width_change=_nothing, on_across_change=_nothing, on_down_change=_nothing
    )


def copy_link() -> None:
    """A button that copies the address of what is seen."""
    part("link", "<button></button><span aria-live='polite'></span>")(
        key="link", data={"words": {"copy": say("Copy link"), "done": say("copied")}}
    )


def _nothing() -> None:
    """Do nothing when a value arrives: the page reads it from the session when it needs it."""


@lru_cache
def part(name: str, html: str | None = None) -> Any:
    """A component of the page from this room's files of that name: .js, and .html and .css where there are any."""
    css, js = (_text(FILES / f"{name}.{kind}") for kind in ("css", "js"))
    return st.components.v2.component(f"relations.{name}", html=html or _text(FILES / f"{name}.html"), css=css, js=js)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
