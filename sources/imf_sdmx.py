"""IMF Data: exchange rates at the end and on average, and a country's goods trade with another, by month.

The codes are KZT/end, KZT/average, KAZ/RUS/exports and KAZ/RUS/imports, and with /quarterly or /annual behind them the
same by quarter or year; the country named first is the one that reports. `imf` is another thing, the daily
representative rates; `imf_ifs` is an older edition of the month ends here.

We ask and read ourselves, and sdmx1 is only compared with in a test: it waits without an end, follows to any host,
takes any size, and prints what it cannot read on standard output, where a refresh reports to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from relations.values import Dating, Frequency, Money, Publication, Rate, msgid, parse_licence, publication
from relations.values.dating import LETTERS, PERIODS, span
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, parse_xml, snapshot
from sources._fetch.codes import country, currency
from sources._fetch.http import connection

ADDRESS = "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA"
XML = "application/vnd.sdmx.data+xml;version=3.0.0"  # a version of two parts, 3.0, is refused
ROOT = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message}StructureSpecificData"
MILLION = 10**6

_RATES = {"end": "EOP_RT", "average": "PA_RT"}
#: How the periods of each rhythm are written.
_FORMS: dict[Frequency, str] = {"monthly": r"(\d{4})-M(\d\d)", "quarterly": r"(\d{4})-Q([1-4])", "annual": r"(\d{4})()"}
_FLOWS = {"exports": ("XG_FOB_USD", "to", "fob"), "imports": ("MG_CIF_USD", "from", "cif")}
_CODE = re.compile(
    rf"([A-Z]{{3}})/(?:({'|'.join(_RATES)})|(?!\1)([A-Z]{{3}})/({'|'.join(_FLOWS)}))(?:/(quarterly|annual))?"
)
_OWN = {"WLD": "G001", "XKX": "KOS"}  # its codes that are not ours; of groups of countries it has the world's alone


def _published(indicator: Indicator) -> Publication:
    """Of trade by a rule of our own: it comes out country by country, months later, and is revised."""
    if indicator.dating.collected != "sum":
        return publication(indicator.frequency, indicator.dating)
    reviser = "the International Monetary Fund"
    if indicator.frequency != "monthly":
        return replace(publication(indicator.frequency, indicator.dating, revised=reviser), has_timetable=False)
    rule = msgid("a month’s trade counts as known three months after its end (a convention, not a timetable)")
    return Publication(
        rule,
        lambda days: (days.astype("datetime64[M]") + 4).astype("datetime64[D]"),
        revised=reviser,
        has_timetable=False,
    )


HABITS = Habits(
    publication=_published,
    offers={
        "rate": ("{currency}/end",),
        "exports_by_month": ("{country}/{partner}/exports",),
        "imports_by_month": ("{country}/{partner}/imports",),
    },
)


def indicator(code: str) -> Indicator:
    """A currency per dollar, or goods trade in US$ million; Rejected if the code is none of the four kinds."""
    one, other, flow, frequency = _parts(code)
    return _trade(code, one, other, flow, frequency) if flow else _rate(code, one, other, frequency)


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Values by period, dated its first day, or its last if they are of that day; FetchFailed."""
    flow, codes, first = _question(indicator.code)
    start = max(filter(None, (first, since)), default=None)
    rows = _observations(indicator, flow, codes, start)
    return snapshot(indicator, (row for row in rows if not start or row[0] >= start), since)


def parse(body: bytes, wanted: Mapping[str, str], frequency: Frequency = "monthly") -> Iterator[tuple[date, float]]:
    """The first day of each period and its value, of the series with these codes whatever else has come."""
    for series in parse_xml(body, ROOT).iter("Series"):
        if all(series.get(dimension) == code for dimension, code in wanted.items()):
            for found in series.iter("Obs"):
                if found.get("OBS_VALUE") is not None:
                    yield _first_day(found.get("TIME_PERIOD"), frequency), number(found.get("OBS_VALUE"))


def _first_day(period: str | None, frequency: Frequency) -> date:
    if not (match := re.fullmatch(_FORMS[frequency], period or "")):
        raise FetchFailed(f"{period!r:.20} where a period should be that is {frequency}")
    number = int(match[2] or 1)
    return day(f"{match[1]}-{3 * number - 2 if frequency == 'quarterly' else number}", "%Y-%m")


def _parts(code: str) -> tuple[str, str, str, Frequency]:
    """Currency and kind of rate, or reporter, partner and flow, which else is empty, and the rhythm; Rejected."""
    if match := _CODE.fullmatch(code):
        one, kind, other, flow, rhythm = match.groups()
        return one, kind or other, flow or "", next((each for each in _FORMS if each == rhythm), "monthly")
    raise Rejected(
        f"imf_sdmx/{code}: allowed is CURRENCY/end, CURRENCY/average, REPORTER/PARTNER/exports and "
        "REPORTER/PARTNER/imports, for example KZT/end and KAZ/RUS/exports, and each with /quarterly or /annual; the "
        "partner WLD is the world"
    )


def _rate(code: str, short: str, kind: str, frequency: Frequency) -> Indicator:
    name, _, period = currency(short).name, _home(short), PERIODS[frequency]
    return Indicator(
        key=f"imf_sdmx/{code}",
        title=f"{name}, {kind} of {period}",
        unit=Rate(short, "USD"),
        frequency=frequency,
        publisher="International Monetary Fund, Exchange Rates",
        url="https://data.imf.org/en/datasets/IMF.STA:ER",
        licence=parse_licence('Reuse with attribution: "Source: International Monetary Fund"'),
        dating=Dating("end" if kind == "end" else "average", period),
    )


def _trade(code: str, reporter: str, partner: str, flow: str, frequency: Frequency) -> Indicator:
    one, other = (country(place) for place in (reporter, partner))
    if one.kind == "aggregate" or (other.kind == "aggregate" and partner not in _OWN):
        raise Rejected(f"imf_sdmx/{code}: allowed are countries, and WLD, the world, as the partner")
    _, towards, valued = _FLOWS[flow]
    return Indicator(
        key=f"imf_sdmx/{code}",
        title=f"Goods {flow} ({valued}) of {one.name} {towards} {other.name}, as reported by {one.name}",
        unit=Money("USD", MILLION),
        frequency=frequency,
        publisher="International Monetary Fund, International Trade in Goods by Partner Country",
        url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
        licence=parse_licence('Reuse with attribution: "Source: International Monetary Fund"'),
        dating=Dating("sum", PERIODS[frequency]),
    )


def _home(code: str) -> tuple[str, date]:
    """The country whose currency this is today, and since when; Rejected if it is nobody's own.

    ISO 4217 begins a currency's code with its country's. The IMF has one series per country, which it has restated in
    today's unit, in places wrongly: so a currency begins with itself.
    """
    import pycountry
    from babel.numbers import get_territory_currencies

    home = pycountry.countries.get(alpha_2=code[:2])
    tender = get_territory_currencies(code[:2], include_details=True) if home else []
    since = next((one["from"] for one in tender if one["currency"] == code), None)
    if home is None or since is None or code == "USD":
        raise Rejected(f"imf_sdmx/{code}: allowed are currencies of one country in use today, but the dollar")
    return home.alpha_3, date(since.year, since.month, 1)


def _observations(indicator: Indicator, flow: str, codes: Mapping[str, str], start: date | None) -> Iterator[Row]:
    # The codes stand in the path and again as conditions: witnesses differ on which of the two the IMF heeds.
    conditions = {f"c[{dimension}]": code for dimension, code in codes.items()}
    begin = start and start.replace(month=start.month if indicator.frequency == "monthly" else 1, day=1)
    period = {"c[TIME_PERIOD]": f"ge:{begin}"} if begin else {}
    with connection("imf.org", accept=XML) as get:
        body = get(f"{ADDRESS}/{flow}/+/{'.'.join(codes.values())}", **conditions, **period)
    for when, value in parse(body, codes, indicator.frequency):
        if indicator.dating.collected == "sum":
            yield when, value / MILLION  # SCALE says 6, and the values are dollars all the same
        elif indicator.dating.collected == "end":
            yield _last_day(when, indicator.frequency), value
        else:
            yield when, value


def _last_day(first: date, frequency: Frequency) -> date:
    """The last day of the period that begins on a day."""
    last: date = span(Dating("whole", PERIODS[frequency]), np.array([first], "datetime64[D]"))[1][0].astype(date)
    return last


def _question(code: str) -> tuple[str, dict[str, str], date | None]:
    """The dataflow, the codes of its dimensions in their order, and the first day that counts."""
    one, other, flow, frequency = _parts(code)
    if flow:
        ends = [_OWN.get(place, place) for place in (one, other)]
        names = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY")
        return "IMTS", dict(zip(names, (ends[0], _FLOWS[flow][0], ends[1], LETTERS[frequency]), strict=True)), None
    home, since = _home(one)
    names = ("COUNTRY", "INDICATOR", "TYPE_OF_TRANSFORMATION", "FREQUENCY")
    return "ER", dict(zip(names, (home, "XDC_USD", _RATES[other], LETTERS[frequency]), strict=True)), since
