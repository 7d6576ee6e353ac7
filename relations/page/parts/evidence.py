"""What the tabs of the evidence share: the switch to what was known then, numbers in words, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from relations.i18n import number as in_digits
from relations.i18n import say, written
from relations.i18n import weekday as day_of_week
from relations.i18n.units import spoken
from relations.page import citation, note
from relations.page.parts.address import control, state
from relations.page.parts.memory import card_figure
from relations.story import Event, Story, StoryError
from relations.story.line import line
from sources import SourceError

if TYPE_CHECKING:
    from relations.evidence.events import EventEvidence, SeriesEvidence


def then_switch(story: Story) -> bool:
    """Whether only what could be known when the article appeared shall count; one switch for all tabs."""
    day = written(story.article.known_until)
    words = say("As known then: only what could be known when the article appeared ({day})", day=day)
    return st.toggle(words, **control("then", state().get("then", False)))


def picture(story: Story, figure_id: str, *, then: bool) -> None:
    """A figure below evidence, or why there is none."""
    try:
        figure = card_figure(story, figure_id, known_then=then)
    except (SourceError, StoryError) as error:
        note(str(error))
        return
    st.vega_lite_chart(figure.spec, width="content", theme=None, key=f"chart-{figure.id}")


def signed(number: float, digits: int = 1, unit: str = " %") -> str:
    """A change with its sign, +18.6 %; what rounds to zero has none."""
    rounded = round(number, digits)
    return f"{in_digits(rounded or 0.0, digits, signed=bool(rounded))}{unit}"


def both_ways(quote: float, value: float | None, unit: str) -> str:
    """A change in words: of the quote and, for a rate between currencies, of the value of the currency quoted."""
    if value is None:
        return signed(quote)
    return say("{quote} {unit}, {value} of its value", quote=signed(quote), unit=unit, value=signed(value))


def share(rank: float) -> str:
    """A placebo rank as a percentage, with as many digits as tell it from zero."""
    percent = 100 * rank
    return f"{in_digits(percent, 2 if percent < 1 else 1)} %"


def span(window: tuple[int, int]) -> str:
    """An event window as the literature writes it: [−1,+1], [0,+10]."""
    first, last = (f"{day:+d}" if day else "0" for day in window)
    return f"[{first},{last}]".replace("-", "−")


def probability(p: float | None) -> str:
    """A p-value; below 0.001 no more is said."""
    if p is None:
        return "–"
    return f"&lt; {in_digits(0.001, 3)}" if p < 0.001 else in_digits(p, 3)


def source_links(story: Story, keys: tuple[str, ...]) -> str:
    """Works as links, one after the other; markup."""
    return "; ".join(citation(story, key) for key in keys)


def when(event: Event) -> str:
    """Tue 11 Feb 2014; no weekday where the day is not known."""
    weekday = f"{day_of_week(event.date, short=True)} " if event.precision == "day" else ""
    return f"{weekday}{written(event.date, event.precision)}"


def units(story: Story, found: Sequence[EventEvidence]) -> dict[str, str]:
    """The lines of the evidence and the unit of each, in the language spoken."""
    return {series.line: _unit(story, series.line) for series in found[0].series} if found else {}


def _unit(story: Story, name: str) -> str:
    try:
        return spoken(line(story, name).indicator.unit)
    except SourceError:
        return ""


def is_currency(one: SeriesEvidence) -> bool:
    """Whether the line is a rate between currencies, so that changes are given both ways."""
    return any(move.value_change is not None for move in one.moves)
