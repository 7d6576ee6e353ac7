"""Which events are so close that the window of one contains days of the other's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from relations.story import Event

BEFORE, AFTER = 5, 10  #: business days: the reach of the event windows [−5,+5] and [0,+10] together


def overlaps(events: Sequence[Event], *, before: int = BEFORE, after: int = AFTER) -> dict[str, tuple[str, ...]]:
    """For each event's id the ids of the others whose window overlaps its own, in the order of time.

    A window is the business days from `before` before to `after` after day 0, the first of them on or after the event.
    A move in a shared window cannot be given to one of the events (MacKinlay 1997, JEL 35(1), p. 27:
    overlapping windows make the abnormal returns dependent). An event known to the month or year has no window. Events
    of one day come as they are listed.
    """
    dated = sorted((event for event in events if event.precision == "day"), key=lambda event: event.date)
    days = np.array([event.date for event in dated], dtype="datetime64[D]")
    start = np.busday_offset(days, -before, roll="forward")
    end = np.busday_offset(days, after, roll="forward")
    touch = (start[:, None] <= end[None, :]) & (start[None, :] <= end[:, None])
    np.fill_diagonal(touch, val=False)
    found = {event.id: tuple(dated[j].id for j in np.flatnonzero(row)) for event, row in zip(dated, touch, strict=True)}
    return {event.id: found.get(event.id, ()) for event in events}
