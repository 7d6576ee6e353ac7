"""The evidence around a story's events: for every event and line what moved, and how unusual it was.

One order of operations for all: lines as published → days common to a line and the story's factor → day 0 → moves,
before and after, event study. Nothing is left out: what must not be computed is there with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from relations.evidence import known_then as then
from relations.evidence.before_after import BeforeAfter, Move, before_after, move
from relations.evidence.day_zero import Aligned, DayZero, align, day_zero
from relations.evidence.event_study import WINDOWS, EventStudy, event_study
from relations.evidence.overlaps import overlaps
from relations.evidence.refusal import Reason, Refusal, coarse
from relations.story import Event, Precision, Role, Story
from relations.story.line import line
from relations.values import Message, Rate, Unit, When
from relations.values.plain import Say, plain
from sources import NotCached, Rejected, Snapshot


@dataclass(frozen=True)
class SeriesEvidence:
    """One line around one event. With `refused` there is no event study; with no `day0` there is nothing."""

    line: str  #: name of the story's line
    key: str | None  #: of the series shown; None if the cache has none
    unit: Unit | None = None
    day0: date | None = None
    shift_days: int | None = None  #: trading days from the event to day 0
    moves: tuple[Move, ...] = ()  #: over the event windows, where the series covers them
    before_after: BeforeAfter | None = None
    event_study: EventStudy | None = None
    refused: Reason | None = None
    detail: Message | str | None = None  #: the refusal in a sentence with its figures


@dataclass(frozen=True)
class EventEvidence:
    """One event: its date as far as it is known, the events it cannot be told apart from, and its lines."""

    id: str
    date: date
    precision: Precision
    role: Role
    overlaps: tuple[str, ...]
    series: tuple[SeriesEvidence, ...]

    def as_json(self, say: Say = str) -> dict[str, Any]:
        """As JSON has it, refusals said by `say`; an event study with its CAR and rank over [−1,+1] on top."""
        found: dict[str, Any] = plain(self, say)
        for series, told in zip(self.series, found["series"], strict=True):
            if (study := series.event_study) is not None:
                told["event_study"] = {"car": study.car, "rank": study.rank} | told["event_study"]
        return found


@dataclass(frozen=True, eq=False)
class _Watched:
    """A line ready to be tested: itself on its own days, and with the factor on common days."""

    name: str
    key: str
    unit: Unit
    own: Aligned
    common: Aligned


def events(story: Story, *, known_then: bool = False) -> list[EventEvidence]:
    """The evidence of every event of a story, in its order, over every line that is observed more than once a year.

    With `known_then` only what could be known at `article.known_until` counts, for the model, the placebo windows
    and the events alike. Raises Rejected for a damaged copy in the cache.
    """
    cut = story.article.known_until if known_then else None
    near = overlaps(story.events)
    factor = _factor(story, cut)
    columns = [column for name in story.lines if (column := _column(story, name, factor, cut)) is not None]
    return [
        EventEvidence(
            event.id, event.date, event.precision, event.role, near[event.id], tuple(one[i] for one in columns)
        )
        for i, event in enumerate(story.events)
    ]


def nothing_around(found: Sequence[EventEvidence]) -> Message | None:
    """Why there is no evidence at all; None if there is any."""
    if not found:
        return Message("The story has no events.")
    if not found[0].series:
        return Message("No line is observed more than once a year: there are no days around an event to look at.")
    return None


def _column(story: Story, name: str, factor: Snapshot | None, cut: date | None) -> list[SeriesEvidence] | None:
    """One line's evidence for all events, or None for an annual line, which has no days."""
    try:
        shown = line(story, name)
    except NotCached as error:
        return [_no(name, Refusal("not in the cache", error.message)) for _ in story.events]
    indicator = shown.indicator
    if indicator.frequency == "annual":
        return None
    watched: _Watched | Refusal = Refusal("coarse frequency", _too_rare(shown))
    if indicator.frequency == "daily":
        watched = _watched(name, shown, None if name == story.factor else factor, cut)
    if isinstance(watched, Refusal):
        return [_no(name, watched, indicator.key, indicator.unit) for _ in story.events]
    return _evidence(watched, story.events, cut)


def _too_rare(shown: Snapshot) -> Message:
    key, frequency = shown.indicator.key, shown.indicator.frequency
    return Message("{key} is {frequency}; day 0 needs a daily series", key=key, frequency=frequency)


def _watched(name: str, shown: Snapshot, factor: Snapshot | None, cut: date | None) -> _Watched | Refusal:
    """A line ready to be tested; a Refusal if it was not yet known, or has no day in common with the factor."""
    known = _known(shown, cut)
    if isinstance(known, Refusal):
        return known
    own = align(known)
    try:
        common = own if factor is None else align(known, factor)
    except Rejected as error:
        return Refusal("no observation", error.message)
    return _Watched(name, shown.indicator.key, shown.indicator.unit, own, common)


def _factor(story: Story, cut: date | None) -> Snapshot | None:
    """The market model's regressor, the line the story names; None where there is no daily series of it."""
    if story.factor is None:
        return None
    try:
        known = _known(line(story, story.factor), cut)
    except NotCached:
        return None
    return known if isinstance(known, Snapshot) and known.indicator.frequency == "daily" else None


def _known(snapshot: Snapshot, cut: date | None) -> Snapshot | Refusal:
    if cut is None:
        return snapshot
    known = then.known_then(snapshot, cut)
    return known if isinstance(known, Refusal) else known.snapshot


def _evidence(watched: _Watched, all_events: Sequence[Event], cut: date | None) -> list[SeriesEvidence]:
    """One line's evidence, the event studies of all events made together, as Holm's adjustment needs them."""
    zeros = [_zero(watched.common, event, cut) for event in all_events]
    days = [zero.day for zero in zeros if isinstance(zero, DayZero)]
    studies = iter(event_study(watched.common, days))
    return [
        _no(watched.name, zero, watched.key, watched.unit)
        if isinstance(zero, Refusal)
        else _one(watched, zero, next(studies))
        for zero in zeros
    ]


def _zero(common: Aligned, event: Event, cut: date | None) -> DayZero | Refusal:
    if (rough := coarse(event.date, event.precision)) is not None:
        return rough
    if cut is not None and event.date > cut:
        words = Message("{day} is after {cut}", day=When(event.date, event.precision), cut=cut)
        return Refusal("not yet known", words)
    return day_zero(common, event.date)


def _one(watched: _Watched, zero: DayZero, study: EventStudy | Refusal) -> SeriesEvidence:
    inverse = isinstance(watched.unit, Rate)
    moves = (move(watched.own, zero.day, window, inverse=inverse) for window in WINDOWS)
    compared = before_after(watched.own, zero.day, inverse=inverse)
    refused = study if isinstance(study, Refusal) else None
    return SeriesEvidence(
        line=watched.name,
        key=watched.key,
        unit=watched.unit,
        day0=zero.day,
        shift_days=zero.shift_days,
        moves=tuple(found for found in moves if isinstance(found, Move)),
        before_after=compared if isinstance(compared, BeforeAfter) else None,
        event_study=study if isinstance(study, EventStudy) else None,
        refused=refused.reason if refused else None,
        detail=refused.detail if refused else None,
    )


def _no(name: str, refusal: Refusal, key: str | None = None, unit: Unit | None = None) -> SeriesEvidence:
    return SeriesEvidence(name, key, unit, refused=refusal.reason, detail=refusal.detail)
