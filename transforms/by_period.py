"""A finer series by month, quarter or year: the mean, the sum or the last value of each whole period."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from relations.values import Count, Dating, Message, Money, msgid, span
from relations.values.dating import PERIODS, Frequency, Period
from sources import Indicator, Rejected, Snapshot
from transforms import market_dated

How = Literal["mean", "sum", "last"]
COLLECTED: dict[str, Literal["average", "sum", "end"]] = {"mean": "average", "sum": "sum", "last": "end"}
FREQUENCY: dict[Period, Frequency] = {period: frequency for frequency, period in PERIODS.items()}
NESTED: dict[tuple[Period, Period], int] = {("month", "quarter"): 3, ("month", "year"): 12, ("quarter", "year"): 4}
LONGEST = np.timedelta64(12, "D")  #: between two days with a value: the longest holidays; what is more is missing
FINER = msgid("{key} is {frequency}; it has no {how} of a {period}")
NO_SUM = msgid("{key} is in {unit}, {dating}; only amounts over a period can be summed: take the mean or the last")


def by_period(snapshot: Snapshot, period: Period, how: How) -> Snapshot:
    """The mean, the sum or the last of the values in each month, quarter or year that has all of them.

    A period of days is whole if no two values in it, or the last before it and the first in it, lie further apart than
    the longest holidays, and its end has come; one of months or quarters if it has every one. Others are left out:
    nothing is filled. An official rate counts on the day it was set, alone as beside a market's price.

    Raises Rejected if the series is not finer, is of whole weeks, which months cut, if a sum would be of a rate, a
    price or a stock, or if no period is whole.
    """
    about = snapshot.indicator
    words = {"key": about.key, "frequency": about.frequency, "how": how, "period": period}
    if how == "sum" and not _adds_up(about):
        raise Rejected(Message(NO_SUM, key=about.key, unit=about.unit, dating=str(about.dating)))
    if (how, period) not in rhythms(about):
        raise Rejected(Message(FINER, **words))
    snapshot = market_dated(snapshot)
    days = span(snapshot.indicator.dating, snapshot.dates)[0]
    first, last = span(Dating("whole", period), days)
    data = pd.DataFrame({"date": first, "value": snapshot.values})
    each = data.groupby("date")["value"].agg(how)
    whole = _covered(days, first, last) if _has_days(about) else _full(data, NESTED[PERIODS[about.frequency], period])
    kept = each[each.index.isin(whole)].rename("value").reset_index()
    if kept.empty:
        raise Rejected(Message("{key} has no whole {period}", key=about.key, period=period))
    kept["date"] = kept["date"].astype("datetime64[ns]")
    title = f"{about.title}, {how} of the {period}"
    made = replace(about, title=title, frequency=FREQUENCY[period], dating=Dating(COLLECTED[how], period))
    return Snapshot(made, kept, snapshot.retrieved)


def rhythms(about: Indicator) -> list[tuple[How, Period]]:
    """How a series can be taken, and by which periods: those it nests in; a sum only of amounts over a period."""
    finer: tuple[Period, ...] = ("month", "quarter", "year")
    fit = [one for one in finer if _has_days(about) or (PERIODS[about.frequency], one) in NESTED]
    return [(how, one) for how in get_args(How) for one in fit if how != "sum" or _adds_up(about)]


def _has_days(about: Indicator) -> bool:
    """Whether values are of days, be it one a week."""
    return about.frequency == "daily" or (about.frequency == "weekly" and about.dating.is_day)


def _adds_up(about: Indicator) -> bool:
    """Whether values are amounts over their periods, and no stock, rate or price."""
    return isinstance(about.unit, Money | Count) and about.dating.collected in ("sum", "whole")


def _full(data: pd.DataFrame, count: int) -> pd.Index:
    """The periods with so many values."""
    found = data.groupby("date")["value"].size()
    return found[found == count].index


def _covered(days: np.ndarray, first: np.ndarray, last: np.ndarray) -> pd.Index:
    """The periods of days without a hole: from the last value before a period to the first after it."""
    before = np.r_[np.datetime64("NaT"), days[:-1]]
    after = np.r_[days[1:], np.datetime64("NaT")]
    begins = (days - before <= LONGEST) | (np.busday_offset(first, 0, roll="forward") >= days)
    ends = (after - days <= LONGEST) | (np.busday_offset(last, 0, roll="backward") <= days)
    found = pd.DataFrame({"date": first, "whole": begins & ends}).groupby("date")["whole"].all()
    return found[found].index
