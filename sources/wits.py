"""World Bank WITS: a country's goods trade with another as it reports it, and the other's share in all of it.

Our codes are those of ISO 3166, WITS asks for its own: of the Sudan it has two, one until the south left in 2011 and
one since. We ask for both, and the title says whose trade the earlier years are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from relations.values import Dating, Money, Publication, Share, parse_licence, publication
from sources import FetchFailed, Habits, Indicator, NoSuchSeries, Rejected, Snapshot
from sources._fetch.answers import Row, by_day, day, number, parse_json, quotient, said, snapshot
from sources._fetch.codes import country
from sources._fetch.http import Get, NotFound, connection

ADDRESS = "https://wits.worldbank.org/API/V1/SDMX/V21/datasource/tradestats-trade"
WORLD = "WLD"  # the partner "all" would mix countries and groups of countries

# What WITS calls places that have another code in ISO 3166 or elsewhere; of two codes the later comes last.
_OWN = {
    "ROU": ("ROM",),
    "SRB": ("SER",),
    "MNE": ("MNT",),
    "COD": ("ZAR",),
    "TLS": ("TMP",),
    "SDN": ("SDN", "SUD"),
    "TWN": ("OAS",),
    "EUU": ("EUN",),
    "SUN": ("SVU",),
}
_ISO = {own: iso for iso, names in _OWN.items() for own in names if own != iso}
_GROUPS = {"EAS", "ECS", "EUU", "LCN", "MEA", "NAC", "SAS", "SSF", WORLD}
_NOTES = {
    "SDN": "Sudan until 2011 with South Sudan",
    "SRB": "Serbia as WITS counts it, in early years with Montenegro",
    "TWN": "Taiwan as WITS counts it, under “Other Asia, not elsewhere specified”",
}
_FLOWS = {"exports": ("XPRT-TRD-VL", "to"), "imports": ("MPRT-TRD-VL", "from")}


def _published(indicator: Indicator) -> Publication:
    """By the rule for years: there is no timetable by country, and later editions revise what was out."""
    by_year = publication(indicator.frequency, indicator.dating, revised="World Bank WITS")
    return replace(by_year, has_timetable=False)


_SERIES = ("exports", "imports", "exports_share", "imports_share")
HABITS = Habits(publication=_published, offers={series: (f"{{country}}/{{partner}}/{series}",) for series in _SERIES})


def indicator(code: str) -> Indicator:
    """Goods trade of a reporter with a partner; Rejected unless the code is REPORTER/PARTNER/exports and the like."""
    match = re.fullmatch(r"([A-Z]{3})/(?!\1)([A-Z]{3})/(exports|imports)(_share)?", code)
    if not match:
        raise Rejected(f"wits/{code}: allowed is REPORTER/PARTNER/exports, /imports, /exports_share or /imports_share")
    (reporter, of_reporter), (partner, of_partner), flow = _place(match[1]), _place(match[2]), match[3]
    trade = f"Goods {flow} of {reporter} {_FLOWS[flow][1]} {partner}"
    share = f"Share of {partner} in {reporter}'s goods {flow}"
    return Indicator(
        key=f"wits/{code}",
        title=f"{share if match[4] else trade}, as reported by {reporter}{of_reporter}{of_partner}",
        unit=Share(f"goods {flow}") if match[4] else Money("USD", 10**6),
        frequency="annual",
        publisher="World Bank WITS, from UN Comtrade",
        url=f"https://wits.worldbank.org/CountryProfile/en/Country/{_codes(match[1])[-1]}",
        licence=parse_licence("Reuse with attribution to World Bank WITS and UN Comtrade"),
        dating=Dating("sum", "year"),
    )


def _place(code: str) -> tuple[str, str]:
    """Name of a country or group, and what a title has to say of what WITS means by it; Rejected."""
    if code in _ISO:
        raise Rejected(f"'{code}' is WITS's own code; allowed are those of ISO 3166, here {_ISO[code]}")
    found = country(code)
    if found.kind == "aggregate" and code not in _GROUPS:
        raise Rejected(f"WITS has no trade of {found.name}; allowed are countries and {', '.join(sorted(_GROUPS))}")
    return found.name, f"; {_NOTES[code]}" if code in _NOTES else ""


def _codes(code: str) -> tuple[str, ...]:
    """What WITS calls a place."""
    return _OWN.get(code, (code,))


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """US$ million, or per cent of the trade with the world in the same year; FetchFailed."""
    reporter, partner, measure = indicator.code.split("/")
    observations = _shares if measure.endswith("_share") else _millions
    return snapshot(indicator, observations(reporter, partner, measure.removesuffix("_share")), since)


def parse(body: bytes, reporter: str, partner: str, series: str) -> Iterator[Row]:
    """US$ thousand by year, dated 1 January, of all goods: from SDMX-JSON, whose numbers point into lists of codes."""
    answer = parse_json(body)
    try:
        yield from _read(answer, [reporter, partner, "Total", series])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise FetchFailed(f"the answer of WITS is not SDMX-JSON as we know it but {said(body)}") from error


def _read(answer: Any, wanted: list[str]) -> Iterator[Row]:
    dimensions = answer["structure"]["dimensions"]
    codes = [[value["id"] for value in dimension["values"]] for dimension in dimensions["series"]]
    years = [value["id"] for value in dimensions["observation"][0]["values"]]
    for key, found in answer["dataSets"][0]["series"].items():
        _frequency, *place = [codes[n][int(index)] for n, index in enumerate(key.split(":"))]
        if place == wanted:
            for index, (value, *_) in found["observations"].items():
                if value is not None:
                    yield day(years[int(index)], "%Y"), number(value)


def _millions(reporter: str, partner: str, flow: str) -> Iterator[Row]:
    with connection("wits.worldbank.org") as get:
        for year, thousands in _thousands(get, reporter, partner, flow).items():
            yield year, thousands / 1000


def _shares(reporter: str, partner: str, flow: str) -> Iterator[Row]:
    with connection("wits.worldbank.org") as get:
        part, whole = (_thousands(get, reporter, other, flow) for other in (partner, WORLD))
    for year in sorted(part.keys() & whole.keys()):
        yield year, quotient(part[year], whole[year]) * 100


def _thousands(get: Get, reporter: str, partner: str, flow: str) -> dict[date, float]:
    """US$ thousand by year, under all codes WITS has for the two."""
    found: dict[date, float] = {}
    names = list(product(_codes(reporter), _codes(partner)))
    for ours, theirs in names:
        found |= _asked(get, ours, theirs, _FLOWS[flow][0])
    if not found:
        called = "" if names == [(reporter, partner)] else f" ({', '.join(map('/'.join, names))})"
        raise NoSuchSeries(f"WITS has no records of {reporter}'s {flow} with {partner}{called}")
    return found


def _asked(get: Get, reporter: str, partner: str, series: str) -> dict[date, float]:
    """US$ thousand by year under two codes of WITS's; none if it has no records."""
    path = f"reporter/{reporter.lower()}/year/all/partner/{partner.lower()}/product/Total/indicator/{series}"
    try:
        return by_day(parse(get(f"{ADDRESS}/{path}", format="JSON"), reporter, partner, series))
    except NotFound as error:
        if "NoRecordsFound" not in str(error):
            raise
        return {}
    except FetchFailed as error:
        kind = NoSuchSeries if "code parameter value is not valid" in str(error) else FetchFailed
        raise kind(str(error)) from error
