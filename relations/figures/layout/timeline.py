"""The axis of time: which days have a tick, what is written at them, and which stretches are shaded.

A window of weeks has every day, one of months every Monday, one of years the quarters; then years, and every fifth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relations.figures import fonts
from relations.figures.dates import month_starts
from relations.figures.layout.ink import Box, Ink, Rule, Text
from relations.figures.layout.lane import X
from relations.figures.theme import Style
from relations.i18n import weekday, written

DAYS, MONDAYS, QUARTERS, YEARS = 35, 184, 4 * 366, 12 * 366  #: days of a window up to which it has ticks of that kind
APART = 7.0  #: px between two labels
TICK = 4.0  #: px
FOOT = 5.0  #: px between a tick and its label
DAY_WIDTH = 22.0  #: px from which on a day has its label
ROOMY = 52.0  #: px from which on a quarter has its label
COMB = 4.0  #: px between two ticks below which they would be a comb
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tick:
    """A day of the axis, and what is written at it: in a first row, and in a second below."""

    day: date
    words: str = ""
    below: str = ""
    strong: bool = False
    rank: int = 9  #: of two labels that would touch, the one of the lower rank stays


def ticks(start: date, end: date, plot: float, told: Iterable[date] = (), *, annual: bool = False) -> list[Tick]:
    """The ticks of a window from its first day to the day after its last, on so many px; `told` are years to name.

    The values of `annual` lines stand across their years, which are then labelled at their middle.
    """
    days = (end - start).days
    if annual or days > QUARTERS:
        return _years(start, end, {day.year for day in told}, every=1 if days <= YEARS else 5, annual=annual)
    if days <= DAYS:
        return _days(start, end, roomy=plot / days >= DAY_WIDTH)
    if days <= MONDAYS:
        return _mondays(start, end)
    return _quarters(start, end, roomy=plot * 91.3 / days >= ROOMY)


def _days(start: date, end: date, *, roomy: bool) -> list[Tick]:
    """Every day by its number, or without room the first and Mondays; below, the first in full and Mondays by name."""
    found = []
    for n in range((end - start).days):
        day = start + n * DAY
        first = n == 0
        below = f"{weekday(day, short=True)} {written(day)}" if first else ""
        if day.weekday() == 0 and not first:
            below = weekday(day, short=True)
        rank = 0 if first else 1 if day.weekday() == 0 else 3
        found.append(Tick(day, str(day.day) if roomy or rank < 3 else "", below, rank=rank))
    return found


def _mondays(start: date, end: date) -> list[Tick]:
    """Every Monday by its number; below the first of each month its month."""
    monday = start + ((7 - start.weekday()) % 7) * DAY
    found: list[Tick] = []
    while monday < end:
        first = not found or found[-1].day.month != monday.month
        found.append(Tick(monday, str(monday.day), written(monday, "month") if first else "", rank=1 if first else 3))
        monday += 7 * DAY
    return [Tick(found[0].day, found[0].words, found[0].below, rank=0), *found[1:]] if found else []


def _quarters(start: date, end: date, *, roomy: bool) -> list[Tick]:
    """Quarters by their month, years in bold; or half years with their year, and the other quarters bare."""
    found: list[Tick] = []
    for day in month_starts(start, end - DAY, 3):
        year, month = written(day, "year"), written(day, "month")
        if not roomy:
            named = day.month in (1, 7) or not found
            found.append(Tick(day, month if named else "", rank=0 if not found else day.month % 6))
        elif day.month == 1:
            found.append(Tick(day, year, strong=True, rank=0))
        else:
            short = month.replace(year, "").replace(" ж.", "").strip()
            found.append(Tick(day, short, year if not found else "", rank=1 if not found else 2))
    return found


def _years(start: date, end: date, told: set[int], *, every: int, annual: bool) -> list[Tick]:
    """Each year, or every fifth with the first, the last and those that are told; these in bold."""
    years = range(start.year, (end - DAY).year + 1)
    found = []
    for year in years:
        day = date(year, 7, 1) if annual else date(year, 1, 1)
        if annual and not start <= day < end:  # the middle of what is seen of it
            first, last = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
            day = first + (last - first) / 2
        if not start <= day < end:
            continue
        rank = 0 if year in told else 1 if year in (years[0], years[-1]) else 2 if year % every == 0 else 9
        found.append(Tick(day, str(year) if rank < 9 else "", strong=year in told, rank=rank))
    return found


def axis_height(found: Sequence[Tick], style: Style) -> float:
    """The height in px that ticks and their labels take, and some air below them."""
    rows = 2 if any(tick.below for tick in found) else 1
    return TICK + FOOT + rows * fonts.line_box(style.sizes.tick) + 7


def write_axis(found: Sequence[Tick], x: X, limits: tuple[float, float], style: Style, *, bare: bool) -> Ink:
    """The ticks and their labels below a panel, from its lower edge on; `limits` are the figure's own sides.

    Of labels that would touch, the more important stay. Without `bare`, or where ticks would be a comb, only labelled
    days have one.
    """
    ink, size, colors = Ink(), style.sizes.tick, style.colors
    rows: tuple[list[Box], list[Box]] = [], []

    def labelled(row: int, words: str, at: float, color: str, weight: int) -> bool:
        """Whether a label has room among those of its row; at the sides it is moved into the figure."""
        half = fonts.width(words, size, weight) / 2
        middle = min(max(at, limits[0] + half), limits[1] - half)
        baseline = TICK + FOOT + fonts.ascent(size) + row * fonts.line_box(size)
        return ink.put([Text(middle, baseline, (words,), size, color, weight, "center")], rows[row], APART)

    bare = bare and len(found) > 1 and x(found[-1].day) - x(found[0].day) >= COMB * (len(found) - 1)
    for tick in sorted(found, key=lambda one: (one.rank, one.day)):
        at = x(tick.day)
        look = (colors.text, fonts.SEMIBOLD) if tick.strong else (colors.muted, fonts.REGULAR)
        named = bool(tick.words) and labelled(0, tick.words, at, *look)
        if tick.below and (named or not tick.words):
            labelled(1, tick.below, at, colors.text, fonts.SEMIBOLD)
        if named or bare:
            ink.rules.append(Rule(at, 0, at, TICK if named or not tick.words else TICK - 1, colors.axis))
    return ink


def weekends(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Saturdays to Mondays of a window of weeks; none of a longer one."""
    if (end - start).days > DAYS:
        return
    for n in range((end - start).days):
        day = start + n * DAY
        if day.weekday() == 5 or (day.weekday() == 6 and n == 0):
            yield day, min(day + (7 - day.weekday()) * DAY, end)
