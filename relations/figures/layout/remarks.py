"""What is said inside a panel: values at points, changes between two points, what held a line, names of bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from relations import i18n as locales
from relations.figures.dates import named
from relations.figures.panel import DrawnPanel, Series, is_quote
from relations.i18n import say, written
from relations.i18n.units import beside, spoken
from relations.story import Band, Change
from relations.story.periods import Found, observations_on
from relations.story.series import Regime
from relations.values import (
    NO_BREAK,
    Index,
    Message,
    Rate,
    Score,
    Share,
    Since,
    Unit,
    digits,
    in_points,
    is_level,
    points,
    small,
)
from relations.values.currency import currency_codes
from sources import Snapshot
from transforms.change import both_ways, percent

LONG = 31  #: days from which on a change is of a course and not of an event
HELD = 60  #: days a rate must have been held to be called so
STEADY = 1.1  #: of its lowest, up to which a rate's quotes show that it was held: one held to the euro is not steady
MONTH = 30.44  #: days


@dataclass(frozen=True)
class Remark:
    """A text at an observation, and what a note says if it finds no place."""

    series: Series
    at: Found
    words: str
    note: str


@dataclass(frozen=True)
class Move:
    """A change of a line from one observation to another, as it is drawn and as it is told."""

    series: Series
    start: Found  #: where the line is drawn
    end: Found
    told: tuple[float, float]  #: the same as the publisher has them: of a currency its quotes
    unit: Unit  #: of what is told

    @property
    def is_long(self) -> bool:
        """Whether it is of a course of months, and not of an event."""
        return (self.end[0] - self.start[0]).days > LONG

    @property
    def percent(self) -> str:
        """The change as a title says it: −51 %; of a currency that of its value; of a share in points."""
        before, after = self.told
        if not is_level(self.unit):
            return say(points(in_points(after - before, signed=True)))
        if min(before, after) <= 0:
            return locales.change(after - before)
        change = both_ways(before, after)[1] if self._is_quoted else percent(before, after)
        return f"{locales.number(change, 0 if abs(change) >= 9.95 else 1, signed=True)}{NO_BREAK}%"

    @property
    def values(self) -> str:
        """From what to what: 33.8 → 68.9."""
        return f"{number(self.told[0])} → {number(self.told[1])}"

    @property
    def per(self) -> str:
        """The values with what they are of, where a reader of the axis cannot know: 33.8 → 68.9 per dollar."""
        return per_dollar(self.values, self.unit)

    @property
    def days(self) -> tuple[str, str]:
        """What both observations are of, in words."""
        about = self.series.shown.indicator
        if about.dating.period == "year":
            return written(self.start[0], "year"), written(self.end[0], "year")
        return named(about, self.start[0]), named(about, self.end[0])

    @property
    def note(self) -> str:
        """All of it as a sentence."""
        first, last = self.days
        if isinstance(self.unit, Score):  # the subtitle has its scale
            return f"{self.series.label}, {first} – {last}: {self.values}, {self.percent}."
        parts = {"line": self.series.label, "start": first, "end": last, "moves": self.percent}
        words = self._in_words if isinstance(self.unit, Rate) else ""
        values = f"{self.values} {words}" if words else beside(self.values, self.unit)
        if self._is_quoted:
            return say("{line}, {start} – {end}: {values}, {moves} of its value.", values=values, **parts)
        return say("{line}, {start} – {end}: {values}, {moves}.", values=values, **parts)

    @property
    def _in_words(self) -> str:
        """What its quotes are of, as an editor names it; nothing where what is named is the rate turned over."""
        shown = self.series.unit
        return "" if isinstance(shown, Rate) and shown != self.unit else _inside(self.series.axis)

    @property
    def _is_quoted(self) -> bool:
        return is_quote(self.unit, self.series.hue)


def moves(panel: DrawnPanel) -> list[Move]:
    """The changes a panel marks, those of its first line first."""
    if panel.spec.show in ("change", "since"):
        return []
    together = []  # the sum of lines that stand on each other, which has no name in the story
    if panel.stacked:
        together = [replace(panel.series[0], name="", label=say("Together"), shown=panel.total, level=None)]
    return [
        _move(series, *ends)
        for series in (*together, *panel.series)
        for change in panel.spec.changes
        if (change.line or ("" if panel.stacked else series.name)) == series.name
        and len(ends := _ends(series, change)) == 2
    ]


def _move(series: Series, start: Found, end: Found) -> Move:
    """A change, told in the publisher's numbers where the panel shows an index of them."""
    if series.level is not None and _is_recounted(series):
        before, after = _at(series.level, start, end)
        if before is not None and after is not None:
            return Move(series, start, end, (before, after), series.level.indicator.unit)
    return Move(series, start, end, (start[1], end[1]), series.unit)


def _is_recounted(series: Series) -> bool:
    """Whether what is drawn is an index or an inverse, and not the publisher's number, at most in another scale."""
    return isinstance(series.unit, Index | Since) or (
        series.level is not None and series.unit != series.level.indicator.unit and isinstance(series.unit, Rate)
    )


def _at(level: Snapshot, *found: Found) -> tuple[float | None, ...]:
    """The values of a line on the days of some observations."""
    dates, values = level.dates, level.values
    places = dates.searchsorted(np.array([day for day, _ in found], dtype=dates.dtype))
    return tuple(
        float(values[place]) if place < len(dates) and dates[place] == np.datetime64(day) else None
        for place, (day, _) in zip(places, found, strict=True)
    )


def remarks(panel: DrawnPanel) -> list[Remark]:
    """The values of the panel that are no change's."""
    told = {(one.series.name, end) for one in moves(panel) for end in (one.start, one.end)}
    return [
        value_at(series, found)
        for series in panel.series
        for found in dict.fromkeys(observations_on(series.shown, panel.spec.values))
        if (series.name, found) not in told
    ]


def _ends(series: Series, change: Change) -> list[Found]:
    """The observations a change is between, if there are two."""
    return list(dict.fromkeys(observations_on(series.shown, [change.start, change.end])))


def number(value: float) -> str:
    """A value at its line: three or four digits that a reader can compare with the axis."""
    return locales.number(value, 1 if 10 <= abs(value) < 1000 else digits(value))


def per_dollar(values: str, unit: Unit) -> str:
    """Values with what they are of, if they are quotes in dollars: 68.9 per dollar, or 0.0145 dollars."""
    if not isinstance(unit, Rate) or "USD" not in {unit.quote, unit.base}:
        return values
    return say("{values} per dollar", values=values) if unit.base == "USD" else say("{values} dollars", values=values)


def value_at(series: Series, found: Found) -> Remark:
    """An observation, written alone: a share in whole per cent, a currency's index with its quote."""
    words, when = number(found[1]), named(series.shown.indicator, found[0])
    note = locales.together(f"{series.label} {when}: {beside(words, series.unit)}.")
    if isinstance(series.unit, Score):  # its scale is the subtitle's
        note = f"{series.label} {written(found[0], 'year')}: {words}."
    if isinstance(series.unit, Share):
        return Remark(series, found, f"{locales.number(found[1], 0)}{NO_BREAK}%", note)
    if series.level is not None and _is_recounted(series) and (quote := _at(series.level, found)[0]) is not None:
        return Remark(series, found, f"{when}: {per_dollar(number(quote), series.level.indicator.unit)}", note)
    return Remark(series, found, words, note)


def _inside(axis: str) -> str:
    """The words of an axis inside a sentence: in English the adjective of a country keeps its capital."""
    names = currency_codes() if locales.active() == "en" else {}
    return axis if any(name.startswith(axis.partition(" ")[0] + " ") for name in names) else small(axis)


@dataclass(frozen=True)
class Held:
    """A stretch of time over which a line was held, and in what limits it was."""

    series: Series
    start: date
    end: date  #: first day on which it was over
    low: float
    high: float
    unit: Unit

    @property
    def shapes(self) -> tuple[str, ...]:
        """What is written on the line, the fullest first: held at 181–188 tenge per dollar, 18 months."""
        low, high = (locales.number(one, 0 if one >= 100 else 1 if one >= 10 else 2) for one in (self.low, self.high))
        unit = _inside(self.series.axis) or spoken(self.unit)
        rate = low if low == high else f"{low}–{high}"
        full = Message.counted(
            "held at {rate} {unit}, {count} month",
            "held at {rate} {unit}, {count} months",
            count=self.months,
            rate=rate,
            unit=unit,
        )
        return say(full), say("held at {rate}", rate=rate)

    @property
    def months(self) -> int:
        """For how long, in whole months."""
        return round((self.end - self.start).days / MONTH)


def held(panel: DrawnPanel) -> Iterator[Held]:
    """The stretches over which a panel's currencies were held by the story's regimes, as far as they are shown."""
    for series in panel.series:
        level = series.level
        if level is None or series.hue == "both" or not isinstance(rate := level.indicator.unit, Rate):
            continue
        told, quotes = rate, level.data["value"]
        if rate.quote == "USD":
            told, quotes = rate.inverse, 1 / quotes
        for start, end in stretches(series.regimes):
            first, last = max(start, series.shown.first), min(end, series.shown.last)
            inside = quotes[(level.data["date"] > str(first)) & (level.data["date"] < str(last))]
            if (last - first).days >= HELD and len(inside) and inside.max() <= STEADY * inside.min():
                yield Held(series, first, last, float(inside.min()), float(inside.max()), told)


def stretches(regimes: Sequence[Regime]) -> list[tuple[date, date]]:
    """From when to when a rate was held; regimes that follow each other are one stretch."""
    found: list[tuple[date, date]] = []
    for one in sorted((one for one in regimes if one.is_held), key=lambda one: one.start or date.min):
        start, end = one.start or date.min, one.end or date.max
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def shaded(band: Band) -> str:
    """What a band is, in words."""
    return say("Shaded: {band}, {start} – {end}.", band=band.label, start=written(band.start), end=written(band.end))
