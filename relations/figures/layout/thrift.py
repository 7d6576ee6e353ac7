"""What leaves a figure that is asked for lower than all it could say, in the order it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Thrift:
    """What is left: never less than the title, every mark, the ticks of all events, and the sources."""

    names: int  #: of events, at most
    dated: bool  #: whether the names have their days beside them, if there is room
    notes: bool = True  #: of what found no place in its panel; the caption has all of it
    explained: bool = True  #: what the marks of events mean
    roomy: bool = True  #: whether panels keep the height at which they are read with ease


def levels(first: Thrift) -> Iterator[Thrift]:
    """The first, then with less and less."""
    yield first
    yield (dateless := replace(first, dated=False))
    yield (quiet := replace(dateless, notes=False))
    fewer = [replace(quiet, names=names) for names in range(first.names - 1, 0, -1)]
    yield from fewer
    yield (silent := replace([quiet, *fewer][-1], explained=False))
    yield (low := replace(silent, roomy=False))
    yield replace(low, names=0)
