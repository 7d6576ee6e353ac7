"""Agreement in votes of every two members of the United Nations: counted for all at once, by products of matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from relations import cache
from relations.atlas.measures import by_years
from relations.atlas.row import Row, english
from relations.cache import Table
from relations.values import Country, Message, Number, Score
from sources import SourceError
from sources._rollcalls import FEWEST, members, pairs, whole_years

HALF = 0.5  #: of the usual number of common votes of either, below which two are not compared


@dataclass(frozen=True, eq=False)
class Year:
    """A year's agreement of m members, and the number of votes of each two, and of each one with most others."""

    agreement: np.ndarray  #: (m, m), 0 to 100; NaN without a common vote
    count: np.ndarray  #: (m, m)
    usual: np.ndarray  #: (m, m): the median of the counts of either, whichever is more

    @cached_property
    def few(self) -> np.ndarray:
        """Which two have so few votes in common that they are not compared with others, (m, m)."""
        return np.asarray(self.count < np.maximum(HALF * self.usual, FEWEST))

    def note(self, at: tuple[int, int]) -> str:
        """Why the agreement of two is not compared with that of others; empty if it is."""
        if not self.few[at]:
            return ""
        count, usual = int(self.count[at]), float(self.usual[at])
        words = Message.counted(
            "of {count} common vote; {usual} are usual",
            "of {count} common votes; {usual} are usual",
            count=count,
            usual=Number(usual),
        )
        return english(words)


@dataclass(frozen=True, eq=False)
class Votes:
    """The agreement of all members by year; without a table of roll calls why there is none."""

    years: Mapping[int, Year] = field(default_factory=dict)
    number: Mapping[str, int] = field(default_factory=dict)  #: by code a member's row and column
    table: Table | None = None
    missing: object = ""

    def rows(self, one: str, other: str) -> Iterator[Row]:
        """The rows of two countries, or the one that says why there is none."""
        place = Row(one, other, "votes", "votes")
        if self.table is None:
            yield place.missing("not fetched", self.missing)
            return
        for code in (one, other):
            if code not in self.number:
                words = Message("{country} is no member of the United Nations in the roll calls", country=Country(code))
                yield place.missing("cannot be", words)
                return
        series = self.series(one, other)
        if series.empty:
            yield place.missing("cannot be", Message("the two never voted in one contested roll call"))
        at = self.number[one], self.number[other]
        notes = {year: note for year in series.index if (note := self.years[year].note(at))}
        about = place.by(self.table, [self.table.key], self.table.retrieved)
        yield from by_years(about, series, Score(0, 100), relative=False, notes=notes)

    def series(self, one: str, other: str) -> pd.Series[float]:
        """The agreement of two members by year, 0 to 100; a year without a common vote is left out."""
        at = self.number[one], self.number[other]
        found = {year: value for year, every in self.years.items() if (value := float(every.agreement[at])) == value}
        return pd.Series(found, dtype=float)  # NaN is not itself: no common vote


def every() -> Votes:
    """The agreement of all members in whole years, from the table of roll calls that the cache prefers."""
    try:
        table, votes = cache.rollcalls()
    except SourceError as error:
        return Votes(missing=error.message)
    names = {name: number for number, name in enumerate(members(votes))}
    return Votes({year: _year(*pairs(votes, year)) for year in whole_years(votes)}, names, table)


def _year(agreement: np.ndarray, count: np.ndarray) -> Year:
    others = np.where((count > 0) & ~np.eye(len(count), dtype=bool), count, np.nan)
    there = np.isfinite(others).any(axis=1)
    usual = np.zeros(len(count))
    usual[there] = np.nanmedian(others[there], axis=1)
    return Year(agreement, count, np.maximum(usual[:, None], usual))
