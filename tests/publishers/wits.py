"""WITS: SDMX-JSON whose numbers point into lists of codes, its own; 404 for no records, XML for a wrong question."""

from __future__ import annotations

import json
import re

from tests.publishers._numbers import Days, Series, shipped, walk, years
from tests.publishers._scenarios import Reply, Request

HOSTS = ("wits.worldbank.org",)
_FLOWS = {"XPRT-TRD-VL": "exports", "MPRT-TRD-VL": "imports"}
#: Pairs among which a run asks for many at once: all made up.
AMONG = {"KAZ/CHN": 3e6, "KAZ/UZB": 8e5, "KAZ/KGZ": 5e5, "KAZ/TUR": 9e5}
_PARTNERS = {"KAZ": ("RUS", "WLD", *(pair[4:] for pair in AMONG)), "RUS": ("KAZ", "WLD"), "ROM": ("OAS",)}
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
    if pair in AMONG:
        return walk(f"wits/{code}", AMONG[pair], years(1996, 2021), step=0.2)
    levels = {"RUS/KAZ": 4e6, "RUS/WLD": 8e7, "ROM/OAS": 1e5, "SDN/CHN": 3e6, "SUD/CHN": 1e6}
    return walk(f"wits/{code}", levels[pair], years(*spans.get(pair, (1996, 2021))), step=0.2)


def answer(request: Request, series: Series) -> Reply | None:
    """A reporter's trade with a partner, by year."""
    found = _PATH.fullmatch(request.path)
    if not found:
        return None
    reporter, partner = found[1].upper(), found[2].upper()
    if partner == "ALL" and reporter not in _PARTNERS:
        return Reply(_ERROR)
    partners = _PARTNERS[reporter] if partner == "ALL" else (partner,)
    try:
        rows = {code: series(f"{reporter}/{code}/{_FLOWS[found[3]]}") for code in partners}
    except KeyError:
        return Reply(_ERROR)
    names = (
        ("FREQ", ("A",)),
        ("REPORTER", (reporter,)),
        ("PARTNER", partners),
        ("PRODUCTCODE", ("Total",)),
        ("INDICATOR", (found[3],)),
    )
    each = [(place, day, value) for place, own in enumerate(rows.values()) for day, value in own]
    dimensions = {
        "series": [{"id": name, "values": [{"id": code} for code in codes]} for name, codes in names],
        "observation": [{"id": "TIME_PERIOD", "values": [{"id": str(day.year)} for _, day, _ in each]}],
    }
    found_series: dict[str, dict[str, dict[str, list[float | str]]]] = {}
    for number, (place, _, value) in enumerate(each):
        of_partner = found_series.setdefault(f"0:0:{place}:0:0", {"observations": {}})
        of_partner["observations"][str(number)] = [value, 0]
    sets = [{"series": found_series}]
    return Reply(json.dumps({"dataSets": sets, "structure": {"dimensions": dimensions}}).encode())
