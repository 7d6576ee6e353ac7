"""Sheets of a workbook: every text is written as text, every number in full, the headings stay in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | float | int | None


def book_of(made: datetime, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """A workbook of such sheets, by name their headings and rows; equal ones made at one time are equal bytes."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, SAFE)
    book.set_properties({"created": made})
    for name, (columns, rows) in sheets.items():
        texts(book, name, columns, rows)
    book.close()
    return file.getvalue()


def texts(book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """A sheet of texts, and of numbers in full; nothing where there is None."""
    sheet = sheet_of(book, name, columns, len(rows))
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, len(columns) - 1, 32)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, float | int):
                sheet.write_number(row, column, cell, body)
            elif cell is not None:
                sheet.write_string(row, column, cell, body)


def sheet_of(book: Workbook, name: str, columns: Sequence[str], rows: int) -> Worksheet:
    """A sheet with its headings, which stay in sight, sort and filter."""
    sheet = book.add_worksheet(name, _exact())
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, bold)
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    sheet.freeze_panes(1, 1)
    return sheet


def _exact() -> type[Worksheet]:
    """A worksheet that writes 17 significant digits where a number needs them; the library's own stops at 16."""
    from xlsxwriter.worksheet import Worksheet

    class Exact(Worksheet):  # type: ignore[misc]  # the library has no types
        def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, object]] = ()) -> None:
            place = "".join(f' {name}="{value}"' for name, value in attributes)
            self.fh.write(f"<c{place}><v>{float(number)!r}</v></c>")

    return Exact
