"""Whether several lines all fell: the ways one country's crisis can arrive in another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from relations.claims.measures import (
    PERCENT,
    Finding,
    Look,
    Unknown,
    Value,
    at,
    entry,
    judge,
    limit,
    period,
)
from relations.claims.measures import change as signed
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Percent
from relations.story.fields import Currency, Day, Name, Part
from relations.values import Frequency, Message, amount, msgid


class Channel(Part):
    """One way a crisis can arrive: a line, and the days its change is measured between."""

    line: Name
    start: Day
    end: Day
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies


class Spec(Measure):
    """Whether several lines all fell by so much."""

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    at_least: Percent

    @property
    def lines_used(self) -> tuple[str, ...]:
        """Names of the channels' lines, each once."""
        return tuple(dict.fromkeys(channel.line for channel in self.channels))

    def compared(self, lines: Collection[str]) -> tuple[date, ...]:
        """The ends of the channels of these lines."""
        return tuple(day for one in self.channels if one.line in lines for day in (one.start, one.end))


@dataclass(frozen=True)
class _Change:
    """A line's change between two observations, in its unit and in percent."""

    line: str
    label: str
    worth: Worth
    frequency: Frequency
    start: date
    end: date
    before: float
    after: float

    @property
    def percent(self) -> float:
        """The change in percent of the line's value or, for a rate, of the currency that the claim is about."""
        return self.worth.changes(self.before, self.after)[0]

    @property
    def sentence(self) -> Message:
        """The values at both ends and the change."""
        words = msgid("{label}: {before} {unit} on {start}, {after} on {end}, {change}.")
        if self.frequency == "annual":
            words = msgid("{label}: {before} {unit} in {start}, {after} in {end}, {change}.")
        return Message(
            words,
            label=self.label,
            before=amount(self.before),
            unit=self.worth.unit,
            start=period(self.start, self.frequency),
            after=amount(self.after),
            end=period(self.end, self.frequency),
            change=self._both(),
        )

    def _both(self) -> Message:
        fall, other = self.worth.changes(self.before, self.after)
        if self.worth.currency is None or self.worth.other is None:
            return signed(fall)
        return Message(
            "{change} of the value of {currency} in {other} ({inverse} of that of {other} in {currency})",
            change=signed(fall),
            currency=self.worth.currency,
            other=self.worth.other,
            inverse=signed(other),
        )

    @property
    def values(self) -> tuple[Value, ...]:
        """The numbers under the line's name."""
        label, (fall, other) = self.label, self.worth.changes(self.before, self.after)
        ends = (
            entry(f"{self.line}-earlier", Message("{name}, earlier", name=label), self.before, self.worth.unit),
            entry(f"{self.line}-later", Message("{name}, later", name=label), self.after, self.worth.unit),
        )
        if self.worth.currency is None or self.worth.other is None:
            return *ends, entry(f"{self.line}-change", Message("{name}, change", name=label), fall, PERCENT)
        words = msgid("{name}, change of the value of {currency}")
        return (
            *ends,
            entry(f"{self.line}-change", Message(words, name=label, currency=self.worth.currency), fall, PERCENT),
            entry(
                f"{self.line}-change-of-the-other",
                Message(words, name=label, currency=self.worth.other),
                other,
                PERCENT,
            ),
        )


def measure(look: Look, spec: Spec) -> Finding:
    """The change of each line in percent; a line with nothing known is left out and named, Unknown if all are."""
    found, gone = [], []
    for channel in spec.channels:
        try:
            found.append(_change(look, channel))
        except Unknown as error:
            label = look.story.lines[channel.line].label
            gone.append(Message("{label} is not counted: {reason}.", label=label, reason=error.message))
    if not found:
        raise Unknown(gone[0] if len(gone) == 1 else Message("{reasons}", reasons=tuple(gone)))
    return Finding(
        verdict=judge([change.percent <= -spec.at_least for change in found]),
        rule=Message(
            "supported if every line that can be computed fell by at least {share} %, not borne out if none did, else "
            "it depends on the line",
            share=limit(spec.at_least),
        ),
        formula=Message("100 × (later / earlier − 1) of each line; of a rate the value of a currency, and its inverse"),
        sentence=(*(change.sentence for change in found), *gone),
        value=found[0].percent,
        unit=PERCENT,
        of=found[0].worth.of,
        values=tuple(one for change in found for one in change.values),
        start=min(change.start for change in found),
        end=max(_last_day(change) for change in found),
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
