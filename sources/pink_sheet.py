"""World Bank Pink Sheet: monthly averages of commodity prices, from a workbook whose address changes every year."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin

from relations.values import Dating, Price, parse_licence
from sources import FetchFailed, Indicator, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, snapshot
from sources._fetch.http import LARGEST, connection

PAGE = "https://www.worldbank.org/en/research/commodity-markets"
FILE = "CMO-Historical-Data-Monthly.xlsx"
SHEET = "Monthly Prices"

# Name and unit in the sheet, and what a dollar price is of.
_SERIES = {
    "CRUDE_PETRO": ("Crude oil, average", "($/bbl)", "barrel"),
    "CRUDE_BRENT": ("Crude oil, Brent", "($/bbl)", "barrel"),
    "CRUDE_DUBAI": ("Crude oil, Dubai", "($/bbl)", "barrel"),
    "CRUDE_WTI": ("Crude oil, WTI", "($/bbl)", "barrel"),
    "NGAS_EUR": ("Natural gas, Europe", "($/mmbtu)", "million British thermal units"),
    "NGAS_US": ("Natural gas, US", "($/mmbtu)", "million British thermal units"),
    "COAL_AUS": ("Coal, Australian", "($/mt)", "tonne"),
    "ALUMINUM": ("Aluminum", "($/mt)", "tonne"),
    "COPPER": ("Copper", "($/mt)", "tonne"),
    "WHEAT_US_HRW": ("Wheat, US HRW", "($/mt)", "tonne"),
    "GOLD": ("Gold", "($/troy oz)", "troy ounce"),
}


# What openpyxl and the libraries of zip and XML below it raise when bytes are no workbook.
_NO_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    SyntaxError,
)


def indicator(code: str) -> Indicator:
    """A commodity's price; Rejected if it is none of those we know the name and unit of."""
    if code not in _SERIES:
        raise Rejected(f"pink_sheet/{code}: allowed are {', '.join(_SERIES)}")
    name, _, good = _SERIES[code]
    return Indicator(
        key=f"pink_sheet/{code}",
        title=f"{name}, monthly average",
        unit=Price("USD", good),
        frequency="monthly",
        publisher="World Bank Commodity Markets (Pink Sheet)",
        url=PAGE,
        licence=parse_licence("CC BY 4.0"),
        dating=Dating("average", "month"),
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Monthly averages in the indicator's unit, dated the first of their month; FetchFailed."""
    return snapshot(indicator, _prices(indicator.code), since)


def find_workbook(page: bytes) -> str:
    """Address of the workbook the page links to."""
    link = re.search(rf'href="([^"]*/{re.escape(FILE)})"', page.decode("utf-8", "replace"))
    if not link:
        raise FetchFailed(f"the page {PAGE} has no link to {FILE}")
    return str(urljoin(PAGE, link[1]))


def parse(body: bytes, code: str) -> Iterator[Row]:
    """The prices of a commodity: names in row 5, units in row 6, months such as 1960M01 from row 7 on."""
    name, unit, _ = _SERIES[code]
    rows = _rows(body)
    names, units = ([str(cell).strip() for cell in row] for row in rows[4:6]) if len(rows) > 6 else ([], [])
    columns = [n for n, found in enumerate(zip(names, units, strict=False)) if found == (name, unit)]
    if len(columns) != 1:
        raise FetchFailed(f"the Pink Sheet has {len(columns)} columns '{name}' in {unit}, where one should be")
    for row in rows[6:]:
        cell = row[columns[0]] if len(row) > columns[0] else None
        if cell not in {None, "", "…", ".."}:
            yield day(row[0], "%YM%m"), number(cell)


def _rows(body: bytes) -> list[tuple[Any, ...]]:
    """The cells of the sheet; FetchFailed if the bytes are no workbook, or one that would not fit into memory."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > LARGEST:
            raise FetchFailed(f"the Pink Sheet unpacks to {size:,} bytes, more than {LARGEST:,}")
        sheet = load_workbook(io.BytesIO(body), read_only=True, data_only=True)[SHEET]
        return list(sheet.iter_rows(values_only=True))
    except _NO_WORKBOOK as error:
        raise FetchFailed(f"the Pink Sheet is no workbook with a sheet '{SHEET}' ({error!r:.80})") from error


def _prices(code: str) -> Iterator[Row]:
    with connection("worldbank.org") as get:
        workbook = get(find_workbook(get(PAGE)))
    yield from parse(workbook, code)
