"""Series made by a known process, so that what is found can be compared with what was put in."""

from __future__ import annotations

from datetime import date

import numpy as np

from relations.evidence.daily import Daily, Days
from relations.evidence.refusal import Floats


def line(values: Floats, days: Days | None = None, *, start: str = "2010-01-04", key: str = "rate") -> Daily:
    """Prices on consecutive business days from `start` on, or on the days given."""
    consecutive = np.busday_offset(np.datetime64(start, "D"), np.arange(len(values)), roll="forward")
    return Daily(key, consecutive if days is None else days, np.asarray(values, dtype=float))


def prices(returns: Floats, first: float = 100.0) -> Floats:
    """Prices with the given log returns; one more than there are returns."""
    return np.asarray(first * np.exp(np.concatenate([[0.0], np.cumsum(returns)])))


def walk(seed: int, returns: int, sd: float = 0.01) -> Floats:
    """A random walk's prices."""
    return prices(np.random.default_rng(seed).normal(0, sd, returns))


def without(sample: Daily, *positions: int) -> Daily:
    """The same without some observations."""
    return Daily(sample.key, np.delete(sample.days, positions), np.delete(sample.values, positions))


def gappy(seed: int, count: int, *, start: str = "2010-01-04") -> Days:
    """Days of a publisher that leaves out one business day in eight."""
    days = np.busday_offset(np.datetime64(start, "D"), np.arange(count), roll="forward")
    return np.asarray(days[np.random.default_rng(seed).random(count) > 0.12])


def day(sample: Daily, position: int) -> date:
    """The date at a position."""
    return sample.day(position)
