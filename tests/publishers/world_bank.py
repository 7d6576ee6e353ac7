"""World Bank API, the classic form: a page of rows of all years, newest first, null where there is no number."""

from __future__ import annotations

import json
import math
import re

from tests.publishers._numbers import Days, Series, shipped, walk, years
from tests.publishers._scenarios import Reply, Request

HOSTS = ("api.worldbank.org",)
_FIRST, _LAST = 1960, 2025
_MADE_UP = {"SP.POP.TOTL": 15e6, "NY.GDP.MKTP.CD": 2e10, "NY.GDP.PCAP.CD": 1500.0}
_INVALID = [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]
_PATH = re.compile(r"/v2/(?:en/)?country/([A-Z]{3})/indicator/([\w.]+)")


def numbers(code: str) -> Days:
    """Trade as shipped; a few other series made up for any country."""
    country, series = code.split("/")
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
    try:
        values = [(day.year, value) for day, value in series(f"{country}/{indicator}")]
    except KeyError:
        return Reply(json.dumps(_INVALID).encode())
    first, last = map(int, request.query.get("date", f"{_FIRST}:{_LAST}").split(":"))
    silent = set(range(_FIRST, _LAST + 1)) - {year for year, _ in values}
    everything: list[tuple[int, float | str | None]] = [*values, *((year, None) for year in silent)]
    wide = "date" not in request.query
    listed = sorted((row for row in everything if wide or first <= row[0] <= last), key=lambda row: -row[0])
    rows = [
        {"countryiso3code": country, "indicator": {"id": indicator}, "date": str(year), "value": value}
        for year, value in listed
    ]
    size, page = int(request.query.get("per_page", "50")), int(request.query.get("page", "1"))
    head = {"page": page, "pages": math.ceil(len(rows) / size), "per_page": size, "total": len(rows)}
    return Reply(json.dumps([head, rows[(page - 1) * size : page * size]]).encode())
