"""From which day an observation counts as known, and the sentence that says by which rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relations.values.dating import PERIODS, Dating, Frequency, span
from relations.values.message import msgid

if TYPE_CHECKING:
    from relations.values.dating import Days


@dataclass(frozen=True)
class Publication:
    """How a publisher's numbers come out. A rule that is our convention, not the publisher's timetable, says so."""

    rule: str  #: as a message says it
    known: Callable[[Days], Days]  #: from the dates of observations to the days from which these count as known
    revised: str = ""  #: who has revised the figures since, where those of the day are not held
    has_timetable: bool = True  #: else the numbers may come out a year later than the rule says


def publication(frequency: Frequency, dating: Dating, revised: str = "") -> Publication:
    """The rule for what a date stands for, where the publisher has none of its own."""
    by_day = dating.is_day and frequency in ("daily", "weekly")
    about = dating if by_day or not dating.is_day else Dating("whole", PERIODS[frequency])
    rule, known = _RULES[_kind(about)]
    return Publication(rule, lambda days: known(about, days.astype("datetime64[D]")), revised)


def _kind(dating: Dating) -> str:
    if dating.period == "day" or dating.collected == "end":
        return "day" if dating.collected == "instant" else dating.collected
    return f"start of {dating.period}" if dating.collected == "beginning" else dating.period


def _own(_: Dating, days: Days) -> Days:
    return days


def _set(_: Dating, days: Days) -> Days:
    """The business day before: an official rate is set on it."""
    import numpy as np

    return np.busday_offset(days, -1, roll="forward")


def _over(dating: Dating, days: Days) -> Days:
    """The day after the period."""
    return span(dating, days)[1] + 1


def _fourth(dating: Dating, days: Days) -> Days:
    import numpy as np

    return np.busday_offset(_over(dating, days), 3, roll="forward")


def _july(years: Days) -> Days:
    """1 July of the years that begin on these days."""
    return (years.astype("datetime64[M]") + 6).astype("datetime64[D]")


_Known = Callable[[Dating, "Days"], "Days"]
_ON_ITS_DATE = msgid("an observation counts as known on its date")
_RULES: dict[str, tuple[str, _Known]] = {
    "day": (_ON_ITS_DATE, _own),
    **{f"start of {period}": (_ON_ITS_DATE, _own) for period in ("week", "month", "quarter")},
    "applies": (
        msgid("an official rate counts as known on the day it was set, the business day before it applies"),
        _set,
    ),
    "end": (
        msgid("a value at the end of a period counts as known on the last day of it"),
        lambda dating, days: span(dating, days)[1],
    ),
    "week": (msgid("a week’s value counts as known when the week is over"), _over),
    "month": (msgid("a month’s value counts as known on the fourth business day of the next month"), _fourth),
    "quarter": (
        msgid("a quarter’s value counts as known a quarter after its end (a convention, not a timetable)"),
        lambda dating, days: _over(dating, _over(dating, days)),
    ),
    "year": (
        msgid("a year’s value counts as known from 1 July of the next year (a convention, not a timetable)"),
        lambda dating, days: _july(_over(dating, days)),
    ),
    "start of year": (
        msgid("a value of 1 January counts as known from 1 July of that year (a convention, not a timetable)"),
        lambda dating, days: _july(span(dating, days)[0]),
    ),
}
# A value that a daily series collects over its day is known on that day.
_RULES |= dict.fromkeys(("average", "sum", "middle", "beginning", "whole"), (_ON_ITS_DATE, _own))
