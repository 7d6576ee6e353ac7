"""Index a series to 100 at a base date, so that series of different units can be compared."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.values import Index, When, drawn, span
from sources import Indicator, Rejected, Snapshot
from transforms import derived

#: How long a value of a day stands for, where its series is not daily.
PERIODS = {
    "weekly": pd.DateOffset(weeks=1),
    "monthly": pd.DateOffset(months=1),
    "quarterly": pd.DateOffset(months=3),
    "annual": pd.DateOffset(years=1),
}


def base_value(snapshot: Snapshot, base: date) -> tuple[date, float]:
    """The observation that stands for the day `base`, or the last one before it: its date and value.

    What is of a whole period stands from the period's first day on, whichever of its days the publisher dates it by.
    Raises Rejected if there is none, or if the observation after the last one would stand for the base.
    """
    day, days = np.datetime64(base, "D"), snapshot.data["date"].to_numpy().astype("datetime64[D]")
    if day >= _after(snapshot.indicator, days[-1:]):
        raise Rejected(f"{snapshot.indicator.key} ends on {snapshot.last}, before the base {base}")
    starts, _ = drawn(snapshot.indicator.dating, days)
    count = int(np.searchsorted(starts, day, side="right"))
    if not count:
        raise Rejected(f"{snapshot.indicator.key} starts on {snapshot.first}, after the base {base}")
    found = snapshot.data.iloc[count - 1]
    return found["date"].date(), float(found["value"])


def _after(about: Indicator, last: npt.NDArray[np.datetime64]) -> np.datetime64:
    """The day from which on the observation after the last one would stand; `last` of shape (1,)."""
    if about.dating.is_day:
        return np.datetime64(pd.Timestamp(last[0]) + PERIODS.get(about.frequency, pd.DateOffset(days=1)), "D")
    return np.datetime64(drawn(about.dating, span(about.dating, last)[1] + 1)[0][0])


def over_base(snapshot: Snapshot, base: date) -> tuple[pd.Series[float], When, float]:
    """`100 × P_t / P_b`, b the observation of the base date or the last before it, with its day and value.

    Raises Rejected if the series starts after the base or ends before it, or if the value there is not positive.
    """
    day, value = base_value(snapshot, base)
    if value <= 0:
        raise Rejected(f"{snapshot.indicator.key} is {value:g} on {day}; a base must be positive")
    return 100 * snapshot.data["value"] / value, When(day), float(f"{value:g}")


def index(snapshot: Snapshot, base: date) -> Snapshot:
    """100 at the base (IMF, PPI Manual 2004, ch. 9); the unit says its date and value. Raises as `over_base`."""
    values, day, value = over_base(snapshot, base)
    return derived(snapshot, snapshot.data.assign(value=values), unit=Index(day, value, snapshot.indicator.unit))
