"""How the World Bank answers: pages of rows in either form of its API, its words for errors, units in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from relations.values import Change, Other, Unit, UnknownWord, Unstated, parse_unit
from relations.values.country import Country
from sources import FetchFailed, Rejected
from sources._fetch.answers import parse_json, said
from sources._fetch.http import Get

HOME, ADDRESS = "worldbank.org", "https://api.worldbank.org/v2"
PER_PAGE = 20000

#: The World Bank's own codes beside ISO's and the groups that `Country` knows.
_OTHERS = re.findall(
    "[A-Z]{3}",
    """AFE AFR AFW BEA BEC BHI BLA BMN BSS CAA CEA CEU CHI CLA CME CSA CSS DEA DEC DLA DMN DNS DSA DSF DSS EAP EAR ECA
    FCS FXS HPC IBB IBD IBT IDA IDB IDX INX LAC LDC LTE MDE MIC MNA NAF NRS NXS OSS PRE PSS PST RRS SSA SST SXZ TEA TEC
    TLA TMN TSA TSS XZN""",
)
#: What makes words in brackets a unit, not a remark such as "World Bank estimate", "2021 PPP" or "HCI".
_OF_A_UNIT = re.compile(
    r"[%$=]|\bper\b|LCU|\bscale\b|\b(number|units?|values?|years|months|days|hours|minutes|kt|Mt|kg|km|sq\. km|kWh|MW|"
    r"mm|route-km|tons?|tonnes?|hectares|litres|liters|(cubic )?met(er|re)s|degrees|thousands?|millions?|billions?)\b"
)
_MONEY = re.compile(r"(?:.*, )?((?:(?:current|constant(?: \d{4})?) )?(?:US\$|international \$))")

Header = Mapping[str, Any]


def name_of(place: str) -> str:
    """The name of a country or group by the World Bank's code, of its smaller groups the code; Rejected if none."""
    if place in _OTHERS:
        return place
    try:
        return Country(place).formal_name
    except UnknownWord as error:
        raise Rejected(f"{error}; and of the World Bank's own {', '.join(_OTHERS)}") from error


def ask(get: Get, address: str, **parameters: str) -> tuple[Header, list[Any]]:
    """The header of the first page and the rows of all; FetchFailed if there are not as many as it says."""
    header, rows = page(get(address, format="json", per_page=str(PER_PAGE), **parameters))
    for following in range(2, int(header["pages"]) + 1):
        more = page(get(address, format="json", per_page=str(PER_PAGE), page=str(following), **parameters))[1]
        if not more:
            break
        rows = [*rows, *more]
    if len(rows) != int(header["total"]):
        raise FetchFailed(f"the World Bank sent {len(rows)} of {header['total']} rows")
    return header, rows


def page(body: bytes) -> tuple[Header, list[Any]]:
    """Header and rows of a page, in the classic or the advanced form; FetchFailed, in the World Bank's words if any."""
    answer = parse_json(body)  # an error may come in XML, whatever was asked for
    header = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(header, dict) and "message" in header:
        raise FetchFailed(f"the World Bank says {said(body)}")
    try:
        rows = header["source"]["data"] if header is answer else answer[1]
        int(header["total"]), int(header["pages"])
    except (LookupError, TypeError, ValueError) as error:
        raise FetchFailed(f"the World Bank's answer is of another form: {answer!r:.80}") from error
    if not isinstance(rows, list | None):
        raise FetchFailed(f"the World Bank's answer has no rows but {rows!r:.60}")
    return header, rows or []


def unit_of(words: str, place: str) -> Unit:
    """The unit in the name of an indicator: the last of its closing brackets that holds one.

    "Physicians (per 1,000 people)" is per 1,000 people; "Population, total" and "Gini index (World Bank estimate)"
    state none. Two countries' amounts in local currency are of two units.
    """
    closing = re.search(r"(?:\s*\([^()]*\))+[\s,]*$", words)
    held = re.findall(r"\(([^()]*)\)", closing[0]) if closing else []
    found = next((one.strip() for one in reversed(held) if _OF_A_UNIT.search(one)), "")
    return unit_in(found.replace("LCU", f"local currency of {place}")) if found else Unstated()


def unit_in(words: str) -> Unit:
    """The World Bank's words for a unit as one we have a kind of, else as they are."""
    if words in ("annual %", "annual % growth"):
        return Change("% a year")
    if money := _MONEY.fullmatch(words):
        return parse_unit(money[1])
    return parse_unit(words) if re.fullmatch("%(?: of .+)?|number of .+", words) else Other(words)
