"""What is said inside a panel: values at chosen points, changes from one point to another, and what a band is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations import i18n as locales
from relations.figures.panel import DrawnPanel, Series
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.story import Band, Change
from relations.values import Rate, Unit, digits, is_percentage
from transforms.change import both_ways, percent

REACH = timedelta(days=7)  #: a value is written at the last observation at most this long before its day
NO_BREAK = "\u00a0"

Shape = tuple[str, ...]  #: the lines of a text
Found = tuple[date, float]  #: an observation


@dataclass(frozen=True)
class Remark:
    """A text at an observation: the ways to break it, best first, and what a note says if none finds a place."""

    series: Series
    at: Found
    shapes: tuple[Shape, ...]
    note: str
    ends: tuple[Found, ...] = ()  #: the observations it is about, each to be written alone if the whole has no place


def remarks(panel: DrawnPanel) -> list[Remark]:
    """The changes of the panel, which need more room, then the values that are no change's."""
    changes = [
        _change(series, *ends)
        for series in panel.series
        for change in (panel.spec.changes if panel.spec.show in ("level", "value") else ())
        if len(ends := _ends(series, change)) == 2
    ]
    told = {(one.series.name, end) for one in changes for end in one.ends}
    values = [
        value_at(series, found)
        for series in panel.series
        for found in dict.fromkeys(observations_on(series, panel.spec.values))
        if (series.name, found) not in told
    ]
    return changes + values


def _ends(series: Series, change: Change) -> list[Found]:
    """The observations a change is between, if there are two."""
    return list(dict.fromkeys(observations_on(series, [change.start, change.end])))


def observations_on(series: Series, days: Sequence[date]) -> list[Found]:
    """Per day the last observation on it or up to a week before; days without one are left out."""
    dates, values = (series.shown.data[column].to_numpy() for column in ("date", "value"))
    found: list[Found] = []
    for day in days:
        place = int(dates.searchsorted(np.datetime64(day), side="right")) - 1
        if place >= 0 and day - (at := dates[place].astype("datetime64[D]").astype(date)) <= REACH:
            found.append((at, float(values[place])))
    return found


def number(value: float) -> str:
    """A value at its line: three or four digits that a reader can compare with the axis."""
    return locales.number(value, 1 if 10 <= abs(value) < 1000 else digits(value))


def value_at(series: Series, found: Found) -> Remark:
    """An observation, written alone."""
    words = number(found[1])
    return Remark(series, found, ((words,),), f"{series.label} {written(found[0])}: {words} {spoken(series.unit)}.")


def _change(series: Series, start: Found, end: Found) -> Remark:
    """From one value to another, and the move in percent: of an exchange rate that of either currency."""
    values = f"{number(start[1])} → {number(end[1])}"
    moves = _moves(series.unit, start[1], end[1])
    together = ", ".join(moves)
    shapes = dict.fromkeys([(values, together), (values, *moves), (f"{values}, {together}",)])
    note = say(
        "{line}, {start} – {end}: {values} {unit}, {moves}.",
        line=series.label,
        start=written(start[0]),
        end=written(end[0]),
        values=values,
        unit=spoken(series.unit),
        moves=together,
    )
    return Remark(series, end, tuple(shapes), note, (start, end))


def _moves(unit: Unit, before: float, after: float) -> list[str]:
    """A change in words: what either currency of a rate gained or lost in the other; points of a percentage."""
    if is_percentage(unit) or before <= 0:
        points = locales.number(after - before, 1, signed=True)
        return [say("{number} points", number=points) if is_percentage(unit) else points]
    if isinstance(unit, Rate) and after > 0:
        quote, value = both_ways(before, after)
        return [f"{unit.base}{NO_BREAK}{_percent(quote)}", f"{unit.quote}{NO_BREAK}{_percent(value)}"]
    return [_percent(percent(before, after))]


def _percent(change: float) -> str:
    return f"{locales.number(change, 1, signed=True)}{NO_BREAK}%"


def shaded(band: Band) -> str:
    """What a band is, in words."""
    return say("Shaded: {band}, {start} – {end}.", band=band.label, start=written(band.start), end=written(band.end))
