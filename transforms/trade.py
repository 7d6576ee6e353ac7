"""Trade between two countries: turnover, shares, and the gap between what the two report.

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


def share(part: Snapshot, whole: Snapshot) -> Snapshot:
    """`100 × part_t / whole_t`, in percent of the whole, for the years both have.

    Raises Rejected if the units differ, the whole is not positive in places, or no year is common.
    """
    top, bottom = part.indicator, whole.indicator
    if top.unit != bottom.unit:
        raise Rejected(f"a share needs one unit: {top.key} is in {top.unit}, {bottom.key} in {bottom.unit}")
    both = _side_by_side(part, whole)
    if (both["value_b"] <= 0).any():
        raise Rejected(f"{bottom.key} is not positive in places; nothing can be a share of it")
    data = both.assign(value=100 * both["value_a"] / both["value_b"])[["date", "value"]]
    return combined(
        f"{top.key}_in_{bottom.code.rsplit('/', 1)[-1]}",
        data,
        title=f"{top.title}, as a share of {bottom.title}",
        unit="%",
        like=top,
        retrieved=min(part.retrieved, whole.retrieved),
    )


def mirror_gap(importer: Snapshot, exporter: Snapshot) -> pd.DataFrame:
    """The same flow as its two ends report it, for the years both have.

    Columns: `date`, `importer` and `exporter` (each one's report, in their common unit), `gap` (importer − exporter,
    same unit) and `gap_percent` (of the exporter's report; NaN where that is 0). Imports are valued with freight and
    insurance and exports without, so a gap of some percent is the rule (UN Statistics Division, International
    Merchandise Trade Statistics: Concepts and Definitions 2010, ST/ESA/STAT/SER.M/52/Rev.3, ch. IV). Raises Rejected
    if the units differ or no year is common.
    """
    a, b = importer.indicator, exporter.indicator
    if a.unit != b.unit:
        raise Rejected(f"a gap needs one unit: {a.key} is in {a.unit}, {b.key} in {b.unit}")
    both = _side_by_side(importer, exporter).rename(columns={"value_a": "importer", "value_b": "exporter"})
    gap = both["importer"] - both["exporter"]
    return both.assign(gap=gap, gap_percent=100 * gap / both["exporter"].where(both["exporter"] != 0))


def _side_by_side(a: Snapshot, b: Snapshot) -> pd.DataFrame:
    both = a.data.merge(b.data, on="date", suffixes=("_a", "_b"))
    if both.empty:
        raise Rejected(say("{keys} have no period in common", keys=listed([a.indicator.key, b.indicator.key])))
    return both
