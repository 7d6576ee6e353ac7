"""World Bank API, the classic form: a page of rows of all years, newest first, null where there is no number.

Of other databases than the WDI the code of the country stands under `country` alone; one series is of months.
"""

from __future__ import annotations

import json
import math
import re

from tests.publishers._numbers import Days, Series, months, shipped, walk, years
from tests.publishers._scenarios import Reply, Request

HOSTS = ("api.worldbank.org",)
_FIRST, _LAST = 1960, 2025
_MADE_UP = {"SP.POP.TOTL": 15e6, "NY.GDP.MKTP.CD": 2e10, "NY.GDP.PCAP.CD": 1500.0, "GE.EST": 0.4, "DPANUSSPB": 320.0}
_NAMES = {
    "NE.EXP.GNFS.CD": "Exports of goods and services (current US$)",
    "NE.IMP.GNFS.CD": "Imports of goods and services (current US$)",
    "SP.POP.TOTL": "Population, total",
    "NY.GDP.MKTP.CD": "GDP (current US$)",
    "NY.GDP.PCAP.CD": "GDP per capita (current US$)",
    "GE.EST": "Government Effectiveness: Estimate",
    "DPANUSSPB": "Exchange rate, new LCU per USD extended backward, period average,,",
}
_ELSEWHERE = {"GE.EST": "3", "DPANUSSPB": "15"}
_INVALID = [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]
_PATH = re.compile(r"/v2/(?:en/)?country/([A-Z]{3})/indicator/([\w.]+)")


def numbers(code: str) -> Days:
    """Trade as shipped; a few other series made up for any country."""
    country, series = code.split("/")
    if series == "DPANUSSPB":
        return walk(f"world_bank/{code}", _MADE_UP[series], months(2015, 2026), step=0.02)
    if series in _MADE_UP:
        return walk(f"world_bank/{code}", _MADE_UP[series], years(1990, 2024), step=0.03)
    if country not in {"KAZ", "RUS"} or series not in {"NE.EXP.GNFS.CD", "NE.IMP.GNFS.CD"}:
        raise KeyError(code)
    return shipped(f"world_bank/{code}")


def answer(request: Request, series: Series) -> Reply | None:
    """A page of a country's indicator; a message if there is none."""
    found = _PATH.fullmatch(request.path)
    if not found:
        return None
    country, indicator = found.groups()
    monthly, elsewhere = indicator == "DPANUSSPB", indicator in _ELSEWHERE
    try:
        values = [
            (f"{day:%YM%m}" if monthly else f"{day:%Y}", value) for day, value in series(f"{country}/{indicator}")
        ]
    except KeyError:
        return Reply(json.dumps(_INVALID).encode())
    silent = set() if monthly else set(map(str, range(_FIRST, _LAST + 1))) - {when for when, _ in values}
    everything: list[tuple[str, float | str | None]] = [*values, *((year, None) for year in silent)]
    first, _, last = request.query.get("date", ":9999").partition(":")
    listed = sorted((row for row in everything if first <= row[0] <= last), key=lambda row: row[0], reverse=True)
    rows = [
        {
            "indicator": {"id": indicator, "value": _NAMES[indicator]},
            "country": {"id": country if elsewhere else country[:2], "value": country.title()},
            "countryiso3code": "" if elsewhere else country,
            "date": when,
            "value": value,
            "unit": "",
        }
        for when, value in listed
    ]
    size, page = int(request.query.get("per_page", "50")), int(request.query.get("page", "1"))
    head = {"page": page, "pages": math.ceil(len(rows) / size), "per_page": size, "total": len(rows)}
    source = {"sourceid": _ELSEWHERE.get(indicator, "2")}
    return Reply(json.dumps([head | source, rows[(page - 1) * size : page * size]]).encode())
