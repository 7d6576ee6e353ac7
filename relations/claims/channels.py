"""Whether several lines all moved one way: what measures of several falls and of several rises have in common."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from relations.claims.answer import Answer, Finding, Value, entry
from relations.claims.between import at_or_beyond, flips
from relations.claims.look import Look
from relations.claims.measures import PERCENT, at, failed, judged, limit, period
from relations.claims.measures import change as signed
from relations.claims.move import moved_by, reached
from relations.claims.told_move import did
from relations.claims.way import Way
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure
from relations.story.fields import Currency, Day, End, Name, Part
from relations.values import Frequency, Message, Quantity, Unit, difference, in_print, msgid, points
from relations.values import signed as signed_number
from sources import SourceError

#: By whether a line among them is a share or a score.
FORMULAS = {
    False: msgid("100 × (later / earlier − 1) of each line; of a rate the value of a currency, and its inverse"),
    True: msgid(
        "100 × (later / earlier − 1) of each line, later − earlier of a share or a score; of a rate the value of a "
        "currency, and its inverse"
    ),
}


class Channel(Part):
    """One way a crisis can arrive: a line, and the days its change is measured between."""

    line: Name  #: the line that moved
    start: Day  #: the day it is measured from
    end: End  #: the day it is measured to
    of: Currency | None = None  #: whose value is meant, for a rate of two currencies
    to: float | None = None  #: a level it must have come to, in the line’s unit


class OfChannels(Measure):
    """The parameters of moves of several lines."""

    naming = ("channels",)
    way: ClassVar[Way]

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]  #: lines and days, one for each way
    at_least: float | None = None  #: percent each must have moved by; points of a share or a score

    @property
    def days_needed(self) -> tuple[tuple[str, str, date], ...]:
        """The first and the last day of each channel."""
        return tuple(
            (f"channels[{i}].{end}", one.line, day)
            for i, one in enumerate(self.channels)
            for end, day in (("start", one.start), ("end", one.end))
        )

    def compared(self, lines: Collection[str]) -> tuple[date, ...]:
        """The ends of the channels of these lines."""
        return tuple(day for one in self.channels if one.line in lines for day in (one.start, one.end))


@dataclass(frozen=True)
class _Change:
    """A line's change between two observations, in its unit and in percent or points."""

    line: str
    label: str
    worth: Worth
    frequency: Frequency
    start: date
    end: date
    before: float
    after: float

    @property
    def change(self) -> float:
        """In percent of the line's value or, for a rate, of the currency that the claim is about; or in points."""
        return self.worth.change(self.before, self.after)

    @property
    def unit(self) -> Unit:
        """What the change is in."""
        return difference(self.worth.unit) if self.worth.in_points else PERCENT

    @property
    def sentence(self) -> Message:
        """The values at both ends and the change."""
        words = msgid("{label} ({unit}): {before} on {start}, {after} on {end}, {change}.")
        if self.frequency == "annual":
            words = msgid("{label} ({unit}): {before} in {start}, {after} in {end}, {change}.")
        (before, after), unit = in_print((self.before, self.after), self.worth.unit)
        return Message(
            words,
            label=self.label,
            before=before,
            unit=unit,
            start=period(self.start, self.frequency),
            after=after,
            end=period(self.end, self.frequency),
            change=self._both(),
        )

    def title(self, look: Look) -> Message:
        """What the line did, as a part of a title."""
        return did(look.story, self.line, self.worth, self.change)

    def _both(self) -> Message:
        if self.worth.in_points:
            return points(signed_number(self.change))
        fall, other = self.worth.changes(self.before, self.after)
        if self.worth.currency is None or self.worth.other is None:
            return signed(fall)
        return Message(
            "{change} of the value of the {currency} against the {other} ({inverse} the other way round)",
            change=signed(fall),
            inverse=signed(other),
            **self.worth.named,
        )

    @property
    def values(self) -> tuple[Value, ...]:
        """The numbers under the line's name."""
        label = self.label
        ends = (
            entry(f"{self.line}-earlier", Message("{name}, earlier", name=label), self.before, self.worth.unit),
            entry(f"{self.line}-later", Message("{name}, later", name=label), self.after, self.worth.unit),
        )
        if self.worth.currency is None or self.worth.other is None:
            return *ends, entry(f"{self.line}-change", Message("{name}, change", name=label), self.change, self.unit)
        fall, other = self.worth.changes(self.before, self.after)
        words = msgid("{name}, change of the value of the {currency}")
        own, others = (Message(words, name=label, currency=one) for one in self.worth.named.values())
        return (
            *ends,
            entry(f"{self.line}-change", own, fall, PERCENT),
            entry(f"{self.line}-change-of-the-other", others, other, PERCENT),
        )


def measure(look: Look, spec: OfChannels) -> Finding:
    """The change of each line in percent or points, an answer each; an error only if nothing of any is known."""
    answers, found = [], []
    for channel in spec.channels:
        label = Message("{words}", words=look.story.lines[channel.line].label)
        try:
            change = _change(look, channel)
        except SourceError as error:
            answers.append(failed(channel.line, label, error))
        else:
            found.append(change)
            answers.append(_answer(look, spec, change, channel.to))
    gone = [
        Message("{label} is not counted: {reason}.", label=one.label, reason=one.why)
        for one in answers
        if one.value is None and one.why is not None
    ]
    in_points = any(change.worth.in_points for change in found)
    asked = {one.line: one.to for one in spec.channels}
    levels = [at_or_beyond(level, one.worth) for one in found if (level := asked[one.line]) is not None]
    return Finding(
        tuple(answers),
        rule=_rule(spec, in_points, levels),
        formula=Message(FORMULAS[in_points]),
        sentence=(*(change.sentence for change in found), *gone),
        start=min((change.start for change in found), default=None),
        end=max((_last_day(change) for change in found), default=None),
        title=_title(look, found) if found else None,
    )


def _title(look: Look, found: list[_Change]) -> Message:
    """What each line did, and from when to when where that is one span; else each picture says its own."""
    changes = Message("{changes}", changes=tuple(change.title(look) for change in found))
    spans = {(period(one.start, one.frequency), period(one.end, one.frequency)) for one in found}
    if len(spans) > 1:
        return changes
    start, end = spans.pop()
    return Message("{moved} from {start} to {end}", moved=changes, start=start, end=end)


def _rule(spec: OfChannels, in_points: bool, levels: list[Message]) -> Message:
    way, said = spec.way, Message(spec.way.lines)
    if spec.at_least is not None:
        said = Message(way.points_by if in_points else way.lines_by, share=limit(spec.at_least))
    return Message("{words}", words=(said, *levels))


def _answer(look: Look, spec: OfChannels, change: _Change, level: float | None) -> Answer:
    size, doubt = spec.way.sign * change.change, look.doubt((change.line,))
    is_so = moved_by(spec.way, change.change, spec.at_least)
    says, why = judged(is_so, size, spec.at_least or 0, doubt)
    if level is not None and says == "yes":
        says, why = judged(reached(spec.way, change.worth, change.after, level), change.after, level, doubt)
    quantity = Quantity(f"{change.line}-change", change.change, change.unit)
    return Answer(
        change.line,
        Message("{words}", words=change.label),
        says,
        value=quantity,
        of=change.worth.of,
        values=change.values,
        flips=flips(spec.at_least, level, size, change.unit, change.after, change.worth),
        why=why,
    )


def _change(look: Look, channel: Channel) -> _Change:
    snapshot = look.line(channel.line)
    (start, before), (end, after) = at(snapshot, channel.start), at(snapshot, channel.end)
    return _Change(
        channel.line,
        look.story.lines[channel.line].label,
        worth_of(snapshot, channel.of),
        snapshot.indicator.frequency,
        start,
        end,
        before,
        after,
    )


def _last_day(change: _Change) -> date:
    """The last day the later observation stands for."""
    return date(change.end.year, 12, 31) if change.frequency == "annual" else change.end
