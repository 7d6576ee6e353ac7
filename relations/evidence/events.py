"""The evidence around a story's events: for every event and line what moved, and how unusual it was.

One order of operations for all: lines as published → business days → day 0 → the line's own windows → moves, before
and after, event study. Nothing is left out: what must not be computed is there with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from relations import cache
from relations.evidence.before_after import BeforeAfter, before_after
from relations.evidence.daily import day_zero, number
from relations.evidence.event_study import EventStudy, event_study
from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.evidence.held import words
from relations.evidence.market_model import MARKET_MODEL
from relations.evidence.refusal import Refusal, Refused, coarse
from relations.evidence.room import Room, factor_of, subject_of, too_rare
from relations.evidence.subject import Subject
from relations.evidence.windows import WINDOWS, Move, Window, move, overlaps
from relations.story import Event, Story
from relations.story.line import line
from relations.story.periods import described
from relations.values import Frequency, Message, Rate, Unit, When, msgid
from sources import NotCached, SourceError, source

WINDOW, BEFORE_AND_AFTER = msgid("window"), msgid("before and after")


@cache.one_version()
def events(story: Story, *, known_then: bool = False) -> list[EventEvidence]:
    """The evidence of every event of a story, in its order, over every line that is observed daily or weekly.

    With `known_then` only what could be known at `article.known_until` counts, for the model, the placebo windows
    and the events alike. Raises Rejected for a damaged copy in the cache.
    """
    story, cut = story.by_days, story.article.known_until if known_then else None
    near = overlaps(story.events)
    dated = {one.id: one.date for one in story.events if _unusable(one, cut) is None}
    room = Room(story, cut, dated, factor_of(story, cut))
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


def _column(room: Room, name: str) -> list[SeriesEvidence] | None:
    """One line's evidence for all events, or None for a line whose values are of months or years and have no days."""
    story = room.story
    meaning = described(story, name, cache.described)
    if meaning is not None and meaning.frequency not in ("daily", "weekly"):
        return None
    try:
        shown = line(story, name)
    except NotCached as error:
        if _promised(story, name) == "annual":
            return None
        return [_no(name, Refusal("not in the cache", error.message)) for _ in story.events]
    about = shown.indicator
    if about.frequency not in ("daily", "weekly"):
        return None
    subject: Subject | Refusal = Refusal("coarse frequency", too_rare(shown))
    if about.frequency == "daily":
        subject = subject_of(room, name, shown)
    if isinstance(subject, Refusal):
        return [_no(name, subject, about.key, about.unit) for _ in story.events]
    return _evidence(room, name, subject, about.unit)


def _promised(story: Story, name: str) -> Frequency | None:
    """The rhythm of a line's first copy by its code alone, which some codes tell though not their unit."""
    first, *_ = story.lines[name].parts or (name,)
    publisher, code = story.lines[first].keys[0].split("/", 1)
    try:
        return source(publisher).indicator(code).frequency
    except SourceError:
        return None


def _unusable(event: Event, cut: date | None) -> Refusal | None:
    """Why nothing can be said around an event, whatever the line."""
    if (rough := coarse(event.date, event.precision)) is not None:
        return rough
    if cut is not None and event.date > cut:
        words = Message("{day} is after {cut}", day=When(event.date, event.precision), cut=cut)
        return Refusal("not yet known", words)
    return None


def _evidence(room: Room, name: str, subject: Subject, unit: Unit) -> list[SeriesEvidence]:
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
    room: Room,
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
    room: Room,
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
