"""Made-up numbers: the shipped copies, random walks with a seed, and how both go on until today."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, takewhile
from random import Random

from tests.refresh.frozen import frozen

DAY = timedelta(days=1)
Days = dict[date, float]
Rows = list[tuple[date, float | str]]  #: as printed; text where a fault put it
Series = Callable[[str], Rows]  #: a code's rows, with the fault that is being played


@cache
def shipped(key: str) -> Days:
    """The rows of a copy as it was first shipped."""
    lines = (frozen() / f"{key}.csv").read_text().splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)
    return {date.fromisoformat(day): float(value) for day, value in rows}


def weekdays(first: date, last: date) -> list[date]:
    """Mondays to Fridays."""
    days = (first + n * DAY for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]


def each_weekday(numbers: Days) -> Days:
    """The last number known on every weekday."""
    found, level = {}, 0.0
    for day in weekdays(min(numbers), max(numbers)):
        found[day] = level = numbers.get(day, level)
    return found


def months(first: int, last: int) -> list[date]:
    """The first days of the months of these years."""
    return [date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13)]


def years(first: int, last: int) -> list[date]:
    """The first days of these years."""
    return [date(year, 1, 1) for year in range(first, last + 1)]


def walk(name: str, start: float, days: Iterable[date], step: float = 0.005) -> Days:
    """A random walk from a level on, the same for a name each time."""
    random, level, found = Random(name), start, {}
    for day in days:
        level *= math.exp(random.gauss(0, step))
        found[day] = round(level, 6)
    return found


def onward(numbers: Days, until: date) -> Days:
    """Daily and weekly numbers gone on with, on the days of the week they have had; no others are.

    Every weekday has its own move, the same for all series: two publishers of one rate go on agreeing.
    """
    if not numbers or rhythm(list(numbers)) > 7:
        return numbers
    recent = Counter(day.weekday() for day in list(numbers)[-30:])
    kept = {day for day, _ in recent.most_common(5 if rhythm(list(numbers)) == 1 else 1)}
    last, found = max(numbers), dict(numbers)
    level = numbers[last]
    for day in weekdays(last + DAY, until):
        level *= math.exp(_move(day))
        if day.weekday() in kept:
            found[day] = round(level, 6)
    return found


@cache
def _move(day: date) -> float:
    return Random(f"{day}").gauss(0, 0.005)


def rhythm(days: list[date]) -> int:
    """Days from one observation to the next: 1, 7, 31 or 366."""
    usual = sorted((later - earlier).days for earlier, later in pairwise(days[-20:]))
    gap = usual[len(usual) // 2] if usual else 366
    return next(length for length in (1, 7, 31, 366) if gap <= length * 1.5 + 1 or length == 366)


def over(day: date, length: int) -> date:
    """The day on which the period that begins on `day` is over."""
    return day if length <= 7 else (day + (length + 1) * DAY).replace(day=1)


def known(numbers: Days, today: date) -> Days:
    """What is published until today: days that have come, months and years that have ended."""
    length = rhythm(list(numbers))
    return dict(takewhile(lambda row: over(row[0], length) <= today, sorted(numbers.items())))


def cell(number: float | str) -> str:
    """A number as it stands in a text."""
    if isinstance(number, str) or math.isfinite(number):
        return str(number)
    return "NaN" if math.isnan(number) else "Infinity"
