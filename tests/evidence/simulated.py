"""Series made by a known process, so that what is found can be compared with what was put in."""

from __future__ import annotations

from datetime import date

import numpy as np

from relations.evidence.day_zero import Aligned
from relations.evidence.refusal import Floats


def aligned(*columns: Floats, start: str = "2010-01-04", keys: tuple[str, ...] = ("rate", "oil")) -> Aligned:
    """Prices on consecutive weekdays from `start` on."""
    days = np.busday_offset(np.datetime64(start, "D"), np.arange(columns[0].size), roll="forward")
    return Aligned(keys[: len(columns)], days, np.column_stack(columns), days)


def prices(returns: Floats, first: float = 100.0) -> Floats:
    """Prices with the given log returns; one more than there are returns."""
    return np.asarray(first * np.exp(np.concatenate([[0.0], np.cumsum(returns)])))


def walk(seed: int, returns: int, sd: float = 0.01) -> Floats:
    """A random walk's prices."""
    return prices(np.random.default_rng(seed).normal(0, sd, returns))


def day(sample: Aligned, position: int) -> date:
    """The date at a position."""
    found: date = sample.days[position].astype(date)
    return found
