"""Index a series to 100 at a base date, so that series of different units can be compared."""

from __future__ import annotations

from datetime import date

import pandas as pd

from relations.values import Index, When
from sources import Rejected, Snapshot
from transforms import derived

PERIODS = {"weekly": pd.DateOffset(weeks=1), "monthly": pd.DateOffset(months=1), "annual": pd.DateOffset(years=1)}


def base_value(snapshot: Snapshot, base: date) -> tuple[date, float]:
    """The last observation dated `base` or before: its date and value.

    Raises Rejected if there is none, or if the last period there is of the series is over before the base.
    """
    period = PERIODS.get(snapshot.indicator.frequency, pd.DateOffset(days=1))
    if pd.Timestamp(base) >= pd.Timestamp(snapshot.last) + period:
        raise Rejected(f"{snapshot.indicator.key} ends on {snapshot.last}, before the base {base}")
    before = snapshot.data[snapshot.data["date"] <= pd.Timestamp(base)]
    if before.empty:
        raise Rejected(f"{snapshot.indicator.key} starts on {snapshot.first}, after the base {base}")
    last = before.iloc[-1]
    return last["date"].date(), float(last["value"])


def index(snapshot: Snapshot, base: date) -> Snapshot:
    """`100 × P_t / P_b`, b the last observation on or before the base date (IMF, PPI Manual 2004, ch. 9).

    The unit says the base's date and value. Raises Rejected if the series starts after the base or ends before it,
    or if the value there is not positive.
    """
    day, value = base_value(snapshot, base)
    if value <= 0:
        raise Rejected(f"{snapshot.indicator.key} is {value:g} on {day}; a base must be positive")
    data = snapshot.data.assign(value=100 * snapshot.data["value"] / value)
    unit = Index(When(day), float(f"{value:g}"), snapshot.indicator.unit)
    return derived(snapshot, data, unit=unit)
