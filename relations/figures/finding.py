"""The numbers that a title names, computed from the lines of its story, and the conditions under which it is true."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.claims.measures import Look, NotYet, at
from relations.evidence.worth import Worth, worth_of
from relations.i18n import number, say
from relations.story import FigureSpec
from relations.story.template import Condition, Measure, conditions, measures
from relations.values import (
    NO_BREAK,
    Index,
    Message,
    Number,
    Rate,
    Score,
    digits,
    in_points,
    is_percentage,
    parting,
    points,
)
from sources import Rejected, Snapshot, SourceError
from transforms.value import subject

WAYS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
DIRECTED = ("fall", "rise", "drop", "gain")  #: a negative one is no such thing

Seen = tuple[date, float]  #: an observation


@dataclass(frozen=True)
class Finding:
    """A number of a title, and the first and the last observation it is made of."""

    measure: Measure
    value: float
    ends: tuple[Seen, ...]
    in_percent: bool

    def __str__(self) -> str:
        """It as a title says it, in the language spoken: 51 %, −51 %, 6 points, 0.8 points, 184."""
        if self.measure.statistic in ("drop", "gain"):
            return say(points(in_points(self.value)))
        whole, signed = abs(self.value) >= (0.95 if self.in_percent else 10), self.measure.statistic == "change"
        plain = number(self.value, 0 if whole else 1 if self.in_percent else digits(self.value), signed=signed)
        return f"{plain}{NO_BREAK}%" if self.in_percent else plain


@dataclass(frozen=True)
class Check:
    """A condition of a title, and whether its numbers keep it."""

    words: str  #: of the title, that it makes true
    condition: str
    holds: bool
    numbers: tuple[float, ...] = ()  #: those it is about
    limits: tuple[float, ...] = ()  #: what they are held against, where the condition names it
    why: str = ""  #: why there is no number
    early: bool = False  #: whether a number was not out yet

    def now(self, *others: float) -> str:
        """Its numbers, with as many decimals as tell them from its limits and from others; or why there is none."""
        decimals = parting((*self.numbers, *self.limits, *others), 1, "f")
        return self.why or " and ".join(str(Number(value, decimals)) for value in self.numbers)

    @property
    def fails(self) -> bool:
        """Whether somebody must see to it: it is not so, or has no number, and not because that was not out yet."""
        return not (self.holds or self.early)

    def said(self, *others: float) -> str:
        """It in words, its numbers told from others."""
        return f"“{self.words}” ({self.condition}): {self.now(*others)}"

    def __str__(self) -> str:
        return self.said()


def finding(look: Look, measure: Measure) -> Finding:
    """A measure computed.

    Raises Unknown or NotYet if there is no observation for a day, NotCached if there is no copy of the line, Rejected
    if the line has no such number.
    """
    shown = look.line(measure.line)
    _require_precise(shown, measure)
    ends = tuple(at(shown, day) for day in measure.days)
    unit = shown.indicator.unit
    if measure.statistic in ("value", "low", "high"):
        value = ends[0][1]
        if measure.statistic != "value":
            values = _between(shown, ends)
            value = float(values.min() if measure.statistic == "low" else values.max())
        return Finding(measure, value, ends, is_percentage(unit))
    if ends[0][0] >= ends[1][0]:
        words = "{title} has no two observations from {start} to {end}"
        title = shown.indicator.title
        raise Rejected(Message(words, title=title, start=measure.start, end=measure.end))
    if measure.statistic in ("drop", "gain"):
        if not (is_percentage(unit) or isinstance(unit, Index | Score)):
            raise Rejected(Message("a drop or gain is in points, and {title} is in {unit}: say fall, rise or change",
                                   title=shown.indicator.title, unit=unit))  # fmt: skip
        gained = ends[1][1] - ends[0][1]
        return Finding(measure, gained if measure.statistic == "gain" else -gained, ends, in_percent=False)
    worth = worth_of(shown, measure.currency or (subject(unit) if isinstance(unit, Rate) else None))
    return Finding(measure, _percent(shown, measure, ends, worth), ends, in_percent=True)


def _percent(shown: Snapshot, measure: Measure, ends: tuple[Seen, ...], worth: Worth) -> float:
    """What was lost or gained, or the most that was lost on the way, in percent of the worth at the start."""
    if measure.statistic == "deepest":
        lowest = float(worth.values(_between(shown, ends)).min() / worth.values(np.array(ends[0][1])))
        return 100 * (1 - lowest)
    change = worth.changes(ends[0][1], ends[1][1])[0]
    return -change if measure.statistic == "fall" else change


def _between(shown: Snapshot, ends: tuple[Seen, ...]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The values from the first observation to the last, shape (n,)."""
    days, values = (shown.data[column].to_numpy() for column in ("date", "value"))
    first, last = (np.datetime64(day) for day, _ in ends)
    return np.asarray(values[(days >= first) & (days <= last)], dtype=float)


def _require_precise(shown: Snapshot, measure: Measure) -> None:
    fits = {"annual": ("year", "month", "day"), "monthly": ("month", "day"), "quarterly": ("month", "day")}
    frequency = shown.indicator.frequency
    if measure.precision not in fits.get(frequency, ("day",)):
        words = "{title} is {frequency}, and “{measure}” does not say which of its values is meant; name the day"
        raise Rejected(Message(words, title=shown.indicator.title, frequency=frequency, measure=measure.text))


# ------------------------------------------------------------------------------------------------ conditions


def checks(look: Look, spec: FigureSpec) -> list[Check]:
    """All that must be so for a figure's title: its guards, and that each fall or rise it names is one."""
    found = [_check(look, words, one) for words, guard in spec.guards.items() for one in conditions(guard)]
    named = dict.fromkeys(one for text in (spec.title, spec.short or "") for one in measures(text))
    return [*found, *(_direction(look, one) for one in named)]


def _direction(look: Look, measure: Measure) -> Check:
    """Whether there is such a number, and a fall is a fall."""
    directed = measure.statistic in DIRECTED
    words = measure.statistic
    try:
        value = finding(look, measure).value
    except SourceError as error:
        return _without(words, measure.text, error)
    return Check(words, measure.text, not directed or value > 0, (value,), (0.0,) if directed else ())


def _check(look: Look, words: str, condition: Condition) -> Check:
    try:
        values = list(_values(look, condition))
    except SourceError as error:
        return _without(words, condition.text, error)
    left, *limits = values
    holds = limits[0] <= left <= limits[1] if condition.way == "in" else WAYS[condition.way](left, limits[0])
    measured = 2 if isinstance(condition.right, Measure) else 1
    return Check(words, condition.text, holds, tuple(values[:measured]), tuple(values[measured:]))


def _values(look: Look, condition: Condition) -> Iterator[float]:
    yield finding(look, condition.left).value
    if isinstance(condition.right, Measure):
        yield finding(look, condition.right).value
    else:
        yield from condition.right


def _without(words: str, condition: str, error: SourceError) -> Check:
    return Check(words, condition, holds=False, why=str(error), early=isinstance(error, NotYet))
