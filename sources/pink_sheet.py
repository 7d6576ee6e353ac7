"""World Bank Pink Sheet: monthly averages of commodity prices, from a workbook whose address changes every year."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin

from relations.values import Dating, Index, Other, Price, Unit, When, parse_licence
from sources import FetchFailed, Habits, Indicator, NotListed, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, said, snapshot
from sources._fetch.http import LARGEST, connection

PAGE = "https://www.worldbank.org/en/research/commodity-markets"
FILE = "CMO-Historical-Data-Monthly.xlsx"
SHEET = "Monthly Prices"

# How the sheet writes units.
_UNITS: dict[str, Unit] = {
    "$/bbl": Price("USD", "barrel"),
    "$/mmbtu": Price("USD", "million British thermal units"),
    "$/mt": Price("USD", "tonne"),
    "$/dmtu": Price("USD", "dry metric tonne"),
    "$/dmt": Price("USD", "dry metric tonne"),
    "$/kg": Price("USD", "kilogram"),
    "$/cubic meter": Price("USD", "cubic metre"),
    "$/troy oz": Price("USD", "troy ounce"),
    "cents/sheet": Other("US cents per sheet"),
    "2010=100": Index(When(date(2010, 1, 1), "year")),
}
# The sheet's own codes of its commodities and how it names them, by unit.
_COMMODITIES = """
    $/bbl: CRUDE_PETRO Crude oil, average; CRUDE_BRENT Crude oil, Brent; CRUDE_DUBAI Crude oil, Dubai
    $/bbl: CRUDE_WTI Crude oil, WTI
    $/mmbtu: NGAS_US Natural gas, US; NGAS_EUR Natural gas, Europe; NGAS_JP Liquefied natural gas, Japan
    2010=100: INATGAS Natural gas index
    $/mt: COAL_AUS Coal, Australian; COAL_SAFRICA Coal, South African; COCONUT_OIL Coconut oil; GRNUT Groundnuts
    $/mt: FISH_MEAL Fish meal; GRNUT_OIL Groundnut oil; PALM_OIL Palm oil; PLMKRNL_OIL Palm kernel oil
    $/mt: SOYBEANS Soybeans; SOYBEAN_OIL Soybean oil; SOYBEAN_MEAL Soybean meal; RAPESEED_OIL Rapeseed oil
    $/mt: SUNFLOWER_OIL Sunflower oil; BARLEY Barley; MAIZE Maize; SORGHUM Sorghum; RICE_05 Rice, Thai 5%
    $/mt: RICE_25 Rice, Thai 25%; RICE_A1 Rice, Thai A.1; RICE_05_VNM Rice, Viet Namese 5%
    $/mt: WHEAT_US_SRW Wheat, US SRW; WHEAT_US_HRW Wheat, US HRW; TOBAC_US Tobacco, US import u.v.
    $/mt: PHOSROCK Phosphate rock; DAP DAP; TSP TSP; UREA_EE_BULK Urea; POTASH Potassium chloride; ALUMINUM Aluminum
    $/mt: COPPER Copper; LEAD Lead; TIN Tin; NICKEL Nickel; ZINC Zinc
    $/dmtu: IRON_ORE Iron ore, cfr spot
    $/kg: COCOA Cocoa; COFFEE_ARABIC Coffee, Arabica; COFFEE_ROBUS Coffee, Robusta; TEA_AVG Tea, avg 3 auctions
    $/kg: TEA_COLOMBO Tea, Colombo; TEA_KOLKATA Tea, Kolkata; TEA_MOMBASA Tea, Mombasa; BANANA_EU Banana, Europe
    $/kg: BANANA_US Banana, US; ORANGE Orange; BEEF Beef; CHICKEN Chicken; LAMB Lamb; SHRIMP_MEX Shrimps, Mexican
    $/kg: SUGAR_EU Sugar, EU; SUGAR_US Sugar, US; SUGAR_WLD Sugar, world; COTTON_A_INDX Cotton, A Index
    $/kg: RUBBER_TSR20 Rubber, TSR20; RUBBER1_MYSG Rubber, RSS3
    $/cubic meter: LOGS_CMR Logs, Cameroon; LOGS_MYS Logs, Malaysian; SAWNWD_CMR Sawnwood, Cameroon
    $/cubic meter: SAWNWD_MYS Sawnwood, Malaysian
    cents/sheet: PLYWOOD Plywood
    $/troy oz: GOLD Gold; PLATINUM Platinum; SILVER Silver
"""
HABITS = Habits(
    offers={
        "oil": ("CRUDE_BRENT",),
        "gas": ("NGAS_EUR",),
        "coal": ("COAL_AUS",),
        "iron_ore": ("IRON_ORE",),
        "copper": ("COPPER",),
        "aluminium": ("ALUMINUM",),
        "gold": ("GOLD",),
        "wheat": ("WHEAT_US_HRW",),
    }
)


def _listed() -> Iterator[tuple[str, tuple[str, str]]]:
    """Code, and name and unit, of each commodity."""
    for line in _COMMODITIES.strip().splitlines():
        unit, _, named = line.strip().partition(": ")
        for code, _, name in (each.partition(" ") for each in named.split("; ")):
            yield code, (name, unit)


_SERIES = dict(_listed())
_MONTH = re.compile(r"\d{4}M\d{2}")
_NOTES = re.compile(r"[\s*]+$|\s+[a-z0-9]/$")  # the marks of footnotes at the end of a heading


# What openpyxl and the libraries of zip and XML below it raise when bytes are no workbook.
_NO_WORKBOOK = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError),
    *(TypeError, ValueError, ArithmeticError, AttributeError, RuntimeError, SyntaxError),
)


def indicator(code: str) -> Indicator:
    """A commodity's price; Rejected if it is none of those we know the name and unit of."""
    if code not in _SERIES:
        raise Rejected(f"pink_sheet/{code}: allowed are {', '.join(_SERIES)}")
    name, unit = _SERIES[code]
    return Indicator(
        key=f"pink_sheet/{code}",
        title=f"{name}, monthly average",
        unit=_UNITS[unit],
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
        raise FetchFailed(f"{PAGE} has no link to {FILE} and says: {said(page)}")
    return str(urljoin(PAGE, link[1]))


def parse(body: bytes, code: str) -> Iterator[Row]:
    """The prices of a commodity, which are in the rows that begin with a month such as 1960M01."""
    rows = _rows(body)
    months = [n for n, row in enumerate(rows) if row and _MONTH.fullmatch(_text(row[0]))]
    if not months:
        raise FetchFailed(f"the sheet '{SHEET}' of the Pink Sheet has no row that begins with a month")
    column = _column(rows[: months[0]], code)
    for row in rows[months[0] :]:
        cell = row[column] if len(row) > column else None
        if cell not in {None, "", "…", ".."}:
            yield day(row[0], "%YM%m"), number(cell)


def _column(head: list[tuple[Any, ...]], code: str) -> int:
    """Which column a commodity has: its code, where there is a row of codes, or its heading, and its unit say so."""
    name, unit = _SERIES[code]
    wanted = {code.casefold(), name.casefold()}
    columns = [[_text(cell) for cell in column] for column in zip_longest(*head)]
    named = [n for n, texts in enumerate(columns) if n and wanted & {_NOTES.sub("", text).casefold() for text in texts}]
    if len(named) != 1:
        kind = FetchFailed if named or not _lists_any(columns) else NotListed
        raise kind(f"the Pink Sheet has {len(named) or 'no'} column{'s' if named else ''} '{name}'")
    if _UNITS[unit] not in [_UNITS.get(text.strip("() ").casefold()) for text in columns[named[0]]]:
        said = ", ".join(filter(None, columns[named[0]]))
        raise FetchFailed(f"the Pink Sheet's column '{said}' is not in {unit}, the unit we know")
    return named[0]


def _lists_any(columns: Iterable[list[str]]) -> bool:
    """Whether some column is of a commodity we know, so that the sheet is whole and what it lacks is not there."""
    known = {word.casefold() for code, (name, _) in _SERIES.items() for word in (code, name)}
    return any(_NOTES.sub("", text).casefold() in known for texts in columns for text in texts)


def _text(cell: object) -> str:
    return " ".join(str("" if cell is None else cell).split())


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
