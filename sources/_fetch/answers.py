"""Reading an answer strictly: whole numbers, dates of one format, one row a day; anything else is FetchFailed.

But for a cell that is no number: it costs its own row, not the answer, as long as such cells are few.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from sources import FetchFailed, Indicator, NoSuchSeries, Rejected, Snapshot, now, observations

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = tuple[date, float]

# An answer with more cells that are no numbers than both of these is of another form than we believe.
_FEW, _FEW_OF_ALL = 10, 0.01
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unreadable(float):
    """A NaN that remembers the text of the cell it replaces, even after it is multiplied or divided.

    So a cell that is no number reaches the quarantine with its text, whatever a publisher's module computes.
    """

    said: str

    def __new__(cls, cell: object) -> Self:
        """NaN in place of a cell."""
        found = super().__new__(cls, math.nan)
        found.said = f"{cell!r:.40}"
        return found

    def __repr__(self) -> str:
        return self.said

    def _itself(self, _: float, /) -> Self:
        return self

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself


def snapshot(
    indicator: Indicator, rows: Iterable[Row], since: date | None, stopped: FetchFailed | None = None
) -> Snapshot:
    """The rows from `since` on (None: all) as the Snapshot of an indicator; it lists the cells that are no numbers.

    `rows` may be a generator that asks the publisher as it goes: its FetchFailed gets the key in front. FetchFailed
    also if no row is left, NoSuchSeries if all were asked for; if a day has two values, or if more than a few rows
    cannot be read.
    """
    try:
        kept = {when: value for when, value in by_day(rows).items() if since is None or when >= since}
        unreadable = _unreadable(kept)
    except FetchFailed as error:
        raise named(indicator, error) from error
    if not kept:
        start = f" from {since} on" if since else ""
        kind = FetchFailed if since else NoSuchSeries
        raise kind(f"{indicator.key}: {indicator.publisher} has no observations{start}")
    clean = {when: value for when, value in kept.items() if when not in unreadable}
    try:
        data = observations(list(clean), list(clean.values()))
        return Snapshot(indicator, data, now(), tuple(sorted(unreadable.items())), stopped)
    except (Rejected, ValueError) as error:
        raise FetchFailed(str(error)) from error


def named(indicator: Indicator, error: FetchFailed) -> FetchFailed:
    """A failure of the same type, whose text begins with the indicator's key and, before a verb, with who did so."""
    who = f"{indicator.publisher} " if str(error).startswith(("answered ", "gave ", "sent ")) else ""
    return type(error)(f"{indicator.key}: {who}{error}")


def _unreadable(values: dict[date, float]) -> dict[date, str]:
    """Per day whose cell is no number the text of the cell; FetchFailed if that is more than a few days, or all."""
    found = {when: value.said for when, value in values.items() if isinstance(value, Unreadable)}
    few = len(found) <= max(_FEW, _FEW_OF_ALL * len(values))
    if found and (not few or len(found) == len(values)):
        when, said = min(found.items())
        rows = f"{len(found)} of {len(values)} rows cannot be read"
        raise FetchFailed(f"row {when}: {said} where a number should be; {rows}")
    return found


def by_day(rows: Iterable[Row]) -> dict[date, float]:
    """The values by their days; FetchFailed if a day has two."""
    found: dict[date, float] = {}
    for when, value in rows:
        if repr(found.setdefault(when, value)) != repr(value):  # what cannot be read is not equal to itself
            raise FetchFailed(f"sent row {when} twice, as {found[when]!r} and as {value!r}")
    return found


def number(cell: object, decimal: str = ".", thousands: str = "") -> float:
    """A cell, text or a number already, as a finite float, or an Unreadable.

    Text is read whole or not at all. `thousands` are the characters that may group digits by three; a no-break space
    counts as a space.
    """
    value = math.nan
    if isinstance(cell, str):
        value = _number_in_text(re.sub("[\u00a0\u202f]", " ", cell).strip(), decimal, thousands)
    elif isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < 2**1000):
        value = float(cell)
    return value if math.isfinite(value) else Unreadable(cell)


def quotient(value: float, divisor: float) -> float:
    """The quotient, or an Unreadable if it is no finite number: a divisor of zero spoils only its own row."""
    found = value / divisor if divisor else math.nan
    return found if math.isfinite(found) or isinstance(found, Unreadable) else Unreadable(f"{value!r} / {divisor!r}")


def _number_in_text(text: str, decimal: str, thousands: str) -> float:
    """The number a text is, NaN if it is none."""
    separator = f"[{re.escape(thousands)}]" if thousands else "(?!)"  # the latter is found nowhere
    digits = rf"(?:[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+|[0-9]+)"
    if not re.fullmatch(rf"[+-]?{digits}(?:{re.escape(decimal)}[0-9]+)?(?:[eE][+-]?[0-9]{{1,3}})?", text):
        return math.nan
    return float(re.sub(separator, "", text).replace(decimal, "."))


def day(text: object, form: str) -> date:
    """A date of one explicit format; FetchFailed if it is of another."""
    if form == "%Y-%m-%d" and _ISO.fullmatch(str(text)):
        with suppress(ValueError):
            return date.fromisoformat(str(text))  # in a tenth of the time: of a daily series there are ten thousand
    try:
        return datetime.strptime(str(text), form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        found = "nothing" if text is None else f"{text!r:.40}"
        raise FetchFailed(f"{found} where a date like {date(2014, 12, 31).strftime(form)} should be") from error


def text(body: bytes) -> str:
    """The characters of a UTF-8 answer; FetchFailed if it is empty, of another encoding, or a page of HTML."""
    try:
        characters = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FetchFailed(f"answered with {said(body)} instead of text in UTF-8") from error
    if not characters.strip() or characters.lstrip().startswith("<"):
        raise FetchFailed(f"answered with {said(body)} instead of a table")
    return characters


def parse_json(body: bytes) -> Any:
    """What a JSON answer holds; FetchFailed if it is not JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchFailed(f"answered with {said(body)} instead of JSON") from error


def parse_xml(body: bytes, root: str) -> Element:
    """The root element of an XML answer, which must be called `root`; FetchFailed if it is not, or has a DTD.

    The bytes go in as they came: the encoding is what the XML declaration says. `root` may have a namespace in braces.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DTDForbidden
    from defusedxml.ElementTree import fromstring

    name = root.rpartition("}")[2]
    try:
        found: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        why = ", with a DTD, which we do not read" if isinstance(error, DTDForbidden) and not _is_page(body) else ""
        raise FetchFailed(f"answered with {said(body)} instead of <{name}>{why}") from error
    if found.tag != root:
        raise FetchFailed(f"answered with {said(body)} instead of <{name}>")
    return found


# Who keeps programs away from publishers with a page of their own, by a word of that page.
_GUARDS = {
    "ddos-guard": "DDoS-Guard",
    "cloudflare": "Cloudflare",
    "incapsula": "Imperva",
    "awswaf": "AWS WAF",
    "edgesuite.net": "Akamai",
    "qrator": "Qrator",
    "sucuri": "Sucuri",
}


def said(body: bytes) -> str:
    """What an answer that is no data says, to show in an error: whose page it is, or the publisher's own words."""
    characters = body[:20_000].decode("utf-8", "replace")
    if _is_page(body):
        guard = next((name for word, name in _GUARDS.items() if word in characters.lower()), "")
        title = re.search(r"<title[^>]*>([^<]*)", characters, re.IGNORECASE)
        titled = f", {_words(title[1])}" if title and title[1].strip() else ""
        return f"a page of its guard {guard}" if guard else f"a page of HTML{titled}"
    if stated := re.search(r'"(?:description|message|value)":\s*"([^"]+)"', characters):
        return _words(stated[1])
    texts = re.sub(r"<[^>]*>", " ", characters) if characters.lstrip().startswith("<") else characters
    attributes = re.findall(r'key="([^"]*)"', characters)
    return _words(texts) if texts.strip() else _words(" ".join(attributes) or characters)


def _is_page(body: bytes) -> bool:
    return re.match(rb"\W*(!doctype )?html\b", body[:100], re.IGNORECASE) is not None


def _words(characters: str) -> str:
    words = " ".join(characters.split())[:120]
    return f"“{words}”" if words else "nothing"
