"""What the tabs of the evidence share: the switch to what was known then, numbers in words, sources."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from locales import written
from sources import SourceError
from stories import Event, Story, StoryError
from views import citation
from views._memory import card_figure

if TYPE_CHECKING:
    from transforms.events import SeriesEvidence


def then_switch(story: Story) -> bool:
    """Whether only what could be known when the article appeared shall count; one switch for all tabs."""
    day = written(story.article.known_until)
    words = f"As known then: only what could be known when the article appeared ({day})"
    return st.toggle(words, key="then", bind="query-params")


def picture(story: Story, figure_id: str, *, then: bool) -> None:
    """A figure below evidence, or why there is none."""
    try:
        figure = card_figure(story, figure_id, known_then=then)
    except (SourceError, StoryError) as error:
        st.html(f'<div class="relations"><p>△ {escape(str(error))}</p></div>')
        return
    st.vega_lite_chart(figure.spec, width="content", theme=None, key=f"chart-{figure.id}")


def signed(number: float, digits: int = 1, unit: str = " %") -> str:
    """A change with its sign, +18.6 %; what rounds to zero has none."""
    rounded = round(number, digits)
    return f"{rounded:+,.{digits}f}{unit}".replace("-", "−") if rounded else f"{0:.{digits}f}{unit}"


def both_ways(quote: float, value: float | None, unit: str) -> str:
    """A change in words: of the quote and, for a rate between currencies, of the value of the currency quoted."""
    if value is None:
        return signed(quote)
    return f"{signed(quote)} {unit}, {signed(value)} of its value"


def share(rank: float) -> str:
    """A placebo rank as a percentage, with as many digits as tell it from zero."""
    percent = 100 * rank
    return f"{percent:.2f} %" if percent < 1 else f"{percent:.1f} %"


def span(window: tuple[int, int]) -> str:
    """An event window as the literature writes it: [−1,+1], [0,+10]."""
    first, last = (f"{day:+d}" if day else "0" for day in window)
    return f"[{first},{last}]".replace("-", "−")


def probability(p: float | None) -> str:
    """A p-value; below 0.001 no more is said."""
    if p is None:
        return "–"
    return "&lt; 0.001" if p < 0.001 else f"{p:.3f}"


def source_links(story: Story, keys: tuple[str, ...]) -> str:
    """Works as links, one after the other; markup."""
    return "; ".join(citation(story, key) for key in keys)


def when(event: Event) -> str:
    """Tue 11 Feb 2014; no weekday where the day is not known."""
    weekday = f"{event.date:%a} " if event.precision == "day" else ""
    return f"{weekday}{written(event.date, event.precision)}"


def is_currency(one: SeriesEvidence) -> bool:
    """Whether the line is a rate between currencies, so that changes are given both ways."""
    return any(move.value_change is not None for move in one.moves)
