"""The texts inside a panel: values at chosen points, changes between two points, and the names of bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from relations import i18n as locales
from relations.figures.dates import named
from relations.figures.panel import DrawnPanel, Series
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.story import Band, Change
from relations.story.periods import stands
from relations.values import Rate, Unit, digits, is_percentage
from relations.values.dating import Period
from transforms.change import both_ways, percent

#: A value is written at the last observation at most so many days before its day.
REACH: dict[Period, int] = {"day": 7, "week": 14, "month": 31, "quarter": 92, "year": 366}
NO_BREAK = "\u00a0"

Shape = tuple[str, ...]  #: the lines of a text
Found = tuple[date, float]  #: an observation


@dataclass(frozen=True)
class Remark:
    """A text at an observation: the ways to break it, best first, and what a note says if none finds a place.

    `brief` are shorter ways, for a panel without room for the others; then the note is needed too.
    """

    series: Series
    at: Found
    shapes: tuple[Shape, ...]
    note: str
    ends: tuple[Found, ...] = ()  #: the observations it is about, each to be written alone if the whole has no place
    brief: tuple[Shape, ...] = ()


def remarks(panel: DrawnPanel) -> list[Remark]:
    """The changes of the panel, which need more room, then the values that are no change's."""
    return _changes(panel) + _values(panel)


def _values(panel: DrawnPanel) -> list[Remark]:
    told = {(one.series.name, end) for one in _changes(panel) for end in one.ends}
    return [
        value_at(series, found)
        for series in panel.series
        for found in dict.fromkeys(observations_on(series, panel.spec.values))
        if (series.name, found) not in told
    ]


def changes(panel: DrawnPanel) -> list[str]:
    """What is written at the lines of a panel as changes, each a sentence with the days it is between."""
    return [one.note for one in _changes(panel)]


def values(panel: DrawnPanel) -> list[str]:
    """What is written at the lines of a panel as single values, each a sentence with its day."""
    return [one.note for one in _values(panel)]


def _changes(panel: DrawnPanel) -> list[Remark]:
    return [
        _change(series, *ends)
        for series in panel.series
        for change in (panel.spec.changes if panel.spec.show in ("level", "value") else ())
        if len(ends := _ends(series, change)) == 2
    ]


def _ends(series: Series, change: Change) -> list[Found]:
    """The observations a change is between, if there are two."""
    return list(dict.fromkeys(observations_on(series, [change.start, change.end])))


def observations_on(series: Series, days: Sequence[date]) -> list[Found]:
    """Per day the observation of its period, or the last one on it or shortly before; days without one are left out."""
    dates, values = (series.shown.data[column].to_numpy() for column in ("date", "value"))
    start, end = stands(series.shown)
    reach = 0 if series.dating.is_across else REACH[series.dating.period]
    found: list[Found] = []
    for day in days:
        place = int(start.searchsorted(np.datetime64(day), side="right")) - 1
        if place >= 0 and (np.datetime64(day) - end[place]).astype(int) <= reach:
            found.append((dates[place].astype("datetime64[D]").astype(date), float(values[place])))
    return found


def number(value: float) -> str:
    """A value at its line: three or four digits that a reader can compare with the axis."""
    return locales.number(value, 1 if 10 <= abs(value) < 1000 else digits(value))


def value_at(series: Series, found: Found) -> Remark:
    """An observation, written alone."""
    words, when = number(found[1]), named(series.shown.indicator, found[0])
    return Remark(series, found, ((words,),), f"{series.label} {when}: {words} {spoken(series.unit)}.")


def _change(series: Series, start: Found, end: Found) -> Remark:
    """From one value to another, the move in percent, of an exchange rate that of either currency, and both days."""
    values = f"{number(start[1])} → {number(end[1])}"
    moves = _moves(series.unit, start[1], end[1])
    together = ", ".join(moves)
    first, last = (named(series.shown.indicator, day) for day, _ in (start, end))
    days = f"{first} – {last}".replace(" ", NO_BREAK)
    shapes = dict.fromkeys([(values, together), (values, *moves), (f"{values}, {together}",)])
    note = say(
        "{line}, {start} – {end}: {values} {unit}, {moves}.",
        line=series.label,
        start=first,
        end=last,
        values=values,
        unit=spoken(series.unit),
        moves=together,
    )
    return Remark(series, end, tuple((*shape, days) for shape in shapes), note, (start, end), tuple(shapes))


def _moves(unit: Unit, before: float, after: float) -> list[str]:
    """A change in words: what either currency of a rate gained or lost in the other; points of a percentage."""
    if is_percentage(unit) or min(before, after) <= 0:
        points = locales.change(after - before)
        return [say("{number} points", number=points) if is_percentage(unit) else points]
    if isinstance(unit, Rate):
        quote, value = both_ways(before, after)
        return [f"{unit.base}{NO_BREAK}{_percent(quote)}", f"{unit.quote}{NO_BREAK}{_percent(value)}"]
    return [_percent(percent(before, after))]


def _percent(change: float) -> str:
    return f"{locales.change(change)}{NO_BREAK}%"


def shaded(band: Band) -> str:
    """What a band is, in words."""
    return say("Shaded: {band}, {start} – {end}.", band=band.label, start=written(band.start), end=written(band.end))
