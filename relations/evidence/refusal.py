"""When a statistic must not be computed: the reason as a result, not as an error.

A test run on a pegged currency, on a handful of observations or on a date known only to the year gives a number that
means nothing, and a number that means nothing looks like any other. So what would have been the number is a Refusal,
with one of a few reasons and a sentence with the figures that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from relations.values import Message, Number, When
from relations.values.when import Precision

Floats = npt.NDArray[np.float64]

Reason = Literal[
    "peg",  # the rate was held: its usual variation says nothing about what is unusual
    "thin window",  # fewer than 60 returns to estimate from
    "coarse date",  # the event is known to the month or the year
    "coarse frequency",  # the series is weekly, monthly or annual
    "no observation",  # no day 0 within 5 days of the event
    "values not positive",  # a logarithm would be needed of a value of 0 or less
    "window not complete",  # the series begins or ends inside the window
    "no variation",  # a constant regressor or a rate that has not moved
    "not in the cache",
    "not yet known",  # hidden by the cut of known_then
]

STILL = 0.0005  #: |log return| below which a day counts as still: 0.05 %
STILL_SHARE = 0.5  #: of the window's days, above which the rate counts as held
BAND = 0.02  #: half the width of a band, in logs
STEP = 0.02  #: |log return| from which a day counts as a step adjustment of the band
MINIMUM = 60  #: returns in an estimation window


@dataclass(frozen=True)
class Refusal:
    """No number, and why: `reason` is one of a few words, `detail` tells the figures."""

    reason: Reason
    detail: Message | str


def peg(returns: Floats) -> Refusal | None:
    """Whether log returns of shape (n,) are those of a currency held by its central bank, by either of two rules.

    1. More than half of |r| are below 0.05 %.
    2. The path of the rate, days of a step adjustment of 2 % or more left out, stays in a band of ± 2 %: the narrow
       band of Reinhart & Rogoff (2004), “The Modern History of Exchange Rate Arrangements”, QJE 119(1), p. 1–48;
       steps are left out as in the IMF's “stabilized arrangement” (Habermeier et al. 2009, IMF WP/09/211).

    The second finds what the first cannot: a rate that trembles daily inside a corridor, as the tenge did before
    11 February 2014. None if neither holds.
    """
    still = float(np.mean(np.abs(returns) < STILL)) if returns.size else 0.0
    if still > STILL_SHARE:
        words = Message(
            "{share} % of the daily moves before the event are below {limit} %",
            share=Number(100 * still),
            limit=Number(100 * STILL, 2),
        )
        return Refusal("peg", words)
    path = np.concatenate([[0.0], np.cumsum(np.where(np.abs(returns) < STEP, returns, 0.0))])
    reach = float(np.ptp(path))
    if returns.size >= MINIMUM and reach <= 2 * BAND:
        words = Message(
            "the rate stayed in a band {width} % wide before the event, steps left out", width=Number(100 * reach, 1)
        )
        return Refusal("peg", words)
    return None


def thin(count: int) -> Refusal | None:
    """Whether an estimation window of `count` returns is too thin: fewer than 60."""
    if count >= MINIMUM:
        return None
    words = Message.counted(
        "{count} return before the event; {minimum} are needed",
        "{count} returns before the event; {minimum} are needed",
        count=max(count, 0),
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
