"""What publishers were asked for and do not have: whole series, and holes inside of one.

    lacks.csv     key, first, last, since, when

It is a state, as the quarantine is: each answer replaces what is on record of the dates it was asked for. Nobody asks
again every night for what a publisher does not have: the longer it has been saying so, the later it is asked again, and
a whole series after a day first, for that may have been an outage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

import numpy as np
import numpy.typing as npt

from relations import cache
from relations.cache.journal import EVER, LACKS
from relations.values import Frequency, Message, When
from relations.values.dating import PERIODS

_ONE_WRITER = Lock()  # between threads; between processes it is the refresh's lock file
_LONGEST = 64  # days until a publisher is asked again, whatever it has said before
_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}  # that a period has
_SILENCE = {"daily": 31, "weekly": 62}  # days: a longer one is a hole; banks and markets have their holidays
_SHOWN = 3  # holes that a sentence names
Span = tuple[date, date]


@dataclass(frozen=True)
class Lack:
    """What a publisher does not have of a key: from a first to a last day."""

    key: str
    span: Span
    since: datetime  #: when it first said so
    asked: datetime  #: when it last did

    @property
    def again(self) -> date:
        """The day from which it is asked again."""
        return self.asked.date() + timedelta(days=min(max(3 * (self.asked - self.since).days, 1), _LONGEST))


def lacks(key: str | None = None) -> list[Lack]:
    """What is on record, of a key or of all."""
    return [
        Lack(
            row["key"],
            (date.fromisoformat(row["first"]), date.fromisoformat(row["last"])),
            datetime.fromisoformat(row["since"]),
            datetime.fromisoformat(row["when"]),
        )
        for row in LACKS.rows(key)
    ]


def absent(key: str, today: date) -> Lack | None:
    """What is on record of a key without a copy, if its publisher has said that it has none and is not yet due."""
    if cache.is_cached(key):
        return None
    return next((one for one in lacks(key) if one.span == EVER and today < one.again), None)


def due(key: str, today: date) -> list[date]:
    """The first days of a copy's holes that its publisher is to be asked for again."""
    return [one.span[0] for one in lacks(key) if one.span != EVER and today >= one.again]


def settle(key: str, found: Iterable[Span], asked: Callable[[Span], bool], when: datetime) -> list[Span]:
    """Put what a publisher lacks of a key on record; the holes that were not there before.

    `asked` tells whether an answer was about a span: of others the record stays as long as they are found.
    """
    with _ONE_WRITER:
        all_ = lacks()
        before = {one.span: one for one in all_ if one.key == key}
        now = [
            Lack(key, span, before[span].since if span in before else when, when)
            if asked(span) or span not in before
            else before[span]
            for span in found
        ]
        if now != list(before.values()):
            others = (one for one in all_ if one.key != key)
            LACKS.restate(_lines([*others, *now]), {key})
    return [one.span for one in now if one.span not in before]


def holes(days: npt.NDArray[np.datetime64], frequency: Frequency) -> list[Span]:
    """The periods between the first and the last of these sorted days that have none: their first and last day."""
    days = days.astype("datetime64[D]")
    if frequency not in _MONTHS:
        far = np.flatnonzero(np.diff(days).astype(int) > _SILENCE[frequency])
        return [((days[at] + 1).astype(date), (days[at + 1] - 1).astype(date)) for at in far.tolist()]
    size = _MONTHS[frequency]
    periods = days.astype("datetime64[M]").astype(int) // size
    edges = periods * size, (periods + 1) * size
    far = np.flatnonzero(np.diff(periods) > 1)
    first, after = edges[1][far].astype("datetime64[M]"), edges[0][far + 1].astype("datetime64[M]")
    last = after.astype("datetime64[D]") - 1
    return list(zip(first.astype("datetime64[D]").astype(date), last.astype(date), strict=True))


def told(spans: Sequence[Span], frequency: Frequency) -> list[Message]:
    """Holes in words, one each: "2013 to 2015 missing"; of many the first, and how many more there are."""
    period = PERIODS[frequency]
    ends = [tuple(When(day, "day" if period == "week" else period) for day in span) for span in spans[:_SHOWN]]
    named = [
        Message("{period} missing", period=first)
        if first == last
        else Message("{first} to {last} missing", first=first, last=last)
        for first, last in ends
    ]
    more = len(spans) - _SHOWN
    return [*named, Message.counted("{count} hole more", "{count} holes more", count=more)] if more > 0 else named


def _lines(found: Iterable[Lack]) -> list[tuple[object, ...]]:
    rows = sorted(found, key=lambda one: (one.key, one.span))
    return [(one.key, *one.span, cache.moment(one.since), cache.moment(one.asked)) for one in rows]
