"""One way to read the changes of a yearly figure, in percent or in its unit, and where a year stands among them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from relations.claims.measures import Value, entry, years
from relations.claims.measures import change as signed
from relations.values import Message, Number, Score, Unit, msgid, points, printed

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
        if isinstance(self.unit, Score):
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
