"""An author's own series, read from a CSV file as strictly as a publisher's answer."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median

from relations.values import INSTANT, Dating, Frequency, UnknownWord, frequency_of, parse_licence, parse_unit
from relations.values.dating import PERIODS
from sources import Indicator, Rejected, Snapshot, indicator_of, now, observations

OWN = "own/"
_FORMS = {
    "daily": re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    "monthly": re.compile(r"(\d{4})-?M?(\d\d)"),
    "quarterly": re.compile(r"(\d{4})-?Q([1-4])"),
    "annual": re.compile(r"(\d{4})"),
}
#: The rhythm of days by how far they usually are apart.
_APART: tuple[tuple[float, Frequency], ...] = ((4, "daily"), (10, "weekly"), (45, "monthly"), (120, "quarterly"))


@dataclass(frozen=True)
class About:
    """What the author says of the numbers; what is None follows from the file."""

    key: str
    measured_in: str  #: the unit as the author writes it
    source: str  #: who publishes them, and the address: "Ministry of Energy, https://…"
    title: str | None = None
    frequency: str | None = None
    terms: str | None = None  #: the licence as the author writes it


def read(path: Path, about: About) -> Snapshot:
    """The series a file holds, two columns of dates and values; Rejected names the line that is not of that form."""
    if not about.key.startswith(OWN):
        raise Rejected(f"{about.key}: an author's own series has a key that begins with {OWN}, and no publisher's")
    rows = list(_rows(path))
    if not rows:
        raise Rejected(f"{path.name}: no rows of a date and a value, for example 2014-06-30,33.84")
    days = sorted(day for day, _, _ in rows)
    for one, other in pairwise(days):
        if one == other:
            raise Rejected(f"{path.name}: {one} is there twice; a day has one value")
    rhythm = _rhythm(days, {form for _, _, form in rows}, path.name)
    indicator = _indicator(about, rhythm)
    return Snapshot(indicator, observations([day for day, _, _ in rows], [value for _, value, _ in rows]), now())


def _indicator(about: About, rhythm: Frequency) -> Indicator:
    """What the numbers are, as the author says; Rejected for words that mean nothing."""
    name, _, url = about.source.rpartition("http")
    if not name.strip(" ,;<("):
        raise Rejected(f"--source '{about.source}' lacks a name or an address; write 'Ministry of Energy, https://…'")
    plain = indicator_of(about.key)
    try:
        frequency = frequency_of(about.frequency) if about.frequency else rhythm
        return replace(
            plain,
            title=about.title or plain.title,
            unit=parse_unit(about.measured_in),
            frequency=frequency,
            publisher=name.strip(" ,;<("),
            url=f"http{url}".rstrip(">)"),
            licence=parse_licence(about.terms) if about.terms else plain.licence,
            dating=INSTANT if frequency == "daily" else Dating("whole", PERIODS[frequency]),
        )
    except UnknownWord as error:
        raise Rejected(f"{about.key}: {error}") from error


def _rows(path: Path) -> Iterator[tuple[date, float, str]]:
    """Day, value and the form of the date, of every line but a first one of headings and empty ones."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Rejected(f"{path.name} is no text in UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    mark = next((mark for mark in "\t;" if lines and mark in lines[0]), ",")
    for number, found in enumerate(csv.reader(lines, delimiter=mark), start=1):
        cells = [cell.strip() for cell in found]
        if not any(cells) or (number == 1 and not re.match(r"\d", cells[0])):
            continue
        place = f"{path.name}, line {number}"
        if len(cells) != 2:
            raise Rejected(f"{place}: {len(cells)} cells; a line has a date and a value, for example 2014-06-30,33.84")
        day, form = _day(cells[0], place)
        yield day, _value(cells[1], place), form


def _day(text: str, place: str) -> tuple[date, str]:
    for form, pattern in _FORMS.items():
        if found := pattern.fullmatch(text):
            year, *rest = map(int, found.groups())
            month = 3 * rest[0] - 2 if form == "quarterly" else rest[0] if rest else 1
            try:
                return date(year, month, rest[1] if form == "daily" else 1), form
            except ValueError as error:
                raise Rejected(f"{place}: there is no day {text} ({error})") from error
    raise Rejected(f"{place}: '{text}' is no date; allowed are 2014-06-30, 2014-06, 2014Q2 and 2014")


def _value(text: str, place: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Rejected(f"{place}: '{text}' is no number; write it with a point and without spaces, as 1234.5")
    return value


def _rhythm(days: list[date], forms: set[str], name: str) -> Frequency:
    """How often there is a value: as the dates are written or, where they are days, by how far they are apart."""
    if len(forms) > 1:
        raise Rejected(f"{name}: dates of several kinds, {' and '.join(sorted(forms))}; a series has one rhythm")
    if forms != {"daily"} or len(days) < 2:
        return frequency_of(next(iter(forms)))
    apart = median((later - one).days for one, later in pairwise(days))
    return next((frequency for limit, frequency in _APART if apart < limit), "annual")
