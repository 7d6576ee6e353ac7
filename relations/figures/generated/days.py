"""The pictures of measures that compare days: a line as its change since the close that its number starts from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations.claims.between import OfMove
from relations.claims.channels import OfChannels
from relations.claims.measures import Look, at, first_fall, months_later
from relations.claims.measures.first_fall import ahead_of
from relations.claims.way import Way
from relations.evidence.worth import Worth, worth_of
from relations.figures.art.bars import Bars, Level
from relations.figures.art.course import Course
from relations.figures.generated.years import at_least, event_of, readable
from relations.figures.layout.plate import Cell
from relations.figures.layout.remarks import number as amount
from relations.figures.layout.remarks import per_dollar
from relations.figures.scale import Scale, fitting
from relations.i18n import number, percent, say, written
from relations.i18n.units import beside, spoken
from relations.story import Claim, Story
from relations.values import Message, Number, Since, When, exact, points, printed_limit
from sources import Snapshot, SourceError

AROUND = timedelta(days=75)  #: shown before and after the days of a move


@dataclass(frozen=True)
class Tested:
    """A line's change between two closes, of the worth of its currency for a rate."""

    name: str
    snapshot: Snapshot
    worth: Worth
    start: tuple[date, float]
    end: tuple[date, float]

    @property
    def change(self) -> float:
        """In per cent, or points of a share or a score."""
        return self.worth.change(self.start[1], self.end[1])

    @property
    def changed(self) -> str:
        """The change with its sign as a mark has it: one decimal below 10."""
        decimals = 0 if abs(self.change) >= 10 else 1
        if self.worth.in_points:
            return say(points(Number(self.change, decimals, signed=True)))
        return percent(self.change, decimals, signed=True)

    def course(self, first: date, last: date) -> tuple[tuple[date, float], ...]:
        """Every value from a day to another, as its change since the start, in per cent."""
        days, worth = self.worth.course(self.snapshot)
        inside = (days >= np.datetime64(first)) & (days <= np.datetime64(last))
        base = self.worth.value(self.start[1])
        found = zip(days[inside].astype(object), (100 * (worth[inside] / base - 1)).tolist(), strict=True)
        return tuple((day, value) for day, value in found if not np.isnan(value))

    @property
    def beside(self) -> tuple[str, ...]:
        """From which value to which, and between which days."""
        ends = " → ".join(amount(value) for _, value in (self.start, self.end))
        unit = self.snapshot.indicator.unit
        quoted = per_dollar(ends, unit)
        told = quoted if quoted != ends or self.worth.currency is None else beside(ends, unit)
        return told, f"{written(self.start[0])} – {written(self.end[0])}"


def common(values: Sequence[Sequence[tuple[date, float]]]) -> Scale:
    """One scale of per cent for several lines."""
    every = [value for one in values for _, value in one]
    return fitting(min(0.0, *every), max(0.0, *every), Since(When(date(2000, 1, 1))), zero=False)


def measured(story: Story, name: str, worth: Worth) -> str:
    """What of a line a change is of."""
    line = story.lines[name]
    if worth.currency is None:
        return spoken(worth.unit)
    if line.cross:
        return say("against {other}", other=story.lines[line.cross[worth.conversion.power != 1]].words)
    if worth.other == "USD":
        return say("value in dollars")
    return say(Message("value against the {other}", other=worth.named["other"]))


def titled(story: Story, name: str, worth: Worth) -> str:
    """What stands over a line's picture: its label, or whose worth it is."""
    cross = story.lines[name].cross
    if cross and worth.currency is not None:
        return story.lines[cross[worth.conversion.power == 1]].label
    return story.lines[name].label


def of_move(look: Look, claim: Claim, spec: OfMove) -> list[Cell]:
    """The move in full, what was before and after it pale."""
    snapshot = look.line(spec.line)
    found = Tested(spec.line, snapshot, worth_of(snapshot, spec.of), at(snapshot, spec.start), at(snapshot, spec.end))
    return [_cell(look, claim, found, _limit(found, spec.way, spec.at_least, spec.to), found.end[0] + AROUND)]


def _limit(found: Tested, way: Way, least: float | None, level: float | None) -> tuple[float, str] | None:
    """The change the rule asks for, or that to the level it asks for."""
    if least is not None:
        return way.sign * least, at_least(least)
    return None if level is None else (found.worth.change(found.start[1], level), _come_to(level, found))


def _come_to(level: float, found: Tested) -> str:
    """The rule of a level that must have been reached."""
    return say(Message("the rule: {level}", level=printed_limit(level, found.worth.unit)))


def of_first_fall(look: Look, claim: Claim, spec: first_fall.Spec) -> list[Cell]:
    """From publication to the first day beyond the limit, or to the end of the horizon."""
    snapshot = look.line(spec.line)
    worth, by = worth_of(snapshot, spec.of), months_later(look.published, spec.horizon)
    ahead = ahead_of(snapshot, worth, look.published, by)
    place = ahead.first_below(spec.more_than)
    last = int(np.nanargmin(ahead.changes)) if place is None else place
    end = ahead.days[last].item(), float(ahead.quotes[last])
    found = Tested(spec.line, snapshot, worth, (ahead.start, ahead.level), end)
    limit = -spec.more_than, say("the rule: more than {share} %", share=number(spec.more_than, exact(spec.more_than)))
    return [_cell(look, claim, found, limit, by)]


def _cell(
    look: Look, claim: Claim, found: Tested, limit: tuple[float, str] | None, last: date, *, narrow: bool = False
) -> Cell:
    last = min(last, look.cut or last, found.snapshot.last)
    span = found.start[0] - AROUND, max(last, found.end[0])
    values = found.course(*span)
    with_limit = [*values, (span[0], limit[0])] if limit else values
    hue = look.story.hue(found.name)
    tested, scale = (found.start[0], found.end[0]), common([with_limit])
    event = event_of(look, claim)
    art = Course(values, span, tested, hue, scale, (event,) if event else (), limit, pale=True)
    name, since = titled(look.story, found.name, found.worth), spoken(Since(When(found.start[0])))
    about = measured(look.story, found.name, found.worth)
    about = about if narrow else f"{about}, {since}"  # where there is no room the days are beside the number
    return Cell(art, name, about, hue, found.changed, found.beside)


def of_moves(look: Look, claim: Claim, spec: OfChannels) -> list[Cell]:
    """A picture per channel: a line of days as its change, one of years as bars, those of one unit on one scale."""
    found, asked = list(_channels(look, spec)), {one.line: one.to for one in spec.channels}
    years = {one.name: _near(one) for one in found if one.snapshot.indicator.frequency == "annual"}
    return [
        _two_years(look, one, years, asked[one.name])
        if one.name in years
        else _cell(
            look, claim, one, _limit(one, spec.way, spec.at_least, asked[one.name]), one.end[0], narrow=len(found) > 2
        )
        for one in found
    ]


def _channels(look: Look, spec: OfChannels) -> Iterator[Tested]:
    for channel in spec.channels:
        with suppress(SourceError):
            snapshot = look.line(channel.line)
            ends = at(snapshot, channel.start), at(snapshot, channel.end)
            yield Tested(channel.line, snapshot, worth_of(snapshot, channel.of), *ends)


def _near(found: Tested) -> dict[int, float]:
    """The two years and two before them."""
    data, first, last = found.snapshot.data, found.start[0].year, found.end[0].year
    every = zip(data["date"].dt.year.tolist(), data["value"].tolist(), strict=True)
    return {year: value for year, value in every if first - 2 <= year <= last}


def _two_years(look: Look, found: Tested, years: dict[str, dict[int, float]], asked: float | None = None) -> Cell:
    """Bars of the two years and two before them; across them the level asked for, else that of the first."""
    unit = found.worth.unit
    alike = [value for name, of in years.items() if look.line(name).indicator.unit == unit for value in of.values()]
    wanted = {} if asked is None else {1: asked}
    shown, about, decimals = readable(unit, {**years[found.name], 0: max(*alike, *wanted.values()), **wanted})
    top = 1.06 * shown.pop(0)
    first, last = found.start[0].year, found.end[0].year
    hue = look.story.hue(found.name)
    words = say("level of {year}", year=first) if asked is None else _come_to(asked, found)
    level = Level(shown[first] if asked is None else shown.pop(1), words, first)
    scale = fitting(0.0, top, unit, zero=True)
    art = Bars(shown, frozenset((first, last)), hue, scale, decimals, levels=(level,))
    ends = f"{number(shown[first], decimals)} → {number(shown[last], decimals)}"
    label = look.story.lines[found.name].label
    return Cell(art, label, about, hue, found.changed, (ends, f"{first} – {last}"))


def of_line(look: Look, claim: Claim, name: str, start: date, end: date) -> Cell | None:
    """A line over the days a measure used, where no picture is known for its kind; None without two values."""
    snapshot = look.line(name)
    data = snapshot.data
    inside = data[(data["date"].dt.date >= start) & (data["date"].dt.date <= end)]
    if len(inside) < 2 or inside["value"].iloc[0] <= 0:
        return None
    ends = [(day.date(), float(value)) for day, value in zip(inside["date"], inside["value"], strict=True)]
    found = Tested(name, snapshot, Worth(snapshot.indicator.unit), ends[0], ends[-1])
    if snapshot.indicator.frequency == "annual":
        return _two_years(look, found, {name: _near(found)})
    return _cell(look, claim, found, None, found.end[0])
