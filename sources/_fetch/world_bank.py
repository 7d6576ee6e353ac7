"""How the World Bank is asked, by wbgapi, and answers: pages of rows, its words for errors, units in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Any

from relations.values import Change, Other, Unit, UnknownWord, Unstated, parse_unit
from relations.values.country import Country
from sources import FetchFailed, RateLimited, Rejected
from sources._fetch import http
from sources._fetch.answers import parse_json, said

if TYPE_CHECKING:
    import requests

ADDRESS = "https://api.worldbank.org/v2"
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


def ask(path: str, **parameters: str) -> tuple[Header, list[Any]]:
    """The header of the first page and the rows of all; FetchFailed if there are not as many as it says.

    wbgapi makes the addresses and turns the pages. It has no deadline and no limit, keeps no header, and says of an
    error no more than its number: so each answer is read before it sees it.
    """
    import requests
    import stamina
    import wbgapi as wb

    def heals(error: Exception) -> bool:
        return isinstance(error, requests.ConnectionError) or (isinstance(error, _Status) and error.status >= 500)

    def turned() -> tuple[list[Header], list[Any]]:
        headers: list[Header] = []
        wb.get_options = {
            "timeout": (http.CONNECT, http.READ),
            "headers": {"User-Agent": http.USER_AGENT},
            "allow_redirects": False,
            "auth": _noted,
            "hooks": {"response": partial(_read, headers)},
        }
        return headers, list(wb.fetch(path, {"per_page": PER_PAGE, **parameters}))

    again = stamina.RetryingCaller(attempts=http.ATTEMPTS, timeout=http.DEADLINE, wait_initial=0.5, wait_max=8.0)
    whole = partial(http.within, http.DEADLINE, partial(again, heals, turned))
    try:
        try:
            headers, rows = whole()
        except _Limited as limit:
            sleep(limit.rest)
            headers, rows = whole()
    except requests.RequestException as error:
        raise FetchFailed(f"the World Bank gave no whole answer ({http.plain(error)})") from error
    except (wb.APIError, LookupError, TypeError, ValueError) as error:
        raise FetchFailed("the World Bank's answer is of a form we cannot read") from error
    if len(rows) != int(headers[0]["total"]):
        raise FetchFailed(f"the World Bank sent {len(rows)} of {headers[0]['total']} rows")
    return headers[0], rows


class _Status(FetchFailed):
    """An answer whose status is not 200."""

    status = 0


class _Limited(RateLimited):
    """A 429, with the seconds it asks us to wait."""

    rest = http.REST


def _noted(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """What requests calls, as an authentication, with each request it is about to send."""
    http.note(request.url)
    return request


def _read(headers: list[Header], response: requests.Response, **_: object) -> None:
    """Note a page's header, and let wbgapi read no JSON itself: with simplejson installed it would refuse a NaN."""
    body = _bounded(response)
    if response.status_code != 200:
        words = f"{response.url} answered {response.status_code} {response.reason}".rstrip()
        if response.status_code == 429:
            limit = _Limited(words)
            limit.rest = http.rest(response.headers.get("Retry-After", ""))
            raise limit
        error = _Status(words)
        error.status = response.status_code
        raise error
    header, rows = page(body)
    headers.append(header)
    setattr(response, "json", lambda: [header, rows])  # noqa: B010 - for which a checker of types sees a method


def _bounded(response: requests.Response) -> bytes:
    """The decoded bytes, read piece by piece, for requests has no limit."""
    body = bytearray()
    for piece in response.iter_content(65536):
        body += piece
        if len(body) > http.LARGEST:
            raise FetchFailed(f"the World Bank answered with more than {http.LARGEST:,} bytes")
    response._content = bytes(body)  # as requests itself keeps what it has read
    return response._content


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
