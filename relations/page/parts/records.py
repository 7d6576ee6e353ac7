"""What the tab of the status and the refresh of the page share: tables that scroll in their box, marks, moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import streamlit as st

from relations import cache
from relations.figures.dates import precision_of
from relations.figures.theme import THEMES
from relations.i18n import number, written
from relations.i18n.units import spoken
from relations.markup.numbers import unparted
from relations.page import placeless
from relations.page.parts.memory import theme
from sources import Indicator, SourceError

STYLE = Path(__file__).with_name("records.css")


def html(body: str) -> None:
    """Markup in the style of these tables."""
    if body:
        page = THEMES[theme()].background
        st.html(f'<div class="relations records" style="--relations-page: {page}">{unparted(body)}</div>')


def heading(words: str, count: int = 0) -> str:
    """A heading, with how many there are of what stands below it."""
    return f"<h2>{escape(words)}{f' ({number(count, 0)})' if count else ''}</h2>"


def records(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are markup already, the first of each row its heading; its box scrolls by keyboard too."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def badge(kind: str, shape: str, word: str) -> str:
    """A state as a shape and a word; its colour, of `kind` bad, late or good, says nothing more."""
    return f'<span class="mark {kind}">{shape} {escape(word)}</span>'


def told(key: str, title: str | None, publisher: str | None) -> str:
    """An indicator for people: what it measures and who says so; its key where the pointer rests."""
    if not title:
        return f"<code>{escape(key)}</code>"
    by = f"<br><small>{escape(spoken(publisher))}</small>" if publisher else ""
    return f'<span title="{escape(key)}">{escape(spoken(title))}{by}</span>'


def known(key: str) -> str:
    """An indicator for people, as its publisher's module describes it, or else by its key."""
    what = _indicator(key)
    return told(key, what.title, what.publisher) if what else told(key, None, None)


def publisher(key: str) -> str:
    """The name of an indicator's publisher, or else the key."""
    what = _indicator(key)
    return what.publisher if what else key


def words(text: str) -> str:
    """A cell of sentences."""
    return f'<span class="words">{escape(text)}</span>' if text else ""


def english(text: str) -> str:
    """A cell of sentences that are English whatever the page's language is, as errors are; so it is read out."""
    return f'<span class="words" lang="en">{escape(placeless(text))}</span>' if text else ""


def short(text: str) -> str:
    """A cell that is not to be broken into lines."""
    return f'<span class="short">{escape(text)}</span>' if text else ""


def moment(when: datetime) -> str:
    """24 Nov 2026, 05:17 UTC."""
    utc = when.astimezone(UTC)
    return f"{written(utc.date())}, {utc:%H:%M} UTC"


def dated(key: str, day: date) -> str:
    """No more of an observation's date than its indicator means: a day, a month or a year."""
    what = _indicator(key)
    return written(day, precision_of(what.frequency) if what else "day")


def _indicator(key: str) -> Indicator | None:
    """What a key is of, as far as this program knows."""
    try:
        return cache.described(key)
    except SourceError:
        return None


def values(*numbers: float | None) -> list[str]:
    """Numbers side by side with the same decimals: those that make six digits of each; nothing for None."""
    digits = [f"{one:.6g}" for one in numbers if one is not None]
    places = max(len(text.partition(".")[2]) if "e" not in text else 0 for text in digits)
    return ["" if one is None else number(one, places) for one in numbers]


def count(rows: int) -> str:
    """A number of rows; nothing for none, so that what changed stands out."""
    return number(rows, 0) if rows else ""
