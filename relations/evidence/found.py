"""What is found around events: per event and line what moved, how unusual it was, and everything that is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from relations.evidence.before_after import BeforeAfter
from relations.evidence.event_study import EventStudy
from relations.evidence.placebo import UNUSUAL
from relations.evidence.refusal import Reason, Refused
from relations.evidence.windows import WINDOWS, Move, Window
from relations.story import Precision, Role
from relations.values import Message, Unit
from relations.values.plain import Say, plain

Day = date  #: what a field called `date` hides


@dataclass(frozen=True)
class SeriesEvidence:
    """One line around one event. With `refused` there is no event study; with no `day0` there is nothing."""

    line: str  #: name of the story's line
    key: str | None  #: of the series shown; None if the cache has none
    unit: Unit | None = None
    day0: date | None = None  #: its first observation on or after day 0; None if it begins later or ends before
    shift_days: int | None = None  #: business days from day 0 to it
    moves: tuple[Move, ...] = ()  #: over the event windows, where the series has them
    before_after: BeforeAfter | None = None
    event_study: EventStudy | None = None
    refused: Reason | None = None  #: why there is no event study
    detail: Message | str | None = None  #: that in a sentence with its figures
    refusals: tuple[Refused, ...] = ()  #: every other statistic that is not given
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class EventEvidence:
    """One event: its date as far as it is known, the events it cannot be told apart from, and its lines."""

    id: str
    date: date
    day0: Day | None  #: the first business day on or after it; None if it is not known to the day
    precision: Precision
    role: Role
    overlaps: tuple[str, ...]
    series: tuple[SeriesEvidence, ...]

    def as_json(self, say: Say = str) -> dict[str, Any]:
        """The evidence as JSON, refusals said by `say`; an event study with its CAR and rank over [−1,+1] on top."""
        found: dict[str, Any] = plain(self, say)
        for series, told in zip(self.series, found["series"], strict=True):
            if (study := series.event_study) is not None:
                first = study.first
                top = {"car": first and first.car, "rank": first and first.rank and first.rank.share}
                told["event_study"] = top | told["event_study"]
        return found


@dataclass(frozen=True)
class Tally:
    """How many of a line's distinct tests over a window have a rank of 5 % or less, and how many would by chance."""

    line: str
    window: Window
    unusual: int
    tests: int

    @property
    def by_chance(self) -> float:
        """How many of them would by chance alone."""
        return UNUSUAL * self.tests


def nothing_around(found: Sequence[EventEvidence]) -> Message | None:
    """Why there is no evidence at all; None if there is any."""
    if not found:
        return Message("The story has no events.")
    if not found[0].series:
        return Message("No line is observed more than once a year: there are no days around an event to look at.")
    return None


def tallies(found: Sequence[EventEvidence]) -> list[Tally]:
    """Per line that has any the tests over [−1,+1]; two events with one day 0 are one test."""
    ranks: dict[str, dict[date, float]] = {}
    for event in found:
        for series in event.series:
            for test in series.event_study.tests if series.event_study else ():
                if test.window == WINDOWS[0] and test.rank and event.day0:
                    ranks.setdefault(series.line, {})[event.day0] = test.rank.share
    return [
        Tally(name, WINDOWS[0], sum(share <= UNUSUAL for share in shares.values()), len(shares))
        for name, shares in ranks.items()
    ]
