"""Lines of a journal, as we wrote them or as a spreadsheet saved them, back in the form we write.

A spreadsheet puts dates and numbers as its country does: 25.11.2026, 11/25/2026, 0,5, semicolons between cells, times
without a zone. What is not clear raises ValueError, so that nothing is guessed.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)\.(\d\d?)\.(\d{4})|(\d\d?)/(\d\d?)/(\d{4})")
_SLASHES = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/\d{4}(?![\d/])")
_MOMENT = re.compile(r"([\d./-]+)[T ]+(\d\d?:\d\d(?::\d\d)?)(Z|[+-]\d\d:?\d\d)?")

DayFirst = bool | None  #: whether the day comes first in a file's dates with slashes; None if nothing says so


@dataclass(frozen=True)
class Form:
    """How a file writes its lines, found out from the file as a whole."""

    names: tuple[str, ...]  #: of its columns
    named: bool  #: whether its first line says so
    separator: str
    slashes: DayFirst

    @classmethod
    def of(cls, content: str, columns: tuple[str, ...]) -> Form:
        """The form of a file; without a line of names it has these columns, or but the last of them."""
        first = content.partition("\n")[0]
        separator = max(",;\t", key=first.count)
        try:
            names = tuple(cells(first, separator))
        except ValueError:
            names = ()
        named = set(columns[1:] or columns) <= set(names)
        return cls(names if named else columns[-len(names) :], named, separator, day_first(content))

    def row(self, line: str, columns: tuple[str, ...]) -> dict[str, str]:
        """A line's cells by column; a column the file does not have is empty. ValueError if one cannot be read."""
        texts = dict(zip(self.names, cells(line, self.separator), strict=True))
        decimal = "." if self.separator == "," else ","
        return {name: read(name, texts[name], self.slashes, decimal) if name in texts else "" for name in columns}


def cells(line: str, separator: str) -> list[str]:
    """A line's cells, without the space around them; ValueError if it is no CSV."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error as error:
        raise ValueError(str(error)) from error


def day_first(content: str) -> DayFirst:
    """Which of a file's 11/25/2026 is the day: no month is above 12."""
    if not re.search(r"/\d\d?/", content):
        return None
    found = [(int(one), int(other)) for one, other in _SLASHES.findall(content)]
    firsts, seconds = any(one > 12 for one, _ in found), any(other > 12 for _, other in found)
    return None if firsts == seconds else firsts


def read(column: str, text: str, slashes: DayFirst, decimal: str) -> str:
    """A cell of a column in the form we write; ValueError if it is not what that column holds."""
    if column in ("date", "first", "last"):
        return _day(text, slashes)
    if column in ("when", "since"):
        return _moment(text, slashes)
    if column in ("added", "revised", "rows", "sequence"):
        return _count(text, decimal)
    if column in ("old", "value", "seconds") or (column in ("new", "largest_revision") and text):  # these may be empty
        return _number(text, decimal)
    return text


@lru_cache(maxsize=16_384)
def _day(text: str, slashes: DayFirst) -> str:
    match = _DAY.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text[:40]}' is no date")
    numbers = [int(number) for number in match.groups() if number]
    if "/" in text:
        if slashes is None:
            raise ValueError(f"'{text}' may be two dates, and nothing else in the file tells which")
        numbers = [numbers[2], *(numbers[:2] if not slashes else numbers[1::-1])]
    elif "." in text:
        numbers.reverse()
    return date(*numbers).isoformat()


@lru_cache(maxsize=1024)
def _moment(text: str, slashes: DayFirst) -> str:
    """A moment; without a zone it is in UTC, as all we write is."""
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text[:40]}' is no moment")
    clock = time.fromisoformat(match[2].zfill(5) if match[2].count(":") == 1 else match[2].zfill(8))
    naive = datetime.combine(date.fromisoformat(_day(match[1], slashes)), clock)
    zone = match[3] or "Z"
    moved = datetime.fromisoformat(naive.isoformat() + ("+00:00" if zone == "Z" else zone))
    return moved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(text: str, decimal: str) -> str:
    """A number; one comma is a decimal comma unless it could part thousands, as in 37,900."""
    if text.count(",") == 1 and "." not in text and (decimal == "," or not re.search(r",\d{3}$", text)):
        text = text.replace(",", ".")
    float(text)
    return text


def _count(text: str, decimal: str) -> str:
    if text.isascii() and text.isdigit():
        return str(int(text))
    number = float(_number(text, decimal))
    if number != int(number):
        raise ValueError(f"'{text}' is no whole number")
    return str(int(number))
