"""FRED through its CSV, which needs no key: any series by its id.

The file names neither what a series is of nor its unit or rhythm, and the first letter of an id tells nothing:
DDDI01RUA156NWDB is annual. The rhythm is what the dates show; a period is dated by its first day. Title, unit and,
once more, the rhythm stand on the series' page; where that cannot be read, they stay unsaid.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import gcd

from relations.values.dating import INSTANT, PERIODS, Dating, Frequency
from relations.values.licence import parse_licence
from relations.values.unit import SCALES, Index, Money, Other, Price, Share, Unit, Unstated
from relations.values.when import When
from sources import FetchFailed, Habits, Indicator, NoSuchSeries, Rejected, Snapshot
from sources._fetch.answers import Row, by_day, day, named, number, said, snapshot, text
from sources._fetch.http import NotFound, connection

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"
PAGE = "https://fred.stlouisfed.org/series/"

_MONTH = Dating("average", "month")
_OIL: dict[str, tuple[str, Frequency, Dating]] = {
    "DCOILWTICO": ("Crude oil, WTI spot price at Cushing", "daily", INSTANT),
    "DCOILBRENTEU": ("Crude oil, Brent spot price in Europe", "daily", INSTANT),
    "MCOILWTICO": ("Crude oil, WTI spot price at Cushing, monthly average", "monthly", _MONTH),
    "MCOILBRENTEU": ("Crude oil, Brent spot price in Europe, monthly average", "monthly", _MONTH),
}
_FEW = 4  # dates of the end of a series do not show its rhythm: around holidays a daily one looks weekly
_LONGER: dict[Frequency, int] = {"annual": 12, "quarterly": 3}
_STRAY = 0.2  # of the dates: fewer that are of another rhythm are errors
_WEEKENDS = 0.1  # of its days: a stray Saturday makes no week of seven
HABITS = Habits(offers={"oil": ("DCOILBRENTEU",)})


def indicator(code: str) -> Indicator:
    """A series by its id; Rejected if it cannot be one.

    Of other than oil we know neither name nor unit, and the rhythm, here said to be daily, is that of the answer.
    """
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9_]*", code):
        raise Rejected(f"fred/{code}: allowed are FRED's ids of series, in capitals, for example DCOILBRENTEU")
    oil = code in _OIL
    title, frequency, dating = _OIL.get(code, (f"FRED series {code}", "daily", INSTANT))
    return Indicator(
        key=f"fred/{code}",
        title=title,
        unit=Price("USD", "barrel") if oil else Unstated(),
        frequency=frequency,
        publisher="US Energy Information Administration via FRED" if oil else "FRED, Federal Reserve Bank of St. Louis",
        url=f"{PAGE}{code}",
        licence=parse_licence("Public domain" if oil else "Stated on the series' page"),
        dating=dating,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Observations of the rhythm their dates show, with the title and unit of the series' page; FetchFailed.

    All of a series is asked for where its rhythm is not stated: a few dates would not show it.
    """
    start = {"cosd": since.isoformat()} if since and indicator.code in _OIL else {}
    try:
        with connection("fred.stlouisfed.org") as get:
            rows = by_day(parse(get(ADDRESS, id=indicator.code, **start), indicator.code))
        told = _told(indicator, sorted(rows)) if rows else indicator
    except NotFound as error:
        raise NoSuchSeries(f"{indicator.key}: FRED has no series {indicator.code}") from error
    except FetchFailed as error:
        raise named(indicator, error) from error
    return snapshot(told, rows.items(), since)


def parse(body: bytes, code: str) -> Iterator[Row]:
    """The rows of a CSV with the columns observation_date (once DATE) and `code`; no value, or a dot, is skipped."""
    try:
        header, *rows = [*csv.reader(text(body).splitlines(), strict=True)] or [[]]
    except csv.Error as error:
        raise FetchFailed(f"answered with {said(body)} instead of a table") from error
    if header not in (["observation_date", code], ["DATE", code]):
        raise FetchFailed(f"FRED's answer has the columns '{','.join(header):.80}', not observation_date and {code}")
    for row in rows:
        if len(row) != 2:
            raise FetchFailed(f"FRED's answer has the row '{','.join(row):.80}', not a date and a value")
        if row[1] not in {"", "."}:
            yield day(row[0], "%Y-%m-%d"), number(row[1])


def rhythm(days: Sequence[date]) -> Frequency:
    """How often there is a value, from the days that have one, which are sorted; gaps do not matter.

    FetchFailed if they are fewer than two, or neither days, weeks nor the first days of months, quarters or years, or
    of two kinds: one stray month makes no quarterly series monthly.
    """
    if len(days) < 2:
        raise FetchFailed("one date does not show how often there is a value")
    usual = sorted((later - earlier).days for earlier, later in pairwise(days))[(len(days) - 1) // 2]
    if usual <= 9:
        return "daily" if usual <= 4 else "weekly"
    months = [12 * one.year + one.month - 1 for one in days]
    step = gcd(*(later - earlier for earlier, later in pairwise(months)))
    if any(one.day > 1 for one in days) or step == 6 or (step % 12 == 0 and months[0] % 12):
        raise FetchFailed(f"dates like {days[-2]} and {days[-1]} are of no calendar months, quarters or years")
    for found, length in _LONGER.items():
        strays = [one for one, month in zip(days, months, strict=True) if month % length]
        if not strays:
            return found
        if len(strays) < _STRAY * len(days):
            raise FetchFailed(f"its dates are {found} but for {strays[0]}, which begins no such period")
    return "monthly"


def _told(indicator: Indicator, days: Sequence[date]) -> Indicator:
    """The indicator with the rhythm its dates show; FetchFailed if that is not the one stated."""
    if indicator.code not in _OIL:
        found, page = rhythm(days), _page(indicator.code)
        stated = page.get("frequency", found).casefold()
        if not re.match(rf"{found}\b", stated):
            raise FetchFailed(f"its dates are {found}, and its page says that it is {stated}")
        title, unit = page.get("title", indicator.title), page.get("units")
        dating = Dating("end", PERIODS[found]) if "end of period" in stated else _dating(found, days)
        return replace(
            indicator, title=title, unit=unit_in(unit) if unit else Unstated(), frequency=found, dating=dating
        )
    if len(days) > _FEW and (found := rhythm(days)) != indicator.frequency:
        raise FetchFailed(f"its dates are {found}, and it is stated to be {indicator.frequency}")
    return indicator


def _page(code: str) -> dict[str, str]:
    """Title, units and frequency on a series' page; nothing if it cannot be had, or is another page."""
    try:
        with connection("fred.stlouisfed.org", attempts=1) as get:
            page = get(f"{PAGE}{code}").decode("utf-8", "replace")
    except FetchFailed:
        return {}
    title = re.search(rf"<title[^>]*>\s*([^<]+?)\s*\({re.escape(code)}\)", page)
    if not title:
        return {}
    found = re.findall(r'class="series-meta-value-(units|frequency)"[^>]*>\s*([^<]*[^<\s,])', page)
    words = {"title": title[1], **dict(reversed(found))}
    return {name: " ".join(html.unescape(said).split()) for name, said in words.items()}


def unit_in(words: str) -> Unit:
    """FRED's words for a unit as one we have a kind of, else as they are."""
    if words == "Percent":
        return Share()
    if money := re.fullmatch(r"(?:(Thousand|Million|Billion)s of )?(?:U\.S\. )?Dollars", words):
        return Money("USD", SCALES.get((money[1] or "").lower(), 1))
    if price := re.fullmatch(r"(?:U\.S\. )?Dollars per (\D+)", words):
        return Price("USD", price[1].lower())
    if base := re.fullmatch(r"Index (\d{4})=100", words):
        return Index(When(date(int(base[1]), 1, 1), "year"))
    return Other(words)


def _dating(frequency: Frequency, days: Sequence[date]) -> Dating:
    """What its dates stand for: market days, unless it has weekends too, or all of a period."""
    if frequency == "daily" and sum(one.weekday() > 4 for one in days) < _WEEKENDS * len(days):
        return INSTANT
    return Dating("whole", PERIODS[frequency])
