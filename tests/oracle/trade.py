"""Sums, shares, growth and worst years of yearly numbers (METHODS 11)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tests.oracle.rows import Rows


def of_year(rows: Rows, year: int) -> float:
    """The value of a calendar year."""
    return rows.at(f"{year}-01-01")


def years(rows: Rows) -> list[int]:
    return [int(str(day)[:4]) for day in rows.days]


def total(lines: Iterable[Rows], year: int) -> float:
    return sum(of_year(rows, year) for rows in lines)


def turnover(exports: Rows, imports: Rows) -> Rows:
    """What went both ways, in the years both have."""
    days, left, right = np.intersect1d(exports.days, imports.days, return_indices=True)
    return Rows(days, exports.values[left] + imports.values[right])


def growth(rows: Rows, year: int, later: int) -> float:
    """Per cent from one year to another."""
    return 100 * (of_year(rows, later) / of_year(rows, year) - 1)


@dataclass(frozen=True)
class Worst:
    """Where a year's change stands among those of all years compared, from the deepest fall."""

    change: float  # per cent
    money: float
    compared: int
    rank: int
    rank_money: int
    deeper: list[int]


def worst_year(rows: Rows, year: int, since: int, until: int, excluded: frozenset[int] = frozenset()) -> Worst:
    """Years without a usable one before are not compared."""
    known = [one for one in years(rows) if since <= one <= until and one not in excluded]
    compared = [one for one in known if one - 1 in known]
    change = {one: growth(rows, one - 1, one) for one in compared}
    money = {one: of_year(rows, one) - of_year(rows, one - 1) for one in compared}
    deeper = [one for one in compared if change[one] < change[year]]
    return Worst(change[year], money[year], len(compared), 1 + len(deeper),
                 1 + sum(money[one] < money[year] for one in compared), deeper)  # fmt: skip
