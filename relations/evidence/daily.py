"""A line on the days it was observed, as the evidence computes with it: business days, logarithms, gaps and returns.

Business days are Monday to Friday without holidays, the same for every line, and have numbers, so that what lies
between two days is a difference. A return goes from one observation to the next, over however many business days that
is: trade-to-trade returns, Maynes & Rumsey (1993), Journal of Banking & Finance 17(1), p. 145–157.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from relations.evidence.refusal import Floats
from relations.values.calendar import business_days
from sources import Rejected, Snapshot
from transforms import market_dated

Days = npt.NDArray[np.datetime64]
Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

EPOCH = np.datetime64("1970-01-01", "D")  #: business day 0


@dataclass(frozen=True, eq=False)
class Daily:
    """A series by business days: `days` of shape (n,), datetime64[D], ascending; `values` alike, in its unit."""

    key: str
    days: Days
    values: Floats

    @cached_property
    def numbers(self) -> Positions:
        """The number of each observation's business day."""
        return np.asarray(business_days(EPOCH, self.days), dtype=np.int64)

    @cached_property
    def logs(self) -> Floats:
        """The logarithm of P; NaN where a value is 0 or less."""
        return np.log(np.where(self.values > 0, self.values, np.nan))

    @cached_property
    def gaps(self) -> Floats:
        """k: business days from the observation before to each; NaN for the first."""
        return np.diff(self.numbers.astype(float), prepend=np.nan)

    @cached_property
    def returns(self) -> Floats:
        """r: `ln(P_i / P_{i−1})`; NaN for the first, and where a value of 0 or less has part in it."""
        return np.diff(self.logs, prepend=np.nan)

    def day(self, position: int) -> date:
        """The date of an observation."""
        found: date = self.days[position].astype(date)
        return found


def daily(snapshot: Snapshot) -> Daily:
    """A daily series, dated the day a value was made; what is dated a Saturday or Sunday is left out.

    Raises Rejected if nothing is left.
    """
    data = market_dated(snapshot).data
    days = data["date"].to_numpy().astype("datetime64[D]")
    working = np.is_busday(days)
    if not working.any():
        raise Rejected(f"{snapshot.indicator.key} has no observation from Monday to Friday")
    return Daily(snapshot.indicator.key, days[working], data["value"].to_numpy(dtype=float)[working])


def number(day: date) -> int:
    """The number of a business day; of the next one for a Saturday or Sunday."""
    return int(business_days(EPOCH, np.datetime64(day_zero(day), "D")))


def day_of(number: int) -> date:
    """The business day of a number."""
    found: date = np.busday_offset(EPOCH, number).astype(date)
    return found


def day_zero(event: date) -> date:
    """Day 0 of an event: the first business day on or after it, the same for every line."""
    found: date = np.busday_offset(np.datetime64(event, "D"), 0, roll="forward").astype(date)
    return found
