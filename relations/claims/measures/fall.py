"""How far a line fell between two days, and how rare a fall of that size is in its history."""

from __future__ import annotations

from datetime import date
from typing import Self

import numpy as np
from pydantic import model_validator

from relations.claims.measures import NOT_BORNE_OUT, SUPPORTED, Finding, Look, Unknown, at, limit, percent
from relations.evidence.refusal import Floats
from relations.evidence.returns import is_dollar_rate
from relations.i18n import msgid, number, say, written
from relations.i18n.units import spoken
from relations.story.claims import Measure, Percent
from relations.story.fields import Day, Name
from sources import Frequency, Snapshot
from transforms.change import both_ways
from transforms.change import percent as change

#: What the observations of a series are called, and so many of them.
STEPS: dict[Frequency, tuple[str, str]] = {
    "daily": (msgid("trading days"), msgid("{count} trading days")),
    "weekly": (msgid("weeks"), msgid("{count} weeks")),
    "monthly": (msgid("months"), msgid("{count} months")),
    "annual": (msgid("years"), msgid("{count} years")),
}


class Spec(Measure):
    """A line's fall between two days, and its rank among all windows of as many observations."""

    naming = ("line",)

    line: Name
    start: Day
    end: Day
    worst: Percent  #: percent of all windows it must be among

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


def measure(look: Look, spec: Spec) -> Finding:
    """Change from start to end in percent (of the dollar value for a currency) and the share of deeper falls."""
    snapshot = look.line(spec.line)
    unit, is_currency = spoken(snapshot.indicator.unit), is_dollar_rate(snapshot)
    (start, before), (end, after) = at(snapshot, spec.start), at(snapshot, spec.end)
    quote, fall = both_ways(before, after) if is_currency else (None, change(before, after))
    prices, steps = snapshot.data["value"].to_numpy(dtype=float), _steps(snapshot, start, end)
    deeper, windows = rank(1 / prices if is_currency else prices, steps, fall)
    if not windows:
        raise _too_few(snapshot, spec)
    name, length = STEPS[snapshot.indicator.frequency]
    return Finding(
        verdict=SUPPORTED if fall < 0 and 100 * deeper / windows <= spec.worst else NOT_BORNE_OUT,
        rule=say(
            "supported if it fell, and by more than in all but {share} % of equally long windows",
            share=limit(spec.worst),
        ),
        formula=_formula(say(length, count=steps), is_currency=is_currency),
        sentence=" ".join(
            (
                _levels(snapshot, unit, start, before, end, after),
                _change(fall, quote, unit),
                _deeper(snapshot, deeper, windows),
            )
        ),
        value=fall,
        unit=say("% of its dollar value") if is_currency else "%",
        values={say("earlier, {unit}", unit=unit): before, say("later, {unit}", unit=unit): after}
        | _changes(fall, quote, unit)
        | {say(name): steps}
        | _ranked(deeper, windows),
        start=start,
        end=end,
    )


def _steps(snapshot: Snapshot, start: date, end: date) -> int:
    """Observations from one day to another."""
    days = snapshot.data["date"].dt.date
    return int(((days > start) & (days <= end)).sum())


def _too_few(snapshot: Snapshot, spec: Spec) -> Unknown:
    words = say(
        "{title} has no two observations from {start} to {end}",
        title=spoken(snapshot.indicator.title),
        start=written(spec.start),
        end=written(spec.end),
    )
    return Unknown(words)


def _formula(length: str, *, is_currency: bool) -> str:
    if is_currency:
        return say(
            "100 × (later / earlier − 1) of the dollar value, 1 / quote; and the share of all windows of {length} in "
            "the series whose fall is deeper",
            length=length,
        )
    return say(
        "100 × (later / earlier − 1); and the share of all windows of {length} in the series whose fall is deeper",
        length=length,
    )


def _levels(snapshot: Snapshot, unit: str, start: date, before: float, end: date, after: float) -> str:
    return say(
        "{title}: {before} {unit} on {start}, {after} on {end}.",
        title=spoken(snapshot.indicator.title),
        before=number(before, 2),
        unit=unit,
        start=written(start),
        after=number(after, 2),
        end=written(end),
    )


def _change(fall: float, quote: float | None, unit: str) -> str:
    """The change in words, both ways for a currency."""
    if quote is None:
        return say("That is {change}.", change=percent(fall))
    return say(
        "That is {change} of its dollar value, or {quote} {unit}.",
        change=percent(fall),
        quote=percent(quote),
        unit=unit,
    )


def _deeper(snapshot: Snapshot, deeper: int, windows: int) -> str:
    return say(
        "A deeper fall is found in {deeper} of {windows} equally long windows since {year} ({share} %).",
        deeper=number(deeper, 0),
        windows=number(windows, 0),
        year=snapshot.first.year,
        share=number(100 * deeper / windows, 2),
    )


def _changes(fall: float, quote: float | None, unit: str) -> dict[str, float]:
    if quote is None:
        return {say("change, %"): fall}
    return {say("change of its dollar value, %"): fall, say("change of the quote, % {unit}", unit=unit): quote}


def _ranked(deeper: int, windows: int) -> dict[str, float]:
    return {
        say("windows"): windows,
        say("windows with a deeper fall"): deeper,
        say("rank"): deeper + 1,
        say("share of windows with a deeper fall, %"): 100 * deeper / windows,
    }


def rank(prices: Floats, steps: int, fall: float) -> tuple[int, int]:
    """How many windows of `steps` observations show a deeper fall than `fall` percent, and how many there are.

    A window that begins or ends with a price of 0 or less has no percentage and does not count.
    """
    if steps == 0:
        return 0, 0
    earlier, later = prices[:-steps], prices[steps:]
    counts = (earlier > 0) & (later > 0)
    changes = 100 * (later[counts] / earlier[counts] - 1)
    # A window is not deeper than itself: its own change may differ in the last bit.
    return int(np.sum(changes < fall - 1e-9)), int(counts.sum())
