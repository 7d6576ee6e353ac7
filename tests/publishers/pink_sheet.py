"""World Bank Pink Sheet: a page with a link to a workbook, names with notes, units, and codes above the months."""

from __future__ import annotations

import io
from functools import lru_cache

from tests.publishers._numbers import Days, Series, cell, months, shipped, walk
from tests.publishers._scenarios import Reply, Request

HOSTS = ("www.worldbank.org", "thedocs.worldbank.org")
_WORKBOOK = "/en/doc/0123456789abcdef-0050012026/related/CMO-Historical-Data-Monthly.xlsx"
_COLUMNS = {
    "Crude oil, Brent": ("($/bbl)", "CRUDE_BRENT"),
    "Crude oil, WTI": ("($/bbl)", "CRUDE_WTI"),
    "Natural gas, Europe": ("($/mmbtu)", "NGAS_EUR"),
    "Gold": ("($/troy oz)", "GOLD"),
}


def numbers(code: str) -> Days:
    """The shipped Brent, the rest made up."""
    if code == "Crude oil, Brent":
        return shipped("pink_sheet/CRUDE_BRENT")
    return walk(f"pink_sheet/{code}", 20.0, months(1960, 2022), step=0.04)


def answer(request: Request, series: Series) -> Reply | None:
    """The page, or the workbook."""
    if request.host == "www.worldbank.org":
        link = f'<a href="https://thedocs.worldbank.org{_WORKBOOK}">Monthly prices</a>'
        return Reply(f"<!DOCTYPE html><html><body>{link}</body></html>".encode())
    if request.path != _WORKBOOK:
        return None
    columns = [{day: cell(value) if not _finite(value) else value for day, value in series(name)} for name in _COLUMNS]
    days = sorted(set().union(*columns))
    return Reply(_workbook(tuple((f"{day:%YM%m}", *(column.get(day, "…") for column in columns)) for day in days)))


def _finite(value: float | str) -> bool:
    return isinstance(value, float) and abs(value) < float("inf")


@lru_cache(maxsize=16)
def _workbook(rows: tuple[tuple[object, ...], ...]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Monthly Prices")
    title = [["World Bank Commodity Price Data"], [], [], []]
    head = [["", *(f"{name} **" for name in _COLUMNS)], *(["", *row] for row in zip(*_COLUMNS.values(), strict=True))]
    for row in (*title, *head, *rows):
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
