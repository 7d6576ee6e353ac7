"""National Bank of Poland: what a dollar costs in a currency, through what both cost in zloty on the same day.

Table A is of every working day; the many other currencies are in table B, of Wednesdays. A currency that has changed
from one to the other is two series, never one of two rhythms: RUB is of table A, RUB/weekly of table B.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from relations.values import INSTANT, Rate, When, parse_licence
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot, now
from sources._fetch.answers import Row, by_day, day, number, parse_json, quotient, said, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import Get, NotFound, connection

ADDRESS = "https://api.nbp.pl/api/exchangerates/rates"
FIRST = date(2002, 1, 2)
LONGEST = timedelta(days=366)  # from the first to the last day of a question; 367 is the most they answer

_TABLE_A = """
    AUD BRL CAD CHF CLP CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP RON SEK SGD THB TRY
    UAH XDR ZAR
"""
#: Currencies that have left table A, most of them for the euro, each with its last day there.
_LEFT = {
    "BGN": date(2025, 12, 31),
    "EEK": date(2010, 12, 31),
    "HRK": date(2022, 12, 30),
    "LTL": date(2014, 12, 31),
    "LVL": date(2013, 12, 31),
    "RUB": date(2022, 3, 7),
    "SKK": date(2008, 12, 31),
}
_WEEKLY = "weekly"
HABITS = Habits(
    first=FIRST,
    began={"BYN": date(2016, 7, 1), **{f"{code}/{_WEEKLY}": last for code, last in _LEFT.items()}},
    ended={**_LEFT, "BYR": date(2016, 6, 29)},
    offers={"rate": ("{currency}", f"{{currency}}/{_WEEKLY}")},
    place=1,  # a dollar goes through two zloty rates
)


def indicator(code: str) -> Indicator:
    """A currency per dollar; Rejected if it is none, or one of the two the rate is made of.

    CURRENCY is of the table it is in, or was in when it left table A; CURRENCY/weekly of what table B has of one that
    has been in both.
    """
    short, _, rhythm = code.partition("/")
    name, daily = currency(short).name, short in {*_TABLE_A.split(), *_LEFT}
    if short in {"PLN", "USD"} or rhythm != (_WEEKLY if "/" in code else "") or (rhythm and not daily):
        raise Rejected(
            f"nbp/{code}: allowed are currencies other than the zloty and the dollar, for example KZT, and the weekly "
            f"years of one that is or was fixed daily, for example RUB/{_WEEKLY}"
        )
    until = f" until {When(_LEFT[short]).english}" if short in _LEFT and not rhythm else ""
    return Indicator(
        key=f"nbp/{code}",
        title=f"{name}, cross rate of the zloty fixings of table {'A' if daily and not rhythm else 'B'}{until}",
        unit=Rate(short, "USD"),
        frequency="daily" if daily and not rhythm else "weekly",
        publisher="National Bank of Poland",
        url="https://nbp.pl/en/statistic-and-financial-reporting/rates/",
        licence=parse_licence("Reuse with attribution to the National Bank of Poland"),
        dating=INSTANT,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Units of the currency per dollar, of days on which both were fixed; FetchFailed."""
    table = "a" if indicator.frequency == "daily" else "b"
    last = min(now().date(), HABITS.ended.get(indicator.code, date.max))
    return snapshot(indicator, _cross(table, indicator.code.partition("/")[0], since or FIRST, last), since)


def parse(body: bytes, code: str) -> Iterator[Row]:
    """Zloty per unit of a currency."""
    answer = parse_json(body)
    try:
        found, rates = answer["code"], [(rate["effectiveDate"], rate["mid"]) for rate in answer["rates"]]
    except (LookupError, TypeError) as error:
        raise FetchFailed(f"the NBP's answer is of another form: {said(body)}") from error
    if found != code:
        raise FetchFailed(f"the NBP's answer is of {found!r:.20}, not of {code}")
    for when, mid in rates:
        yield day(when, "%Y-%m-%d"), number(mid)


def _cross(table: str, code: str, since: date, until: date) -> Iterator[Row]:
    with connection("nbp.pl") as get:
        for first, last in _spans(since, until):
            local = _fixings(get, table, code, first, last)
            dollar = _fixings(get, "a", "USD", first, last) if local else {}
            for when in sorted(local.keys() & dollar.keys()):
                yield when, quotient(dollar[when], local[when])


def _spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last days of spans no longer than the NBP answers."""
    while first <= last:
        yield first, min(first + LONGEST, last)
        first += LONGEST + timedelta(days=1)


def _fixings(get: Get, table: str, code: str, first: date, last: date) -> dict[date, float]:
    """Zloty per unit by day; none if the table has none in this span."""
    try:
        body = get(f"{ADDRESS}/{table}/{code.lower()}/{first}/{last}/", format="json")
    except NotFound:
        return {}
    return by_day(parse(body, code))
