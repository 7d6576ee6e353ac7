"""Falls of a series that are as long as one that is asked about: which were deeper, none of them counted twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from relations.evidence.refusal import Floats

Days = npt.NDArray[np.datetime64]
REACH = np.timedelta64(14, "D")  #: how old the observation at a window's end may be


@dataclass(frozen=True)
class Episode:
    """A change between two observations, in percent."""

    start: date
    end: date
    change: float


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of one length from every observation: first and last day, and the change in percent; shape (n,)."""

    starts: Days
    ends: Days
    changes: Floats
    until: Days  #: the last day of each; its last observation may be older

    def kept(self, which: npt.NDArray[np.bool_]) -> Windows:
        """Those of a mask of shape (n,)."""
        return Windows(self.starts[which], self.ends[which], self.changes[which], self.until[which])

    def apart_from(self, start: date, end: date) -> Windows:
        """Those that share no day with a stretch, its first and last day among it."""
        return self.kept((self.ends < np.datetime64(start)) | (self.starts > np.datetime64(end)))

    def deeper_than(self, change: float) -> Windows:
        """Those that fell by more; a difference in the last bits is none."""
        return self.kept(self.changes < change - 1e-9)

    def deepest(self) -> Episode | None:
        """The deepest fall; None if nothing fell."""
        if not len(self.changes) or self.changes.min() >= 0:
            return None
        at = int(self.changes.argmin())
        return Episode(self.starts[at].item(), self.ends[at].item(), float(self.changes[at]))

    def episodes(self) -> list[Episode]:
        """Falls that share no day: the deepest, then the deepest of those apart from it, and so on."""
        found: list[Episode] = []
        rest = self
        while (one := rest.deepest()) is not None:
            found.append(one)
            rest = rest.apart_from(one.start, one.end)
        return found


def windows(days: Days, values: Floats, span: int) -> Windows:
    """Windows of `span` business days from every observation.

    A window ends with the last observation up to its last day, which may be 14 days old. `days` and `values` have shape
    (n,); a window that begins or ends with a value of 0 or less, or none, has no percentage and does not count.
    """
    targets = np.busday_offset(days, span, roll="backward").astype("datetime64[D]")
    ends = np.searchsorted(days, targets, side="right") - 1
    counts = (ends > np.arange(len(days))) & (targets - days[ends] <= REACH) & (values > 0) & (values[ends] > 0)
    first, last = np.flatnonzero(counts), ends[counts]
    return Windows(days[first], days[last], 100 * (values[last] / values[first] - 1), targets[counts])
