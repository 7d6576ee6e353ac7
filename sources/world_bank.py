"""World Bank, through wbgapi: any indicator of any country or group of countries, of any of its databases.

A code is a country and an indicator, KAZ/NE.EXP.GNFS.CD. An indicator that has several rhythms takes one more word:
KAZ/DPANUSSPB/monthly. What it measures, in which unit, how often and in which database is what the answer says: the
end of a code tells nothing, for .ZS is the end of shares and of physicians per 1,000 people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from relations.values import Dating, Frequency, Money, Publication, Unstated, parse_licence, publication
from relations.values.dating import PERIODS
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot, now
from sources._fetch.answers import Row, day, named, number, snapshot
from sources._fetch.world_bank import ADDRESS, Header, ask, name_of, page, unit_in, unit_of

_TRADE = {
    "NE.EXP.GNFS.CD": "Exports of goods and services (current US$)",
    "NE.IMP.GNFS.CD": "Imports of goods and services (current US$)",
}
_WDI = "2"
_DATABASES = {
    _WDI: "World Development Indicators",
    "3": "Worldwide Governance Indicators",
    "15": "Global Economic Monitor",
}
SERIES = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+|[A-Z][A-Z0-9_]{3,}")
#: How a date is written, and how to ask for all of that form; no series begins before 1900.
_FORMS: dict[Frequency, tuple[str, str]] = {
    "annual": (r"\d{4}", "1900:{last}"),
    "quarterly": (r"\d{4}Q[1-4]", "1900Q1:{last}Q4"),
    "monthly": (r"\d{4}M\d{2}", "1900M01:{last}M12"),
}


def _published(indicator: Indicator) -> Publication:
    """By the rule for what its dates are of: there is no timetable, and later editions revise what was out."""
    return publication(indicator.frequency, indicator.dating, revised="the World Bank")


HABITS = Habits(
    publication=_published,
    archive="wdi_archive",
    offers={"population": ("{country}/SP.POP.TOTL",), "gdp": ("{country}/NY.GDP.MKTP.KD",)},
)


def indicator(code: str) -> Indicator:
    """A country's indicator, as far as is known offline; Rejected unless the code is COUNTRY/INDICATOR.

    Of few we know what the answer will say. Of all others the unit is `Unstated`, and title, rhythm and database are
    those of the answer too.
    """
    place, series, rhythm = _split(code)
    frequency, known = rhythm or "annual", series in _TRADE
    return Indicator(
        key=f"world_bank/{code}",
        title=title_of(_TRADE.get(series, series), name_of(place), series),
        unit=Money("USD", prices="current") if known else Unstated(),
        frequency=frequency,
        publisher=f"World Bank, {_DATABASES[_WDI]}" if known else "World Bank",
        url=f"https://data.worldbank.org/indicator/{series}?locations={place}",
        licence=parse_licence("CC BY 4.0"),
        dating=dating_of(series, frequency),
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Its observations, dated by the first day of their periods, with what the answer says they are; FetchFailed."""
    place, series, rhythm = _split(indicator.code)
    span = {"date": _FORMS[rhythm][1].format(last=now().year)} if rhythm else {}
    try:
        header, sent = ask(f"country/{place}/indicator/{series}", **span)
        rows = list(_of(sent, place, series))
        told = _of_database(_told(indicator, rows), header) if rows else indicator
    except FetchFailed as error:
        raise named(indicator, error) from error
    return snapshot(told, _observations(rows), since)


def parse(body: bytes, place: str, series: str) -> Iterator[Row]:
    """The observations of a page of an answer, none for a null (not published)."""
    return _observations(_of(page(body)[1], place, series))


def _split(code: str) -> tuple[str, str, Frequency | None]:
    """Country, indicator and, if the code says one, rhythm; Rejected if it is no code."""
    place, _, rest = code.partition("/")
    series, slash, word = rest.partition("/")
    name_of(place)
    rhythm = next((one for one in _FORMS if one == word), None)
    if not SERIES.fullmatch(series) or (slash and rhythm is None):
        raise Rejected(
            f"world_bank/{code}: allowed is COUNTRY/INDICATOR, for example KAZ/NE.EXP.GNFS.CD, and after an indicator "
            f"of several rhythms one of them, {', '.join(f'/{one}' for one in _FORMS)}"
        )
    return place, series, rhythm


def _told(indicator: Indicator, rows: list[Any]) -> Indicator:
    """The indicator with the title, unit and rhythm its rows say; FetchFailed if that is not the rhythm asked for."""
    place, series, _ = _split(indicator.code)
    said = " ".join(str(rows[0]["indicator"].get("value") or series).split()).rstrip(" ,")
    unit = str(rows[0].get("unit") or "").strip()
    name = name_of(place)
    if name == place:
        name = str((rows[0].get("country") or {}).get("value") or place)
    frequency = _frequency(rows, indicator)
    return replace(
        indicator,
        title=title_of(said, name, series),
        unit=unit_in(unit) if unit else unit_of(said, name),
        frequency=frequency,
        dating=dating_of(series, frequency),
    )


def title_of(said: str, name: str, series: str) -> str:
    """An indicator's name and its country's; trade is with all partners, which the World Bank's names do not say."""
    return f"{said}, {name}{', with the world' if series in _TRADE else ''}"


def dating_of(series: str, frequency: Frequency) -> Dating:
    """What its dates stand for: how a value was collected over its period is known of trade only."""
    return Dating("sum" if series in _TRADE else "whole", PERIODS[frequency])


def _frequency(rows: list[Any], indicator: Indicator) -> Frequency:
    """What the dates are of; FetchFailed if of several kinds of period, or of another than the code says."""
    dates = {str(row["date"]) for row in rows}
    found = [one for one, (form, _) in _FORMS.items() if any(re.fullmatch(form, when) for when in dates)]
    place, series, rhythm = _split(indicator.code)
    if len(found) > 1:
        keys = " or ".join(f"world_bank/{place}/{series}/{one}" for one in found)
        raise FetchFailed(f"the World Bank sent {' and '.join(found)} values; name {keys}")
    if rhythm and found and found != [rhythm]:
        raise FetchFailed(f"{rhythm} values were asked for, and the World Bank sent {found[0]} ones")
    return next(iter(found), indicator.frequency)  # what is no date at all is said where it is read


def _of_database(indicator: Indicator, header: Header) -> Indicator:
    """The indicator with the name of the database the answer is from; outside of the WDI it has no page of its own."""
    key = str(header.get("sourceid", ""))
    name = _DATABASES.get(key)
    if key and not name:
        _, listed = ask(f"source/{key}")
        name = next((row["name"] for row in listed if str(row.get("id")) == key), f"database {key}")
    place, series, _ = _split(indicator.code)
    url = indicator.url if key in ("", _WDI) else f"{ADDRESS}/country/{place}/indicator/{series}"
    return replace(indicator, publisher=f"World Bank, {name}" if name else "World Bank", url=url)


def _of(rows: Iterable[Any], place: str, series: str) -> Iterator[dict[str, Any]]:
    """The rows; FetchFailed if one is of another form, or of another country or indicator.

    Outside of the WDI the code of the country can stand under `country` alone.
    """
    for row in rows:
        try:
            found = str(row["countryiso3code"] or row["country"]["id"]), str(row["indicator"]["id"])
            row["date"], row["value"]
        except (LookupError, TypeError) as error:
            raise FetchFailed(f"the World Bank sent a row of another form: {row!r:.80}") from error
        if found != (place, series):
            raise FetchFailed(f"the World Bank sent {'/'.join(found)} instead")
        yield row


def _observations(rows: Iterable[dict[str, Any]]) -> Iterator[Row]:
    return ((_first_day(str(row["date"])), number(row["value"])) for row in rows if row["value"] is not None)


def _first_day(text: str) -> date:
    """The first day of a year, a quarter or a month: 2017, 2017Q4, 2017M12."""
    year, quarter, number = text.partition("Q")
    month = f"{year}M{3 * int(number) - 2:02}" if quarter and number in set("1234") else text
    return day(month, "%YM%m" if "M" in month else "%Y")
