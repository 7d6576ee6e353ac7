"""The first fall beyond a limit within a horizon, and how often that happens (METHODS 10, 11)."""

from dataclasses import dataclass

import numpy as np

from tests.oracle.rows import Rows


@dataclass(frozen=True)
class FirstFall:
    base: float
    base_day: np.datetime64
    day: np.datetime64 | None
    value: float | None
    change: float | None  # per cent
    earlier_days: int
    came_true: int


def months_later(day: np.datetime64, months: int) -> np.datetime64:
    """The same day so many months later, or the last of a shorter month."""
    month = day.astype("datetime64[M]")
    of_month = (day - month.astype("datetime64[D]")).astype(int)
    target = month + months
    longest = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(int)
    return np.datetime64(target.astype("datetime64[D]") + min(of_month, longest - 1))


def first_below(rows: Rows, base: int, more_than: float, until: np.datetime64) -> int | None:
    """The first row after the base, until a day, that is more than so many per cent below it."""
    stop = rows.last(until) + 1
    below = rows.values[base + 1 : stop] / rows.values[base] - 1 < -more_than / 100
    return base + 1 + int(np.argmax(below)) if below.any() else None


def first_fall(rows: Rows, published: np.datetime64, more_than: float, months: int) -> FirstFall:
    """`rows` are of the currency's value; earlier days are rows whose horizon ended by publication."""
    base = rows.last(published)
    hit = first_below(rows, base, more_than, months_later(published, months))
    ended = [place for place in range(base + 1) if months_later(rows.days[place], months) <= published]
    true = sum(
        first_below(rows, place, more_than, months_later(rows.days[place], months)) is not None for place in ended
    )
    return FirstFall(float(rows.values[base]), rows.days[base], None if hit is None else rows.days[hit],
                     None if hit is None else float(rows.values[hit]),
                     None if hit is None else float(100 * (rows.values[hit] / rows.values[base] - 1)),
                     len(ended), true)  # fmt: skip
