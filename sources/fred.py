"""FRED through its CSV, which needs no key: any series by its id."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from relations.values import INSTANT, Dating, Frequency, Other, Price, parse_licence
from sources import FetchFailed, Indicator, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, snapshot, text
from sources._fetch.http import connection

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"

_OIL = {
    "DCOILWTICO": "Crude oil, WTI spot price at Cushing",
    "DCOILBRENTEU": "Crude oil, Brent spot price in Europe",
    "MCOILWTICO": "Crude oil, WTI spot price at Cushing, monthly average",
    "MCOILBRENTEU": "Crude oil, Brent spot price in Europe, monthly average",
}
# Ids of daily series begin with D, mostly. FRED's own description of a series is not to be had without a key.
_FREQUENCIES: dict[str, Frequency] = {"D": "daily", "W": "weekly"}
_DATINGS = {"daily": INSTANT, "weekly": Dating("whole", "week"), "monthly": Dating("whole", "month")}


def indicator(code: str) -> Indicator:
    """A series by its id; Rejected if it cannot be one. Of other than oil we know neither the name nor the unit."""
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9_]*", code):
        raise Rejected(f"fred/{code}: allowed are FRED's ids of series, in capitals, for example DCOILBRENTEU")
    frequency = _FREQUENCIES.get(code[0], "monthly")
    oil = code in _OIL
    return Indicator(
        key=f"fred/{code}",
        title=_OIL.get(code, f"FRED series {code}"),
        unit=Price("USD", "barrel") if oil else Other("unit named on the series' page"),
        frequency=frequency,
        publisher="US Energy Information Administration via FRED" if oil else "FRED, Federal Reserve Bank of St. Louis",
        url=f"https://fred.stlouisfed.org/series/{code}",
        licence=parse_licence("Public domain" if oil else "Stated on the series' page"),
        dating=Dating("average", "month") if oil and frequency == "monthly" else _DATINGS[frequency],
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Observations in the indicator's unit; FetchFailed."""
    return snapshot(indicator, _observations(indicator.code, since), since)


def parse(body: bytes, code: str) -> Iterator[Row]:
    """The rows of a CSV with the columns observation_date (once DATE) and `code`; no value, or a dot, is skipped."""
    try:
        header, *rows = csv.reader(text(body).splitlines(), strict=True)
    except (csv.Error, ValueError) as error:
        raise FetchFailed(f"FRED's answer is no table ({error})") from error
    if header not in (["observation_date", code], ["DATE", code]):
        raise FetchFailed(f"FRED's answer has the columns {header!r:.80}, not observation_date and {code}")
    for row in rows:
        if len(row) != 2:
            raise FetchFailed(f"FRED's answer has the row {row!r:.80}, not a date and a value")
        if row[1] not in {"", "."}:
            yield day(row[0], "%Y-%m-%d"), number(row[1])


def _observations(code: str, since: date | None) -> Iterator[Row]:
    start = {"cosd": since.isoformat()} if since else {}
    with connection("fred.stlouisfed.org") as get:
        yield from parse(get(ADDRESS, id=code, **start), code)
