"""The contract of a measure: every other file of this room is one kind, named as the story files name it.

    class Spec(Measure)                what a story file must say of it
    measure(look, spec) -> Finding     its answers: one per definition, line, channel or reading

`look` hands out the story's lines, as known now or as known when the article appeared; `spec` is a `Spec`, the kind's
parameters from the story file. Where a definition cannot be computed its answer says why (`failed`); an error that a
measure lets through is the answer of the whole measure. A measure returns numbers and messages; it knows no language,
and no verdict: that is `relations.claims.verdict`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from relations.claims.answer import Answer, Finding, Forecast, Says, Value, Year, entry
from relations.claims.look import Look, NotYet, Unknown
from relations.values import Frequency, Message, Number, Share, Unit, When, amount, exact, msgid, signed
from sources import NotCached, Rejected, Snapshot, SourceError

PERCENT = Share()
REACH = timedelta(days=14)  #: an observation stands for a later day for so long; Russian Januaries are long


def yes_if(holds: bool) -> Says:
    """The answer yes or no."""
    return "yes" if holds else "no"


def judged(holds: bool, value: float, limit: float, doubt: float) -> tuple[Says, Message | None]:
    """The answer for a value against a limit, and why there is none where revised data are too close to it.

    `doubt` is how near, in percent of the limit, the figure of that day may lie on its other side; 0 for none.
    """
    if abs(value - limit) < abs(limit) * doubt / 100:
        return "unknown yet", Message("too close to {limit} to tell with revised data", limit=amount(limit))
    return yes_if(holds), None


def flips_at(limit: float, unit: Unit | None) -> Value:
    """The limit at which the answer would be the other one."""
    return entry("flips-at", "flips at a limit of", limit, unit)


def revised(look: Look, lines: Iterable[str], year: int) -> tuple[Message, ...]:
    """That a year's value is not the one of that day, where only what was revised since is at hand."""
    publishers = tuple(dict.fromkeys(look.line(name).indicator.publisher for name in lines if look.doubt((name,))))
    words = msgid("The value of {year} is as revised since by {publisher}; the figure of that day is not held.")
    return tuple(Message(words, year=year, publisher=one) for one in publishers)


def failed(name: str, label: Message, error: SourceError) -> Answer:
    """The answer where a definition cannot be computed: not out yet, not in the cache, or no number can tell."""
    says: Says = "unknowable"
    if isinstance(error, NotYet):
        says = "unknown yet"
    elif isinstance(error, NotCached):
        says = "not fetched"
    why = error.message
    return Answer(name, label, says, why=why if isinstance(why, Message) else Message("{words}", words=why))


def at(snapshot: Snapshot, day: date) -> tuple[date, float]:
    """The observation that stands for a day: its year's or month's, else the last one up to 14 days old.

    Raises NotYet if the series ends before it, Unknown if there is none for another reason.
    """
    indicator, days = snapshot.indicator, snapshot.dates
    oldest = {"annual": day.replace(month=1, day=1), "monthly": day.replace(day=1)}.get(
        indicator.frequency, day - REACH
    )
    place = int(days.searchsorted(np.datetime64(day, "us"), side="right")) - 1
    if place < 0 or days[place] < np.datetime64(oldest):
        raise _no_observation(snapshot, day)
    return days[place].astype("datetime64[D]").item(), float(snapshot.values[place])


def _no_observation(snapshot: Snapshot, day: date) -> Unknown:
    """The error for a day without a value: it may come where the day is after the last one known."""
    wanted, first, last = (period(one, snapshot.indicator.frequency) for one in (day, snapshot.first, snapshot.last))
    words = Message(
        "{title} has no observation for {day}; known is {first} to {last}",
        title=snapshot.indicator.title,
        day=wanted,
        first=first,
        last=last,
    )
    return NotYet(words) if snapshot.last < day else Unknown(words)


def by_year(snapshot: Snapshot) -> pd.Series[float]:
    """An annual series by calendar year (int); Rejected for another frequency."""
    if snapshot.indicator.frequency != "annual":
        key, frequency = snapshot.indicator.key, snapshot.indicator.frequency
        raise Rejected(Message("{key} is {frequency}; an annual series is needed", key=key, frequency=frequency))
    return pd.Series(snapshot.data["value"].to_numpy(dtype=float), snapshot.data["date"].dt.year.to_numpy())


def latest(wanted: int, series: Sequence[pd.Series[float]]) -> int:
    """The wanted year, or the last year before it that all series have; NotYet if there is none."""
    common = set.intersection(*(set(one.index) for one in series))
    known = [int(year) for year in common if year <= wanted]
    if not known:
        raise NotYet(Message("no year up to {year} is known to all of the series", year=wanted))
    return max(known)


def months_later(day: date, months: int) -> date:
    """The day so many months later; the last day of its month where that month is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


# -------------------------------------------------------------------------------------- what sentences are made of


def change(percent: float) -> Message:
    """A change with its sign: +18.6 %, −0.04 %."""
    return Message("{number} %", number=signed(percent))


def unsigned(percent: float) -> Message:
    """How large a change is, where a word says which way it goes: 18.6 %."""
    return Message("{number} %", number=Number(abs(percent), signed(percent).decimals))


def limit(value: float) -> Number:
    """A limit that a story sets, with the decimals it has: 170, 2.5."""
    return Number(value, exact(value))


def brief(value: float) -> Number:
    """An amount as a title has it: four digits and no more than a decimal, 170.7, 2,945,439."""
    return Number(value, 1 if abs(value) < 1000 else 0)


def size(change: float) -> Number:
    """How large a change is, without its sign, as a title has it: whole, below 1 with a decimal.

    Below 10 also where its mark, which has one, ends in 5: who reads −1.5 % would round it to 2, not to the 1 of −1.46.
    """
    half = abs(change) < 9.95 and f"{abs(change):.1f}".endswith(".5")
    return Number(abs(change), 1 if half or abs(change) < 0.95 else 0)


def period(day: date, frequency: Frequency) -> When:
    """A day as its series dates it: 2014 for an annual one, else 30 Jun 2014."""
    return When(day, "year" if frequency == "annual" else "day")


def years(found: Iterable[int]) -> tuple[int, ...]:
    """Years, to be said as 2014, 2015 and 2016."""
    return tuple(int(year) for year in found)
