"""The contract of a measure: every other file of this room is one kind, named as the story files name it.

    measure(look, spec) -> Finding

`look` hands out the story's lines, as known now or as known when the article appeared; `spec` is the kind's
parameters from the story file. What cannot be computed raises Unknown, or another SourceError, and becomes the verdict
`cannot be tested with these data`. No kind is registered anywhere: its module is found by its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import pandas as pd

import sources
from sources import Frequency, NotCached, Rejected, Snapshot
from stories import Story
from transforms.known_then import Known, known_then
from transforms.line import line, made_of
from transforms.refusal import Refusal

Word = Literal["supported", "not borne out", "depends on definition", "cannot be tested with these data"]
SUPPORTED: Word = "supported"
NOT_BORNE_OUT: Word = "not borne out"
DEPENDS: Word = "depends on definition"
UNTESTABLE: Word = "cannot be tested with these data"

REACH = timedelta(days=14)  #: an observation stands for a later day for so long; Russian Januaries are long


class Unknown(Rejected):
    """An observation the measure needs is not there, or was not yet known."""


@dataclass(frozen=True)
class Finding:
    """What a measure found: the verdict and the rule that gave it, the numbers, and a sentence made from them.

    `value` is the number the claim turns on, in `unit`; `values` are all numbers, each named with its unit;
    `formula` says in words how they are made; `start` and `end` bound the observations used.
    """

    verdict: Word
    rule: str
    formula: str
    sentence: str
    value: float | None = None
    unit: str | None = None
    values: Mapping[str, float | int | str | None] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, eq=False)
class Look:
    """The story's lines as known now (`cut` None) or on the day `cut`, and a note of what was taken and hidden."""

    story: Story
    cut: date | None = None
    used: dict[str, Snapshot] = field(default_factory=dict)  #: by the publisher's key
    hidden: dict[str, Known] = field(default_factory=dict)  #: by the keys of a line: what the cut hides

    def line(self, name: str) -> Snapshot:
        """A line of the story; Unknown if nothing of it was known at the cut, NotCached if there is no copy."""
        now = line(self.story, name)
        copies = made_of(self.story, name).values()
        self.used.update(dict.fromkeys(copies, now))
        if self.cut is None:
            return now
        known = known_then(now, self.cut, _vintage(now.indicator.key, self.cut))
        if isinstance(known, Refusal):
            raise Unknown(known.detail)
        self.hidden[" and ".join(copies)] = known
        return known.snapshot


def _vintage(key: str, cut: date) -> Snapshot | None:
    """The copy as it was on a day, if our own records reach back to it."""
    try:
        return sources.read(key, as_of=cut) if sources.is_cached(key) else None
    except NotCached:
        return None


def at(snapshot: Snapshot, day: date) -> tuple[date, float]:
    """The observation that stands for a day: its year's or month's, else the last one up to 14 days old.

    Raises Unknown if there is none.
    """
    indicator, data = snapshot.indicator, snapshot.data
    oldest = {"annual": day.replace(month=1, day=1), "monthly": day.replace(day=1)}.get(
        indicator.frequency, day - REACH
    )
    fits = data[(data["date"] <= pd.Timestamp(day)) & (data["date"] >= pd.Timestamp(oldest))]
    if fits.empty:
        runs = f"known is {period(snapshot.first, indicator.frequency)} to {period(snapshot.last, indicator.frequency)}"
        raise Unknown(f"{indicator.title} has no observation for {period(day, indicator.frequency)}; {runs}")
    return fits["date"].iloc[-1].date(), float(fits["value"].iloc[-1])


def by_year(snapshot: Snapshot) -> pd.Series[float]:
    """An annual series by calendar year (int); Rejected for another frequency."""
    if snapshot.indicator.frequency != "annual":
        raise Rejected(f"{snapshot.indicator.key} is {snapshot.indicator.frequency}; an annual series is needed")
    return pd.Series(snapshot.data["value"].to_numpy(dtype=float), snapshot.data["date"].dt.year.to_numpy())


def latest(wanted: int, series: Sequence[pd.Series[float]]) -> int:
    """The wanted year, or the last year before it that all series have; Unknown if there is none."""
    common = set.intersection(*(set(one.index) for one in series))
    years = [int(year) for year in common if year <= wanted]
    if not years:
        raise Unknown(f"no year up to {wanted} is known to all of the series")
    return max(years)


# ---------------------------------------------------------------------------------------- words of a sentence


def signed(number: float, digits: int = 2) -> str:
    """A number with its sign: +0.73, −3,651."""
    return f"{number:+,.{digits}f}".replace("-", "−")


def percent(number: float) -> str:
    """A change with its sign: +18.6 %, −15.7 %."""
    return f"{signed(number, 1)} %"


def written(day: date) -> str:
    """30 June 2014."""
    return f"{day.day} {day:%B %Y}"


def period(day: date, frequency: Frequency) -> str:
    """A day as its series dates it: 2014 for an annual one, else 30 June 2014."""
    return str(day.year) if frequency == "annual" else written(day)


def amount(number: float) -> str:
    """20,196 from a thousand on, else 184.45."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.2f}"


def listed(parts: Sequence[str]) -> str:
    """A, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
