"""What can go wrong, by name: in the numbers, in the replies, or both; of one publisher, of some, or of all."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

from tests.publishers._numbers import DAY, Rows, onward, over, rhythm

ELSEWHERE = "elsewhere.example"  #: it answers as the publisher named first in its path would
HTML = b"<!DOCTYPE html>\n<html><head><title>%s</title></head><body><h1>Please wait</h1></body></html>"


@dataclass(frozen=True)
class Request:
    """What a publisher was asked for."""

    url: str
    host: str
    path: str
    query: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What it answers, and how slowly."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  #: seconds before the first byte
    pace: float = 0.0  #: seconds after each byte
    hang: bool = False  #: never answers
    cut: bool = False  #: ends half-way through the body


Numbers = Callable[[Rows, date], Rows]
Change = Callable[[Request, Reply], Reply]


@dataclass(frozen=True)
class Scenario:
    """A fault. What it does not touch is as in `live`, or, if `old`, as it was on the day of the shipped copies."""

    numbers: Numbers = lambda rows, today: rows  # today bounds what is published, not what a fault adds
    reply: Change = lambda request, reply: reply
    at: frozenset[str] = frozenset()  #: the publishers it is of; none: all
    old: bool = False
    refused: bool = False  #: not even a connection is made


def _some(rows: Rows, part: slice, change: Callable[[Any], float | str]) -> Rows:
    """The rows, those of a part changed."""
    places = set(range(len(rows))[part])
    return [(day, change(value) if place in places else value) for place, (day, value) in enumerate(rows)]


def scaled(factor: float, part: slice = slice(None)) -> Numbers:
    """The numbers of these rows multiplied."""
    return lambda rows, today: _some(rows, part, lambda value: value * factor)


def _without(wanted: Callable[[date, date], bool]) -> Numbers:
    """No row of a day that is wanted, given the newest."""
    return lambda rows, today: [row for row in rows if not wanted(row[0], rows[-1][0])]


def _garbage(rows: Rows, today: date) -> Rows:
    """From the end of a series: the 3rd is text, the 5th NaN, the 7th infinite, the 9th negative."""
    for place, change in ((-3, "n/a"), (-5, math.nan), (-7, math.inf)):
        rows = _some(rows, slice(place, place + 1), lambda _, put=change: put)  # type: ignore[misc]
    return scaled(-1, slice(-9, -8))(rows, today)


def _revised(rows: Rows, today: date) -> Rows:
    """The year 2019 of what has one number a year."""
    if rhythm([day for day, _ in rows]) < 366:
        return rows
    return [(day, value * 1.02 if day.year == 2019 and not isinstance(value, str) else value) for day, value in rows]


def _ahead(days: int, rows: Rows, today: date) -> Rows:
    """Rows of so many days after today; of longer periods, one more."""
    if not rows:
        return rows
    length, end = rhythm([day for day, _ in rows]), today + days * DAY
    if length > 7:
        following = over(today.replace(day=1), 31) if length == 31 else date(today.year + 1, 1, 1)
        return [*rows, (following, rows[-1][1])]
    new = onward({day: float(value) for day, value in rows}, end)
    more: Rows = [(day, value) for day, value in new.items() if day > today]
    return [*rows, *(more or [(end, rows[-1][1])])]


def _spike(rows: Rows, today: date) -> Rows:
    """The 20th from the end wild, the 18th twice, the 16th empty, and a Saturday."""
    rows = _some(rows, slice(-20, -19), lambda value: value * 100 if value > 100 else value / 100)
    rows = _some(rows, slice(-16, -15), lambda _: math.nan)
    friday = next((row for row in reversed(rows[:-20]) if row[0].weekday() == 4), None)
    if friday is None:  # a question of the last days only
        return rows
    place = rows.index(friday) + 1
    return [*rows[:place], (friday[0] + DAY, friday[1]), *rows[place:-17], *rows[-18:]]


def _twice(factor: float, rows: Rows, today: date) -> Rows:
    return [*rows, *scaled(factor)(rows[-1:], today)]


def _inverse(rows: Rows, today: date) -> Rows:
    return _some(rows, slice(None), lambda value: 1 / value if value else value)


def instead(body: bytes = b"", status: int = 200, **more: Any) -> Change:
    """Another reply whatever was asked."""
    return lambda request, reply: Reply(body, status, **more)


def also(**more: Any) -> Change:
    """The right reply, in a way of its own."""
    return lambda request, reply: replace(reply, **more)


def _moved(place: Callable[[Request], str]) -> Change:
    """A redirect, but for who has followed it."""

    def change(request: Request, reply: Reply) -> Reply:
        there = place(request)
        arrived = there.split(":")[0] == "http" and request.url.startswith("http:")
        return reply if arrived else Reply(status=302, headers={"Location": there})

    return change


def _away(request: Request) -> str:
    parts = urlsplit(request.url)
    return f"https://{ELSEWHERE}/{request.host}{parts.path}?{parts.query}"


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    """200 MB of zeros in 200 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(1_000_000)) for _ in range(200)]) + packer.flush()


NO_RECORDS = b"<string>NoRecordsFound</string>"
REFUSED = Reply(HTML % b"503 Service Unavailable", 503, {"Connection": "close"})
_XML_ERROR = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<wb:error xmlns:wb="http://www.worldbank.org">\n'
    b'<wb:message id="120" key="Invalid value">The provided parameter value is not valid</wb:message>\n</wb:error>'
)
_CRUMB = b'{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}'
_YAHOO, _WORLD_BANK, _WITS = (frozenset({name}) for name in ("yahoo", "world_bank", "wits"))
_REPLIES: dict[str, Change] = {
    "204": instead(status=204),
    "404": instead(HTML % b"404 Not Found", 404),
    "500": instead(HTML % b"500 Internal Server Error", 500),
    "empty": instead(),
    "html": instead(HTML % b"Maintenance"),
    "cut": also(cut=True),
    "trickle": also(pace=0.5),
    "redirect-away": _moved(_away),
    "redirect-self": _moved(lambda request: request.url),
    "redirect-http": _moved(lambda request: request.url.replace("https:", "http:", 1)),
    "gzip-bomb": lambda request, reply: Reply(_bomb(), headers={"Content-Encoding": "gzip"}),
}
_NUMBERS: dict[str, Numbers] = {
    "x1000": scaled(1000),
    "x10": scaled(10),
    "half": scaled(0.5),
    "sign": scaled(-1),
    "units": scaled(7.33),  # a barrel of oil is so much of a tonne
    "inverse": _inverse,
    "x1000-last5": scaled(1000, slice(-5, None)),
    "x10-row": scaled(10, slice(-3, -2)),
    "slip-row": scaled(9.95, slice(-3, -2)),
    "half-row": scaled(0.5, slice(-3, -2)),
    "sign-row": scaled(-1, slice(-3, -2)),
    "slip": scaled(9.95, slice(-30, None)),
    "slip-over": scaled(9.95, slice(-50, -20)),
    "revised-5": scaled(1.05, slice(None, -1)),
    "drop-year": _without(lambda day, newest: day.year == 2015),
    "drop-last-year": _without(lambda day, newest: day.year == newest.year),
    "tomorrow": partial(_ahead, 1),
    "future": partial(_ahead, 40),
    "duplicate-equal": partial(_twice, 1),
    "duplicate-different": partial(_twice, 1.01),
}
SCENARIOS: dict[str, Scenario] = {
    "ok": Scenario(old=True),
    "live": Scenario(),
    "all-down": Scenario(old=True, refused=True, reply=lambda request, reply: REFUSED),
    "slow": Scenario(old=True, reply=also(delay=1.0)),
    "revised": Scenario(_revised, old=True),
    "shrunk": Scenario(_without(lambda day, newest: day > newest - timedelta(days=5 * 365)), old=True),
    "garbage": Scenario(_garbage, old=True),
    "yahoo-429": Scenario(at=_YAHOO, old=True, reply=instead(b"Edge: Too Many Requests", 429)),
    "yahoo-401": Scenario(at=_YAHOO, reply=instead(_CRUMB, 401)),
    "yahoo-empty": Scenario(lambda rows, today: [], at=_YAHOO, old=True),
    "yahoo-spike": Scenario(_spike, at=_YAHOO, old=True),
    "wb-502": Scenario(at=_WORLD_BANK, old=True, reply=instead(HTML % b"502 Bad Gateway", 502)),
    "wb-html": Scenario(at=_WORLD_BANK, old=True, reply=_REPLIES["html"]),
    "wb-xml-error": Scenario(at=_WORLD_BANK, old=True, reply=instead(_XML_ERROR)),
    "wb-hang": Scenario(at=_WORLD_BANK, old=True, reply=also(hang=True)),
    "wits-404": Scenario(at=_WITS, old=True, reply=instead(NO_RECORDS, 404)),
    "wits-slow": Scenario(at=_WITS, old=True, reply=also(delay=3.0)),
    "cbr-splash": Scenario(at=frozenset({"bank_of_russia"}), old=True, reply=instead(HTML % b"DDOS-GUARD")),
    "nbk-no-items": Scenario(lambda rows, today: [], at=frozenset({"national_bank_kz"}), old=True),
    "fred-truncated": Scenario(at=frozenset({"fred"}), old=True, reply=also(cut=True)),
    **{name: Scenario(numbers) for name, numbers in _NUMBERS.items()},
    **{name: Scenario(reply=reply) for name, reply in _REPLIES.items()},
}
