"""Agreement in votes of every two members of the United Nations: counted for all at once, by products of matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from relations import cache
from relations.atlas.measures import Place, by_years
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
    usual: np.ndarray  #: (m,): the median of a member's counts

    def note(self, at: tuple[int, int]) -> str:
        """Why the agreement of two is not compared with that of others."""
        count, usual = int(self.count[at]), float(max(self.usual[list(at)]))
        if count >= max(HALF * usual, FEWEST):
            return ""
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
        place = Place(one, other, "votes", "votes")
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
        yield from by_years(_about(place.row(), self.table), series, Score(0, 100), relative=False, notes=notes)

    def series(self, one: str, other: str) -> pd.Series[float]:
        """The agreement of two members by year, 0 to 100; a year without a common vote is left out."""
        at = self.number[one], self.number[other]
        return pd.Series({year: float(every.agreement[at]) for year, every in self.years.items()}, dtype=float).dropna()


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
    return Year(agreement, count, usual)


def _about(row: Row, table: Table) -> Row:
    return replace(row, publisher=table.publisher, keys=table.key, licence=str(table.licence),
                   retrieved=table.retrieved.date())  # fmt: skip
