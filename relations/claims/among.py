"""A value among others of its line: its rank, the furthest of the others, and what was beyond it before and since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from relations.claims.move import Days
from relations.evidence.refusal import Floats
from sources import Snapshot

TIE = 1e-12  #: of a value, by which one that is the same may differ as computed
Mask = npt.NDArray[np.bool_]
Spot = tuple[date, float]  #: the day of a value, and the value in the line's unit


@dataclass(frozen=True, eq=False)
class Ranked:
    """A value among those of its span; all arrays have shape (n,), the line's."""

    snapshot: Snapshot
    days: Days
    worth: Floats  #: times −1 where the lowest is asked for, so that more is further
    own: Mask  #: the days among which the value is
    others: Mask  #: the values of the span that it is compared with

    def _most(self, which: Mask) -> int:
        found = np.flatnonzero(which & np.isfinite(self.worth))
        return int(found[self.worth[found].argmax()])

    def spot(self, place: int) -> Spot:
        """The day and the value at a place, in the line's unit."""
        return self.days[place].item(), float(self.snapshot.values[place])

    @property
    def value(self) -> Spot:
        """The one that is judged."""
        return self.spot(self._most(self.own))

    @property
    def rival(self) -> Spot:
        """The furthest of the others: the one beyond it, or else the runner-up."""
        return self.spot(self._most(self.others))

    def beyond(self, which: Mask) -> Mask:
        """Which of some values are strictly further than the one that is judged."""
        best = self.worth[self._most(self.own)]
        found: Mask = which & (self.worth > best + TIE * abs(best))
        return found

    @property
    def rank(self) -> int:
        """Its place: 1 if none of the others is strictly further."""
        return 1 + int(self.beyond(self.others).sum())

    @property
    def has_before(self) -> bool:
        """Whether the line has values before the span."""
        return self.snapshot.first < self.span[0]

    @property
    def span(self) -> tuple[date, date, int]:
        """The first and the last day of the values it is ranked among, and their number, its own as one."""
        days = self.days[self.own | self.others]
        return days[0].item(), days[-1].item(), int(self.others.sum()) + 1

    @property
    def before(self) -> Spot | None:
        """The last value before the span that was beyond it."""
        found = np.flatnonzero(self.beyond(self.days < self.days[self.own | self.others][0]))
        return self.spot(int(found[-1])) if len(found) else None

    @property
    def later(self) -> Spot | None:
        """The furthest value after the span, if it is beyond it."""
        found = self.beyond((self.days > self.days[self.own | self.others][-1]) & ~self.own)
        return self.spot(self._most(found)) if found.any() else None
