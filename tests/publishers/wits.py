"""WITS: SDMX-JSON whose numbers point into lists of codes, its own; 404 for no records, XML for a wrong question."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.publishers._numbers import Days, Series, shipped, walk, years
from tests.publishers._scenarios import Reply, Request

HOSTS = ("wits.worldbank.org",)
_FLOWS = {"XPRT-TRD-VL": "exports", "MPRT-TRD-VL": "imports"}
_ERROR = b"""<string>
<wits:error xmlns:wits="http://wits.worldbank.org"><wits:message id="120" key="Invalid Partner Code.">The provided
Partner code is not valid.</wits:message></wits:error></string>"""
_PATH = re.compile(
    r"/API/V1/SDMX/V21/datasource/tradestats-trade/reporter/(\w+)/year/all/partner/(\w+)/product/Total/indicator/([\w-]+)"
)


def numbers(code: str) -> Days:
    """US$ thousand: Kazakhstan's trade with Russia as shipped, that with the world by its shares; Russia's made up."""
    pair, flow = code.rsplit("/", 1)
    if pair == "KAZ/RUS":
        return {day: round(value * 1000, 3) for day, value in shipped(f"wits/{code}").items()}
    if pair == "KAZ/WLD":
        part, share = shipped(f"wits/KAZ/RUS/{flow}"), shipped(f"wits/KAZ/RUS/{flow}_share")
        return {day: part[day] * 1000 / share[day] * 100 for day in share}
    spans = {"SDN/CHN": (1996, 2011), "SUD/CHN": (2012, 2021)}
    levels = {"RUS/KAZ": 4e6, "RUS/WLD": 8e7, "ROM/OAS": 1e5, "SDN/CHN": 3e6, "SUD/CHN": 1e6}
    return walk(f"wits/{code}", levels[pair], years(*spans.get(pair, (1996, 2021))), step=0.2)


def answer(request: Request, series: Series) -> Reply | None:
    """A reporter's trade with a partner, by year."""
    found = _PATH.fullmatch(request.path)
    if not found:
        return None
    reporter, partner = found[1].upper(), found[2].upper()
    try:
        rows = series(f"{reporter}/{partner}/{_FLOWS[found[3]]}")
    except KeyError:
        return Reply(_ERROR)
    names = (
        ("FREQ", "A"),
        ("REPORTER", reporter),
        ("PARTNER", partner),
        ("PRODUCTCODE", "Total"),
        ("INDICATOR", found[3]),
    )
    observations: dict[str, Any] = {str(n): [value, 0] for n, (_, value) in enumerate(rows)}
    dimensions = {
        "series": [{"id": name, "values": [{"id": code}]} for name, code in names],
        "observation": [{"id": "TIME_PERIOD", "values": [{"id": str(day.year)} for day, _ in rows]}],
    }
    sets = [{"series": {"0:0:0:0:0": {"observations": observations}}}]
    return Reply(json.dumps({"dataSets": sets, "structure": {"dimensions": dimensions}}).encode())
