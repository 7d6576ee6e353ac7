"""IMF Data: exchange rates at the end and on average, and a country's goods trade with another, by month.

The codes are KZT/end, KZT/average, KAZ/RUS/exports and KAZ/RUS/imports, and with /quarterly or /annual behind them the
same by quarter or year; the country named first is the one that reports. `imf` is another thing, the daily
representative rates; `imf_ifs` is an older edition of the month ends here.

A run that wants a reporter's trade with many partners asks once for all of them, with the partner's place a wildcard:
one answer for exports, one for imports. Where the IMF does not give that, they are asked for one by one.

We ask and read ourselves, and sdmx1 is only compared with in a test: it waits without an end, follows to any host,
takes any size, and prints what it cannot read on standard output, where a refresh reports to the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from relations.values import Dating, Frequency, Money, Publication, Rate, When, msgid, parse_licence, publication
from relations.values.dating import LETTERS
from relations.values.when import Precision
from sources import Fetch, FetchFailed, Habits, Indicator, RateLimited, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, parse_xml, snapshot
from sources._fetch.codes import country, currency
from sources._fetch.http import connection

ADDRESS = "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA"
XML = "application/vnd.sdmx.data+xml;version=3.0.0"  # a version of two parts, 3.0, is refused
ROOT = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message}StructureSpecificData"
MILLION = 10**6
FEW = 3  #: partners of a reporter that are asked for one by one: their answers are small
PARTNER = "COUNTERPART_COUNTRY"

_PERIODS: dict[Frequency, Precision] = {"monthly": "month", "quarterly": "quarter", "annual": "year"}
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


Series = tuple[str, ...]  #: the codes of a question, in the order of the dimensions


@dataclass
class _Shared:
    """What the codes of a run have in common: how many partners they want of a reporter, and what has come of them.

    Each by the question for a reporter's trade with all partners.
    """

    partners: Mapping[Series, frozenset[str]] = field(default_factory=dict)
    begun: dict[Series, date] = field(default_factory=dict)  #: from when all partners have been asked for
    known: dict[Series, dict[str, list[Row]]] = field(default_factory=dict)  #: of one reporter, the one asked for last

    def of(self, reporter: str) -> None:
        """Let go what is known of any other reporter, so that memory does not grow with their number."""
        if any(every[0] != reporter for every in self.known):
            self.known.clear()


def _together(codes: Sequence[str]) -> Fetch:
    """The `fetch` of a run that wants all these codes."""
    wanted: dict[Series, set[str]] = {}
    for flow, asked, _ in map(_question, filter(_CODE.fullmatch, codes)):
        if flow == "IMTS":
            wanted.setdefault(_of_all(asked), set()).add(asked[PARTNER])
    return partial(_fetch, _Shared({series: frozenset(partners) for series, partners in wanted.items()}))


HABITS = Habits(
    publication=_published,
    together=_together,
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
    return _fetch(_Shared(), indicator, since)


def _fetch(shared: _Shared, indicator: Indicator, since: date | None = None) -> Snapshot:
    flow, codes, first = _question(indicator.code)
    start = max(filter(None, (first, since)), default=None)
    rows = _observations(shared, indicator, flow, codes, start)
    return snapshot(indicator, (row for row in rows if not start or row[0] >= start), since)


def parse(body: bytes, wanted: Mapping[str, str], frequency: Frequency = "monthly") -> Iterator[tuple[date, float]]:
    """The first day of each period and its value, of the series with these codes whatever else has come."""
    yield from (row for _, row in _rows(body, wanted, frequency))


def _rows(body: bytes, wanted: Mapping[str, str], frequency: Frequency) -> Iterator[tuple[str, Row]]:
    """The rows of all series with these codes, each with its partner, if it has one."""
    for series in parse_xml(body, ROOT).iter("Series"):
        if all(series.get(dimension) == code for dimension, code in wanted.items()):
            for found in series.iter("Obs"):
                if found.get("OBS_VALUE") is not None:
                    row = _first_day(found.get("TIME_PERIOD"), frequency), number(found.get("OBS_VALUE"))
                    yield series.get(PARTNER, ""), row


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
    name, _, period = currency(short).name, _home(short), _PERIODS[frequency]
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
        dating=Dating("sum", _PERIODS[frequency]),
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


def _observations(
    shared: _Shared, indicator: Indicator, flow: str, codes: Mapping[str, str], start: date | None
) -> Iterator[Row]:
    many = flow == "IMTS" and len(shared.partners.get(_of_all(codes), ())) > FEW
    rows = _learnt(shared, indicator, codes, start) if many else None
    if rows is None:
        rows = list(parse(_answer(indicator, flow, codes, codes, start), codes, indicator.frequency))
    for when, value in rows:
        if indicator.dating.collected == "sum":
            yield when, value / MILLION  # SCALE says 6, and the values are dollars all the same
        elif indicator.dating.collected == "end":
            yield When(when, _PERIODS[indicator.frequency]).last, value
        else:
            yield when, value


def _answer(
    indicator: Indicator, flow: str, codes: Mapping[str, str], heeded: Mapping[str, str], start: date | None
) -> bytes:
    # The codes stand in the path and again as conditions: witnesses differ on which of the two the IMF heeds.
    conditions = {f"c[{dimension}]": code for dimension, code in heeded.items()}
    begin = start and start.replace(month=start.month if indicator.frequency == "monthly" else 1, day=1)
    period = {"c[TIME_PERIOD]": f"ge:{begin}"} if begin else {}
    with connection("imf.org", accept=XML) as get:
        return get(f"{ADDRESS}/{flow}/+/{'.'.join(codes.values())}", **conditions, **period)


def _of_all(codes: Mapping[str, str]) -> Series:
    """The question for the trade with all partners in place of one."""
    return tuple({**codes, PARTNER: "*"}.values())


def _learnt(shared: _Shared, indicator: Indicator, codes: Mapping[str, str], start: date | None) -> list[Row] | None:
    """A reporter's trade with a partner, from one answer for all partners; None where that is not given.

    Copies end at different times: it is asked from a year earlier than the first of them needs, and once more, for
    everything, if another needs more.
    """
    shared.of(codes["COUNTRY"])
    every = _of_all(codes)
    begun = shared.begun.get(every)
    if begun is None or (start or date.min) < begun:
        begin = start.replace(year=start.year - 1, month=1, day=1) if start and begun is None else None
        shared.begun[every] = begin or date.min
        shared.known.pop(every, None)  # it would be too short for who asks next
        try:
            if found := _of_partners(shared.partners[every], indicator, codes, begin):
                shared.known[every] = found
        except RateLimited:
            raise
        except FetchFailed:
            return None  # each alone is asked for, and says what is wrong
    return shared.known.get(every, {}).get(codes[PARTNER])


def _of_partners(
    wanted: Collection[str], indicator: Indicator, codes: Mapping[str, str], start: date | None
) -> dict[str, list[Row]]:
    """A reporter's trade with each of these partners, none if it has none; empty if nothing has come of anybody."""
    heeded = {dimension: code for dimension, code in codes.items() if dimension != PARTNER}
    body = _answer(indicator, "IMTS", {**codes, PARTNER: "*"}, heeded, start)
    found: dict[str, list[Row]] = {}
    for partner, row in _rows(body, heeded, indicator.frequency):
        if partner in wanted:
            found.setdefault(partner, []).append(row)
    return found and {one: found.get(one, []) for one in wanted}


def _question(code: str) -> tuple[str, dict[str, str], date | None]:
    """The dataflow, the codes of its dimensions in their order, and the first day that counts."""
    one, other, flow, frequency = _parts(code)
    rhythm = {"FREQUENCY": LETTERS[frequency]}
    if flow:
        reporter, partner = (_OWN.get(place, place) for place in (one, other))
        return "IMTS", {"COUNTRY": reporter, "INDICATOR": _FLOWS[flow][0], PARTNER: partner, **rhythm}, None
    home, since = _home(one)
    rate = {"INDICATOR": "XDC_USD", "TYPE_OF_TRANSFORMATION": _RATES[other]}
    return "ER", {"COUNTRY": home, **rate, **rhythm}, since
