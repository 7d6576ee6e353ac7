"""Agreement in the contested roll calls of the UN General Assembly, exact (METHODS 11)."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from tests.oracle.rows import Floats, Ints

LEAST_ROLL_CALLS = 20
VOTES = {"Y": 1.0, "A": 2.0, "N": 3.0}


@dataclass(frozen=True, eq=False)
class Assembly:
    """Roll calls as rows, members as columns; 1 yes, 2 abstained, 3 no, not a number for the rest."""

    members: list[str]
    table: pd.DataFrame
    votes: Floats

    def column(self, member: str) -> int:
        return self.members.index(member)

    def contested(self, year: int) -> Floats:
        """The votes of a calendar year in which not all who voted voted alike."""
        of_year = self.votes[(self.table["date"].str[:4] == str(year)).to_numpy()]
        contested: Floats = of_year[np.nanmin(of_year, axis=1) < np.nanmax(of_year, axis=1)]
        return contested


@cache
def assembly(path: Path) -> Assembly:
    """The roll calls of a copy: comment lines begin with "# "."""
    text = path.read_text(encoding="utf-8").splitlines()
    members = next(line for line in text if line.startswith("# members:")).split(":")[1].split()
    skipped = sum(line.startswith("# ") for line in text)
    table = pd.read_csv(path, skiprows=skipped, dtype=str, keep_default_na=False)
    votes = np.array([[VOTES.get(letter, np.nan) for letter in row] for row in table["votes"]])
    return Assembly(members, table, votes)


@dataclass(frozen=True)
class Year:
    """How members agreed with one of them in a year: per cent as fractions, and with how many common votes."""

    roll_calls: int
    agreement: dict[str, Fraction]
    common: dict[str, int]
    ranked: frozenset[str]

    def rank(self, member: str) -> int:
        return 1 + sum(self.agreement[other] > self.agreement[member] for other in self.ranked)

    def within(self, group: frozenset[str]) -> "Year":
        """The same, of some members only."""
        return replace(self, ranked=self.ranked & group)

    @property
    def median(self) -> Fraction:
        return Fraction(median(self.agreement[other] for other in self.ranked))


@cache
def fell_more(path: Path, one: str, other: str, when: int) -> tuple[int, int]:
    """How many pairs of members voted together in a year and in the one before, and how many fell more; in integers."""
    (sums, n), (sums_before, n_before) = (_together(assembly(path), each) for each in (when, when - 1))
    at = assembly(path).column(one), assembly(path).column(other)
    rise, size = sums * n_before - sums_before * n, n * n_before
    every = np.triu(size, 1) > 0
    return int(every.sum()), int((every & (rise * size[at] < rise[at] * size)).sum())


def _together(here: Assembly, when: int) -> tuple[Ints, Ints]:
    """Per two members: twice the sum of how alike they voted, and in how many roll calls both did."""
    votes = here.contested(when)
    sums, n = (np.zeros((len(here.members),) * 2, dtype=np.int64) for _ in range(2))
    for call in votes:
        twice = 2 - np.abs(call[:, None] - call[None, :])
        sums += np.nan_to_num(twice).astype(np.int64)
        n += np.isfinite(twice)
    return sums, n


@cache
def year(path: Path, of: str, when: int, least: int | None = None) -> Year:
    """Ranked are those with at least half the median number of common votes, or so many as are given."""
    here = assembly(path)
    votes = here.contested(when)
    twice = 2 - np.abs(votes - votes[:, [here.column(of)]])
    common = {
        name: int(n) for name, n in zip(here.members, np.isfinite(twice).sum(axis=0), strict=True) if n and name != of
    }
    sums = dict(zip(here.members, np.nansum(twice, axis=0), strict=True))
    agreement = {name: Fraction(100 * int(sums[name]), 2 * n) for name, n in common.items()}
    enough = median(common.values()) / 2 if least is None else least
    return Year(len(votes), agreement, common, frozenset(name for name, n in common.items() if n >= enough))
