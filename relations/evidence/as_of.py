"""Series of different frequencies side by side, each with its latest value as of a day."""

from __future__ import annotations

import pandas as pd

from relations.evidence.known_then import release_days
from sources import Rejected, Snapshot


def as_of(left: Snapshot, right: Snapshot, *, released: bool = False, within_days: int | None = None) -> pd.DataFrame:
    """For each observation of `left`, the last one of `right` that is not later: backward only, never interpolated.

    Columns: `date` and `value` (of left, in its unit), `other` (of right, in its unit; NaN where there was none yet)
    and `other_date` (its date; NaT likewise). With `released`, a value of `right` counts from the day it was known
    (`known_then.release_days`), not from the date it is of. `within_days` leaves out a value older than that.
    Raises Rejected if not one value is found. Source: pandas.merge_asof, direction "backward".
    """
    since = release_days(right) if released else right.data["date"]
    other = right.data.rename(columns={"value": "other", "date": "other_date"}).assign(date=since)
    joined = pd.merge_asof(
        left.data,
        other.sort_values("date"),
        on="date",
        direction="backward",
        tolerance=None if within_days is None else pd.Timedelta(days=within_days),
    )
    if joined["other"].isna().all():
        raise Rejected(f"{right.indicator.key} has no value as of any day of {left.indicator.key}")
    return joined[["date", "value", "other", "other_date"]]
