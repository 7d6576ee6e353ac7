"""World Bank WITS: a country's goods trade with another as it reports it, and the other's share in all of it.

Our codes are those of ISO 3166, WITS asks for its own: of the Sudan it has two, one until the south left in 2011 and
one since. We ask for both, and the title says whose trade the earlier years are of.

A run that wants a reporter's trade with many partners asks once for all of them: one answer for exports, one for
imports. Where WITS does not give that, they are asked for one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import product
from typing import Any

from relations.values import Dating, Money, Publication, Share, parse_licence, publication
from sources import Fetch, FetchFailed, Habits, Indicator, NoSuchSeries, RateLimited, Rejected, Snapshot
from sources._fetch.answers import Row, by_day, day, number, parse_json, quotient, said, snapshot
from sources._fetch.codes import country
from sources._fetch.http import Get, NotFound, connection

ADDRESS = "https://wits.worldbank.org/API/V1/SDMX/V21/datasource/tradestats-trade"
WORLD, ALL = "WLD", "all"  # the partner "all" mixes countries and groups of countries
FEW = 3  #: partners of a reporter that are asked for one by one: their answers are small

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
_CODE = re.compile(r"([A-Z]{3})/(?!\1)([A-Z]{3})/(exports|imports)(_share)?")
Place = tuple[str, str, str]  #: reporter, partner and series, in WITS's codes
Thousands = Mapping[date, float]  #: US$ thousand by year


@dataclass
class _Shared:
    """What the codes of a run have in common: how many partners they want of a reporter, and what has come of them."""

    partners: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)  #: by reporter and flow
    tried: set[Place] = field(default_factory=set)  #: the answers for all partners that were asked for
    known: dict[Place, Thousands] = field(default_factory=dict)  #: of one reporter, the one asked for last

    def of(self, reporter: str) -> None:
        """Let go what is known of any other reporter, so that memory does not grow with their number."""
        if any(place[0] not in _codes(reporter) for place in self.known):
            self.known.clear()


def _together(codes: Sequence[str]) -> Fetch:
    """The `fetch` of a run that wants all these codes."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for reporter, partner, flow, share in (match.groups() for match in map(_CODE.fullmatch, codes) if match):
        wanted.setdefault((reporter, flow), set()).update([partner, WORLD] if share else [partner])
    shared = _Shared({place: frozenset(partners) for place, partners in wanted.items()})
    return partial(_fetch, shared)


HABITS = Habits(
    publication=_published,
    offers={series: (f"{{country}}/{{partner}}/{series}",) for series in _SERIES},
    together=_together,
)


def indicator(code: str) -> Indicator:
    """Goods trade of a reporter with a partner; Rejected unless the code is REPORTER/PARTNER/exports and the like."""
    match = _CODE.fullmatch(code)
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
    return _fetch(_Shared(), indicator, since)


def _fetch(shared: _Shared, indicator: Indicator, since: date | None = None) -> Snapshot:
    reporter, partner, measure = indicator.code.split("/")
    observations = _shares if measure.endswith("_share") else _millions
    shared.of(reporter)
    return snapshot(indicator, observations(shared, reporter, partner, measure.removesuffix("_share")), since)


def parse(body: bytes, reporter: str, partner: str, series: str) -> Iterator[Row]:
    """US$ thousand by year, dated 1 January, of all goods: from SDMX-JSON, whose numbers point into lists of codes."""
    yield from (row for place, row in _rows(body) if place == (reporter, partner, series))


def _rows(body: bytes) -> Iterator[tuple[Place, Row]]:
    """All rows of an answer, each with whose trade it is; FetchFailed."""
    answer = parse_json(body)
    try:
        yield from _read(answer)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise FetchFailed(f"the answer of WITS is not SDMX-JSON as we know it but {said(body)}") from error


def _read(answer: Any) -> Iterator[tuple[Place, Row]]:
    dimensions = answer["structure"]["dimensions"]
    codes = [[value["id"] for value in dimension["values"]] for dimension in dimensions["series"]]
    years = [value["id"] for value in dimensions["observation"][0]["values"]]
    for key, found in answer["dataSets"][0]["series"].items():
        _, reporter, partner, goods, series = [codes[n][int(index)] for n, index in enumerate(key.split(":"))]
        if goods == "Total":
            for index, (value, *_) in found["observations"].items():
                if value is not None:
                    yield (reporter, partner, series), (day(years[int(index)], "%Y"), number(value))


def _millions(shared: _Shared, reporter: str, partner: str, flow: str) -> Iterator[Row]:
    with connection("wits.worldbank.org") as get:
        for year, thousands in _thousands(get, shared, reporter, partner, flow).items():
            yield year, thousands / 1000


def _shares(shared: _Shared, reporter: str, partner: str, flow: str) -> Iterator[Row]:
    with connection("wits.worldbank.org") as get:
        part, whole = (_thousands(get, shared, reporter, other, flow) for other in (partner, WORLD))
    for year in sorted(part.keys() & whole.keys()):
        yield year, quotient(part[year], whole[year]) * 100


def _thousands(get: Get, shared: _Shared, reporter: str, partner: str, flow: str) -> Thousands:
    """US$ thousand by year, under all codes WITS has for the two."""
    found: dict[date, float] = {}
    names = list(product(_codes(reporter), _codes(partner)))
    many = len(shared.partners.get((reporter, flow), ())) > FEW
    for ours, theirs in names:
        place = ours, theirs, _FLOWS[flow][0]
        if many:
            _learn(get, shared, ours, place[2])
        if place not in shared.known:
            shared.known[place] = _asked(get, *place)
        found |= shared.known[place]
    if not found:
        called = "" if names == [(reporter, partner)] else f" ({', '.join(map('/'.join, names))})"
        raise NoSuchSeries(f"WITS has no records of {reporter}'s {flow} with {partner}{called}")
    return found


def _learn(get: Get, shared: _Shared, reporter: str, series: str) -> None:
    """Ask once for a reporter's trade with all partners; where that is not given, nothing is learnt of it."""
    every = reporter, ALL, series
    if every in shared.tried:
        return
    shared.tried.add(every)
    try:
        answer = _answer(get, *every)
    except RateLimited:
        raise
    except FetchFailed:
        return  # each alone is asked for, and says what is wrong
    rows: dict[Place, list[Row]] = {}
    for place, row in answer:
        rows.setdefault(place, []).append(row)
    wanted = {code for one in shared.partners.values() for partner in one for code in _codes(partner)} - {WORLD}
    shared.known |= {(reporter, partner, series): {} for partner in wanted}
    shared.known |= {place: by_day(own) for place, own in rows.items() if place[1] in {*wanted, WORLD}}


def _asked(get: Get, reporter: str, partner: str, series: str) -> Thousands:
    """US$ thousand by year under two codes of WITS's; none if it has no records."""
    return by_day(row for place, row in _answer(get, reporter, partner, series) if place == (reporter, partner, series))


def _answer(get: Get, reporter: str, partner: str, series: str) -> list[tuple[Place, Row]]:
    """The rows that WITS sends of a question; none if it has no records."""
    path = f"reporter/{reporter.lower()}/year/all/partner/{partner.lower()}/product/Total/indicator/{series}"
    try:
        return list(_rows(get(f"{ADDRESS}/{path}", format="JSON")))
    except NotFound as error:
        if "NoRecordsFound" not in str(error):
            raise
        return []
    except FetchFailed as error:
        kind = NoSuchSeries if "code parameter value is not valid" in str(error) else FetchFailed
        raise kind(str(error)) from error
