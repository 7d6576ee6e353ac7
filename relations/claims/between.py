"""How far a line, or a currency of a rate, moved between two days, whether it goes on, and whether that was rare.

What measures of a fall and of a rise have in common; an `OfMove` says which of the two it is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from relations.claims.answer import Answer, Finding, Says, Value, entry
from relations.claims.look import Look, Unknown
from relations.claims.measures import PERCENT, flips_at, limit, yes_if
from relations.claims.move import Course, Move, move, moved_by, reached
from relations.claims.told_move import any_day, changes, episodes, extreme, levels, moved, still, told
from relations.claims.way import Way
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure
from relations.story.fields import Currency, Day, End, Name
from relations.values import Message, Unit, business_days, printed_limit

LEAST = 10  #: windows without overlap that are needed for each episode that is allowed


class OfMove(Measure):
    """The parameters of a line's move between two days, and what else must hold; all that is given must."""

    naming = ("line",)
    way: ClassVar[Way]

    line: Name  #: the line that moved
    of: Currency | None = None  #: whose value is meant, for a rate of two currencies
    start: Day  #: the day it is measured from
    end: End  #: the day it is measured to
    at_least: float | None = None  #: percent it must have moved by
    to: float | None = None  #: a level it must have come to, in the line’s unit
    still: Annotated[int, Field(gt=0)] | None = None  #: at the end also beyond the mean of so many observations before
    since: Day | None = None  #: first day of the moves it is compared with; none: the line's own

    @property
    def allowed(self) -> int | None:
        """How many larger moves of its length there may have been; None if that is not asked."""
        raise NotImplementedError

    @property
    def days_needed(self) -> tuple[tuple[str, str, date], ...]:
        """Its first and its last day."""
        return ("start", self.line, self.start), ("end", self.line, self.end)

    @property
    def least(self) -> int:
        """Windows without overlap that are needed to call a move rare; 0 if that is not asked."""
        return 0 if self.allowed is None else LEAST * (self.allowed + 1)

    def sample(self, first: date, last: date) -> int:
        """Windows of its length that do not overlap."""
        span = int(business_days(self.start, self.end))
        return int(business_days(max(self.since or first, first), last)) // max(span, 1)


def measure(look: Look, spec: OfMove) -> Finding:
    """Change from start to end in percent (of a currency's value, for a rate), and what else the story asks of it."""
    snapshot = look.line(spec.line)
    worth = worth_of(snapshot, spec.of)
    course = Course(snapshot, worth, spec.way, spec.start, look.published, still=spec.still, since=spec.since)
    found = move(course, spec.end)
    others = list(_other_days(look, course, spec))
    says = _says(spec, worth, found)
    return Finding(
        (_answer(look, spec, worth, found, says),),
        rule=_rule(spec, worth),
        formula=_formula(spec.way, worth, found.span),
        sentence=(
            levels(snapshot, worth, found.start, found.before, found.end, found.after),
            told(worth, found.before, found.after),
            *still(found, spec.still),
            *extreme(spec.way, found),
            *episodes(spec.way, found, course.first),
            *any_day(spec.way, found, others, [day for day, one in others if _says(spec, worth, one) != says]),
        ),
        start=found.start,
        end=found.end,
        title=moved(look.story, spec.line, worth, found.change, found.start, found.end),
    )


def _says(spec: OfMove, worth: Worth, found: Move) -> Says:
    """Yes if all conditions hold that the story gives; how rare the move is only a long enough sample can tell."""
    goes_on = found.against_mean is None or spec.way.sign * found.against_mean > 0
    is_so = moved_by(spec.way, found.change, spec.at_least) and reached(spec.way, worth, found.after, spec.to)
    if not (is_so and goes_on):
        return "no"
    if found.sample < spec.least:
        return "unknowable"
    return yes_if(spec.allowed is None or len(found.larger) <= spec.allowed)


def _answer(look: Look, spec: OfMove, worth: Worth, found: Move, says: Says) -> Answer:
    size = spec.way.sign * found.change
    return Answer(
        spec.kind,
        Message("{words}", words=look.story.lines[spec.line].label),
        says,
        value=entry("change", "change", found.change, PERCENT).quantity,
        of=worth.of,
        values=_values(spec.way, worth, found),
        flips=flips(spec.at_least, spec.to, size, PERCENT, found.after, worth),
        why=Message(spec.way.too_few, number=found.sample, least=spec.least) if says == "unknowable" else None,
    )


def flips(
    at_least: float | None, level: float | None, size: float, unit: Unit, after: float, worth: Worth
) -> Value | None:
    """The limit at which the answer would be the other one: of the change, else of the level; None without one."""
    if at_least is not None:
        return flips_at(size, unit) if size > 0 else None
    return None if level is None else flips_at(after, worth.unit)


def _values(way: Way, worth: Worth, found: Move) -> tuple[Value, ...]:
    mean = found.against_mean
    against = entry("against-the-mean-before", "at the end against the mean before", mean, PERCENT)
    return (
        entry("earlier", "earlier", found.before, worth.unit),
        entry("later", "later", found.after, worth.unit),
        *changes(worth, found.before, found.after),
        *((against,) if mean is not None else ()),
        entry(way.extreme_id, way.extreme, found.extreme[1], PERCENT),
        entry("business-days", "business days from one to the other", found.span),
        entry("windows", "windows of that length that do not overlap", found.sample),
        entry(way.larger_id, way.larger, len(found.larger)),
        entry(f"{way.larger_id}-since", way.larger_since, len(found.larger_since)),
    )


def at_or_beyond(level: float, worth: Worth) -> Message:
    """The rule of a level that must have been reached."""
    return Message("at the end it was at {level} or beyond", level=printed_limit(level, worth.unit))


def _rule(spec: OfMove, worth: Worth) -> Message:
    way, conditions = spec.way, [Message(spec.way.moved)]
    if spec.at_least is not None:
        conditions = [Message(way.moved_by, share=limit(spec.at_least))]
    if spec.to is not None:
        conditions.append(at_or_beyond(spec.to, worth))
    if spec.still is not None:
        conditions.append(Message(way.beyond_mean, number=spec.still))
    if spec.allowed is not None:
        few = Message(way.few_larger, number=spec.allowed)
        conditions.append(few if spec.allowed else Message(way.none_larger))
    return Message("{words}", words=tuple(conditions))


def _formula(way: Way, worth: Worth, span: int) -> Message:
    length = Message.counted("{count} business day", "{count} business days", count=span)
    if worth.currency is None:
        return Message(way.formula, length=length)
    return Message(way.formula_of, length=length, **worth.named)


def _other_days(look: Look, course: Course, spec: OfMove) -> Iterator[tuple[date, Move]]:
    """The move up to every day of the month of publication, if only the month is known and the claim ends with it."""
    article = look.story.article
    if article.precision != "month" or spec.end != look.published:
        return
    for place in range((spec.end - article.published).days + 1):
        day = article.published + timedelta(days=place)
        try:
            yield day, move(course, day)
        except Unknown:
            continue  # it had not begun by then, or nothing is known of that day
