"""What the observations of a series are of: the days of each, where it stands, and how it may be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from relations.story.figures import Chart
from relations.story.model import Story
from relations.values import Dating, Unstated, drawn, span
from relations.values.dating import PERIODS, Period
from sources import Indicator, Snapshot, SourceError, indicator_of

#: A value is written at the last observation at most so many days before its day.
REACH: dict[Period, int] = {"day": 7, "week": 14, "month": 31, "quarter": 92, "year": 366}
Found = tuple[date, float]  #: an observation
Days = npt.NDArray[np.datetime64]
DAY = np.timedelta64(1, "D")
GAP = np.timedelta64(6, "D")  #: between two observations, from which on a daily line is broken
SHORT_GAP = np.timedelta64(3, "D")  #: the same in a window of weeks
WEEKS = np.timedelta64(183, "D")  #: up to so long is a window of weeks


def spans(snapshot: Snapshot) -> tuple[Days, Days]:
    """The first and the last day of what each observation is of, datetime64[D]."""
    return span(snapshot.indicator.dating, snapshot.dates)


def stands(snapshot: Snapshot) -> tuple[Days, Days]:
    """From which day to which day each observation is drawn: at its place in its period, or across all of it."""
    return drawn(snapshot.indicator.dating, snapshot.dates)


def observations_on(snapshot: Snapshot, days: Iterable[date]) -> list[Found]:
    """Per day the observation of its period, or the last one on it or shortly before; days without one are left out."""
    dates, values = snapshot.dates, snapshot.values
    (start, end), dating = stands(snapshot), snapshot.indicator.dating
    reach = 0 if dating.is_across else REACH[dating.period]
    found: list[Found] = []
    for day in days:
        place = int(start.searchsorted(np.datetime64(day), side="right")) - 1
        if place >= 0 and (np.datetime64(day) - end[place]).astype(int) <= reach:
            found.append((dates[place].astype("datetime64[D]").astype(date), float(values[place])))
    return found


def breaks(snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """After which observations, but the last, the line is broken.

    A daily line is where more than six days have none, and if it is of weeks more than three; any other is where a
    period has none.
    """
    days = snapshot.dates.astype("datetime64[D]")
    if snapshot.indicator.frequency == "daily":
        return np.asarray(np.diff(days) > (SHORT_GAP if days[-1] - days[0] <= WEEKS else GAP))
    first, last = span(Dating("whole", PERIODS[snapshot.indicator.frequency]), days)
    return np.asarray(first[1:] > last[:-1] + DAY)


def lone(snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """Which observations have a gap, or nothing more, on either side."""
    broken = breaks(snapshot)
    return np.asarray(np.r_[True, broken] & np.r_[broken, True])


def described(story: Story, name: str, says: Callable[[str], Indicator] = indicator_of) -> Indicator | None:
    """What a line's first copy measures, as its publisher's module `says` without a network; None if it cannot say.

    With `cache.described` the copy has the first word. Where only an answer tells the unit, it tells the rhythm too.
    Of a formula nothing is said.
    """
    if story.lines[name].formula:
        return None
    first, *_ = story.lines[name].parts or (name,)
    try:
        found = says(story.lines[first].keys[0])
    except SourceError:
        return None
    return None if isinstance(found.unit, Unstated) else found


def charts(datings: Iterable[Dating]) -> list[Chart]:
    """The kinds of chart that fit all of some lines, the plainest first.

    A value that stands for all of its period is as long as that, and never a point in it.
    """
    across = [dating.is_across for dating in datings]
    if all(across):
        return ["step", "bar"]
    return ["step"] if any(across) else ["line", "step"]
