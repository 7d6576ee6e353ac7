"""The workbook of a figure: every number as the cache holds it, and no text that Excel would run."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from relations import figures
from relations.downloads import (
    headings,
    whole,
)
from relations.downloads.workbook import workbook
from relations.figures import Figure
from sources import observations
from tests.downloads.test_downloads import HOSTILE, figure_of, hostile, rate
from tests.found import STORY


@pytest.fixture(params=["tenge-per-rouble", "trade", "pass-through"])  # Excel is slow to read the long ones
def figure(request: pytest.FixtureRequest) -> Figure:
    return figure_of(request.param)


@lru_cache
def book_of(name: str) -> openpyxl.Workbook:
    """A figure's workbook as Excel opens it."""
    return openpyxl.load_workbook(io.BytesIO(workbook(figure_of(name))))


@lru_cache
def rows_of(name: str, sheet: str) -> list[tuple[Any, ...]]:
    return list(book_of(name)[sheet].values)


def column(name: str, sheet: str, title: str) -> list[tuple[object, object]]:
    """Date and value of the rows in which a column has a value."""
    head, *rows = rows_of(name, sheet)
    place = head.index(title)
    return [(row[0], row[place]) for row in rows if row[place] is not None]


def test_the_workbook_holds_every_number_of_figure_and_cache(figure: Figure) -> None:
    book = book_of(figure.id)
    assert book.sheetnames == ["data", "full", "codebook", "sources"]
    for sheet, lines in (("data", figure.shown), ("full", whole(figure))):
        named = [(label if sheet == "data" else f"{label} [{one.indicator.key}]", one) for label, one in lines]
        for name, (_, snapshot) in zip(headings(tuple(named)), lines, strict=True):
            pairs = column(figure.id, sheet, name)
            assert [value for _, value in pairs] == snapshot.data["value"].tolist()
            assert [day for day, _ in pairs] == [day.to_pydatetime() for day in snapshot.data["date"]]
    assert book["data"]["A2"].number_format == "yyyy-mm-dd"
    assert book["data"].freeze_panes == "B2"


def test_the_workbook_says_what_the_numbers_mean_and_come_from(figure: Figure) -> None:
    book = book_of(figure.id)
    described = {(row[0], row[1]): row for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    for name in (cell.value for cell in book["data"][1]):
        assert ("data", name) in described or ("data, full", name) in described
    cells = {cell for row in book["sources"].iter_rows(values_only=True) for cell in row}
    for _, snapshot in whole(figure):
        assert {snapshot.indicator.key, snapshot.indicator.url, snapshot.sha256} <= cells
    for event in figure.events:
        assert {STORY.works[key].url for key in event.sources} - {None} <= cells


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link_in_excel(text: str) -> None:
    made = workbook(hostile(figure_of("trade"), text))
    with ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in content
                assert b"<f " not in content
                assert b"hyperlink" not in content.lower()
                assert not name.endswith(".rels")
    cells = openpyxl.load_workbook(io.BytesIO(made))["sources"].iter_rows(values_only=True)
    assert any(text.strip() in str(cell) for row in cells for cell in row)


def test_a_day_that_excel_has_no_number_for_is_a_text() -> None:
    figure = figures.draw(STORY, "money-and-oil")
    old = replace(rate(1.0), data=observations(["1892-07-01", "1950-01-01"], [1.5, 2.5]))
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(figure, shown=(("Old", old),), events=()))))
    assert [book["data"].cell(row, 1).value for row in (2, 3)] == [
        "1892-07-01",
        pd.Timestamp("1950-01-01").to_pydatetime(),
    ]
