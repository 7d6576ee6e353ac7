"""World Bank through wbgapi: any indicator of any country, annual.

A code is a country and an indicator: KAZ/NE.EXP.GNFS.CD. We ask in the API's classic form, which is one request for
any of its databases; wbgapi's own data functions ask seven first, and one of these failing stays failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from relations.values import (
    INTERNATIONAL,
    Change,
    Dating,
    Money,
    Other,
    Publication,
    Share,
    Unit,
    parse_licence,
    publication,
)
from sources import FetchFailed, Habits, Indicator, RateLimited, Rejected, Snapshot, now
from sources._fetch.answers import Row, day, number, snapshot
from sources._fetch.codes import country
from sources._fetch.http import LARGEST, USER_AGENT, note, within

if TYPE_CHECKING:
    import requests

DEADLINE = 60.0  # seconds for all pages of an answer, retries included
TIMEOUT = (5.0, 30.0)  # seconds to connect, and from byte to byte
PER_PAGE = 20000

_TRADE = {
    "NE.EXP.GNFS.CD": "Exports of goods and services (current US$)",
    "NE.IMP.GNFS.CD": "Imports of goods and services (current US$)",
}
# How the codes of World Development Indicators end.
_UNITS: dict[str, Unit] = {
    ".PP.CD": Money(INTERNATIONAL, prices="current"),
    ".PP.KD": Money(INTERNATIONAL, prices="constant"),
    ".CD": Money("USD", prices="current"),
    ".KD": Money("USD", prices="constant"),
    ".ZG": Change("% a year"),
    ".ZS": Share(),
}
_LOCAL = {".CN": "current", ".KN": "constant"}


def _published(indicator: Indicator) -> Publication:
    """By the rule for years: there is no timetable by country, and later editions revise what was out."""
    return publication(indicator.frequency, indicator.dating, revised="the World Bank")


HABITS = Habits(publication=_published)


def indicator(code: str) -> Indicator:
    """A country's indicator, offline; Rejected unless the code is COUNTRY/INDICATOR."""
    iso3, _, series = code.partition("/")
    place = country(iso3)
    name = place.formal_name
    if not re.fullmatch(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+", series):
        raise Rejected(f"world_bank/{code}: allowed is COUNTRY/INDICATOR, for example KAZ/NE.EXP.GNFS.CD")
    title = f"{_TRADE[series]}, {name}, with the world" if series in _TRADE else f"{series}, {name}"
    return Indicator(
        key=f"world_bank/{code}",
        title=title,
        unit=_unit(series, place.name),
        frequency="annual",
        publisher="World Bank, World Development Indicators",
        url=f"https://data.worldbank.org/indicator/{series}?locations={iso3}",
        licence=parse_licence("CC BY 4.0"),
        dating=Dating("sum" if series in _TRADE else "whole", "year"),
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Annual values in the indicator's unit, dated 1 January of their year; FetchFailed."""
    iso3, _, series = indicator.code.partition("/")
    return snapshot(indicator, _observations(iso3, series, since), since)


def _unit(series: str, place: str) -> Unit:
    """What the end of a code says: two countries' amounts in their own currencies are of two units."""
    local = next((prices for end, prices in _LOCAL.items() if series.endswith(end)), None)
    if local:
        return Other(f"{local} local currency of {place}")
    return next(
        (unit for end, unit in _UNITS.items() if series.endswith(end)), Other("unit named on the indicator's page")
    )


def _observations(iso3: str, series: str, since: date | None) -> Iterator[Row]:
    for row in within(DEADLINE, lambda: _ask(iso3, series, since)):
        yield from parse(row, iso3, series)


def parse(row: Any, iso3: str, series: str) -> Iterator[Row]:
    """The observation of a row, none if its value is null (not published)."""
    try:
        place, found, year, value = row["countryiso3code"], row["indicator"]["id"], row["date"], row["value"]
    except (LookupError, TypeError) as error:
        raise FetchFailed(f"the World Bank sent a row of another form: {row!r:.80}") from error
    if (place, found) != (iso3, series):
        raise FetchFailed(f"the World Bank sent {place}/{found} instead")
    if value is not None:
        yield day(year, "%Y"), number(value)


def _ask(iso3: str, series: str, since: date | None) -> list[Any]:
    """All rows the API has, newest first; asked for again if what went wrong can heal."""
    import requests
    import stamina
    import wbgapi as wb

    def heals(error: Exception) -> bool:
        code = getattr(error, "code", None)
        return isinstance(error, requests.ConnectionError) or (code is not None and code >= 500)

    wb.get_options = {
        "timeout": TIMEOUT,
        "headers": {"User-Agent": USER_AGENT},
        "allow_redirects": False,
        "auth": _noted,
        "hooks": {"response": _bounded},
    }
    parameters = {"per_page": PER_PAGE} | ({"date": f"{since.year}:{now().year}"} if since else {})
    ask = stamina.RetryingCaller(attempts=3, timeout=DEADLINE, wait_initial=0.5)
    try:
        return ask(heals, lambda: list(wb.fetch(f"country/{iso3}/indicator/{series}", parameters)))
    except (wb.APIError, requests.RequestException, LookupError, TypeError, ValueError) as error:
        kind = RateLimited if getattr(error, "code", None) == 429 else FetchFailed
        raise kind(f"the World Bank's answer cannot be used ({error!s:.200})") from error


def _noted(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """What requests calls, as an authentication, with each request it is about to send."""
    note(request.url)
    return request


def _bounded(response: requests.Response, **_: object) -> None:
    """Read the decoded body ourselves, for requests has no limit."""
    body = bytearray()
    for piece in response.iter_content(65536):
        body += piece
        if len(body) > LARGEST:
            raise FetchFailed(f"the World Bank answered with more than {LARGEST:,} bytes")
    response._content = bytes(body)
