"""Whether a rate stands still: measured from its copy, for no list of pegs stays true."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from relations import cache
from relations.values import Message, Number, Rate, amount
from sources import NotCached, Rejected, Snapshot
from transforms.restated import restated

#: The International Monetary Fund calls a rate stable within a margin of 2 % for six months; a calm float may be that.
MARGIN, LEAST = 1.02, timedelta(days=365)

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Peg:
    """The longest time a rate stayed within the margin, and what it was then, in the middle."""

    unit: Rate
    value: float
    first: date
    last: date

    def __str__(self) -> str:
        words = "pegged or held: within {margin} % of {value} {unit} from {first} to {last}"
        margin, value = Number(50 * (MARGIN - 1)), amount(self.value)
        return str(Message(words, margin=margin, value=value, unit=self.unit, first=self.first, last=self.last))


def peg(key: str, others: Sequence[str], window: tuple[date, date]) -> Peg | None:
    """To what the rate of a copy was pegged in a window: to its base, or to other currencies of the same publisher.

    None if it moved against all of them, or there is no copy of a rate.
    """
    rate = _rate(key)
    publisher = key.split("/", 1)[0]
    found = [] if rate is None else [_still(rate.indicator.unit, *_within(rate, window))]
    for other in others:
        anchor = _rate(f"{publisher}/{other}")
        if rate is not None and anchor is not None:
            found.append(_against(rate, anchor, window))
    return max((one for one in found if one), key=lambda one: one.last - one.first, default=None)


def _rate(key: str) -> Snapshot | None:
    with suppress(NotCached, Rejected):
        copy = restated(cache.read(key))
        return copy if isinstance(copy.indicator.unit, Rate) else None
    return None


def _within(copy: Snapshot, window: tuple[date, date]) -> tuple[Days, Floats]:
    days = copy.data["date"].to_numpy().astype("datetime64[D]")
    inside = (days >= np.datetime64(window[0])) & (days <= np.datetime64(window[1]))
    return days[inside], copy.data["value"].to_numpy(dtype=float)[inside]


def _against(rate: Snapshot, anchor: Snapshot, window: tuple[date, date]) -> Peg | None:
    """The rate in another currency, on the days both are of."""
    (days, values), (others, bases) = _within(rate, window), _within(anchor, window)
    both, one, other = np.intersect1d(days, others, return_indices=True)
    over, under = rate.indicator.unit, anchor.indicator.unit
    if (
        not isinstance(over, Rate)
        or not isinstance(under, Rate)
        or {over.base, over.quote} & {under.quote}
        or over.base != under.base
    ):
        return None
    return _still(Rate(over.quote, under.quote), both, values[one] / bases[other])


def _still(unit: object, days: Days, values: Floats) -> Peg | None:
    """The longest stretch in which the highest value is within the margin of the lowest, if it is long enough."""
    best, start = (0, -1), 0
    highest: deque[int] = deque()
    lowest: deque[int] = deque()
    for end, value in enumerate(values):
        while highest and values[highest[-1]] <= value:
            highest.pop()
        while lowest and values[lowest[-1]] >= value:
            lowest.pop()
        highest.append(end)
        lowest.append(end)
        while values[highest[0]] > MARGIN * values[lowest[0]]:
            start += 1
            for kept in (highest, lowest):
                if kept[0] < start:
                    kept.popleft()
        if best[1] < best[0] or days[end] - days[start] > days[best[1]] - days[best[0]]:
            best = (start, end)
    first, last = best
    if last < first or days[last] - days[first] < np.timedelta64(LEAST.days, "D") or not isinstance(unit, Rate):
        return None
    middle = float(np.median(values[first : last + 1]))
    return Peg(unit, middle, days[first].item(), days[last].item())
