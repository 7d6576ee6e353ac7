"""A move of a line, or of a currency of a rate: how large, whether it goes on, which others of its way were larger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from relations.claims.measures import Unknown, at
from relations.claims.way import Way
from relations.evidence.refusal import Floats
from relations.evidence.worth import Worth
from relations.values import Message, business_days
from sources import Snapshot

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
    sign: int  #: of the moves that are looked for: −1 of falls, 1 of rises

    def kept(self, which: npt.NDArray[np.bool_]) -> Windows:
        """Those of a mask of shape (n,)."""
        return Windows(self.starts[which], self.ends[which], self.changes[which], self.until[which], self.sign)

    def apart_from(self, start: date, end: date) -> Windows:
        """Those that share no day with a stretch, its first and last day among it."""
        return self.kept((self.ends < np.datetime64(start)) | (self.starts > np.datetime64(end)))

    def larger_than(self, change: float) -> Windows:
        """Those that moved further that way; a difference in the last bits is none."""
        return self.kept(self.sign * self.changes > self.sign * change + 1e-9)

    def largest(self) -> Episode | None:
        """The largest move; None if nothing moved that way."""
        moves = self.sign * self.changes
        if not len(moves) or moves.max() <= 0:
            return None
        at = int(moves.argmax())
        return Episode(self.starts[at].item(), self.ends[at].item(), float(self.changes[at]))

    def episodes(self) -> list[Episode]:
        """Moves that share no day: the largest, then the largest of those apart from it, and so on."""
        found: list[Episode] = []
        rest = self
        while (one := rest.largest()) is not None:
            found.append(one)
            rest = rest.apart_from(one.start, one.end)
        return found


def windows(days: Days, values: Floats, span: int, sign: int) -> Windows:
    """Windows of `span` business days from every observation, for moves of a sign.

    A window ends with the last observation up to its last day, which may be 14 days old. `days` and `values` have shape
    (n,); a window that begins or ends with a value of 0 or less, or none, has no percentage and does not count.
    """
    targets = np.busday_offset(days, span, roll="backward").astype("datetime64[D]")
    ends = np.searchsorted(days, targets, side="right") - 1
    counts = (ends > np.arange(len(days))) & (targets - days[ends] <= REACH) & (values > 0) & (values[ends] > 0)
    first, last = np.flatnonzero(counts), ends[counts]
    return Windows(days[first], days[last], 100 * (values[last] / values[first] - 1), targets[counts], sign)


def moved_by(way: Way, change: float, least: float | None) -> bool:
    """Whether a change is one that way, of at least so much; None: of any size. Last bits do not matter."""
    return way.sign * change > 0 if least is None else way.sign * change >= least - 1e-9


def reached(way: Way, worth: Worth, last: float, level: float | None) -> bool:
    """Whether a line's last value is at a level or beyond it, the way it should have moved; None: no level is asked."""
    return level is None or way.sign * (worth.value(last) / worth.value(level) - 1) >= -1e-9


@dataclass(frozen=True, eq=False)
class Move:
    """A move that ends on some day, with all that is judged of it."""

    start: date
    before: float
    end: date
    after: float
    change: float  #: percent, of the worth
    against_mean: float | None  #: percent, of the worth at the end against its mean before; None if not asked
    extreme: tuple[date, float]  #: of the window its lowest day, of a rise its highest, and the end against it, percent
    span: int  #: business days
    sample: int  #: windows of that length up to publication that do not overlap
    judging: Windows  #: those that ended by publication and share no day with this one
    later: Windows  #: those that ended since, likewise

    @property
    def larger(self) -> list[Episode]:
        """Larger moves that had ended when the article appeared."""
        return self.judging.larger_than(self.change).episodes()

    @property
    def larger_since(self) -> list[Episode]:
        """Larger moves that ended later."""
        return self.later.larger_than(self.change).episodes()


@dataclass(frozen=True, eq=False)
class Course:
    """A line's worth by day, shape (n,), and what moves up to several days have in common."""

    snapshot: Snapshot
    worth: Worth
    way: Way  #: which way the line should have moved
    start: date  #: the day the move is measured from
    published: date
    still: int | None = None  #: of how many observations before its end the mean is that it is held against, if of any
    since: date | None = None  #: the first day of the moves it is compared with, if not the line's own
    seen: dict[int, tuple[Windows, Windows]] = field(default_factory=dict)  #: of one length, for weekends share them

    @property
    def first(self) -> date:
        """The first day of the moves that are compared."""
        return max(self.since or self.snapshot.first, self.snapshot.first)

    @cached_property
    def begin(self) -> tuple[date, float]:
        """The observation the move is measured from."""
        return at(self.snapshot, self.start)

    @cached_property
    def by_day(self) -> tuple[Days, Floats]:
        """The days of the observations and the worth on them; NaN where there is none."""
        return self.worth.course(self.snapshot)

    def windows(self, span: int) -> tuple[Windows, Windows]:
        """All windows of so many business days that end by publication, and those that end later."""
        if span not in self.seen:
            self.seen[span] = self._windows(span)
        return self.seen[span]

    def _windows(self, span: int) -> tuple[Windows, Windows]:
        days, values = self.by_day
        compared = days >= np.datetime64(self.first)
        every = windows(days[compared], values[compared], span, self.way.sign)
        cut = np.datetime64(self.published)
        return every.kept(every.until <= cut), every.kept((every.until > cut) & (every.until <= days[-1]))


def move(course: Course, until: date) -> Move:
    """The move up to a day; Unknown if the line has no two observations between start and that day."""
    snapshot, (days, values) = course.snapshot, course.by_day
    (start, before), (end, after) = course.begin, at(snapshot, until)
    if end <= start:
        raise _too_few(snapshot, course.start, until)
    begin, last = (int(days.searchsorted(np.datetime64(day))) for day in (start, end))
    extreme = begin + int(np.nanargmax(course.way.sign * values[begin : last + 1]))
    span = int(business_days(start, end))
    judging, later = course.windows(span)
    mean = float(np.nanmean(values[last - course.still : last])) if course.still and last >= course.still else None
    if course.still and mean is None:
        raise _too_few(snapshot, course.start, until)
    return Move(
        start,
        before,
        end,
        after,
        course.worth.changes(before, after)[0],
        100 * (float(values[last]) / mean - 1) if mean is not None else None,
        (days[extreme].item(), 100 * (float(values[last] / values[extreme]) - 1)),
        span,
        int(business_days(course.first, min(course.published, snapshot.last))) // span,
        judging.apart_from(start, end),
        later.apart_from(start, end),
    )


def _too_few(snapshot: Snapshot, start: date, until: date) -> Unknown:
    words = Message(
        "{title} has too few observations from {start} to {end}", title=snapshot.indicator.title, start=start, end=until
    )
    return Unknown(words)
