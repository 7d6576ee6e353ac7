"""A yearly figure that a measure looks at: the turnover of two countries, or a line of the story by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import pandas as pd
from pydantic import model_validator

from relations.claims.look import Look
from relations.claims.measures import PERCENT, Value, by_year, entry, size
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from relations.values import Change, Count, Country, Message, Money, Number, Share, Unit, points
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

    @property
    def unfit(self) -> tuple[int, ...]:
        """The excluded years."""
        return self.excluded


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
        change, unit = (percent(before, after), PERCENT) if self.relative else (after - before, self._difference)
        return entry(f"change-{base}-{year}", Message("change {since} to {year}", since=base, year=year), change, unit)

    @property
    def _difference(self) -> Unit:
        """What the difference of two values is in: of shares, whatever of, percentage points."""
        return Change("percentage points") if isinstance(self.unit, Share) else self.unit

    def on(self, base: int) -> Message | None:
        """What a change in percent is of; nothing where its unit says it."""
        return Message("% on {year}", year=base) if self.relative else None

    def size(self, change: Value) -> Message:
        """How large a change is, as a title has it: 25 %, 6 points."""
        if self.relative:
            return Message("{number} %", number=size(change.number))
        return points(size(change.number))

    def signed(self, change: Value) -> Number:
        """A change as a sentence has it."""
        return Number(change.number, 1 if self.relative else 2, signed=True)

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
