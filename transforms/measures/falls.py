"""Whether several lines all fell: the ways one country's crisis can arrive in another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sources import Frequency
from stories._claims import Channel, Falls
from transforms.change import both_ways
from transforms.measures import Finding, Look, Unknown, amount, at, percent, period
from transforms.measures.total import judge
from transforms.returns import is_rate


@dataclass(frozen=True)
class _Change:
    """A line's change between two observations, in its unit and in percent."""

    label: str
    unit: str
    start: date
    end: date
    before: float
    after: float
    frequency: Frequency

    @property
    def percent(self) -> float:
        return both_ways(self.before, self.after)[0]

    @property
    def other_way(self) -> float | None:
        """The change of the inverse, where the line is a rate between two currencies."""
        return both_ways(self.before, self.after)[1] if is_rate(self.unit) else None

    def say(self) -> str:
        word = "in" if self.frequency == "annual" else "on"
        first, last = (f"{word} {period(day, self.frequency)}" for day in (self.start, self.end))
        other = f" ({percent(self.other_way)} {inverse(self.unit)})" if self.other_way is not None else ""
        return (
            f"{self.label}: {amount(self.before)} {self.unit} {first}, {amount(self.after)} {last}, "
            f"{percent(self.percent)}{other}"
        )


def measure(look: Look, spec: Falls) -> Finding:
    """The change of each line in percent; a line with nothing known is left out and named, Unknown if all are."""
    found, gone = [], []
    for channel in spec.channels:
        try:
            found.append(_change(look, channel))
        except Unknown as error:
            gone.append(f"{look.story.lines[channel.line].label} is not counted: {error}")
    if not found:
        raise Unknown("; ".join(gone))
    return Finding(
        verdict=judge([change.percent <= -spec.at_least for change in found]),
        rule=f"supported if every line that can be computed fell by at least {spec.at_least:g} %, "
        "not borne out if none did, else it depends on the line",
        formula="100 × (later / earlier − 1) of each line; a rate between currencies also as its inverse",
        sentence=f"{'; '.join(change.say() for change in found)}.{''.join(f' {reason}.' for reason in gone)}",
        value=found[0].percent,
        unit=f"% {found[0].unit}",
        values={key: value for change in found for key, value in _values(change).items()},
        start=min(change.start for change in found),
        end=max(date(c.end.year, 12, 31) if c.frequency == "annual" else c.end for c in found),
    )


def _change(look: Look, channel: Channel) -> _Change:
    snapshot = look.line(channel.line)
    (start, before), (end, after) = at(snapshot, channel.start), at(snapshot, channel.end)
    label, indicator = look.story.lines[channel.line].label, snapshot.indicator
    return _Change(label, indicator.unit, start, end, before, after, indicator.frequency)


def inverse(unit: str) -> str:
    """RUB per KZT for KZT per RUB."""
    return " per ".join(reversed(unit.split(" per ")))


def _values(change: _Change) -> dict[str, float]:
    name, unit = change.label, change.unit
    values = {
        f"{name}, earlier, {unit}": change.before,
        f"{name}, later, {unit}": change.after,
        f"{name}, change, %": change.percent,
    }
    return values if change.other_way is None else values | {f"{name}, change of {inverse(unit)}, %": change.other_way}
