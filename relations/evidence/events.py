"""The evidence around a story's events: for every event and line what moved, and how unusual it was.

One order of operations for all: lines as published → business days → day 0 → the line's own windows → moves, before
and after, event study. Nothing is left out: what must not be computed is there with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from relations import cache
from relations.evidence import known_then as then
from relations.evidence.before_after import BeforeAfter, before_after
from relations.evidence.daily import Daily, daily, day_zero, number
from relations.evidence.event_study import EventStudy, event_study
from relations.evidence.held import Holds, holds, words
from relations.evidence.market_model import MARKET_MODEL
from relations.evidence.overlaps import overlaps
from relations.evidence.placebo import UNUSUAL
from relations.evidence.refusal import Reason, Refusal, Refused, coarse
from relations.evidence.subject import Subject
from relations.evidence.windows import WINDOWS, Move, Window, move
from relations.story import Event, Precision, Role, Story
from relations.story.line import line, made_of
from relations.values import Message, Rate, Unit, When, msgid
from relations.values.plain import Say, plain
from sources import NotCached, Rejected, Snapshot
from transforms.restated import restated

Day = date  #: what a field called `date` hides
WINDOW, BEFORE_AND_AFTER = msgid("window"), msgid("before and after")


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
        """As JSON has it, refusals said by `say`; an event study with its CAR and rank over [−1,+1] on top."""
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


@dataclass(frozen=True, eq=False)
class _Room:
    """What the lines of a story are tested with."""

    story: Story
    cut: date | None
    events: Mapping[str, date]  #: those known to the day, and by then
    factor: Daily | Refusal | None
    held: dict[str, Holds] = field(default_factory=dict)  #: by key: what is a line of its own and a part of another


def events(story: Story, *, known_then: bool = False) -> list[EventEvidence]:
    """The evidence of every event of a story, in its order, over every line that is observed more than once a year.

    With `known_then` only what could be known at `article.known_until` counts, for the model, the placebo windows
    and the events alike. Raises Rejected for a damaged copy in the cache.
    """
    cut = story.article.known_until if known_then else None
    near = overlaps(story.events)
    dated = {one.id: one.date for one in story.events if _unusable(one, cut) is None}
    room = _Room(story, cut, dated, _factor(story, cut))
    columns = [column for name in story.lines if (column := _column(room, name)) is not None]
    return [
        EventEvidence(
            event.id,
            event.date,
            day_zero(event.date) if event.precision == "day" else None,
            event.precision,
            event.role,
            near[event.id],
            tuple(one[i] for one in columns),
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


def tallies(found: Sequence[EventEvidence], window: Window = WINDOWS[0]) -> list[Tally]:
    """Per line that has any the tests over a window; two events with one day 0 are one test."""
    ranks: dict[str, dict[date, float]] = {}
    for event in found:
        for series in event.series:
            for test in series.event_study.tests if series.event_study else ():
                if test.window == window and test.rank and event.day0:
                    ranks.setdefault(series.line, {})[event.day0] = test.rank.share
    return [
        Tally(name, window, sum(share <= UNUSUAL for share in shares.values()), len(shares))
        for name, shares in ranks.items()
    ]


def _column(room: _Room, name: str) -> list[SeriesEvidence] | None:
    """One line's evidence for all events, or None for an annual line, which has no days."""
    story = room.story
    try:
        shown = line(story, name)
    except NotCached as error:
        return [_no(name, Refusal("not in the cache", error.message)) for _ in story.events]
    about = shown.indicator
    if about.frequency == "annual":
        return None
    subject: Subject | Refusal = Refusal("coarse frequency", _too_rare(shown))
    if about.frequency == "daily":
        subject = _subject(room, name, shown)
    if isinstance(subject, Refusal):
        return [_no(name, subject, about.key, about.unit) for _ in story.events]
    return _evidence(room, name, subject, about.unit)


def _too_rare(shown: Snapshot) -> Message:
    key, frequency = shown.indicator.key, shown.indicator.frequency
    return Message("{key} is {frequency}; day 0 needs a daily series", key=key, frequency=frequency)


def _subject(room: _Room, name: str, shown: Snapshot) -> Subject | Refusal:
    """A line ready to be tested; a Refusal if it was not yet known, or has no business day."""
    known = _daily(shown, room.cut)
    if isinstance(known, Refusal):
        return known
    factor = room.factor if isinstance(room.factor, Daily) and room.factor.key != known.key else None
    held = _holds(room, name, known) if isinstance(shown.indicator.unit, Rate) else {}
    return Subject(known, factor, held)


def _holds(room: _Room, name: str, known: Daily) -> dict[str, Holds]:
    """What tells whether a rate was held: its own figures, and those of every rate that it is made of."""
    found = {"": _held(room, name, known)}
    for part, key in made_of(room.story, name).items() if room.story.lines[name].parts else ():
        copy = restated(cache.read(key)) if key not in room.held else None
        of = _daily(copy, room.cut) if copy and isinstance(copy.indicator.unit, Rate) else None
        held = _held(room, part, of) if isinstance(of, Daily) else room.held.get(key)
        found |= {room.story.lines[part].label: held} if held else {}
    return found


def _held(room: _Room, name: str, known: Daily) -> Holds:
    if known.key not in room.held:
        room.held[known.key] = holds(known, room.story.lines[name].regimes)
    return room.held[known.key]


def _factor(story: Story, cut: date | None) -> Daily | Refusal | None:
    """The market model's regressor, the line the story names; None where it names none."""
    if story.factor is None:
        return None
    try:
        shown = line(story, story.factor)
    except NotCached as error:
        return Refusal("not in the cache", error.message)
    if shown.indicator.frequency != "daily":
        return Refusal("coarse frequency", _too_rare(shown))
    return _daily(shown, cut)


def _daily(snapshot: Snapshot, cut: date | None) -> Daily | Refusal:
    known = then.known_then(snapshot, cut) if cut else snapshot
    if isinstance(known, Refusal):
        return known
    try:
        return daily(known if isinstance(known, Snapshot) else known.snapshot)
    except Rejected as error:
        return Refusal("no observation", error.message)


def _unusable(event: Event, cut: date | None) -> Refusal | None:
    """Why nothing can be said around an event, whatever the line."""
    if (rough := coarse(event.date, event.precision)) is not None:
        return rough
    if cut is not None and event.date > cut:
        words = Message("{day} is after {cut}", day=When(event.date, event.precision), cut=cut)
        return Refusal("not yet known", words)
    return None


def _evidence(room: _Room, name: str, subject: Subject, unit: Unit) -> list[SeriesEvidence]:
    """One line's evidence, that of all events made together, as Holm's adjustment needs them."""
    studies = event_study(subject, room.events)
    sides = before_after(subject, room.events, inverse=isinstance(unit, Rate))
    return [
        _no(name, no, subject.line.key, unit)
        if (no := _unusable(event, room.cut)) is not None
        else _one(room, name, subject, unit, event, studies[event.id], sides[event.id])
        for event in room.story.events
    ]


def _one(
    room: _Room,
    name: str,
    subject: Subject,
    unit: Unit,
    event: Event,
    study: EventStudy | Refusal,
    sides: BeforeAfter | Refusal,
) -> SeriesEvidence:
    known, zero = subject.line, number(event.date)
    at = int(np.searchsorted(known.numbers, zero))
    there = at < known.numbers.size and known.numbers[0] <= zero
    moves = {window: move(known, zero, window, inverse=isinstance(unit, Rate)) for window in WINDOWS}
    refused = study if isinstance(study, Refusal) else None
    managed = [] if refused else [one for held in subject.holds.values() for one in held.managed(zero)]
    return SeriesEvidence(
        line=name,
        key=known.key,
        unit=unit,
        day0=known.day(at) if there else None,
        shift_days=int(known.numbers[at]) - zero if there else None,
        moves=tuple(found for found in moves.values() if isinstance(found, Move)),
        before_after=sides if isinstance(sides, BeforeAfter) else None,
        event_study=study if isinstance(study, EventStudy) else None,
        refused=refused.reason if refused else None,
        detail=refused.detail if refused else None,
        refusals=tuple(_refusals(room, name, moves, study, sides)),
        notes=tuple(Message("estimated on managed days ({regime})", regime=words(one)) for one in managed),
    )


def _refusals(
    room: _Room,
    name: str,
    moves: Mapping[Window, Move | Refusal],
    study: EventStudy | Refusal,
    sides: BeforeAfter | Refusal,
) -> list[Refused]:
    """Every statistic that is not given, but for an event study that is not at all."""
    found = [Refused(WINDOW, at, one.reason, one.detail) for at, one in moves.items() if isinstance(one, Refusal)]
    if isinstance(study, EventStudy):
        found += study.refused
        if isinstance(room.factor, Refusal) and name != room.story.factor:
            found.append(Refused(MARKET_MODEL, None, room.factor.reason, room.factor.detail))
    why = sides if isinstance(sides, Refusal) else sides.refused
    if why is not None and why != study:
        found.append(Refused(BEFORE_AND_AFTER, None, why.reason, why.detail))
    return found


def _no(name: str, refusal: Refusal, key: str | None = None, unit: Unit | None = None) -> SeriesEvidence:
    return SeriesEvidence(name, key, unit, refused=refusal.reason, detail=refusal.detail)
