"""Yearly figures that measures look at: a turnover or a line, how its changes are read, sums under definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import pandas as pd
from pydantic import Field, model_validator

from relations.claims.look import Look
from relations.claims.measures import PERCENT, Value, by_year, entry, latest, size, years
from relations.claims.measures import change as signed
from relations.story.claims import CalendarYear, Lines, Measure
from relations.story.fields import Name, Text
from relations.values import (
    Change,
    Count,
    Country,
    Message,
    Money,
    Number,
    Unit,
    by,
    difference,
    msgid,
    points,
    printed,
)
from transforms.change import percent
from transforms.turnover import turnover


class OfYears(Measure):
    """The parameters of a yearly figure: exports and imports, which are added, or one line."""

    naming = ("exports", "imports", "line")

    exports: Name | None = None  #: lines that are added: exports
    imports: Name | None = None  #: and imports
    line: Name | None = None  #: or: one line
    since: CalendarYear = 1800  #: the first year that counts
    excluded: tuple[CalendarYear, ...] = ()  #: years whose figures are not fit for a comparison

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.line is None) != (self.exports is not None and self.imports is not None):
            raise ValueError("a yearly figure is either exports and imports, or line; write one of the two")
        return self


@dataclass(frozen=True, eq=False)
class Yearly:
    """A figure by calendar year, what it is called, and how it is made."""

    name: str  #: an id: "turnover", or the line's name
    label: Message
    formula: Message
    series: pd.Series[float]  #: by year (int), excluded years left out
    unit: Unit
    brief: Message  #: what a title calls it

    @property
    def relative(self) -> bool:
        """Whether a change of it in percent means something: of money and counts, not of a score."""
        return isinstance(self.unit, Money | Count)

    def change(self, base: int, year: int) -> Value:
        """The change from a year to another, in percent of money and counts, else in the figure's own unit."""
        before, after = float(self.series[base]), float(self.series[year])
        change, unit = (percent(before, after), PERCENT) if self.relative else (after - before, difference(self.unit))
        return entry(f"change-{base}-{year}", Message("change {since} to {year}", since=base, year=year), change, unit)

    def on(self, base: int) -> Message | None:
        """What a change in percent is of; nothing where its unit says it."""
        return Message("% on {year}", year=base) if self.relative else None

    def size(self, change: Value) -> Message:
        """How large a change is, as a title has it: 25 %, 6 points."""
        if self.relative:
            return Message("{number} %", number=size(change.number))
        return points(size(change.number))

    def by(self, change: Value) -> Message:
        """The same after a verb: by 25 %, by 6 points."""
        return by(size(change.number), in_points=not self.relative)

    def signed(self, change: Value) -> Message:
        """A change as a sentence has it: −25.3 %, −6.23 points."""
        if self.relative:
            return Message("{number} %", number=Number(change.number, 1, signed=True))
        return points(Number(change.number, 2, signed=True))

    def level(self, year: int) -> Value:
        """The figure of a year."""
        label = Message("{name} {year}", name=self.label, year=year)
        return entry(f"{self.name}-{year}", label, float(self.series[year]), self.unit)


def yearly(look: Look, spec: OfYears) -> Yearly:
    """The figure a measure's parameters name, from its first year on; Rejected if it is not annual."""
    if spec.line is not None:
        snapshot = look.line(spec.line)
        label = formula = brief = Message("{words}", words=look.story.lines[spec.line].label)
        name = spec.line
    else:
        exports, imports = look.line(spec.exports or ""), look.line(spec.imports or "")
        key = "turnover", spec.exports, spec.imports, look.cut, look.late
        snapshot = look.once(key, lambda: turnover(exports, imports))
        name, label = "turnover", Message("Trade in goods between the two")
        one, other = map(Country, look.story.countries)
        brief = Message("{one}–{other} trade", one=one, other=other)
        formula = Message("{title} + {other}", title=exports.indicator.title, other=imports.indicator.title)
    series = by_year(snapshot).loc[spec.since :].drop(index=list(spec.excluded), errors="ignore")
    return Yearly(name, label, formula, series, snapshot.indicator.unit, brief)


class OfDefinitions(Measure):
    """The parameters of sums under several definitions: the lines of each, and the year."""

    naming = ("definitions",)

    definitions: Annotated[
        dict[Text, Lines], Field(min_length=1)
    ]  #: by what a reader calls it, the lines that are added
    year: CalendarYear  #: the year of the sum


@dataclass(frozen=True)
class Totals:
    """The sums by definition, in the unit of the first line, and the year they are of."""

    year: int
    unit: Unit
    sums: dict[str, float]


def totals(look: Look, spec: OfDefinitions) -> Totals:
    """The sums in the year asked for, or in the last earlier year that all lines have; NotYet if there is none."""
    series = {name: by_year(look.line(name)) for name in spec.lines_used}
    year = latest(spec.year, list(series.values()))
    sums = {words: float(sum(series[name][year] for name in names)) for words, names in spec.definitions.items()}
    return Totals(year, look.line(spec.lines_used[0]).indicator.unit, sums)


SHOWN = 3  #: years that fell more and are named in the sentence


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read the changes: in percent, or in the figure's unit."""

    name: str  #: percent, money, or difference
    unit: Unit
    changes: pd.Series[float]  #: on the year before, by year
    year: int
    published: int  #: the last year that judges

    @property
    def judges(self) -> pd.Series[float]:
        """The changes of years that had happened when the article appeared."""
        return self.changes.loc[: self.published]

    @property
    def rank(self) -> int:
        """The year's place among falls, 1 for the deepest."""
        return _rank(self.judges, self.year)

    @property
    def since_then(self) -> int:
        """The year's place among all years known."""
        return _rank(self.changes, self.year)

    @property
    def deeper(self) -> pd.Series[float]:
        """The years up to publication that fell more, from the deepest fall."""
        return self.judges[self.judges < self.judges[self.year]].sort_values()

    @property
    def spoken(self) -> Message:
        """What the reading is called."""
        words = {"percent": msgid("by percent"), "money": msgid("by money"), "difference": msgid("by the difference")}
        return Message(words[self.name])

    def said(self, year: int) -> Message:
        """A year's change with its sign."""
        change = float(self.changes[year])
        if self.name == "percent":
            return signed(change)
        if isinstance(self.unit, Change):
            return points(Number(change, 2, signed=True))
        return Message("{change}", change=printed(change, self.unit, signed=True))

    def value(self, year: int) -> Value:
        """A year's change under its id."""
        label = Message("change {year}", year=year)
        return entry(f"change-{year}-{self.name}", label, float(self.changes[year]), self.unit)


def _rank(changes: pd.Series[float], year: int) -> int:
    return int((changes < changes[year]).sum()) + 1


def changes(series: pd.Series[float], *, relative: bool) -> pd.Series[float]:
    """Change on the year before, in percent if `relative`, else in the unit; a year without one before has none."""
    before = pd.Series(series.to_numpy(), series.index + 1).reindex(series.index)
    change = 100 * (series / before - 1) if relative else series - before
    return change.dropna()


def fell(one: Reading) -> Message:
    """Which years fell more; of many the first few."""
    shown = years(one.deeper.index)[:SHOWN]
    deeper = tuple(Message("{year} ({change})", year=year, change=one.said(year)) for year in shown)
    if not deeper:
        return Message("No other year fell more.")
    if len(one.deeper) <= SHOWN:
        return Message("More fell in {years}.", years=deeper)
    return Message("More fell in {number} years, most in {years}.", number=len(one.deeper), years=deeper)


def ranked(name: Message, one: Reading) -> tuple[Message, ...]:
    """A reading's rank up to publication, which years fell more, and its rank with the years since."""
    placed = Message(
        "{name}, {reading}: {change} in {year}, rank {rank} of {number} changes up to {last}, the deepest fall first.",
        name=name,
        reading=one.spoken,
        change=one.said(one.year),
        year=one.year,
        rank=one.rank,
        number=len(one.judges),
        last=one.published,
    )
    if len(one.changes) == len(one.judges):
        return placed, fell(one)
    since = Message(
        "Since then, up to {last}: rank {rank} of {number}.",
        last=int(one.changes.index[-1]),
        rank=one.since_then,
        number=len(one.changes),
    )
    return placed, fell(one), since
