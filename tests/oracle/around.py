"""What is computed of one line around one event, now or as known on a day."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from tests.oracle import before_after
from tests.oracle.placebo import apart, pool
from tests.oracle.returns import returns
from tests.oracle.rows import Flags, Floats, Ints, Rows
from tests.oracle.story import Line, by_days, content, refused, zeros
from tests.oracle.study import Study, asked, estimation, study
from tests.oracle.windows import Windows, number, windows

WINDOWS = ((-1, 1), (-5, 5), (0, 10))


@dataclass(frozen=True)
class Sight:
    """A line, an event, and the last day known (none: all)."""

    line: str
    event: str
    known: np.datetime64 | None = None

    @property
    def rows(self) -> Rows:
        every = by_days(self.line).rows
        return every if self.known is None else every.until(self.known)

    @property
    def zero(self) -> int:
        return zeros()[self.event]

    @property
    def held(self) -> bool:
        of = by_days(self.line)
        return bool(refused(of)[self.zero - number(of.rows.days)[0]])

    def window(self, first: int, final: int) -> Windows:
        return windows(self.rows, np.array([self.zero]), first, final)

    def others(self) -> list[str]:
        """The other dated events, those of the same day 0 left out."""
        return [name for name, zero in zeros().items() if zero != self.zero]


def factor_of(name: str) -> Line | None:
    """The factor's line, none for itself and where the story names none."""
    factor = content().get("factor")
    return None if factor is None or factor == name else by_days(factor)


@dataclass(frozen=True)
class Tested:
    """One window's event study."""

    seen: Windows
    study: Study
    among: Floats
    without: Study | None
    left: int


def tested(sight: Sight, first: int, final: int, with_factor: bool) -> Tested | None:
    """The study of one window; nothing where the factor has no row at an end."""
    factor = factor_of(sight.line)
    oil = factor.rows if factor and with_factor else None
    seen = sight.window(first, final)
    q, moves = asked(sight.rows, oil, seen.start, seen.end, seen.span)
    if not np.isfinite(q).all():
        return None
    sample = estimation(returns(sight.rows, oil), sight.zero)
    found = study(sample, q[0], float(moves[0]))
    kept = ~about_others(sight, sample.ends, sample.k)
    without = study(sample.kept(kept), q[0], float(moves[0])) if 60 <= kept.sum() < len(kept) else None
    return Tested(seen, found, others_of(sight, first, final, with_factor), without, int(kept.sum()))


def about_others(sight: Sight, ends: Ints, k: Ints) -> Flags:
    """The returns whose days touch the day before, of or after another event."""
    flags: Flags = np.zeros(len(ends), dtype=bool)
    for name in sight.others():
        day = zeros()[name]
        flags |= (ends - k < day + 1) & (day - 2 < ends)
    return flags


def others_of(sight: Sight, first: int, final: int, with_factor: bool) -> Floats:
    """t of all windows an event's own is ranked among."""
    of, factor = by_days(sight.line), factor_of(sight.line)
    among = pool(of.rows, factor.rows if factor and with_factor else None, first, final)
    seen = sight.window(first, final)
    at = number(sight.rows.days)
    spans = [(zeros()[name] + first - 1, zeros()[name] + final) for name in sight.others()]
    free = among.allowed & ~refused(of) & apart(among, (int(at[seen.start[0]]), int(at[seen.end[0]])), spans)
    if sight.known is not None:
        free &= among.ends < number(sight.known + 1)
    t: Floats = among.t[free]
    return t


@cache
def all_differences(name: str) -> before_after.Differences:
    return before_after.differences(by_days(name).rows)
