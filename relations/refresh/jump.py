"""Moves of new dates that are too large to be believed at once, by the standard of the series itself.

A move is the absolute log change from the last value believed. It is believed up to twice the largest move the
series has ever made and kept: a spike, out and back, does not count, so the standard is not raised by the very errors
it is there to find. Nothing in the same answer confirms a larger one, however long it goes on there: a publisher that
slips, slips for days. Only a move half undone at once, as Brent's of 21 April 2020, is no error's. Another publisher
confirms it, or the publisher itself if it still says so on a later day, or somebody by hand. What ÷2 looks like,
×1.75 and more, it must still say a week later. A move of ×4 is no move but another unit: time does not make it right,
only the table of redenominations does, another publisher, or a hand.

The caps stay well below ×2 and ×10, the factors of the errors themselves, since a series moves while it errs. So some
true moves wait as well. The largest measured in rates and prices: daily ×1.54 (hryvnia, Feb 2015), ×1.40 (lira, Dec
2021), ×1.36 (tenge, Aug 2015), and oil in April 2020, ×2.06 and ×1.90; weekly ×1.57 (Belarus, May 2011), ×1.93 (sum,
Sept 2017, it waits a week); monthly ×1.81 (WTI, Apr 2020), ×2.03 (rouble, Sept 1998), ×3.17 (Brent, Jan 1974). Of 102
annual series of trade 2 rose more than threefold in a year, and 41 once fell by more than ÷1.6, 17 of them by more
than ÷2: as a new year each of those falls would wait a day or a week, the price of telling a halving from an error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.refresh.outcome import written, written_apart
from relations.values import REDENOMINATIONS, Frequency, Rate, Unit

# The bound of a calm series and of a wild one.
_LIMITS: dict[Frequency, tuple[float, float]] = {
    "daily": (math.log(1.12), math.log(1.60)),
    "weekly": (math.log(1.15), math.log(1.60)),
    "monthly": (math.log(1.50), math.log(1.75)),
    "quarterly": (math.log(2.00), math.log(3.00)),
    "annual": (math.log(3.00), math.log(5.00)),
}
_FIRST_LOAD = {"monthly": math.log(3.5)}  # sixty years of prices have their shocks, and no copy to hold them against
_FALL = math.log(1.6)  # of a series we have: years may rise threefold, a halving is what an error looks like
_AFTER_A_GAP = math.log(3)  # the furthest a daily series is believed to have gone while nobody looked
_HALVING = math.log(1.75)  # a move as large as this may be an error's, and errors last for days
OTHER_UNIT = math.log(4)  # a move as large as this does not become right by persisting
_ENOUGH = 30  # observations of the copy to judge new ones by; a first load is judged by itself
_LONG_GAP = 30  # observations; beyond it the bound grows with the square root of time


class Suspect(NamedTuple):
    """A value to be judged, the last one believed before it, and the move between them (a log change)."""

    day: date
    value: float
    level: float
    move: float


def bound(values: npt.NDArray[np.float64], frequency: Frequency, *, first_load: bool = False) -> float:
    """The largest log change from one observation to the next that is believed at once."""
    floor, cap = _LIMITS[frequency]
    logs = np.log(values[values > 0])
    if logs.size < 4:
        return floor
    move, twice = np.abs(np.diff(logs)), np.abs(logs[2:] - logs[:-2])  # over one observation, over two
    kept = np.minimum.reduce([move[1:-1], twice[:-1], twice[1:]])
    return float(np.clip(2 * kept.max(), floor, _FIRST_LOAD.get(frequency, cap) if first_load else cap))


def jumps(
    series: pd.DataFrame,
    new: set[pd.Timestamp],
    frequency: Frequency,
    confirmed: Callable[[Suspect], bool],
    renamed: Callable[[date, date, float], float] = lambda _before, _day, _ratio: 1.0,
    accepted: Container[pd.Timestamp] = (),
) -> dict[pd.Timestamp, str]:
    """The new dates of a series (date, value; sorted) whose values are not believed, each with the reason.

    `renamed` gives the factor by which a redenomination between two days explains a change by a ratio.
    After a day that was `accepted` by hand a value may go on from it or from the level before.
    """
    values = series["value"].to_numpy(dtype=float)
    is_new = series["date"].isin(list(new)).to_numpy()
    believed = values[~is_new]
    limit = bound(believed if believed.size >= _ENOUGH else values, frequency, first_load=not believed.size)
    spacing = _spacing(series["date"])
    stamps = dict(zip(series["date"].dt.date, series["date"], strict=True))  # a day is counted with ten times faster
    rows = list(zip(stamps, values.tolist(), is_new.tolist(), strict=True))
    by_hand = {day for day, stamp in stamps.items() if stamp in accepted}
    ours = [place for place, (day, _, judged) in enumerate(rows) if not judged and day not in by_hand]
    first, last = (ours[0], ours[-1]) if ours else (0, 0)  # that a copy has; on a first load there is none

    def refusals(walk: Sequence[tuple[date, float, bool]]) -> dict[date, str]:
        """What is not believed on the way from one value to the next."""
        found: dict[date, str] = {}
        held: float | None = None  # the value before this one, if refused: what goes on from it is refused with it
        levels = [(_start([value for _, value, _ in walk], walk[0][2]), walk[0][0])]
        following = [*(value for _, value, _ in walk[1:]), math.nan]
        for (day, value, judged), then in zip(walk, following, strict=True):
            if judged:
                level, since = levels[0] if len(levels) == 1 else min(levels, key=lambda one: _move(one[0], value))
                before = _as_of(level, since, value, day, renamed)
                suspect = Suspect(day, value, before, _move(before, value))
                fell = bool(believed.size) and value < before
                allowed = _allowed(limit, abs((day - since).days) / spacing, fell=fell)
                goes_on = held is not None and _move(held, value) < suspect.move
                far = goes_on or suspect.move > allowed
                if far and not (_half_undone(suspect, then) or confirmed(suspect)):
                    found[day] = _reason(suspect, allowed)
                    held = value if value > 0 else held
                    continue
            if value > 0:
                levels = [levels[0], (value, day)] if day in by_hand else [(value, day)]
                held = None
        return found

    # What is older than all we have is told from there, backwards; what fills a hole of ours from either of its ends.
    refused = refusals(rows[first::-1]) | refusals(rows[first:])
    holes = {day for day, _, _ in rows[first:last]} & refused.keys()
    believed_from_behind = holes - refusals(rows[first : last + 1][::-1]).keys() if holes else set()
    return {stamps[day]: reason for day, reason in refused.items() if day not in believed_from_behind}


def _as_of(level: float, since: date, value: float, day: date, renamed: Callable[[date, date, float], float]) -> float:
    """A level of one day in the money of another, later or earlier, on which there is a value."""
    if day >= since or value <= 0:
        return level * renamed(since, day, value / level)
    return level / renamed(day, since, level / value)


def _start(values: Sequence[float], first_is_new: bool) -> float:
    """The level to begin with: the first value if it is an old one, else the median of three, for it may be wrong."""
    if not first_is_new and values[0] > 0:
        return values[0]
    positive = [value for value in values if value > 0][:3]
    return float(np.median(positive)) if positive else 1.0


def _spacing(dates: pd.Series[pd.Timestamp]) -> float:
    """The usual number of days from one observation to the next."""
    return max(1.0, float(dates.diff().dt.days.median())) if len(dates) > 1 else 1.0


def _allowed(limit: float, gap: float, *, fell: bool) -> float:
    """How far a value may go in a gap of so many observations."""
    wide = limit if gap <= _LONG_GAP else max(limit, min(limit * math.sqrt(gap / _LONG_GAP), _AFTER_A_GAP))
    return min(wide, _FALL) if fell and gap <= _LONG_GAP else wide


def _move(level: float, value: float) -> float:
    """The absolute log change; infinite to zero and below."""
    return abs(math.log(value) - math.log(level)) if value > 0 else math.inf


def _half_undone(suspect: Suspect, then: float) -> bool:
    """Whether the next value takes back about half of a move, as markets do: of an error it takes all or nothing."""
    if suspect.move >= OTHER_UNIT or not then > 0:
        return False
    start = math.log(suspect.level)
    return 1 / 3 <= (math.log(then) - start) / (math.log(suspect.value) - start) <= 2 / 3


def patience(move: float) -> float:
    """For how many days a publisher must have said a value that makes such a move."""
    return 1 if move < _HALVING else 7 if move < OTHER_UNIT else math.inf


def _reason(suspect: Suspect, allowed: float) -> str:
    """The fact and what would change the verdict."""
    if math.isinf(suspect.move):
        level, value = written_apart(suspect.level, suspect.value)
        return f"went from {level} to {value}, which no other publisher shows"
    factor = math.exp(min(suspect.move, 700))
    by, limit = written_apart(factor, math.exp(allowed), digits=3)
    moved = f"moved by a factor of {by} from {written(suspect.level)}, more than {limit}, and "
    if suspect.move >= OTHER_UNIT:
        return moved + "no other publisher confirms it: another unit, or redenominated?"
    return moved + "neither a later day nor another publisher confirms it yet"


_LATE = timedelta(days=7)  # a publisher's first row in the new unit may be of the week after, or of the holiday before


def renamed(unit: Unit, before: date, day: date, ratio: float) -> float:
    """The factor a value in this unit changes by between two days for a redenomination; 1 if nothing explains it.

    The table's day is not always a publisher's, and some have undone the change themselves, so `ratio`, by how much
    the value did change, decides: what is nearer to no change than to the factor is none.
    """
    if not isinstance(unit, Rate):
        return 1.0
    for one in REDENOMINATIONS:
        if before - _LATE < one.first <= day + _LATE and one.currency in (unit.quote, unit.base):
            explained = 1 / one.factor if unit.quote == one.currency else float(one.factor)
            if (ratio > explained**0.5) if explained > 1 else (0 < ratio < explained**0.5):
                return explained
    return 1.0
