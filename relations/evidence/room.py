"""What the lines of a story are tested with: the cut, the events, the factor, and whether a rate was held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from relations.evidence import known_then as then
from relations.evidence.daily import Daily, daily
from relations.evidence.held import Holds, holds
from relations.evidence.refusal import Refusal
from relations.evidence.subject import Subject
from relations.story import Story
from relations.story.line import copy_of, line, made_of
from relations.values import Message, Rate
from sources import NotCached, Rejected, Snapshot


@dataclass(frozen=True, eq=False)
class Room:
    """What the lines of a story are tested with."""

    story: Story
    cut: date | None
    events: Mapping[str, date]  #: those known to the day, and by then
    factor: Daily | Refusal | None
    held: dict[str, Holds] = field(default_factory=dict)  #: by key: what is a line of its own and a part of another


def too_rare(shown: Snapshot) -> Message:
    """That a series is not daily, which windows of days need."""
    key, frequency = shown.indicator.key, shown.indicator.frequency
    return Message("{key} is {frequency}; day 0 needs a daily series", key=key, frequency=frequency)


def subject_of(room: Room, name: str, shown: Snapshot) -> Subject | Refusal:
    """A line ready to be tested; a Refusal if it was not yet known, or has no business day."""
    known = _daily(shown, room.cut)
    if isinstance(known, Refusal):
        return known
    factor = room.factor if isinstance(room.factor, Daily) and room.factor.key != known.key else None
    held = _holds(room, name, known) if isinstance(shown.indicator.unit, Rate) else {}
    return Subject(known, factor, held)


def _holds(room: Room, name: str, known: Daily) -> dict[str, Holds]:
    """What tells whether a rate was held: its own figures, and those of every rate that it is made of."""
    found = {"": _held(room, name, known)}
    for part, key in made_of(room.story, name).items() if room.story.lines[name].parts else ():
        copy = copy_of(room.story, part, key) if key not in room.held else None
        of = _daily(copy, room.cut) if copy and isinstance(copy.indicator.unit, Rate) else None
        held = _held(room, part, of) if isinstance(of, Daily) else room.held.get(key)
        found |= {room.story.lines[part].label: held} if held else {}
    return found


def _held(room: Room, name: str, known: Daily) -> Holds:
    if known.key not in room.held:
        room.held[known.key] = holds(known, room.story.lines[name].regimes)
    return room.held[known.key]


def factor_of(story: Story, cut: date | None) -> Daily | Refusal | None:
    """The market model's regressor, the line the story names; None where it names none."""
    if story.factor is None:
        return None
    try:
        shown = line(story, story.factor)
    except NotCached as error:
        return Refusal("not in the cache", error.message)
    if shown.indicator.frequency != "daily":
        return Refusal("coarse frequency", too_rare(shown))
    return _daily(shown, cut)


def _daily(snapshot: Snapshot, cut: date | None) -> Daily | Refusal:
    known = then.known_then(snapshot, cut) if cut else snapshot
    if isinstance(known, Refusal):
        return known
    try:
        return daily(known if isinstance(known, Snapshot) else known.snapshot)
    except Rejected as error:
        return Refusal("no observation", error.message)
