"""FRED's CSV: a row for every weekday or month, an empty cell where there is no number."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.publishers._numbers import DAY, Days, Series, cell, months, onward, rhythm, shipped, walk, weekdays, years
from tests.publishers._scenarios import HTML, Reply, Request

HOSTS = ("fred.stlouisfed.org",)
PINK_SHEET = "pink_sheet/CRUDE_BRENT"


def numbers(code: str) -> Days:
    """The shipped West Texas; a Brent a little above it, and later as the Pink Sheet has it; both by months, too."""
    texas = shipped("fred/DCOILWTICO")
    brent = {day: round(value * 1.06, 2) for day, value in texas.items()} | _between(shipped(PINK_SHEET), max(texas))
    return {
        "DCOILWTICO": lambda: texas,
        "DCOILBRENTEU": lambda: onward(brent, date(2026, 8, 18)),
        "MCOILWTICO": lambda: walk("Texas by months", 20.0, months(1986, 2026), step=0.05),
        "MCOILBRENTEU": lambda: shipped(PINK_SHEET),
        "GDP": lambda: walk("by quarters", 18000.0, months(2000, 2026)[::3], step=0.01),
        "DDDI01RUA156NWDB": lambda: walk("by years", 45.0, years(1993, 2021), step=0.05),
    }[code]()


def _between(monthly: Days, after: date) -> Days:
    """What lies between the numbers of months, on every weekday after a day: two publishers of one price agree."""
    found = {}
    for (first, level), (following, then) in pairwise(monthly.items()):
        for day in weekdays(max(first, after + DAY), following - DAY):
            found[day] = round(level + (then - level) * (day - first) / (following - first), 2)
    return found


def answer(request: Request, series: Series) -> Reply | None:
    """The rows of a series from a day on; 404 if there is none of that name."""
    code = request.query.get("id", "")
    if request.path.startswith("/series/"):
        return _page(request.path.removeprefix("/series/"))
    if request.path != "/graph/fredgraph.csv":
        return None
    try:
        rows = series(code)
    except KeyError:
        return Reply(HTML % b"404 Not Found", 404)
    silent = _silent([day for day, _ in rows])
    start = request.query.get("cosd", "")
    lines = [(str(day), cell(value)) for day, value in rows] + [(str(day), "") for day in silent]
    lines.sort(key=lambda line: line[0])  # a day that comes twice does so in the order it was printed
    text = "".join(f"{day},{value}\n" for day, value in lines if day >= start)
    return Reply(f"observation_date,{code}\n{text}".encode())


def _page(code: str) -> Reply:
    """The page of a series, of which those who read it agree on the title and on two classes."""
    frequency = {"GDP": "Quarterly", "DDDI01RUA156NWDB": "Annual"}[code]
    meta = f"""<span class="series-meta-value-units">Billions of Dollars</span>,
    <span class="series-meta-value-frequency">
        {frequency}</span>"""
    return Reply(f"<html><title>What {code} measures ({code}) | FRED | St. Louis Fed</title>{meta}".encode())


def _silent(days: list[date]) -> list[date]:
    """Weekdays without a number, in a daily series."""
    return sorted(set(weekdays(days[0], days[-1])) - set(days)) if days and rhythm(days) == 1 else []
