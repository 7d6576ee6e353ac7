"""The tab of the cache's state: how fresh each copy is, what went wrong last, who disagrees; worst first."""

from __future__ import annotations

from html import escape

import streamlit as st

import refresh
from locales import written
from refresh import Standing
from stories import Story
from views import table

MARKS = {"never": "✕ never", "stale": "△ stale", "fresh": "✓ fresh"}


def show(story: Story) -> None:
    """A row per indicator of the story's lines and per copy in the cache."""
    standings = refresh.status(story.preferences)
    columns = ("State", "Indicator", "Title", "Rows", "First", "Last", "Retrieved", "Last error, or disagreement")
    st.html(f'<div class="relations">{table(columns, map(_row, standings))}</div>')
    st.caption(f"Copies are brought up to date by `relations refresh {story.id}`; this page only reads them.")


def _row(one: Standing) -> tuple[str, ...]:
    return (
        MARKS[one.state],
        f"<code>{escape(one.key)}</code>",
        escape(one.title or ""),
        f"{one.rows:,}" if one.rows else "",
        written(one.first) if one.first else "",
        written(one.last) if one.last else "",
        written(one.retrieved.date()) if one.retrieved else "",
        escape(" ".join(filter(None, (one.error, _against(one))))),
    )


def _against(one: Standing) -> str | None:
    """With whom it disagrees most, by how much, and when."""
    if one.disagreement is None:
        return None
    other = one.disagreement
    return f"{100 * other.difference:.1f} % from {other.key} on {written(other.date)}."
