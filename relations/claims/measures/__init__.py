"""The contract of a measure: every other file of this room is one kind, named as the story files name it.

    class Spec(Measure)                what a story file must say of it
    measure(look, spec) -> Finding

`look` hands out the story's lines, as known now or as known when the article appeared; `spec` is a `Spec`, the kind's
parameters from the story file. What cannot be computed raises Unknown, or another SourceError, and becomes the verdict
`cannot be tested with these data`. A measure returns numbers and messages; it knows no language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from relations import cache
from relations.evidence.known_then import Known, known_then
from relations.evidence.refusal import Refusal
from relations.story import Story
from relations.story.line import line, made_of
from relations.values import Frequency, Message, Number, Quantity, Share, Unit, When
from sources import NotCached, Rejected, Snapshot
from transforms import derived
from transforms.restated import restated

Word = Literal["supported", "not borne out", "depends on definition", "cannot be tested with these data"]
SUPPORTED: Word = "supported"
NOT_BORNE_OUT: Word = "not borne out"
DEPENDS: Word = "depends on definition"
UNTESTABLE: Word = "cannot be tested with these data"

PERCENT = Share()
REACH = timedelta(days=14)  #: an observation stands for a later day for so long; Russian Januaries are long


class Unknown(Rejected):
    """An observation the measure needs is not there, or was not yet known."""


class Year(int):
    """A year among a measure's numbers: nobody writes it with a separator of thousands."""


@dataclass(frozen=True)
class Value:
    """One of a measure's numbers, and what it is called."""

    quantity: Quantity
    label: Message


def entry(name: str, label: str | Message, number: float | int | date | None, unit: Unit | None = None) -> Value:
    """A number under an id, which never changes, and a label, which is said."""
    return Value(Quantity(name, number, unit), Message(label) if isinstance(label, str) else label)


@dataclass(frozen=True)
class Finding:
    """What a measure found: the verdict and the rule that gave it, the numbers, and a sentence made from them.

    `value` is the number the claim turns on, in `unit`, and `of` says of what, where the unit alone does not; `values`
    are all numbers by their ids; `formula` says in words how they are made; `start` and `end` bound the observations
    used.
    """

    verdict: Word
    rule: Message
    formula: Message
    sentence: tuple[Message, ...]
    value: float | None = None
    unit: Unit | None = None
    of: Message | None = None
    values: tuple[Value, ...] = ()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, eq=False)
class Look:
    """The story's lines as known now (`cut` None) or on the day `cut`, and a note of what was taken and hidden."""

    story: Story
    cut: date | None = None
    used: dict[str, Snapshot] = field(default_factory=dict)  #: by the publisher's key
    hidden: dict[tuple[str, ...], Known] = field(default_factory=dict)  #: by the keys of a line: what the cut hides

    def line(self, name: str) -> Snapshot:
        """A line of the story; Unknown if nothing of it was known at the cut, NotCached if there is no copy."""
        now = line(self.story, name)
        copies = tuple(made_of(self.story, name).values())
        self.used.update(dict.fromkeys(copies, now))
        if self.cut is None:
            return now
        known = known_then(now, self.cut, _vintage(now.indicator.key, self.cut))
        if isinstance(known, Refusal):
            raise Unknown(known.detail)
        self.hidden[copies] = known
        return known.snapshot


def _vintage(key: str, cut: date) -> Snapshot | None:
    """The copy as it was on a day, in the units of now, if our own records reach back to it."""
    try:
        then = cache.read(key, as_of=cut) if cache.is_cached(key) else None
    except NotCached:
        return None
    if then is None:
        return None
    today = cache.read(key).data
    whole = pd.concat([then.data, today[today["date"] > pd.Timestamp(then.last)]])  # they may hold a redenomination
    known = restated(derived(then, whole))
    return derived(then, known.data[: len(then.data)])


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
        raise _no_observation(snapshot, day)
    return fits["date"].iloc[-1].date(), float(fits["value"].iloc[-1])


def _no_observation(snapshot: Snapshot, day: date) -> Unknown:
    wanted, first, last = (period(one, snapshot.indicator.frequency) for one in (day, snapshot.first, snapshot.last))
    words = Message(
        "{title} has no observation for {day}; known is {first} to {last}",
        title=snapshot.indicator.title,
        day=wanted,
        first=first,
        last=last,
    )
    return Unknown(words)


def by_year(snapshot: Snapshot) -> pd.Series[float]:
    """An annual series by calendar year (int); Rejected for another frequency."""
    if snapshot.indicator.frequency != "annual":
        key, frequency = snapshot.indicator.key, snapshot.indicator.frequency
        raise Rejected(Message("{key} is {frequency}; an annual series is needed", key=key, frequency=frequency))
    return pd.Series(snapshot.data["value"].to_numpy(dtype=float), snapshot.data["date"].dt.year.to_numpy())


def latest(wanted: int, series: Sequence[pd.Series[float]]) -> int:
    """The wanted year, or the last year before it that all series have; Unknown if there is none."""
    common = set.intersection(*(set(one.index) for one in series))
    known = [int(year) for year in common if year <= wanted]
    if not known:
        raise Unknown(Message("no year up to {year} is known to all of the series", year=wanted))
    return max(known)


def judge(holds: Sequence[bool]) -> Word:
    """The verdict where a claim holds under all definitions, under none, or under some."""
    if all(holds):
        return SUPPORTED
    return DEPENDS if any(holds) else NOT_BORNE_OUT


# -------------------------------------------------------------------------------------- what sentences are made of


def change(percent: float) -> Message:
    """A change with its sign: +18.6 %, −15.7 %."""
    return Message("{number} %", number=Number(percent, 1, signed=True))


def limit(value: float) -> Number:
    """A limit that a story sets, with the decimals it has: 170, 2.5."""
    return Number(value, len(f"{value:g}".partition(".")[2]))


def period(day: date, frequency: Frequency) -> When:
    """A day as its series dates it: 2014 for an annual one, else 30 Jun 2014."""
    return When(day, "year" if frequency == "annual" else "day")


def years(found: Iterable[int]) -> tuple[int, ...]:
    """Years, to be said as 2014, 2015 and 2016."""
    return tuple(int(year) for year in found)
