"""Trade between two countries: the turnover.

The reporter is part of every title: Kazakhstan's imports from Russia and Russia's exports to Kazakhstan are the same
goods and different numbers (2012: 17.1 against 14.7 US$ billion).
"""

from __future__ import annotations

import pandas as pd

from relations.i18n import listed, msgid, say
from relations.i18n.units import spoken
from sources import Rejected, Snapshot
from transforms import combined

#: What exports and imports must share to be added, and what is said if they do not.
ONE = {
    "unit": msgid("a turnover needs one unit: {key} has {value}, {other} another"),
    "frequency": msgid("a turnover needs one frequency: {key} has {value}, {other} another"),
    "publisher": msgid("a turnover needs one publisher: {key} has {value}, {other} another"),
}


def turnover(exports: Snapshot, imports: Snapshot) -> Snapshot:
    """`X_t + M_t`, in the unit of both, for the years both have; nothing is filled.

    Raises Rejected if the units, frequencies or publishers differ, or no year is common.
    """
    out, back = exports.indicator, imports.indicator
    for what, words in ONE.items():
        if getattr(out, what) != getattr(back, what):
            value = spoken(getattr(out, what))
            raise Rejected(say(words, key=out.key, value=value, other=back.key))
    both = _side_by_side(exports, imports)
    data = both.assign(value=both["value_a"] + both["value_b"])[["date", "value"]]
    return combined(
        f"{out.key}_and_{back.code.rsplit('/', 1)[-1]}",
        data,
        title=f"Turnover: {out.title}, and {back.title}",
        unit=out.unit,
        like=out,
        retrieved=min(exports.retrieved, imports.retrieved),
    )


def _side_by_side(a: Snapshot, b: Snapshot) -> pd.DataFrame:
    both = a.data.merge(b.data, on="date", suffixes=("_a", "_b"))
    if both.empty:
        raise Rejected(say("{keys} have no period in common", keys=listed([a.indicator.key, b.indicator.key])))
    return both
