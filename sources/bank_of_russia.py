"""Bank of Russia: official rates of any currency it lists, dated the day they take effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from relations.values import APPLIES, Rate, parse_licence
from sources import FetchFailed, Habits, Indicator, NotListed, Rejected, Snapshot, now
from sources._fetch.answers import Row, day, number, parse_xml, quotient, said, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import Get, connection

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIST = "https://www.cbr.ru/scripts/XML_daily.asp"
ADDRESS = "https://www.cbr.ru/scripts/XML_dynamic.asp"
FIRST = date(1998, 1, 1)  # before it, a rouble was a thousand times smaller
HABITS = Habits(first=FIRST, ended={"BYR": date(2016, 6, 30)}, offers={"rate": ("USD",)})

# The bank's own codes of currencies, to save asking; one that gave its name to another has a code of its own.
_IDENTITIES = {
    "AMD": "R01060",
    "BYN": "R01090B",
    "BYR": "R01090",
    "CNY": "R01375",
    "GEL": "R01210",
    "KGS": "R01370",
    "KZT": "R01335",
    "TRY": "R01700J",
    "UAH": "R01720",
    "USD": "R01235",
}
# Days whose lists have, one or another of them, what the bank listed once: a list is of what it quotes on that day.
_LISTS = (date(2025, 6, 3), date(2016, 6, 1), date(2010, 6, 1), date(2004, 6, 1), date(2001, 6, 1))


def indicator(code: str) -> Indicator:
    """Roubles per unit of a currency; Rejected if it is none, or the rouble."""
    name = currency(code).name
    if code == "RUB":
        raise Rejected("bank_of_russia/RUB: allowed are currencies other than the rouble, for example USD")
    return Indicator(
        key=f"bank_of_russia/{code}",
        title=f"{name}, official rate of the Bank of Russia",
        unit=Rate("RUB", code),
        frequency="daily",
        publisher="Bank of Russia",
        url="https://www.cbr.ru/eng/currency_base/dynamics/",
        licence=parse_licence("Reuse with attribution to the Bank of Russia"),
        dating=APPLIES,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Roubles for one unit, whatever number of units was quoted; FetchFailed."""
    return snapshot(indicator, _rates(indicator.code, since or FIRST), since)


def parse_list(body: bytes) -> dict[str, str]:
    """The bank's own ids of the currencies it lists, by their ISO codes."""
    listed = parse_xml(body, "ValCurs").iter("Valute")
    return {valute.findtext("CharCode", ""): valute.get("ID", "") for valute in listed}


def parse(body: bytes, identity: str) -> Iterator[Row]:
    """Roubles per unit by day; an empty span has no record."""
    answer = parse_xml(body, "ValCurs")
    if (answer.text or "").strip():
        raise FetchFailed(f"the Bank of Russia answered {said(body)}")
    for record in answer.iter("Record"):
        when = day(record.get("Date"), "%d.%m.%Y")
        if record.get("Id") != identity:
            raise FetchFailed(f"row {when}: of the currency {record.get('Id')}, not {identity}")
        yield when, _rate(record)


def _rate(record: Element) -> float:
    """Roubles per unit: the number of units quoted may change within a series."""
    unit_rate = record.findtext("VunitRate")
    if unit_rate is not None:
        return number(unit_rate, decimal=",", thousands=" ")
    rate, units = record.findtext("Value"), record.findtext("Nominal")
    return quotient(number(rate, decimal=",", thousands=" "), number(units, thousands=" "))


def _rates(code: str, since: date) -> Iterator[Row]:
    with connection("cbr.ru") as get:
        identity = _IDENTITIES.get(code) or _looked_up(get, code)
        span = {"date_req1": f"{since:%d/%m/%Y}", "date_req2": f"{now():%d/%m/%Y}"}
        yield from parse(get(ADDRESS, VAL_NM_RQ=identity, **span), identity)


def _looked_up(get: Get, code: str) -> str:
    """The bank's own code of a currency, from today's list or, of one that is no more, from an earlier one."""
    others = 0
    for which in ({}, *({"date_req": f"{past:%d/%m/%Y}"} for past in _LISTS)):
        listed = parse_list(get(LIST, **which))
        if code in listed:
            return listed[code]
        others += len(listed)
    if not others:
        raise FetchFailed("the Bank of Russia's lists are without a single currency")
    years = ", ".join(str(past.year) for past in _LISTS)
    raise NotListed(f"the Bank of Russia does not list {code}, nor did it in {years}")
