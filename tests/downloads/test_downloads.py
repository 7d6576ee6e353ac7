"""What a reader takes away: every number as the cache holds it, no text that a spreadsheet would run."""

from __future__ import annotations

import csv as stdlib_csv
import io
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import figures
from relations.cache import read
from relations.downloads import (
    COLUMNS,
    DRAWN,
    EVENTS,
    FLAGS,
    Filter,
    decimals,
    drawn,
    flags,
    full,
    headings,
    shown,
    wide,
)
from relations.downloads.text import csv, neutral
from relations.downloads.workbook import workbook
from relations.figures import Figure, Options
from relations.values import INSTANT, Other, parse_licence, parse_unit
from sources import Indicator, Snapshot, observations
from tests.figures import KINDS
from tests.found import STORY

HOSTILE = (
    '=cmd|"/C calc"!A0', "+1", "-1", "@SUM(A1:A9)", "\t=1", "\r=1", " =1", "x;=1", "http://example.com/a", "＝1",
    "mailto:a@b.c", "internal:Sheet!A1",
)  # fmt: skip
RUNS = re.compile(r"(^|;)\s*[=+\-@＝＋－＠]|^[\t\0]|[\r\n]")


@pytest.fixture(params=[*KINDS, "around-rouble-floated", "pass-through"])
def figure(request: pytest.FixtureRequest) -> Figure:
    return figure_of(request.param)


@lru_cache
def figure_of(name: str) -> Figure:
    return figures.draw(STORY, name)


def hostile(figure: Figure, text: str) -> Figure:
    """The figure with the text wherever a story or a publisher could put it."""
    events = tuple(event.model_copy(update={"label": text, "sentence": text}) for event in figure.events)
    article = figure.story.article.model_copy(update={"author": text, "title": text, "url": text})
    works = {key: work.model_copy(update={"author": text, "url": text}) for key, work in figure.story.works.items()}
    story = figure.story.model_copy(update={"article": article, "works": works})
    lines = tuple(
        (
            text,
            replace(
                one,
                indicator=replace(one.indicator, title=text.strip(), publisher=text.strip(), unit=Other(text.strip())),
            ),
        )
        for _, one in figure.shown[:1]
    )
    return replace(figure, story=story, events=events, shown=lines, title=text, caption=text)


# ------------------------------------------------------------------------------------------------------- tables


def test_drawn_is_what_the_figure_shows(figure: Figure) -> None:
    rows = [(label, value) for label, one in figure.shown for value in one.data["value"]]
    assert list(zip(drawn(figure)["line"], drawn(figure)["value"], strict=True)) == rows


def test_what_is_flagged_in_the_picture_is_flagged_in_the_files() -> None:
    trade = figures.draw(STORY, "trade")
    flagged = drawn(trade).query("flag != ''")
    assert flagged["line"].tolist() == ["Imports from Russia", "Exports to Russia"]
    assert set(flagged["date"].dt.year) == {2010}
    table = wide(trade.shown, (), flags(trade))
    (note,) = table[FLAGS].dropna()
    assert note.count("2010 is not counted") == 2
    assert table.loc[table[FLAGS].notna(), "date"].dt.year.tolist() == [2010]
    assert FLAGS not in wide(figures.draw(STORY, "tenge-per-rouble").shown)


def test_full_is_the_whole_copy_of_every_indicator(figure: Figure) -> None:
    table = full(figure)
    assert list(table.columns) == COLUMNS
    for key, rows in table.groupby("key"):
        copy = read(str(key))
        assert rows["value"].tolist() == copy.data["value"].tolist()
        assert rows["date"].tolist() == copy.data["date"].tolist()
        assert set(rows["unit"]) == {str(copy.indicator.unit)}


def test_a_cross_rate_leaves_as_the_two_rates_it_is_made_of() -> None:
    table = full(figures.draw(STORY, "tenge-per-rouble"))
    assert dict(zip(table["key"], table["line"], strict=True)) == {"imf/KZT": "Tenge", "imf/RUB": "Rouble"}


def test_the_copy_that_was_chosen_for_a_line_is_the_one_that_leaves() -> None:
    chosen = figures.draw(STORY, "money-and-oil", Options(publishers=(("rouble", "nbp/RUB"),)))
    assert set(full(chosen)["key"]) == {"nbp/RUB", "imf/KZT", "fred/DCOILBRENTEU"}


def test_a_filter_keeps_lines_and_days() -> None:
    figure = figures.draw(STORY, "money-and-oil")
    start, end = date(2014, 11, 10), date(2014, 12, 16)
    table = drawn(figure, Filter(("Tenge",), start, end))
    whole_line = drawn(figure).query("line == 'Tenge'")
    assert len(table) == whole_line["date"].between(pd.Timestamp(start), pd.Timestamp(end)).sum() > 20
    assert set(table["line"]) == {"Tenge"}
    nothing = Filter(start=date(1900, 1, 1), end=date(1900, 1, 2))
    assert csv(drawn(figure, nothing)) == ",".join(DRAWN) + "\n"
    book = openpyxl.load_workbook(io.BytesIO(workbook(figure, nothing)), read_only=True)  # the other sheets are long
    assert book["data"]["A1"].value == "date"


def test_the_wide_table_has_every_observation_and_every_event_once(figure: Figure) -> None:
    table = wide(shown(figure), figure.events)
    assert table["date"].is_monotonic_increasing
    assert not table.duplicated(["start", "end"]).any()
    for name, (_, snapshot) in zip(headings(figure.shown), figure.shown, strict=True):
        assert table[name].dropna().tolist() == snapshot.data["value"].tolist()
    words = " ; ".join(table[EVENTS].dropna()) if figure.events else ""
    for event in figure.events:
        assert words.count(event.label) >= 1


def rate(*values: float, unit: str = "KZT per USD") -> Snapshot:
    terms = parse_licence("CC BY 4.0")
    indicator = Indicator("imf/KZT", "A rate", parse_unit(unit), "daily", "A", "https://example.org", terms, INSTANT)
    days = pd.date_range("2014-01-01", periods=len(values))
    return Snapshot(indicator, observations(days, values), read("imf/KZT").retrieved)


@pytest.mark.parametrize(
    ("values", "places"),
    [((182.0, 185.0), 0), ((182.1, 184.25), 2), ((182.123456,), 2), ((5.32561,), 3), ((0.0123456,), 4), ((7018.75,), 1),
     ((476430904566.7368,), 0), ((0.1 + 0.2,), 1), ((1.0, 0.5),  1)],
)  # fmt: skip
def test_decimals_are_those_printed_and_no_noise(values: tuple[float, ...], places: int) -> None:
    assert decimals(rate(*values)) == places


def test_an_index_has_one_decimal() -> None:
    assert decimals(rate(99.123456, unit="index, 2014-01-01 = 100 (5 KZT per USD)")) == 1


# ---------------------------------------------------------------------------------------------------------- CSV

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8")), st.text("=+-@;'\" ,\t\r\n1a"))


@given(texts)
def test_no_text_is_left_that_a_spreadsheet_would_run(text: str) -> None:
    assert not RUNS.search(neutral(text))
    assert "\n" not in neutral(text)
    assert neutral(text).replace("'", "") == re.sub(r"[\r\n]+", " ", text).replace("'", "")


@given(st.text("abc ж“”’0123456789.,()%$:/", max_size=40))
def test_a_harmless_text_is_not_touched(text: str) -> None:
    assert neutral(text) == text


@given(st.lists(st.tuples(texts, st.floats(allow_nan=False, allow_infinity=False)), min_size=1))
def test_csv_gives_back_texts_and_exact_numbers(rows: list[tuple[str, float]]) -> None:
    table = pd.DataFrame({"=name": [text for text, _ in rows], "value": np.array([value for _, value in rows])})
    head, *back = stdlib_csv.reader(io.StringIO(csv(table), newline=""))
    assert head == ["'=name", "value"]
    assert [text for text, _ in back] == [neutral(text) for text, _ in rows]
    assert [value for _, value in back] == [repr(value) for _, value in rows]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_story_or_publisher_says_is_neutral_in_the_csv_of_a_figure(text: str) -> None:
    table = hostile(figure_of("trade"), text)
    rows = list(stdlib_csv.DictReader(io.StringIO(csv(drawn(table)), newline="")))
    assert rows
    assert not any(RUNS.search(row[name]) for row in rows for name in ("line", "unit", "publisher"))
    assert [float(row["value"]) for row in rows] == table.shown[0][1].data["value"].tolist()


def test_csv_has_no_mark_and_iso_dates(figure: Figure) -> None:
    text = csv(drawn(figure))
    assert text.startswith("date,start,end,line,value,unit,")
    assert "\r" not in text
    back = pd.read_csv(io.StringIO(text))
    assert back["value"].tolist() == drawn(figure)["value"].tolist()
    assert back["date"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
