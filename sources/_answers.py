"""Reading an answer strictly: whole numbers, dates of one format, one row a day; anything else is FetchFailed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sources import FetchFailed, Indicator, Rejected, Snapshot, now, observations

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = tuple[date, float]


def snapshot(indicator: Indicator, rows: Iterable[Row], since: date | None) -> Snapshot:
    """The rows from `since` on (None: all) as the Snapshot of an indicator.

    `rows` may be a generator that asks the publisher as it goes: its FetchFailed gets the key in front. FetchFailed
    also if no row is left, or if a day has two values.
    """
    try:
        kept = {when: value for when, value in by_day(rows).items() if since is None or when >= since}
    except FetchFailed as error:
        raise type(error)(f"{indicator.key}: {error}") from error
    if not kept:
        start = f" from {since} on" if since else ""
        raise FetchFailed(f"{indicator.key}: {indicator.publisher} has no observations{start}")
    try:
        return Snapshot(indicator, observations(list(kept), list(kept.values())), now())
    except (Rejected, ValueError) as error:
        raise FetchFailed(str(error)) from error


def by_day(rows: Iterable[Row]) -> dict[date, float]:
    """The values by their days; FetchFailed if a day has two."""
    found: dict[date, float] = {}
    for when, value in rows:
        if found.setdefault(when, value) != value:
            raise FetchFailed(f"row {when}: comes twice, as {found[when]} and as {value}")
    return found


def number(cell: object, row: object, decimal: str = ".", thousands: str = "") -> float:
    """A cell, text or a number already, as a finite float; FetchFailed names the row it stands in.

    Text is read whole or not at all. `thousands` are the characters that may group digits by three; a no-break space
    counts as a space.
    """
    value = math.nan
    if isinstance(cell, str):
        value = _number_in_text(re.sub("[\u00a0\u202f]", " ", cell).strip(), decimal, thousands)
    elif isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < 2**1000):
        value = float(cell)
    if not math.isfinite(value):
        raise FetchFailed(f"row {row}: {cell!r:.40} where a number should be")
    return value


def _number_in_text(text: str, decimal: str, thousands: str) -> float:
    """The number a text is, NaN if it is none."""
    separator = f"[{re.escape(thousands)}]" if thousands else "(?!)"  # the latter is found nowhere
    digits = rf"(?:[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+|[0-9]+)"
    if not re.fullmatch(rf"[+-]?{digits}(?:{re.escape(decimal)}[0-9]+)?(?:[eE][+-]?[0-9]{{1,3}})?", text):
        return math.nan
    return float(re.sub(separator, "", text).replace(decimal, "."))


def day(text: object, form: str) -> date:
    """A date of one explicit format; FetchFailed if it is of another."""
    try:
        return datetime.strptime(str(text), form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise FetchFailed(f"{text!r:.40} where a date like {date(2014, 12, 31).strftime(form)} should be") from error


def text(body: bytes) -> str:
    """The characters of a UTF-8 answer; FetchFailed if it is of another encoding, or a page of HTML."""
    try:
        characters = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FetchFailed(f"not UTF-8 text but {_beginning(body)}") from error
    if characters.lstrip().startswith("<"):
        raise FetchFailed(f"not a table but {_beginning(body)}")
    return characters


def parse_json(body: bytes) -> Any:
    """What a JSON answer holds; FetchFailed if it is not JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchFailed(f"not JSON but {_beginning(body)}") from error


def parse_xml(body: bytes, root: str) -> Element:
    """The root element of an XML answer, which must be called `root`; FetchFailed if it is not, or has a DTD.

    The bytes go in as they came: the encoding is what the XML declaration says.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        found: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise FetchFailed(f"not <{root}> but {_beginning(body)} ({error})") from error
    if found.tag != root:
        raise FetchFailed(f"not <{root}> but {_beginning(body)}")
    return found


def _beginning(body: bytes) -> str:
    """The first words of an answer, to show in an error."""
    return repr(" ".join(body[:200].decode("ascii", "replace").split())[:60])
