"""A fall of a line, or of a currency of a rate: how deep, whether it goes on, and which other falls were deeper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.claims.episodes import Episode, Windows, windows
from relations.claims.measures import Unknown, at
from relations.evidence.worth import Worth
from relations.values import Message, business_days
from sources import Snapshot


@dataclass(frozen=True)
class Asked:
    """From which day a fall is measured, against the mean of how many observations, and among falls since when."""

    start: date
    still: int | None = None
    since: date | None = None


def fell_by(change: float, least: float | None) -> bool:
    """Whether a change in percent is a fall of at least so many; None: a fall at all. Last bits do not matter."""
    return change < 0 if least is None else change <= -least + 1e-9


@dataclass(frozen=True, eq=False)
class Fallen:
    """A fall that ends on some day, with all that is judged of it."""

    start: date
    before: float
    end: date
    after: float
    change: float  #: percent, of the worth
    against_mean: float | None  #: percent, of the worth at the end against its mean before; None if not asked
    low: tuple[date, float]  #: the day of the lowest worth in the window, and how far above it the end is, percent
    span: int  #: business days
    sample: int  #: windows of that length up to publication that do not overlap
    judging: Windows  #: those that ended by publication and share no day with this one
    later: Windows  #: those that ended since, likewise

    @property
    def deeper(self) -> list[Episode]:
        """Deeper falls that had ended when the article appeared."""
        return self.judging.deeper_than(self.change).episodes()

    @property
    def deeper_since(self) -> list[Episode]:
        """Deeper falls that ended later."""
        return self.later.deeper_than(self.change).episodes()


def fallen(snapshot: Snapshot, worth: Worth, asked: Asked, until: date, published: date) -> Fallen:
    """The fall up to a day; Unknown if the line has no two observations between start and that day."""
    (start, before), (end, after) = at(snapshot, asked.start), at(snapshot, until)
    if end <= start:
        raise _too_few(snapshot, asked.start, until)
    days = snapshot.data["date"].to_numpy().astype("datetime64[D]")
    quotes = snapshot.data["value"].to_numpy(dtype=float)
    values = worth.values(np.where(quotes > 0, quotes, np.nan))
    inside = (days >= np.datetime64(start)) & (days <= np.datetime64(end))
    lowest = int(np.nanargmin(np.where(inside, values, np.nan)))
    last = int(np.flatnonzero(inside)[-1])
    span, first = int(business_days(start, end)), max(asked.since or snapshot.first, snapshot.first)
    compared = days >= np.datetime64(first)
    cut, known = np.datetime64(published), days[-1]
    judging = windows(days[compared], values[compared], span, lambda ends: ends <= cut)
    later = windows(days[compared], values[compared], span, lambda ends: (ends > cut) & (ends <= known))
    mean = float(np.nanmean(values[last - asked.still : last])) if asked.still and last >= asked.still else None
    if asked.still and mean is None:
        raise _too_few(snapshot, asked.start, until)
    return Fallen(
        start,
        before,
        end,
        after,
        worth.changes(before, after)[0],
        100 * (float(values[last]) / mean - 1) if mean is not None else None,
        (days[lowest].item(), 100 * (float(values[last] / values[lowest]) - 1)),
        span,
        int(business_days(first, min(published, snapshot.last))) // span,
        judging.apart_from(start, end),
        later.apart_from(start, end),
    )


def _too_few(snapshot: Snapshot, start: date, until: date) -> Unknown:
    words = Message(
        "{title} has too few observations from {start} to {end}",
        title=snapshot.indicator.title,
        start=start,
        end=until,
    )
    return Unknown(words)
