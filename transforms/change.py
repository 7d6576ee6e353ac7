"""Changes between two observations, and from year to year."""

from __future__ import annotations

import pandas as pd

from relations.values import Change, Message, msgid
from sources import Rejected, Snapshot
from transforms import derived


def percent(before: float, after: float) -> float:
    """`100 × (after / before − 1)`, in percent. Rejected if `before` is not positive."""
    if before <= 0:
        words = msgid("no percentage can be taken of {value}; the earlier value must be positive")
        raise Rejected(Message(words, value=f"{before:g}"))
    return 100 * (after / before - 1)


def both_ways(before: float, after: float) -> tuple[float, float]:
    """A currency's change from its quotes in currency per dollar: (of the quote, of its dollar value), in percent.

    From 155.56 to 184.50 tenge per dollar: +18.6 % tenge per dollar, −15.7 % of the tenge's dollar value.
    """
    return percent(before, after), percent(after, before)


def annual_change(snapshot: Snapshot) -> Snapshot:
    """Percentage change on the same period of the year before, `100 × (P_t / P_{t−1} − 1)`.

    For annual, quarterly and monthly series. A period whose predecessor is missing or not positive has no change and
    is left out. Raises Rejected for other frequencies, and if no change can be computed.
    """
    indicator = snapshot.indicator
    if indicator.frequency not in ("annual", "quarterly", "monthly"):
        words = msgid("{key} is {frequency}; a change from year to year needs an annual, quarterly or monthly series")
        raise Rejected(Message(words, key=indicator.key, frequency=indicator.frequency))
    series = snapshot.data.set_index("date")["value"]
    a_year_on = series.set_axis(pd.DatetimeIndex(series.index) + pd.DateOffset(years=1))
    before = a_year_on.reindex(series.index)
    change = 100 * (series / before - 1)
    data = change[before > 0].rename("value").reset_index()
    if data.empty:
        raise Rejected(f"{indicator.key} has no two observations a year apart")
    return derived(
        snapshot, data, title=f"{indicator.title}, change on a year before", unit=Change("% on a year before")
    )
