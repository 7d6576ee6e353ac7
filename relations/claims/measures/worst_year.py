"""How a year's change compares with every other year's up to publication, in percent and in the figure's own unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relations.claims.measures import (
    PERCENT,
    Answer,
    Finding,
    Look,
    NotYet,
    Unknown,
    Value,
    entry,
    revised,
    years,
    yes_if,
)
from relations.claims.measures import change as signed
from relations.claims.yearly import OfYears, Yearly, yearly
from relations.story.claims import CalendarYear
from relations.values import Message, Money, Number, Score, Unit, msgid

LEAST = 10  #: years that must be compared
SHOWN = 3  #: years that fell more and are named in the sentence


class Spec(OfYears):
    """A year's change on the year before against every other year's."""

    year: CalendarYear


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
        number = Number(change, 0 if abs(change) >= 1000 else 2, signed=True)
        if isinstance(self.unit, Score):
            return Message("{number} points", number=number)
        return Message("{number} {unit}", number=number, unit=self.unit)

    def value(self, year: int) -> Value:
        """A year's change under its id."""
        label = Message("change {year}", year=year)
        return entry(f"change-{year}-{self.name}", label, float(self.changes[year]), self.unit)


def _rank(changes: pd.Series[float], year: int) -> int:
    return int((changes < changes[year]).sum()) + 1


def measure(look: Look, spec: Spec) -> Finding:
    """The year's rank among falls, as of publication, in each reading; excluded years and those after are out."""
    found = yearly(look, spec)
    readings = [
        Reading(name, unit, changes(found.series, relative=name == "percent"), spec.year, look.published.year - 1)
        for name, unit in _units(found).items()
    ]
    first = readings[0]
    if spec.year not in first.judges.index:
        raise _too_few(spec, found.series)
    return Finding(
        tuple(_answer(one) for one in readings),
        rule=Message(
            "it fell more in {year} than in every other year from {since} to {last}, of at least {least}",
            year=spec.year,
            since=int(first.changes.index[0]),
            last=first.published,
            least=LEAST,
        ),
        formula=Message("{what}; change on the year before, ranked from the deepest fall", what=found.formula),
        sentence=(*_sentence(found, readings, spec), *revised(look, spec.lines_used, spec.year)),
        values=(
            *(entry("years-compared", "years compared up to publication", len(one.judges)) for one in readings[:1]),
            *(entry("years-since", "years compared, with those since", len(one.changes)) for one in readings[:1]),
        ),
        start=date(int(found.series.index[0]), 1, 1),
        end=date(int(found.series.index[-1]), 12, 31),
    )


def _units(found: Yearly) -> dict[str, Unit]:
    """The readings of a figure: of a score there is only the difference."""
    if not found.relative:
        return {"difference": found.unit}
    return {"percent": PERCENT, "money" if isinstance(found.unit, Money) else "difference": found.unit}


def changes(series: pd.Series[float], *, relative: bool) -> pd.Series[float]:
    """Change on the year before, in percent if `relative`, else in the unit; a year without one before has none."""
    before = pd.Series(series.to_numpy(), series.index + 1).reindex(series.index)
    change = 100 * (series / before - 1) if relative else series - before
    return change.dropna()


def _answer(one: Reading) -> Answer:
    enough = len(one.judges) >= LEAST
    why = (
        None
        if enough
        else Message("{number} years are too few to compare; {least} are needed", number=len(one.judges), least=LEAST)
    )
    change = one.value(one.year)
    return Answer(
        one.name,
        one.spoken,
        yes_if(one.rank == 1 and one.judges[one.year] < 0) if enough else "unknowable",
        value=change.quantity,
        of=Message("% on a year before") if one.name == "percent" else None,
        values=(
            change,
            entry(f"rank-{one.name}", Message("rank {reading}", reading=one.spoken), one.rank),
            entry(
                f"rank-{one.name}-since",
                Message("rank {reading}, with the years since", reading=one.spoken),
                one.since_then,
            ),
            *(one.value(int(year)) for year in one.deeper.index),
        ),
        why=why,
    )


def _too_few(spec: Spec, series: pd.Series[float]) -> Unknown:
    words = Message(
        "the figures of {year} and of the year before are needed; known is up to {last}",
        year=spec.year,
        last=int(series.index[-1]),
    )
    return (NotYet if series.index[-1] < spec.year else Unknown)(words)


def _sentence(found: Yearly, readings: Iterable[Reading], spec: Spec) -> tuple[Message, ...]:
    said = [part for one in readings for part in _ranked(found, one)]
    if spec.excluded:
        said.append(Message("Left out as unfit: {years} and changes on it.", years=years(spec.excluded)))
    return tuple(said)


def _ranked(found: Yearly, one: Reading) -> tuple[Message, ...]:
    """A reading's rank up to publication, which years fell more, and its rank with the years since."""
    ranked = Message(
        "{name}, {reading}: {change} in {year}, rank {rank} of {number} changes up to {last}, the deepest fall first.",
        name=found.label,
        reading=one.spoken,
        change=one.said(one.year),
        year=one.year,
        rank=one.rank,
        number=len(one.judges),
        last=one.published,
    )
    fell = _fell(one)
    if len(one.changes) == len(one.judges):
        return ranked, fell
    words = msgid("Since then, up to {last}: rank {rank} of {number}.")
    return ranked, fell, Message(words, last=int(one.changes.index[-1]), rank=one.since_then, number=len(one.changes))


def _fell(one: Reading) -> Message:
    """Which years fell more; of many the first few."""
    shown = years(one.deeper.index)[:SHOWN]
    deeper = tuple(Message("{year} ({change})", year=year, change=one.said(year)) for year in shown)
    if not deeper:
        return Message("No other year fell more.")
    if len(one.deeper) <= SHOWN:
        return Message("More fell in {years}.", years=deeper)
    return Message("More fell in {number} years, most in {years}.", number=len(one.deeper), years=deeper)
