"""The Excel workbook of a figure: sheets data, full, codebook and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from relations.cache import moment
from relations.downloads import (
    EVENTS,
    EVERYTHING,
    FLAGS,
    SPAN,
    Filter,
    Lines,
    decimals,
    flags,
    happening,
    headings,
    shown,
    whole,
    wide,
)
from relations.downloads.sheets import SAFE, sheet_of, texts
from relations.downloads.words import works
from relations.figures import Figure
from relations.i18n import speaking, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST_YEAR = 1900  #: of Excel's calendar

#: What the columns of words mean.
_WORDS = {
    EVENTS: "what happened on the day; see the sheet of sources",
    FLAGS: "which number of the row must not be read like the others, and why",
}
CODEBOOK = ("sheet", "variable", "definition", "unit", "frequency", "source", "date convention", "licence", "key")
SOURCES = ("kind", "source", "used for", "URL", "retrieved", "sha256")


def workbook(figure: Figure, wanted: Filter = EVERYTHING) -> bytes:
    """The numbers drawn that are wanted and the whole series, a column each, with what they mean and come from.

    Every text is written as text and every number in full; equal figures give equal bytes. Raises what `whole` does.
    """
    from xlsxwriter import Workbook

    now = shown(figure, wanted)
    ever = tuple((f"{label} [{one.indicator.key}]", one) for label, one in whole(figure))  # two may print the same
    events, notes = happening(figure, wanted, now), flags(figure)
    file = BytesIO()
    book = Workbook(file, SAFE)
    book.set_properties({"title": figure.title, "created": _newest(ever)})
    with speaking(figure.options.locale):
        table = wide(now, events, notes)
        _numbers(book, "data", table, now)
        _numbers(book, "full", wide(ever), ever)
        texts(book, "codebook", CODEBOOK, _codebook(now, ever, table.columns))
        texts(book, "sources", SOURCES, _sources(figure, ever))
    book.close()
    return file.getvalue()


def _newest(lines: Lines) -> datetime:
    """When the youngest of the copies was retrieved: a file says no time but that of its data."""
    days = (snapshot.retrieved.astimezone(UTC) for _, snapshot in lines)
    return max(days, default=datetime(2000, 1, 1)).replace(tzinfo=None)  # noqa: DTZ001  (a figure of nothing yet)


def _numbers(book: Workbook, name: str, table: pd.DataFrame, lines: Lines) -> None:
    """A sheet with a row per day: a date, numbers, the events."""
    sheet = sheet_of(book, name, list(table.columns), len(table))
    form = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    first = 1 + len(SPAN)
    for column, title in enumerate(table.columns[:first]):
        _days(sheet, column, table[title], form)
    places = dict(zip(headings(lines), (decimals(one) for _, one in lines), strict=True))
    for column, title in enumerate(table.columns[first:], first):
        known = [(row, cell) for row, cell in enumerate(table[title], 1) if not pd.isna(cell)]
        if title in _WORDS:
            sheet.set_column(column, column, 60)
            for row, cell in known:
                sheet.write_string(row, column, cell)
        else:
            sheet.set_column(column, column, 18)
            form = book.add_format({"num_format": f"#,##0.{'0' * places[title]}".removesuffix(".")})
            for row, cell in known:
                sheet.write_number(row, column, cell, form)


def _days(sheet: Worksheet, column: int, days: pd.Series[pd.Timestamp], form: Format) -> None:
    """A column of dates, and as text those that Excel has no number for."""
    sheet.set_column(column, column, 12)
    for row, day in enumerate(days, 1):
        if day.year < FIRST_YEAR:
            sheet.write_string(row, column, f"{day:%Y-%m-%d}")
        else:
            sheet.write_datetime(row, column, day.to_pydatetime(), form)


def _codebook(now: Lines, ever: Lines, columns: Iterable[str]) -> list[tuple[str, ...]]:
    rows = [
        ("data, full", "date", "the day of the row as its publisher dates it", *[""] * 6),
        ("data, full", "start", "the first day of what the numbers of the row are of", *[""] * 6),
        ("data, full", "end", "the last day of it", *[""] * 6),
    ]
    for sheet, lines in (("data", now), ("full", ever)):
        for name, (_, snapshot) in zip(headings(lines), lines, strict=True):
            one = snapshot.indicator
            meaning = (one.title, str(one.unit), one.frequency, one.publisher, str(one.dating))
            rows.append((sheet, name, *meaning, one.licence.name, one.key))
    return rows + [("data", name, _WORDS[name], *[""] * 6) for name in columns if name in _WORDS]


def _sources(figure: Figure, ever: Lines) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("data", one.indicator.publisher, one.indicator.key, one.indicator.url, moment(one.retrieved), one.sha256)
        for _, one in ever
    ]
    for work, events in works(figure):
        used = "; ".join(f"{event.label}, {written(event.date, event.precision)}" for event in events)
        rows.append(("work", work.reference, used, work.url or "", "", ""))
    return rows
