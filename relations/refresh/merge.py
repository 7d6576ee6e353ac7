"""New rows over an old copy: what they change, and the two as one. Nothing of the old copy is lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

# Relative. Some copies were written with six decimals where the publisher's own arithmetic gives more.
SAME = 1e-8


def changes(old: pd.DataFrame | None, new: pd.DataFrame) -> pd.DataFrame:
    """The rows of `new` that are not in the old copy: date, value, and `old`, NaN where the date is new."""
    both = beside(old, new)
    return both[~same(both)].reset_index(drop=True)


def beside(old: pd.DataFrame | None, new: pd.DataFrame) -> pd.DataFrame:
    """All rows of `new` (date, value), each with the old copy's value of its date as `old`; NaN where it is new."""
    if old is None:
        return new.assign(old=np.nan)
    return new.merge(old.rename(columns={"value": "old"}), on="date", how="left")


def same(both: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows (date, value, old) are as before."""
    return np.isclose(both["value"], both["old"], rtol=SAME, atol=0)


def merge(old: pd.DataFrame | None, changed: pd.DataFrame, gone: pd.DataFrame | None = None) -> pd.DataFrame:
    """The old copy with the changed rows in, without the dates of `gone`; sorted, each date once."""
    rows = [frame[["date", "value"]] for frame in (changed, old) if frame is not None and not frame.empty]
    merged = pd.concat(rows).drop_duplicates("date", keep="first")
    if gone is not None:
        merged = merged[~merged["date"].isin(gone["date"])]
    return merged.sort_values("date", ignore_index=True)


def pairs(rows: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, float]]:
    """Date and value of every row."""
    return zip(rows["date"], rows["value"], strict=True)


def largest_revision(changed: pd.DataFrame) -> float | None:
    """The largest relative change of a value that was published before, 0.02 for 2 %; None if there is none."""
    revised = changed[changed["old"].notna() & (changed["old"] != 0)]
    if revised.empty:
        return None
    return float(((revised["value"] - revised["old"]) / revised["old"]).abs().max())
