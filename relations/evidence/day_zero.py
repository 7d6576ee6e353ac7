"""Day 0 of an event: the first day, from the event on, on which every series of a test has an observation.

Publishers date differently. A market's close or a fixing is dated the day itself; a central bank's official rate is
dated the day it applies, which is the business day after it was set. Before series are put side by side, official
rates are moved to the day they were set, so that one test never mixes the two conventions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
import numpy.typing as npt

from relations.evidence.refusal import Floats, Refusal
from relations.values import APPLIES, Message, Number
from sources import Rejected, Snapshot
from transforms import derived

Days = npt.NDArray[np.datetime64]

REACH = 5  #: calendar days after the event within which day 0 must lie


@dataclass(frozen=True, eq=False)
class Aligned:
    """Series side by side on the days all of them have.

    `days` of shape (n,), datetime64[D], sorted; `values` of shape (n, k), each column in its own unit, in the order
    of `keys`; `seen` the days any of the series has: what counts as a trading day when a shift is counted.
    """

    keys: tuple[str, ...]
    days: Days
    values: Floats
    seen: Days

    def position(self, day: date) -> int:
        """Index of the first common day that is `day` or later; n if there is none."""
        return int(np.searchsorted(self.days, np.datetime64(day, "D")))


@dataclass(frozen=True)
class DayZero:
    """Day 0 and how many trading days after the event's date it is (0: the date itself)."""

    day: date
    shift_days: int


def market_dated(snapshot: Snapshot) -> Snapshot:
    """The series dated the day a rate was set, whatever its publisher's convention.

    An official rate dated D was set on the business day before D. Where several dates fall on one such day (weekends
    repeat a rate), the last counts. Other series come back unchanged.
    """
    if snapshot.indicator.dating != APPLIES:
        return snapshot
    days = snapshot.data["date"].to_numpy().astype("datetime64[D]")
    was_set = np.busday_offset(days, -1, roll="forward")  # Saturday's, Sunday's and Monday's rate: on Friday
    data = snapshot.data.assign(date=was_set.astype("datetime64[us]"))
    data = data.drop_duplicates("date", keep="last")
    return derived(snapshot, data)


def align(*snapshots: Snapshot) -> Aligned:
    """Series side by side on their common days, official rates moved to the day they were set.

    Nothing is filled. Raises Rejected without a series, or if no day is common to all.
    """
    if not snapshots:
        raise Rejected("there is no series to align")
    moved = [market_dated(snapshot).data for snapshot in snapshots]
    days = [data["date"].to_numpy().astype("datetime64[D]") for data in moved]
    common = reduce(np.intersect1d, days)
    keys = tuple(snapshot.indicator.key for snapshot in snapshots)
    if not common.size:
        raise Rejected(Message("{keys} have no day in common", keys=keys))
    columns = [
        data["value"].to_numpy(dtype=float)[np.searchsorted(own, common)] for data, own in zip(moved, days, strict=True)
    ]
    return Aligned(keys, common, np.column_stack(columns), reduce(np.union1d, days))


def day_zero(aligned: Aligned, event: date, *, reach: int = REACH) -> DayZero | Refusal:
    """The first common day from the event on, and its shift in trading days; a Refusal if none is within reach.

    The shift counts the days after the event, up to day 0, on which any of the series has an observation: an event
    on a Sunday has its day 0 on Monday, "+1 trading day".
    """
    at = aligned.position(event)
    if at == aligned.days.size:
        return Refusal("no observation", Message("{keys}: none from {day} on", keys=aligned.keys, day=event))
    zero: date = aligned.days[at].astype(date)
    if (zero - event).days > reach:
        return Refusal("no observation", _later(aligned.keys, event, zero))
    passed = (aligned.seen > np.datetime64(event, "D")) & (aligned.seen <= aligned.days[at])
    return DayZero(zero, int(passed.sum()))


def _later(keys: tuple[str, ...], event: date, zero: date) -> Message:
    return Message.counted(
        "{keys}: the first after {day} is on {later}, {number} day later",
        "{keys}: the first after {day} is on {later}, {number} days later",
        count=(zero - event).days,
        number=Number((zero - event).days),
        keys=keys,
        day=event,
        later=zero,
    )
