"""What the tab of the status and the refresh of the page share: tables that scroll in their box, marks, moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape

import streamlit as st

from relations import cache
from relations.figures.dates import precision_of
from relations.figures.theme import THEMES
from relations.i18n import Precision, number, say, written
from relations.page.parts.memory import theme
from sources import SourceError

STYLE = """
<style>
.relations.records h2 { padding-top: 1.1rem; }
.records .scroll { max-height: 36rem; overflow: auto; }
.records table { border-collapse: separate; border-spacing: 0; font-size: .86rem; }
.records thead th { white-space: nowrap; position: sticky; top: 0; background: var(--relations-page); z-index: 2; }
.records tbody > tr > * { border-top: 1px solid rgb(128 128 128 / 35%); min-width: 4.5rem; }
.records td { font-variant-numeric: tabular-nums; }
.records td:has(> .words) { min-width: 12rem; }
.records td:has(> .short) { white-space: nowrap; }
.records tbody th { position: sticky; left: 0; z-index: 1; font-weight: 400; background: var(--relations-page);
  min-width: 11rem; max-width: 18rem; }
.records code { font-size: .82em; }
.records .mark { border: 1.5px solid; border-radius: 4px; padding: .05rem .4rem; font-weight: 600;
  white-space: nowrap; }
.records .bad { border-color: #c22f2f; background: rgb(194 47 47 / 12%); }
.records .late { border-color: #9a7400; background: rgb(154 116 0 / 12%); }
.records .good { border-color: #00736c; background: rgb(0 115 108 / 12%); }
.records progress { appearance: none; width: 100%; min-width: 6rem; height: .55rem; border: 1px solid;
  border-radius: 4px; overflow: hidden; background: none; }
.records progress::-webkit-progress-bar { background: none; }
.records progress::-webkit-progress-value { background: currentcolor; }
.records progress::-moz-progress-bar { background: currentcolor; }
@media (max-width: 640px) { .records tbody th { min-width: 8.5rem; max-width: 9.5rem; } }
</style>
"""


def html(body: str) -> None:
    """Markup in the style of these tables."""
    if body:
        page = THEMES[theme()].background
        st.html(f'<div class="relations records" style="--relations-page: {page}">{body}</div>')


def records(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are markup already, the first of each row its heading; its box scrolls by keyboard too."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(_row(*row) for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(first: str, *cells: str) -> str:
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def badge(kind: str, shape: str, word: str) -> str:
    """A state as a shape and a word; its colour, of `kind` bad, late or good, says nothing more."""
    return f'<span class="mark {kind}">{shape} {escape(word)}</span>'


def named(key: str, title: str | None) -> str:
    """An indicator: what it measures, and its key."""
    return f"{escape(say(title))}<br><code>{escape(key)}</code>" if title else f"<code>{escape(key)}</code>"


def words(text: str) -> str:
    """A cell of sentences."""
    return f'<span class="words">{escape(text)}</span>' if text else ""


def english(text: str) -> str:
    """A cell of sentences that are English whatever the page's language is, as errors are; so it is read out."""
    return f'<span class="words" lang="en">{escape(text)}</span>' if text else ""


def short(text: str) -> str:
    """A cell that is not to be broken into lines."""
    return f'<span class="short">{escape(text)}</span>' if text else ""


def moment(when: datetime) -> str:
    """24 Nov 2026, 05:17 UTC."""
    utc = when.astimezone(UTC)
    return f"{written(utc.date())}, {utc:%H:%M} UTC"


def dated(key: str, day: date) -> str:
    """No more of an observation's date than its indicator means: a day, a month or a year."""
    return written(day, _precision(key))


@lru_cache(maxsize=1024)
def _precision(key: str) -> Precision:
    try:
        frequency = cache.described(key).frequency
    except SourceError:
        return "day"
    return precision_of(frequency)


def count(rows: int) -> str:
    """A number of rows; nothing for none, so that what changed stands out."""
    return number(rows, 0) if rows else ""
