"""When a statistic must not be computed: the reason as a result, not as an error.

A test run on a held currency, on a handful of observations or on a date known only to the year gives a number that
means nothing, and a number that means nothing looks like any other. So what would have been the number is a Refusal,
with one of a few reasons and a sentence with the figures that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from relations.values import Message, When
from relations.values.when import Precision

Floats = npt.NDArray[np.float64]

Reason = Literal[
    "held",  # the rate was held: its usual variation says nothing about what is unusual
    "thin window",  # fewer than 60 returns to estimate from
    "sample too short",  # fewer than 20 windows that do not overlap
    "coarse date",  # the event is known to the month or the year
    "coarse frequency",  # the series is weekly, monthly or annual
    "no observation",  # none within 2 business days of day 0
    "values not positive",  # a logarithm would be needed of a value of 0 or less
    "window not complete",  # the series begins or ends inside the window
    "gap",  # its days inside the window are too far apart
    "factor missing",  # the factor has no value on a day the window begins or ends
    "no variation",  # a constant regressor or a price that has not moved
    "not in the cache",
    "not yet known",  # hidden by the cut of known_then
]

MINIMUM = 60  #: returns in an estimation window


@dataclass(frozen=True)
class Refusal:
    """No number, and why: `reason` is one of a few words, `detail` tells the figures."""

    reason: Reason
    detail: Message | str


@dataclass(frozen=True)
class Refused:
    """One statistic of a line that is not given, over which window if it has one, and why."""

    statistic: str
    window: tuple[int, int] | None
    reason: Reason
    detail: Message | str


def thin(key: str, count: int) -> Refusal | None:
    """Whether an estimation window of `count` returns is too thin: fewer than 60."""
    if count >= MINIMUM:
        return None
    words = Message.counted(
        "{key} has {count} return before the event; {minimum} are needed",
        "{key} has {count} returns before the event; {minimum} are needed",
        count=max(count, 0),
        key=key,
        minimum=MINIMUM,
    )
    return Refusal("thin window", words)


def coarse(day: date, precision: Precision) -> Refusal | None:
    """Whether an event's date is known too roughly for a daily statistic."""
    if precision == "day":
        return None
    known = When(day, precision)
    if precision == "year":
        return Refusal("coarse date", Message("known to the year only ({year})", year=known))
    return Refusal("coarse date", Message("known to the month only ({month})", month=known))
