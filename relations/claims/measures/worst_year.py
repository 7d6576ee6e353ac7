"""How a year's change compares with every other year's up to publication, in percent and in the figure's own unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from relations.claims.answer import Answer, Finding, Value, entry
from relations.claims.look import Look, NotYet, Unknown
from relations.claims.measures import PERCENT, revised, years, yes_if
from relations.claims.yearly import OfYears, Reading, Yearly, changes, ranked, yearly
from relations.story.claims import CalendarYear
from relations.values import Message, Money, Number, Parameter, Unit, difference
from sources import publisher_of, tables
from sources._rollcalls import pairs

LEAST = 10  #: years that must be compared
TIE = 1e-9  #: points by which two changes that are the same may differ as computed


class Spec(OfYears):
    """A year's change on the year before against every other year's."""

    year: CalendarYear  #: the year that is ranked

    @property
    def least(self) -> int:
        """Years that must be compared."""
        return LEAST

    def sample(self, first: date, last: date) -> int:
        """Changes on the year before, up to the year before publication."""
        years = set(range(max(self.since, first.year), last.year)) - set(self.excluded)
        return sum(year - 1 in years for year in years)

    def of_votes(self, look: Look) -> bool:
        """Whether it is how alike two members of the United Nations vote, so that all others can be compared."""
        return self.line is not None and _is_of_votes(look.line(self.line).indicator.key)

    def reads_rollcalls(self, keys: Mapping[str, Collection[str]]) -> bool:
        """Where its line may be how alike two members vote, for all others to be compared."""
        return self.line is not None and any(map(_is_of_votes, keys[self.line]))


def _is_of_votes(key: str) -> bool:
    """Whether a copy is computed from the table of roll calls that all members are compared by."""
    return publisher_of(key) == publisher_of(next(iter(tables())))


def _pairs(look: Look, spec: Spec, one: Reading) -> tuple[Value, ...]:
    """How many pairs of members there are with votes in both years, and in how many agreement fell more."""
    table = look.rollcalls()
    (after, _), (before, _) = (
        look.once(("pairs", year), partial(pairs, table, year))  # of a year that is known to its end, whatever the cut
        for year in (spec.year, spec.year - 1)
    )
    change = after - before
    every = change[np.triu_indices(len(change), 1)]
    every = every[np.isfinite(every)]
    fell = int((every < one.changes[spec.year] - TIE).sum())
    return (
        entry("pairs", "pairs of members with votes in both years", len(every)),
        entry("pairs-that-fell-more", "pairs of members whose agreement fell more", fell),
    )


def _told(among: tuple[Value, ...]) -> tuple[Message, ...]:
    if not among:
        return ()
    every, fell = (int(one.number) for one in among)
    share = Number(100 * fell / every, 1)
    return (Message("Of {number} pairs of members {share} % fell more that year.", number=Number(every), share=share),)


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
    among = _pairs(look, spec, first) if spec.of_votes(look) else ()
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
        sentence=(*_sentence(found, readings, spec), *_told(among), *revised(look, spec.lines_used, spec.year)),
        values=(
            *among,
            *(entry("years-compared", "years compared up to publication", len(one.judges)) for one in readings[:1]),
            *(entry("years-since", "years compared, with those since", len(one.changes)) for one in readings[:1]),
        ),
        start=date(int(found.series.index[0]), 1, 1),
        end=date(int(found.series.index[-1]), 12, 31),
        title=_title(found, first),
    )


def _title(found: Yearly, one: Reading) -> Message:
    """What it did in the year, and in how many other years up to publication it fell more."""
    change = one.value(one.year)
    known: dict[str, Parameter] = {"name": found.brief, "by": found.by(change), "year": one.year}
    if change.number >= 0:
        return Message("{name} rose {by} in {year}", **known)
    if not len(one.deeper):
        since = int(one.changes.index[0])
        return Message("{name} fell {by} in {year}, more than in any other year since {since}", since=since, **known)
    return Message.counted(
        "{name} fell {by} in {year}, more in {count} of {number} other years",
        "{name} fell {by} in {year}, more in {count} of {number} other years",
        count=len(one.deeper), number=len(one.judges) - 1, **known,
    )  # fmt: skip


def _units(found: Yearly) -> dict[str, Unit]:
    """The readings of a figure: of a score there is only the difference."""
    if not found.relative:
        return {"difference": difference(found.unit)}
    return {"percent": PERCENT, "money" if isinstance(found.unit, Money) else "difference": difference(found.unit)}


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
    said = [part for one in readings for part in ranked(found.label, one)]
    if spec.excluded:
        said.append(Message("Left out as unfit: {years} and changes on it.", years=years(spec.excluded)))
    return tuple(said)
