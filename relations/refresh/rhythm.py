"""How old the last observation of a living series may be, by how often it comes and how late it is published."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from relations.values import span
from sources import Indicator

BUSINESS_DAYS = 7  #: of a daily series: the Bank of Russia rests from 1 to 8 January, EIA's oil prices come weekly
_LAG = {
    "weekly": timedelta(days=7 + 7),
    "monthly": timedelta(days=31 + 61),
    "quarterly": timedelta(days=92 + 183),
    "annual": timedelta(days=366 + 913),  # WITS publishes a year about two years after it has ended
}


def first_known(day: date, indicator: Indicator) -> date:
    """The first day on which an observation can be known: after the month, quarter or year it is of, else its day."""
    dating = indicator.dating
    if dating.period in ("day", "week") or dating.collected == "beginning":
        return day
    _, last = span(dating, np.array([day], "datetime64[D]"))
    following: date = (last[0] + 1).astype(date)
    return following


def is_current(indicator: Indicator, last: date, today: date) -> bool:
    """Whether no newer observation is overdue; one dated in the future is an error and keeps nothing fresh."""
    if last > today:
        return False
    if indicator.frequency == "daily":
        return bool(np.busday_count(last, today) <= BUSINESS_DAYS)
    return today - last <= _LAG[indicator.frequency]
