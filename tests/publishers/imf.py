"""The IMF's representative rates: a page of a month, two blocks of tab-separated lines."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from operator import itemgetter

from tests.publishers._numbers import Days, Series, over, shipped, walk, weekdays
from tests.publishers._scenarios import Reply, Request

HOSTS = ("www.imf.org",)
NAMES = {"CNY": "Chinese yuan", "KZT": "Kazakhstani tenge", "RUB": "Russian ruble"}


def numbers(code: str) -> Days:
    """The shipped tenge and rouble; a made-up yuan."""
    if code == "CNY":
        return walk("imf/CNY", 7.0, weekdays(date(2000, 1, 3), date(2024, 12, 23)), step=0.001)
    return shipped(f"imf/{code}")


def answer(request: Request, series: Series) -> Reply | None:
    """The page of the month that was selected."""
    if not request.path.endswith("/rms_mth.aspx"):
        return None
    month = date.fromisoformat(request.query["SelectDate"]).replace(day=1)
    rates = {NAMES[code]: _of_month(series(code), month) for code in NAMES}
    days = sorted(set().union(*rates.values()))
    title = f"Representative Exchange Rates for Selected Currencies for {month:%B %Y}\r\n"
    return Reply(
        (title + "\r\n".join([_block(days[:10], rates), *([_block(days[10:], rates)] * (len(days) > 10))])).encode()
    )


def _of_month(rows: list[tuple[date, float | str]], month: date) -> dict[date, float | str]:
    ends = (bisect_left(rows, day, key=itemgetter(0)) for day in (month, over(month, 31)))
    return dict(rows[slice(*ends)])


def _block(days: list[date], rates: dict[str, dict[date, float | str]]) -> str:
    """Lines of cells, the first with the days."""
    lines = [["Currency", *(f"{day:%B %d, %Y}" for day in days)]]
    for name, rate in rates.items():
        lines.append([name, *(_cell(rate.get(day, "NA")) for day in days)])
    return "".join("\t".join(line) + "\r\n" for line in lines)


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,.6f}"
