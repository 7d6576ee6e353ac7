"""The window of an event: which two observations of a line it goes from and to, and what moved between them.

Window [a, b] asks for n = b − a + 1 business days, from day 0 + a to day 0 + b. A line's own window goes from its last
observation before them to its first on or after their last. So it may be wider than asked for, but never skips a day;
what is more than two days wider is refused. Tables, cards, tests, and the bands of figures all use this window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.evidence.daily import Daily, Flags, Positions, day_of
from relations.evidence.refusal import Refusal
from relations.story import Event
from relations.values import Message, Number, amount
from transforms.change import both_ways

Window = tuple[int, int]
WINDOWS: tuple[Window, ...] = ((-1, 1), (-5, 5), (0, 10))  #: business days about day 0, both ends included
SLACK = 2  #: business days a line's own window may be wider than asked for


@dataclass(frozen=True)
class Move:
    """The change over a line's own window, in percent; its value at `start` is the base."""

    window: Window
    start: date  #: of the observation the change is from
    end: date  #: of the observation the change is to
    business_days: int  #: from start to end
    change: float  #: of the quote
    value_change: float | None  #: of 1/P, for a rate between currencies: of the value of the currency it is quoted in
    note: Message | None = None  #: values of 0 or less that lie inside

    @property
    def asked(self) -> int:
        """Business days the window asks for."""
        return length(self.window)


@dataclass(frozen=True, eq=False)
class Observed:
    """A line's own windows for many days 0: positions of the first and last observation, each of shape (m,)."""

    first: Positions  #: −1 where the line begins too late
    last: Positions  #: n where it ends too early
    complete: Flags  #: whether both are there
    fits: Flags  #: complete, and no more than SLACK wider than asked for
    start: Positions  #: numbers of the two business days; of any day where not complete
    end: Positions


def length(window: Window) -> int:
    """Business days a window asks for."""
    return window[1] - window[0] + 1


def observed(line: Daily, zeros: Positions, window: Window) -> Observed:
    """The line's own windows for days 0 given by their numbers, of shape (m,)."""
    first = np.searchsorted(line.numbers, zeros + window[0] - 1, side="right") - 1
    last = np.searchsorted(line.numbers, zeros + window[1])
    complete = (first >= 0) & (last < line.numbers.size)
    start, end = line.numbers[np.maximum(first, 0)], line.numbers[np.minimum(last, line.numbers.size - 1)]
    return Observed(first, last, complete, complete & (end - start <= length(window) + SLACK), start, end)


def window_of(line: Daily, zero: int, window: Window) -> tuple[int, int] | Refusal:
    """Positions of the window's two observations for one day 0.

    A Refusal `window not complete` if the line begins or ends inside, `gap` if the window would be too wide, `values
    not positive` if an end has no logarithm.
    """
    found = observed(line, np.array([zero]), window)
    first, last = int(found.first[0]), int(found.last[0])
    if first < 0:
        words = Message("{key} begins on {day}; a value up to {wanted} is needed", key=line.key, day=line.day(0),
                        wanted=day_of(zero + window[0] - 1))  # fmt: skip
        return Refusal("window not complete", words)
    if last == line.numbers.size:
        words = Message("{key} ends on {day}; a value from {wanted} on is needed", key=line.key, day=line.day(-1),
                        wanted=day_of(zero + window[1]))  # fmt: skip
        return Refusal("window not complete", words)
    if not found.fits[0]:
        return Refusal("gap", _gap(line, first, last, length(window)))
    for end in (first, last):
        if line.values[end] <= 0:
            return Refusal("values not positive", not_positive(line, end))
    return first, last


def move(line: Daily, zero: int, window: Window, *, inverse: bool = False) -> Move | Refusal:
    """The change over the line's own window for day 0 of that number; `inverse` gives it both ways, for a rate."""
    ends = window_of(line, zero, window)
    if isinstance(ends, Refusal):
        return ends
    first, last = ends
    change, value_change = both_ways(float(line.values[first]), float(line.values[last]))
    low = first + int(np.argmin(line.values[first : last + 1]))
    return Move(
        window,
        start=line.day(first),
        end=line.day(last),
        business_days=int(line.numbers[last] - line.numbers[first]),
        change=change,
        value_change=value_change if inverse else None,
        note=not_positive(line, low) if line.values[low] <= 0 else None,
    )


def not_positive(line: Daily, position: int) -> Message:
    """That a value has no logarithm, and which it is."""
    value = amount(float(line.values[position]))
    return Message("{key} is {value} on {day}", key=line.key, value=value, day=line.day(position))


def _gap(line: Daily, first: int, last: int, asked: int) -> Message:
    return Message(
        "{key} goes from {start} to {end}, {count} business days instead of {asked}",
        key=line.key,
        start=line.day(first),
        end=line.day(last),
        count=Number(float(line.numbers[last] - line.numbers[first])),
        asked=asked,
    )


BEFORE, AFTER = 5, 10  #: business days: the reach of the event windows [−5,+5] and [0,+10] together


def overlaps(events: Sequence[Event]) -> dict[str, tuple[str, ...]]:
    """For each event's id the ids of the others whose window overlaps its own, in the order of time.

    A window is the business days from 5 before to 10 after day 0, the first of them on or after the event.
    A move in a shared window cannot be given to one of the events (MacKinlay 1997, JEL 35(1), p. 27:
    overlapping windows make the abnormal returns dependent). An event known to the month or year has no window. Events
    of one day come as they are listed.
    """
    dated = sorted((event for event in events if event.precision == "day"), key=lambda event: event.date)
    days = np.array([event.date for event in dated], dtype="datetime64[D]")
    start = np.busday_offset(days, -BEFORE, roll="forward")
    end = np.busday_offset(days, AFTER, roll="forward")
    touch = (start[:, None] <= end[None, :]) & (start[None, :] <= end[:, None])
    np.fill_diagonal(touch, val=False)
    found = {event.id: tuple(dated[j].id for j in np.flatnonzero(row)) for event, row in zip(dated, touch, strict=True)}
    return {event.id: found.get(event.id, ()) for event in events}
