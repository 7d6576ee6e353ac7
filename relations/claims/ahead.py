"""What a line did after publication, and how often it had done so before: the numbers of a forecast of a fall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.claims.fallen import Days
from relations.claims.measures import PERCENT, Value, at, entry, months_later
from relations.evidence.refusal import Floats
from relations.evidence.worth import Worth
from sources import Snapshot


@dataclass(frozen=True, eq=False)
class Ahead:
    """What a line did from publication to the end of the horizon: days, values and changes in percent, shape (n,)."""

    start: date
    level: float
    days: Days
    quotes: Floats
    changes: Floats

    def first_below(self, percent: float) -> int | None:
        """The place of the first observation that lost more than so many percent; None if none did."""
        below = np.flatnonzero(self.changes < -percent)
        return int(below[0]) if len(below) else None


def ahead_of(snapshot: Snapshot, worth: Worth, published: date, by: date) -> Ahead:
    """From the observation that stands for publication to the end of the horizon; Unknown or NotYet without one."""
    start, level = at(snapshot, published)
    days, values = worth.course(snapshot)
    inside = (days > np.datetime64(published)) & (days <= np.datetime64(by))
    base = float(worth.values(np.array([level]))[0])
    return Ahead(start, level, days[inside], snapshot.values[inside], 100 * (values[inside] / base - 1))


def base_rate(snapshot: Snapshot, worth: Worth, percent: float, horizon: int, published: date) -> Value | None:
    """From how many earlier days, in percent, it came true; those whose horizon had ended at publication."""
    days, values = worth.course(snapshot)
    ends = np.array([months_later(day.item(), horizon) for day in days], "datetime64[D]")
    places = np.flatnonzero(ends <= np.datetime64(published))
    if not len(places):
        return None
    true = [_lowest(days, values, int(place), ends[place]) < -percent for place in places]
    return entry(
        "base-rate", "earlier days from which it came true within the horizon", 100 * float(np.mean(true)), PERCENT
    )


def _lowest(days: Days, values: Floats, place: int, end: np.datetime64) -> float:
    """The deepest change from one observation to those up to a day, in percent; 0 if there is none or no fall."""
    ahead = values[place + 1 : int(np.searchsorted(days, end, side="right"))]
    known = ahead[~np.isnan(ahead)]
    return min(0.0, 100 * (float(known.min()) / float(values[place]) - 1)) if len(known) else 0.0
