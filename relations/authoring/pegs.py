"""Whether a rate stands still: measured from its copy, for no list of pegs stays true."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from relations import cache
from relations.values import Message, Number, Rate, amount
from sources import NotCached, Rejected, Snapshot, publisher_of
from transforms import rate
from transforms.cross_rate import cross_rate
from transforms.restated import restated

#: The International Monetary Fund calls a rate stable within a margin of 2 % for six months; a calm float may be that.
MARGIN, LEAST = 1.02, timedelta(days=365)


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
    copy = _rate(key)
    if copy is None:
        return None
    anchors = [one for other in others if (one := _rate(f"{publisher_of(key)}/{other}"))]
    found = [_still(one, window) for one in (copy, *_in_others(copy, anchors))]
    return max((one for one in found if one), key=lambda one: one.last - one.first, default=None)


def _rate(key: str) -> Snapshot | None:
    with suppress(NotCached, Rejected):
        copy = restated(cache.read(key))
        return copy if isinstance(copy.indicator.unit, Rate) else None
    return None


def _in_others(copy: Snapshot, anchors: Iterable[Snapshot]) -> Iterator[Snapshot]:
    """A rate in other currencies by their rates to its base: litas per euro of both per dollar."""
    for anchor in anchors:
        if rate(anchor).base == rate(copy).base:
            with suppress(Rejected):  # the currency itself, or no day in common
                yield cross_rate(copy, anchor)


def _still(copy: Snapshot, window: tuple[date, date]) -> Peg | None:
    """The longest stretch in which the highest value is within the margin of the lowest, if it is long enough."""
    days = copy.dates.astype("datetime64[D]")
    inside = (days >= np.datetime64(window[0])) & (days <= np.datetime64(window[1]))
    days, values = days[inside], copy.values[inside]
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
    if last < first or days[last] - days[first] < np.timedelta64(LEAST.days, "D"):
        return None
    middle = float(np.median(values[first : last + 1]))
    return Peg(rate(copy), middle, days[first].item(), days[last].item())
