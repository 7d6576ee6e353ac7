"""International Monetary Fund: representative rates, which central banks report. One page holds a month."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date

from relations.values import INSTANT, Rate, When, parse_licence
from sources import FetchFailed, Habits, Indicator, NotListed, Rejected, Snapshot, now
from sources._fetch.answers import Row, day, number, quotient, snapshot, text
from sources._fetch.codes import currency
from sources._fetch.http import Get, connection

ADDRESS = "https://www.imf.org/external/np/fin/data/rms_mth.aspx"
FIRST = date(1995, 1, 1)
_FEW = 24  # pages to be turned without a look at which of them list a currency
HABITS = Habits(first=FIRST, offers={"rate": ("{currency}",)})

# What the pages call currencies. One that the page marks (1) is quoted in dollars per unit.
_NAMES = {
    "AED": "U.A.E. dirham",
    "AUD": "Australian dollar",
    "BND": "Brunei dollar",
    "BRL": "Brazilian real",
    "BWP": "Botswana pula",
    "CAD": "Canadian dollar",
    "CHF": "Swiss franc",
    "CLP": "Chilean peso",
    "CNY": "Chinese yuan",
    "COP": "Colombian peso",
    "CZK": "Czech koruna",
    "DKK": "Danish krone",
    "DZD": "Algerian dinar",
    "EUR": "Euro",
    "GBP": "U.K. pound",
    "HUF": "Hungarian forint",
    "ILS": "Israeli New Shekel",
    "INR": "Indian rupee",
    "JPY": "Japanese yen",
    "KRW": "Korean won",
    "KWD": "Kuwaiti dinar",
    "KZT": "Kazakhstani tenge",
    "MUR": "Mauritian rupee",
    "MXN": "Mexican peso",
    "MYR": "Malaysian ringgit",
    "NOK": "Norwegian krone",
    "NZD": "New Zealand dollar",
    "OMR": "Omani rial",
    "PEN": "Peruvian sol",
    "PHP": "Philippine peso",
    "PLN": "Polish zloty",
    "QAR": "Qatari riyal",
    "RUB": "Russian ruble",
    "SAR": "Saudi Arabian riyal",
    "SEK": "Swedish krona",
    "SGD": "Singapore dollar",
    "THB": "Thai baht",
    "TTD": "Trinidadian dollar",
    "UYU": "Uruguayan peso",
    "ZAR": "South African rand",
}


class _Pages(threading.local):
    """Pages of finished months, which a run needs for each currency.

    A run of the refresh asks each publisher in a thread of its own: what was wrong in one run is asked for anew in the
    next, also by a program that goes on for weeks.
    """

    def __init__(self) -> None:
        self.finished: dict[date, bytes] = {}


_pages = _Pages()


def indicator(code: str) -> Indicator:
    """A currency per dollar; Rejected if the IMF does not list it."""
    if code not in _NAMES:
        raise Rejected(f"imf/{code}: allowed are the currencies it lists: {', '.join(_NAMES)}")
    return Indicator(
        key=f"imf/{code}",
        title=f"{currency(code).name}, representative rate",
        unit=Rate(code, "USD"),
        frequency="daily",
        publisher="International Monetary Fund",
        url="https://www.imf.org/external/np/fin/data/param_rms_mth.aspx",
        licence=parse_licence('Reuse with attribution: "Source: International Monetary Fund"'),
        dating=INSTANT,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Units of the currency per dollar; FetchFailed."""
    return snapshot(indicator, _rates(indicator.code, since or FIRST), since)


def parse(body: bytes, name: str) -> Iterator[Row]:
    """Units of a currency per dollar on a page of a month: blocks of tab-separated lines, the first with its days."""
    days: list[date] = []
    for title, *cells in _lines(body):
        if title == "Currency":
            days = [day(cell.strip(), "%B %d, %Y") for cell in cells if cell.strip()]
        elif match := _titled(name, title):
            for when, rate in _block(days, cells):
                yield when, quotient(1.0, rate) if match[1] else rate


def _lines(body: bytes) -> list[list[str]]:
    lines = [line.split("\t") for line in text(body).splitlines()]
    if not any(cells[0] == "Currency" for cells in lines):
        raise FetchFailed("the IMF's answer has no line that begins with 'Currency'")
    return lines


def _titled(name: str, title: str) -> re.Match[str] | None:
    """Whether a line is of a currency; its first group says whether it is in dollars per unit."""
    return re.fullmatch(rf"{re.escape(name)}\s*(\(1\))?", title.strip())


def _block(days: list[date], cells: list[str]) -> Iterator[Row]:
    if len(cells) < len(days) or any(cell.strip() for cell in cells[len(days) :]):
        raise FetchFailed(f"the IMF's answer has {len(cells)} rates for {len(days)} days")
    for when, cell in zip(days, cells, strict=False):
        if cell.strip() not in {"", "NA"}:
            yield when, number(cell, thousands=",")


def _rates(code: str, since: date) -> Iterator[Row]:
    today = now().date()
    pages = list(_months(since, today))
    with connection("imf.org") as get:
        if len(pages) > _FEW:
            pages = _listing(get, pages, today, _NAMES[code])
        for last in pages:
            yield from parse(_page(get, last, today), _NAMES[code])


def _months(since: date, today: date) -> Iterator[date]:
    """The last days of the months from one day to another."""
    for year in range(since.year, today.year + 1):
        for month in range(1, 13):
            last = When(date(year, month, 1), "month").last
            if last >= since and last.replace(day=1) <= today:
                yield last


def _listing(get: Get, pages: list[date], today: date, name: str) -> list[date]:
    """The months from a year before the first page that lists a currency, looking at one page a year; NotListed.

    A page says which currencies there are, so that nobody turns hundreds of them for one that is on none.
    """
    for at in range(len(pages) % 12, len(pages), 12):
        if _is_listed(_page(get, pages[at], today), name):
            return pages[max(0, at - 12) :]
    if _is_listed(_page(get, pages[-1], today), name):
        return pages[-12:]
    raise NotListed(f"the IMF lists no {name}, nor did it in any year since {pages[0].year}")


def _is_listed(page: bytes, name: str) -> bool:
    """Whether there is a line of a currency on a page."""
    return any(_titled(name, title) for title, *_ in _lines(page))


def _page(get: Get, last: date, today: date) -> bytes:
    """The page of the month with this last day."""
    if last in _pages.finished:
        return _pages.finished[last]
    body = get(ADDRESS, SelectDate=min(last, today).isoformat(), reportType="REP", tsvflag="Y")
    if last < today:
        _pages.finished[last] = body
    return body
