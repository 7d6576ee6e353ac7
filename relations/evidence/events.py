"""The evidence around a story's events: for every event and line what moved, and how unusual it was.

One order of operations for all: lines as published → days common to a line and oil → day 0 → moves, before and
after, event study. Nothing is left out: what must not be computed is there with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from relations.evidence import known_then as then
from relations.evidence.before_after import BeforeAfter, Move, before_after, move
from relations.evidence.day_zero import Aligned, DayZero, align, day_zero
from relations.evidence.event_study import WINDOWS, EventStudy, event_study
from relations.evidence.overlaps import overlaps
from relations.evidence.refusal import Reason, Refusal, coarse
from relations.evidence.returns import is_rate
from relations.i18n import say, written
from relations.story import Event, Precision, Role, Story
from relations.story.line import line
from sources import NotCached, Rejected, Snapshot

FACTOR = "oil"  #: the line whose returns are the market model's x for all others, if the story has it


@dataclass(frozen=True)
class SeriesEvidence:
    """One line around one event. With `refused` there is no event study; with no `day0` there is nothing."""

    line: str  #: name of the story's line
    key: str | None  #: of the series shown; None if the cache has none
    day0: date | None = None
    shift_days: int | None = None  #: trading days from the event to day 0
    moves: tuple[Move, ...] = ()  #: over the event windows, where the series covers them
    before_after: BeforeAfter | None = None
    event_study: EventStudy | None = None
    refused: Reason | None = None
    detail: str | None = None  #: the refusal in a sentence with its figures, in the language spoken


@dataclass(frozen=True)
class EventEvidence:
    """One event: its date as far as it is known, the events it cannot be told apart from, and its lines."""

    id: str
    date: date
    precision: Precision
    role: Role
    overlaps: tuple[str, ...]
    series: tuple[SeriesEvidence, ...]

    def as_json(self) -> dict[str, Any]:
        """As JSON has it: dates in ISO 8601; an event study with its CAR and rank over [−1,+1] on top."""
        found: dict[str, Any] = _plain(asdict(self))
        return found | {"series": [_series_json(one) for one in self.series]}


@dataclass(frozen=True, eq=False)
class _Watched:
    """A line ready to be tested: itself on its own days, and with oil on common days."""

    name: str
    key: str
    inverse: bool
    own: Aligned
    common: Aligned


def events(story: Story, *, known_then: bool = False) -> list[EventEvidence]:
    """The evidence of every event of a story, in its order, over every line that is observed more than once a year.

    With `known_then` only what could be known at `article.known_until` counts, for the model, the placebo windows
    and the events alike. Raises Rejected for a damaged copy in the cache.
    """
    cut = story.article.known_until if known_then else None
    near = overlaps(story.events)
    oil = _factor(story, cut)
    columns = [column for name in story.lines if (column := _column(story, name, oil, cut)) is not None]
    of_each = zip(*columns, strict=True) if columns else [()] * len(story.events)
    return [
        EventEvidence(event.id, event.date, event.precision, event.role, near[event.id], tuple(series))
        for event, series in zip(story.events, of_each, strict=True)
    ]


def nothing_around(found: Sequence[EventEvidence]) -> str | None:
    """Why there is no evidence at all, in the language spoken; None if there is any."""
    if not found:
        return say("The story has no events.")
    if not found[0].series:
        return say("No line is observed more than once a year: there are no days around an event to look at.")
    return None


def _column(story: Story, name: str, oil: Snapshot | None, cut: date | None) -> list[SeriesEvidence] | None:
    """One line's evidence for all events, or None for an annual line, which has no days."""
    try:
        shown = line(story, name)
    except NotCached as error:
        return [_no(name, None, Refusal("not in the cache", str(error))) for _ in story.events]
    frequency = shown.indicator.frequency
    if frequency == "annual":
        return None
    if frequency != "daily":
        no = Refusal("coarse frequency", _too_rare(shown))
        return [_no(name, shown.indicator.key, no) for _ in story.events]
    watched = _watched(name, shown, None if name == FACTOR else oil, cut)
    if isinstance(watched, Refusal):
        return [_no(name, shown.indicator.key, watched) for _ in story.events]
    return _evidence(watched, story.events, cut)


def _too_rare(shown: Snapshot) -> str:
    key, frequency = shown.indicator.key, say(shown.indicator.frequency)
    return say("{key} is {frequency}; day 0 needs a daily series", key=key, frequency=frequency)


def _watched(name: str, shown: Snapshot, factor: Snapshot | None, cut: date | None) -> _Watched | Refusal:
    """A line ready to be tested; a Refusal if it was not yet known, or has no day in common with oil."""
    known = _known(shown, cut)
    if isinstance(known, Refusal):
        return known
    own = align(known)
    try:
        common = own if factor is None else align(known, factor)
    except Rejected as error:
        return Refusal("no observation", str(error))
    return _Watched(name, shown.indicator.key, is_rate(shown.indicator.unit), own, common)


def _factor(story: Story, cut: date | None) -> Snapshot | None:
    """Oil as the market model's regressor; None where there is no daily series of it."""
    if FACTOR not in story.lines:
        return None
    try:
        oil = _known(line(story, FACTOR), cut)
    except NotCached:
        return None
    return oil if isinstance(oil, Snapshot) and oil.indicator.frequency == "daily" else None


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
        _no(watched.name, watched.key, zero) if isinstance(zero, Refusal) else _one(watched, zero, next(studies))
        for zero in zeros
    ]


def _zero(common: Aligned, event: Event, cut: date | None) -> DayZero | Refusal:
    if (rough := coarse(event.date, event.precision)) is not None:
        return rough
    if cut is not None and event.date > cut:
        words = say("{day} is after {cut}", day=written(event.date, event.precision), cut=written(cut))
        return Refusal("not yet known", words)
    return day_zero(common, event.date)


def _one(watched: _Watched, zero: DayZero, study: EventStudy | Refusal) -> SeriesEvidence:
    moves = (move(watched.own, zero.day, window, inverse=watched.inverse) for window in WINDOWS)
    compared = before_after(watched.own, zero.day, inverse=watched.inverse)
    refused = study if isinstance(study, Refusal) else None
    return SeriesEvidence(
        line=watched.name,
        key=watched.key,
        day0=zero.day,
        shift_days=zero.shift_days,
        moves=tuple(found for found in moves if isinstance(found, Move)),
        before_after=compared if isinstance(compared, BeforeAfter) else None,
        event_study=study if isinstance(study, EventStudy) else None,
        refused=refused.reason if refused else None,
        detail=refused.detail if refused else None,
    )


def _no(name: str, key: str | None, refusal: Refusal) -> SeriesEvidence:
    return SeriesEvidence(name, key, refused=refusal.reason, detail=refusal.detail)


def _series_json(one: SeriesEvidence) -> dict[str, Any]:
    found: dict[str, Any] = _plain(asdict(one))
    if one.event_study is not None:
        found["event_study"] = {"car": one.event_study.car, "rank": one.event_study.rank} | found["event_study"]
    return found


def _plain(value: Any) -> Any:
    """Dates as text and tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
