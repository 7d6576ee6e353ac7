"""Every two of many countries: their stories, figures and numbers, one table, and one page of what changed most.

    pairs → making (measures, comovement; spread) → shelf → table, with votes → ranking → page

A pair is kept under the hash of what it is made of, so that a run goes on where another was broken off, and does
nothing where nothing changed. All is read from the cache; nobody is asked anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import comb
from pathlib import Path

from relations.atlas import table, votes
from relations.atlas.flags import flagged
from relations.atlas.making import Task, made
from relations.atlas.page import write_page
from relations.atlas.row import Row
from relations.atlas.shelf import Shelf
from relations.atlas.spread import Spread
from relations.cache.whole import alone
from relations.i18n import Locale
from relations.values import Country


@dataclass(frozen=True)
class Report:
    """What a run did."""

    pairs: int
    made: int  #: pairs made; those kept are not among them
    rows: int  #: of the table
    problems: tuple[str, ...]  #: pairs that could not be made, and why


def build(
    out: Path,
    listed: Sequence[Country],
    published: date,
    *,
    spread: Spread = map,
    drawn: bool = True,
    locales: Sequence[Locale] = ("en",),
) -> Report:
    """Make or renew the atlas of these countries in the folder `out`, with stories as of a day.

    Raises OSError if the folder cannot be written, or another run writes to it; what was made until then is kept.
    """
    with alone(out):
        shelf, number, problems = Shelf(out), 0, []
        for one in spread(made, _tasks(shelf, listed, published, drawn=drawn)):
            shelf.put(one)
            number += one.rows is not None
            problems += [one.problem] if one.problem else []
        count = table.write(out, _rows(shelf, listed, votes.every()))
        write_page(out, listed, locales)
    return Report(comb(len(listed), 2), number, count, tuple(problems))


def _tasks(shelf: Shelf, listed: Sequence[Country], published: date, *, drawn: bool) -> Iterator[Task]:
    odd = flagged()
    for one, other in combinations(listed, 2):
        task = Task(one.code, other.code, published, drawn=drawn)
        own = {known: note for known, note in odd.items() if {one.code, other.code} <= {*known[0].split("/")}}
        yield replace(task, known=shelf.known(task.pair), flags=own)


def _rows(shelf: Shelf, listed: Sequence[Country], agreement: votes.Votes) -> Iterator[Row]:
    """All rows in their order: of every pair what is kept, and its votes."""
    for one, other in combinations(listed, 2):
        own = [*shelf.rows(f"{one.code}-{other.code}"), *agreement.rows(one.code, other.code)]
        yield from sorted(own, key=lambda row: row.place)
