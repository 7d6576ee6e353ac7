"""Alternative text: a line that fits where a page has room for a line, and an account that leaves no turn out."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import get_args

import pytest

from relations.figures import Figure, Options, draw
from relations.figures.captions.alternative import LONGEST, cut, ended, short
from relations.i18n import Locale
from relations.story.line import line
from tests.found import STORY

FIGURES = [figure.id for figure in STORY.figures]


@cache
def drawn(name: str) -> Figure:
    return draw(STORY, name)


@pytest.mark.parametrize("name", FIGURES)
def test_a_short_one_is_a_line_that_says_kind_and_finding(name: str) -> None:
    figure = drawn(name)
    assert len(figure.alt_short) <= LONGEST
    assert figure.alt_short.split(":")[0] in ("Line chart", "Bar chart", "Step chart")
    assert figure.alt_short.endswith((".", "…"))


def test_a_long_title_gives_way_to_a_short_one_and_else_is_cut_at_a_word() -> None:
    panels = drawn(FIGURES[0]).panels
    words = "all that was said of money and of oil " * 5
    assert short((words, "Little"), panels).startswith("Line chart: Little.")
    told = short((words,), panels)
    assert len(told) <= LONGEST
    assert f"Line chart: {words}".startswith(told.removesuffix("…"))
    assert told[-2].isalpha()


def test_the_largest_move_of_each_line_is_told_with_its_day() -> None:
    data = line(STORY, "tenge").data
    tenge = data[data["date"].between("2013-07-01", "2016-03-31")].set_index("date")["value"]
    moves = 100 * (tenge.shift() / tenge - 1)
    assert str(moves.idxmin()).startswith("2015-08-20")
    assert moves.abs().max() == -moves.min()
    told = drawn("money-and-oil").alt
    assert f"Tenge, largest move: −{-moves.min():.1f}\u00a0% (20 Aug 2015)." in told


def test_no_move_is_told_across_a_flag_or_a_gap() -> None:
    told = drawn("turnover").alt
    assert "2010 is not counted" in told
    assert not re.search(r"(largest move|lowest|highest)[^.]*\((2010|2011)\)", told)
    assert "Rouble has no value for 1 Jan 2015 – 11 Jan 2015." in drawn("money-and-oil").alt


@pytest.mark.parametrize("locale", get_args(Locale))
def test_what_is_marked_is_told_and_no_sentence_twice(locale: Locale) -> None:
    figure = draw(STORY, "turnover", Options(locale=locale))
    sentences = re.split(r"(?<=\.) ", figure.alt)
    assert len(set(sentences)) == len(sentences)
    assert ".." not in figure.alt
    for year in (panel.spec.values for panel in figure.panels):
        assert all(str(day.year) in figure.alt for day in year)


def test_the_caption_has_every_event_with_its_sources() -> None:
    figure = drawn("money-and-oil")
    for event in figure.events:
        behind = [*(f"¶{number}" for number in event.paragraphs), *(STORY.cite(key) for key in event.sources)]
        assert f"{event.label}," in figure.caption
        assert f"({', '.join(behind)})" in figure.caption
    assert figure.events[0].date > date(2013, 7, 1)


@pytest.mark.parametrize(("text", "sentence"), [("One", "One."), ("Two.", "Two."), ("Three?", "Three?")])
def test_a_sentence_has_one_full_stop(text: str, sentence: str) -> None:
    assert ended(text) == sentence


def test_a_line_that_is_too_long_keeps_whole_sentences_or_whole_words() -> None:
    """A point after which no sentence begins, as that of a month, is no end."""
    first, second = "Not borne out: trade fell by 15 % in 2014.", "Agreement fell by 0.5 points in Oct. 2014"
    assert cut(f"{first} {second * 4}") == first
    assert cut(f"On 30 Oct. 2014 {second.lower() * 5}").endswith("…")
