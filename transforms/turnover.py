"""Trade between two countries: its turnover.

The reporter is part of every title: Kazakhstan's imports from Russia and Russia's exports to Kazakhstan are the same
goods and different numbers (2012: 17.1 against 14.7 US$ billion).
"""

from __future__ import annotations

from dataclasses import replace

from sources import Snapshot
from transforms import derived
from transforms.total import total


def turnover(exports: Snapshot, imports: Snapshot) -> Snapshot:
    """`X_t + M_t`, in the unit of both, for the years both have; nothing is filled.

    Raises Rejected if the units, frequencies or publishers differ, or no year is common.
    """
    out, back = exports.indicator, imports.indicator
    both = total(exports, imports)
    return derived(
        replace(both, indicator=replace(both.indicator, key=f"{out.key}_and_{back.code.rsplit('/', 1)[-1]}")),
        both.data,
        title=f"Turnover: {_once(out.title, back.title)}",
    )


def _once(one: str, other: str) -> str:
    """Two titles, what both end in said once: "exports of A to B and imports of A from B, as reported by A"."""
    said, _, end = one.rpartition(", ")
    begin, _, tail = other.rpartition(", ")
    second = f"{begin[:1].lower()}{begin[1:]}"
    return f"{said} and {second}, {end}" if said and begin and end == tail else f"{one}, and {other}"
