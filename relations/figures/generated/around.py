"""The figure around an event: a picture per line from some days before it to some after, on one scale of per cent.

The number of each is that of the days −1 to +1, from close to close, as `evidence.windows` has it: the window, the base
and the number are those of the event's table and tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from relations import cache
from relations import i18n as locales
from relations.claims.measures import Look
from relations.claims.measures import size as rounded
from relations.evidence.daily import daily, day_of
from relations.evidence.daily import number as day_number
from relations.evidence.refusal import Refusal
from relations.evidence.windows import WINDOWS, Move, move
from relations.evidence.worth import Worth, watched, worth_of
from relations.figures.art.axis import Event as Mark
from relations.figures.art.course import Course
from relations.figures.captions.alternative import KINDS
from relations.figures.generated.days import Tested, common, measured
from relations.figures.layout.plate import Cell, Plate
from relations.i18n import listed, say, written
from relations.story import Event, FigureSpec, Panel, Story, StoryError, Window
from relations.story.periods import described
from relations.story.template import plain
from relations.values import Message, Rate
from sources import Rejected, Snapshot, SourceError
from transforms import market_dated

BEFORE, AFTER = 15, 20  #: business days
SPAN = WINDOWS[0]
NEAR = timedelta(days=5)  #: a line without a value so near to the event is not shown
STILL = 0.5  #: per cent below which a line did not move
LONGEST = 3  #: days between two values that are no gap: a weekend


@dataclass(frozen=True)
class Near:
    """A daily line around the event, and its own window, or why it has none."""

    name: str
    snapshot: Snapshot
    worth: Worth
    moved: Move | Refusal

    @property
    def tested(self) -> Tested | None:
        """The change over the window, from close to close."""
        if isinstance(self.moved, Refusal):
            return None
        values = dict(zip(self.snapshot.data["date"].dt.date, self.snapshot.values.tolist(), strict=True))
        start, end = self.moved.start, self.moved.end
        return Tested(self.name, self.snapshot, self.worth, (start, values[start]), (end, values[end]))

    @property
    def change(self) -> float | None:
        """In per cent; of a rate the worth of its currency."""
        return self.tested.change if self.tested else None


def around(story: Story, event_id: str, *, known_then: bool = False) -> tuple[Story, Plate]:
    """The story with the figure `around-<event>`, without bands, and its plate.

    Raises StoryError for an unknown event and for one known to the month or the year only, Rejected if no line has a
    value near it, or if it was not known then.
    """
    story, event = story.by_days, story.event(event_id)
    if event.precision != "day":
        known = f"{story.id}: '{event.id}' is known to the {event.precision} only"
        raise StoryError(f"{known}; a figure around it needs an event known to the day")
    look = Look(story, story.article.known_until if known_then else None)
    if look.cut is not None and event.date > look.cut:
        raise Rejected(Message("{event} was not yet known on {day}", event=event.label, day=look.cut))
    last = business_day(event, AFTER)
    span = Window(start=business_day(event, -BEFORE), end=min(last, look.cut or last))
    problems: list[SourceError] = []
    lines = list(_lines(look, event, problems))
    if all(one.name == story.factor for one in lines):  # what moves all the others says nothing of them
        if problems:
            raise problems[0]
        words = Message("no line of the two countries has a value within {count} days of {day}", count=NEAR.days,
                        day=event.date)  # fmt: skip
        raise Rejected(words)
    gone = (say("Not drawn: {reason}.", reason=say(error)) for error in problems)
    notes = (*_notes(story, event, lines), *gone)
    spec = FigureSpec(
        id=f"around-{event.id}",
        title=plain(_title(story, event, lines)),
        subtitle=plain(_subtitle(event)),
        window=span,
        panels=tuple(Panel(lines=(one.name,)) for one in lines),
        events=(event.id,),
        notes=notes,
    )
    plate = Plate(tuple(_cells(look, event, lines, span)), strong=notes[:1], kind=say(KINDS["line"]))
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": ()}), plate


def business_day(event: Event, offset: int) -> date:
    """So many business days from the event's day 0."""
    return day_of(day_number(event.date) + offset)


def _lines(look: Look, event: Event, problems: list[SourceError]) -> Iterator[Near]:
    """The daily lines with a value near the event; what is computed of lines says no more than they do."""
    for name, line in look.story.lines.items():
        about = described(look.story, name, cache.described)
        if line.cross or line.formula or (about is not None and about.frequency != "daily"):
            continue
        try:
            shown = look.line(name)
        except SourceError as error:
            if about is not None:
                problems.append(error)
            continue
        near = shown.data["date"].between(pd.Timestamp(event.date - NEAR), pd.Timestamp(event.date + NEAR))
        if shown.indicator.frequency == "daily" and near.any():
            yield _near(name, shown, event)


def _near(name: str, shown: Snapshot, event: Event) -> Near:
    unit = shown.indicator.unit
    moved = move(daily(shown), day_number(event.date), SPAN, inverse=isinstance(unit, Rate))
    dated = market_dated(shown)  # as `daily` dates it
    return Near(name, dated, worth_of(dated, watched(unit)), moved)


def _title(story: Story, event: Event, lines: Sequence[Near]) -> str:
    """What each line did in numbers, those that fell first; a tie is no move."""
    moves = {one.name: one.change for one in lines if one.change is not None}
    order = sorted(moves, key=lambda name: -abs(moves[name]))
    fell = [name for name in order if moves[name] <= -STILL]
    rose = [name for name in order if moves[name] >= STILL]
    still = [story.lines[name].words for name in order if abs(moves[name]) < STILL]
    parts = [_moved(story, names, moves, verb) for names, verb in ((fell, _lost), (rose, _gained)) if names]
    if still:
        words = Message.counted("{names} did not move", "{names} did not move", count=len(still), names=listed(still))
        parts.append(say(words))
    did = "; ".join(parts)
    label = event.label.strip("“”«»")  # those of the title stand around it
    if not did:
        return say("The days around “{event}”, {day}", event=label, day=written(event.date))
    return say("Around “{event}” {moves}", event=label, moves=did)


def _moved(story: Story, names: Sequence[str], moves: dict[str, float], verb: Callable[..., str]) -> str:
    """The rouble lost 11 % and oil 8 %: in English the verb once; in other languages each number has its own sign."""
    parts = [(story.lines[name].words, say(Message("{size}", size=rounded(moves[name])))) for name in names]
    return listed([verb(name, size, first=not place) for place, (name, size) in enumerate(parts)])


def _lost(name: str, size: str, *, first: bool) -> str:
    return say("{name} lost {size} %", name=name, size=size) if first else say("{name} {lost} %", name=name, lost=size)


def _gained(name: str, size: str, *, first: bool) -> str:
    if first:
        return say("{name} gained {size} %", name=name, size=size)
    return say("{name} {gained} %", name=name, gained=size)


def _subtitle(event: Event) -> str:
    """What happened and when, as one sentence: the full stop stands after the day; then what is drawn."""
    return say(
        "{event} ({weekday} {day}). Change in per cent since the close before the shaded days; one dot is one value",
        event=event.sentence.removesuffix("."),
        weekday=locales.weekday(event.date),
        day=written(event.date),
    )


def _cells(look: Look, event: Event, lines: Sequence[Near], span: Window) -> Iterator[Cell]:
    """A picture per line, all on one scale."""
    courses = {one.name: _course(one, event, span) for one in lines}
    scale = common(list(courses.values()))
    marks = tuple(_marks(look, event, span))
    for one in lines:
        tested, hue, story = one.tested, look.story.hue(one.name), look.story
        ends = (tested.start[0], tested.end[0]) if tested else None
        art = Course(courses[one.name], (span.start, span.end), ends, hue, scale, marks)
        number = locales.percent(tested.change, 1, signed=True) if tested else ""
        about = measured(story, one.name, one.worth)
        yield Cell(art, story.lines[one.name].label, about, hue, number, tested.beside if tested else ())


def _course(one: Near, event: Event, span: Window) -> tuple[tuple[date, float], ...]:
    """The values in the window as changes since the base; without one since the last value before the event."""
    tested = one.tested
    if tested is None:
        data = one.snapshot.data
        before = data[data["date"].dt.date <= event.date]
        at = (before if len(before) else data).iloc[-1 if len(before) else 0]
        base = at["date"].date(), float(at["value"])
        tested = Tested(one.name, one.snapshot, one.worth, base, base)
    return tested.course(span.start, span.end)


def _marks(look: Look, event: Event, span: Window) -> Iterator[Mark]:
    """The event first, then those of other days, as far as their names have room: its own rule has no other name."""
    yield Mark(event.date, event.label)
    for other in look.story.events:
        known = look.cut is None or other.date <= look.cut
        near = other.precision == "day" and span.start <= other.date <= span.end
        if known and near and other.date != event.date:
            yield Mark(other.date, other.label)


def _notes(story: Story, event: Event, lines: Sequence[Near]) -> Iterator[str]:
    yield say("That the event moved them is not shown: other things happened on the same days.")
    yield say("Shaded: from the close that the numbers start at to the close they end at, the days −1 to +1.")
    dotted: dict[tuple[date, date], list[str]] = {}
    for one in lines:
        label = story.lines[one.name].label
        if isinstance(one.moved, Refusal):
            yield say("{line} has no number: {reason}.", line=label, reason=say(one.moved.reason))
            continue
        for gap in _gaps(one, one.moved):
            dotted.setdefault(gap, []).append(label)
        if any(held.is_held and _covers(held.start, held.end, event.date) for held in story.lines[one.name].regimes):
            yield say("{line} was held, and is not tested.", line=label)
    for (start, end), labels in dotted.items():
        known = {"lines": listed(labels), "start": written(start), "end": written(end)}
        yield say("{lines}: no value was published between {start} and {end} (dotted).", **known)


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start < day) and (end is None or day < end)


def _gaps(one: Near, moved: Move) -> Iterator[tuple[date, date]]:
    days = [day for day in one.snapshot.data["date"].dt.date if moved.start <= day <= moved.end]
    for first, second in pairwise(days):
        if (second - first).days > LONGEST:
            yield first, second
