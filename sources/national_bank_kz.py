"""National Bank of Kazakhstan: official rates of any currency it lists. An answer holds one day.

Banks correct what they have just said, so the newest days we have are asked for again, until three running are as we
have them. What we lack is asked for newest first, all in all at most CALLS days a run, and the next run goes on:
`fill` completes the history bit by bit. If the bank fails on the way, what it gave before is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise
from time import sleep

from relations.values import APPLIES, Rate, parse_licence
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot, now
from sources._fetch.answers import Row, day, named, number, parse_xml, quotient, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import connection

ADDRESS = "https://nationalbank.kz/rss/get_rates.cfm"
FIRST = date(1999, 1, 1)
CALLS = 120  # days asked for in a run, at most
PACE = 0.2  # seconds between two calls
LONGEST_HOLIDAY = timedelta(days=10)
_SURE = 3  # days running that are as we have them say that those before are, too
_SCALE = 2.0  # times: what differs by more is of another scale, and no correction to look for further back


def indicator(code: str) -> Indicator:
    """Tenge per unit of a currency; Rejected if it is none, or the tenge."""
    name = currency(code).name
    if code == "KZT":
        raise Rejected("national_bank_kz/KZT: allowed are currencies other than the tenge, for example USD")
    return Indicator(
        key=f"national_bank_kz/{code}",
        title=f"{name}, official rate of the National Bank of Kazakhstan",
        unit=Rate("KZT", code),
        frequency="daily",
        publisher="National Bank of Kazakhstan",
        url="https://nationalbank.kz/en/exchangerates/ezhednevnye-oficialnye-rynochnye-kursy-valyut",
        licence=parse_licence("Reuse with attribution to the National Bank of Kazakhstan"),
        dating=APPLIES,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Tenge for one unit on the days this run may ask for; FetchFailed if the bank fails before it has given one."""
    return _grown(indicator, since, {})


def fill(indicator: Indicator, kept: Snapshot | None) -> Snapshot:
    """The days of a copy and those of the missing ones this run may ask for; FetchFailed as `fetch`."""
    rows = zip(kept.data["date"].dt.date, kept.data["value"].tolist(), strict=True) if kept else ()
    return _grown(indicator, None, dict(rows))


HABITS = Habits(fill=fill, offers={"rate": ("USD",)})


def _grown(indicator: Indicator, since: date | None, kept: dict[date, float]) -> Snapshot:
    """What is kept and what has come; the Snapshot says so if the bank fails on the way."""
    missing = list(_missing(since or FIRST, now().date(), kept))
    again, stopped = _ask(indicator.code, sorted(kept, reverse=True)[:CALLS], _corrected(kept))
    answers, stopped = ([], stopped) if stopped else _ask(indicator.code, missing[: CALLS - len(again)])
    rows = _resumable(list(chain.from_iterable(answers)), missing[len(answers) :], kept)
    if stopped and not rows:
        raise named(indicator, stopped) from stopped
    return snapshot(indicator, (kept | dict(chain.from_iterable([*again, rows]))).items(), since, stopped)


def _corrected(kept: dict[date, float]) -> Callable[[list[Row]], bool]:
    """Tells day by day whether to look for corrections further back."""
    running = 0

    def further(rows: list[Row]) -> bool:
        nonlocal running
        times = [value / kept[when] for when, value in rows]
        running = running + 1 if all(one == 1 for one in times) else 0
        return running < _SURE and all(1 / _SCALE < one < _SCALE for one in times)

    return further


def parse(body: bytes, when: date, code: str) -> Iterator[Row]:
    """Tenge per unit on the day asked for; a day without rates has no item."""
    answer = parse_xml(body, "rates")
    if day(answer.findtext("date"), "%d.%m.%Y") != when:
        raise FetchFailed(f"row {when}: the answer is of {answer.findtext('date')}")
    for item in answer.iter("item"):
        if item.findtext("title") == code:
            yield when, quotient(number(item.findtext("description")), number(item.findtext("quant")))


def _ask(
    code: str, days: Sequence[date], further: Callable[[list[Row]], bool] = lambda _: True
) -> tuple[list[list[Row]], FetchFailed | None]:
    """The rows of each day until those of one say to go no `further`, or the bank fails; and how it did."""
    answers: list[list[Row]] = []
    with connection("nationalbank.kz") as get:
        for when in days:
            sleep(PACE if answers else 0)
            try:
                answers.append(list(parse(get(ADDRESS, fdate=f"{when:%d.%m.%Y}"), when, code)))
            except FetchFailed as error:
                return answers, error
            if not further(answers[-1]):
                break
    return answers, None


def _resumable(rows: list[Row], left: Sequence[date], kept: dict[date, float]) -> list[Row]:
    """The rows without those that would make days not yet asked for look like a holiday, which nobody would ask for."""
    older = max((day for day in kept if left and day < left[0]), default=date.min)
    return [row for row in rows if row[0] - older > LONGEST_HOLIDAY]


def _missing(first: date, last: date, kept: dict[date, float]) -> Iterator[date]:
    """Weekdays we have no rate of and never asked for, newest first: a short gap between two rates is a holiday."""
    days = sorted(kept)
    breaks = [(a, b) for a, b in pairwise(days) if b - a <= LONGEST_HOLIDAY]
    known = {a + timedelta(days=n) for a, b in breaks for n in range((b - a).days)} | kept.keys()
    for back in range((last - first).days + 1):
        when = last - timedelta(days=back)
        if when.weekday() < 5 and when not in known:
            yield when
