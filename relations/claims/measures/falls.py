"""Whether several lines all fell: the ways one country's crisis can arrive in another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from relations.claims.measures import Finding, Look, Unknown, amount, at, limit, percent, period
from relations.claims.measures.total import judge
from relations.evidence.returns import is_rate
from relations.i18n import say
from relations.i18n.units import spoken
from relations.story.claims import Measure, Percent
from relations.story.fields import Day, Name, Part
from sources import Indicator
from transforms.change import both_ways


@dataclass(frozen=True)
class _Change:
    """A line's change between two observations, in its unit and in percent."""

    label: str
    indicator: Indicator
    start: date
    end: date
    before: float
    after: float

    @property
    def unit(self) -> str:
        """In the language spoken."""
        return spoken(self.indicator.unit)

    @property
    def inverse(self) -> str:
        """RUB per KZT for KZT per RUB, in the language spoken."""
        return spoken(" per ".join(reversed(self.indicator.unit.split(" per "))))

    @property
    def percent(self) -> float:
        return both_ways(self.before, self.after)[0]

    @property
    def other_way(self) -> float | None:
        """The change of the inverse, where the line is a rate between two currencies."""
        return both_ways(self.before, self.after)[1] if is_rate(self.indicator.unit) else None

    @property
    def sentence(self) -> str:
        """The values at both ends and the change, without a full stop."""
        annual = self.indicator.frequency == "annual"
        return say(
            "{label}: {before} {unit} in {start}, {after} in {end}, {change}"
            if annual
            else "{label}: {before} {unit} on {start}, {after} on {end}, {change}",
            label=self.label,
            before=amount(self.before),
            unit=self.unit,
            start=period(self.start, self.indicator.frequency),
            after=amount(self.after),
            end=period(self.end, self.indicator.frequency),
            change=self._both(),
        )

    def _both(self) -> str:
        if self.other_way is None:
            return percent(self.percent)
        other = percent(self.other_way)
        return say("{change} ({other} {unit})", change=percent(self.percent), other=other, unit=self.inverse)

    @property
    def values(self) -> dict[str, float]:
        """The numbers under their names."""
        values = {
            say("{name}, earlier, {unit}", name=self.label, unit=self.unit): self.before,
            say("{name}, later, {unit}", name=self.label, unit=self.unit): self.after,
            say("{name}, change, %", name=self.label): self.percent,
        }
        if self.other_way is None:
            return values
        return values | {say("{name}, change of {unit}, %", name=self.label, unit=self.inverse): self.other_way}


class Channel(Part):
    """One way a crisis can arrive: a line, and the days its change is measured between."""

    line: Name
    start: Day
    end: Day


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


def measure(look: Look, spec: Spec) -> Finding:
    """The change of each line in percent; a line with nothing known is left out and named, Unknown if all are."""
    found, gone = [], []
    for channel in spec.channels:
        try:
            found.append(_change(look, channel))
        except Unknown as error:
            label = look.story.lines[channel.line].label
            gone.append(say("{label} is not counted: {reason}", label=label, reason=error))
    if not found:
        raise Unknown("; ".join(gone))
    return Finding(
        verdict=judge([change.percent <= -spec.at_least for change in found]),
        rule=say(
            "supported if every line that can be computed fell by at least {share} %, not borne out if none did, else "
            "it depends on the line",
            share=limit(spec.at_least),
        ),
        formula=say("100 × (later / earlier − 1) of each line; a rate between currencies also as its inverse"),
        sentence=f"{'; '.join(change.sentence for change in found)}.{''.join(f' {reason}.' for reason in gone)}",
        value=found[0].percent,
        unit=say("% {unit}", unit=found[0].unit),
        values={key: value for change in found for key, value in change.values.items()},
        start=min(change.start for change in found),
        end=max(_last_day(change) for change in found),
    )


def _change(look: Look, channel: Channel) -> _Change:
    snapshot = look.line(channel.line)
    (start, before), (end, after) = at(snapshot, channel.start), at(snapshot, channel.end)
    return _Change(look.story.lines[channel.line].label, snapshot.indicator, start, end, before, after)


def _last_day(change: _Change) -> date:
    """The last day the later observation stands for."""
    return date(change.end.year, 12, 31) if change.indicator.frequency == "annual" else change.end
