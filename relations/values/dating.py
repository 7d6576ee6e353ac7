"""What the date of an observation stands for, and the first and last day of what it is of.

The words are SDMX's: FREQ (A Q M W D), and how a value was collected over its period (CL_TIME_PER_COLLECT).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from relations.values.unknown import UnknownWord

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]

Frequency = Literal["daily", "weekly", "monthly", "quarterly", "annual"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
Period = Literal["day", "week", "month", "quarter", "year"]
PERIODS: dict[Frequency, Period] = dict(zip(FREQUENCIES, get_args(Period), strict=True))
LETTERS: dict[Frequency, str] = dict(zip(FREQUENCIES, "DWMQA", strict=True))  #: SDMX FREQ

Collected = Literal["instant", "applies", "end", "average", "sum", "middle", "beginning", "whole"]
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}

_INSTANT, _APPLIES = "market or fixing day", "first day an official rate applies"


@dataclass(frozen=True)
class Dating:
    """What a date stands for: a day by itself, or a place in a period or all of it.

    `instant`: the day a price was made or a rate was fixed. `applies`: the first day on which an official rate is in
    force, which is the business day after it was set. `end`, `middle`, `beginning`: the value at that place of the
    period. `average`, `sum`: over the period. `whole`: the publisher does not say how it was collected.
    """

    collected: Collected
    period: Period = "day"

    def __post_init__(self) -> None:
        if self.collected not in get_args(Collected):
            raise UnknownWord(self.collected, "way to collect a value", get_args(Collected))
        if self.period not in get_args(Period):
            raise UnknownWord(self.period, "period", get_args(Period))
        if self.is_day and self.period != "day":
            raise UnknownWord(self.period, f"period of a date that is '{self.collected}'", ["day"])

    @property
    def is_day(self) -> bool:
        """Whether a value is of a day by itself, not of a period."""
        return self.collected in ("instant", "applies")

    @property
    def is_across(self) -> bool:
        """Whether a value stands for all of its period, so that it is drawn across it and is of no day in it."""
        return self.collected in ("average", "sum", "whole") and self.period != "day"

    def __str__(self) -> str:
        """As the cache's header has it: "market or fixing day", "average of month", "whole year"."""
        if self.collected == "whole":
            return f"whole {self.period}"
        return {"instant": _INSTANT, "applies": _APPLIES}.get(self.collected) or f"{self.collected} of {self.period}"


INSTANT, APPLIES = Dating("instant"), Dating("applies")

_ALL = [INSTANT, APPLIES] + [
    Dating(collected, period)
    for period in get_args(Period)
    for collected in ("end", "average", "sum", "middle", "beginning", "whole")
]
_BY_TEXT = {str(one): one for one in _ALL}

#: What headers of the cache's format 1 say.
FORMAT_1 = {
    "market day": INSTANT,
    "fixing day": INSTANT,
    "the day the official rate applies": APPLIES,
    "week": Dating("whole", "week"),
    "calendar month": Dating("whole", "month"),
    "calendar year": Dating("whole", "year"),
}


def parse_dating(text: str) -> Dating:
    """What a date stands for, written by `str(Dating)` or in the cache's format 1; raises UnknownWord."""
    found = _BY_TEXT.get(text) or FORMAT_1.get(text)
    if found is None:
        raise UnknownWord(text, "meaning of a date", [*_BY_TEXT, *FORMAT_1])
    return found


def frequency_of(word: str) -> Frequency:
    """A frequency from its word or its letter in SDMX; raises UnknownWord."""
    by_letter = {letter: frequency for frequency, letter in LETTERS.items()}
    if word not in FREQUENCIES and word not in by_letter:
        raise UnknownWord(word, "frequency", [f"{frequency} ({letter})" for letter, frequency in by_letter.items()])
    return by_letter.get(word, cast(Frequency, word))


def require_fit(frequency: Frequency, dating: Dating) -> None:
    """Raise UnknownWord unless the dating's period is that of the frequency; a day by itself fits every frequency."""
    period = PERIODS[frequency_of(frequency)]
    if not dating.is_day and dating.period != period:
        fit = [str(one) for one in _ALL if one.is_day or one.period == period]
        raise UnknownWord(dating, f"meaning of a date of a series that is {frequency}", fit)


def span(dating: Dating, days: Days) -> tuple[Days, Days]:
    """The first and the last day of what each observation is of; two arrays of the shape of `days`, datetime64[D].

    A publisher may date a period by any of its days. A week is Monday to Sunday.
    """
    days = days.astype("datetime64[D]")
    if dating.period == "day":
        return days, days
    first = _firsts(days, dating.period)
    return first, _nexts(first, dating.period) - 1


def drawn(dating: Dating, days: Days) -> tuple[Days, Days]:
    """From which day to which each observation is drawn: at its own place in its period, or across all of it."""
    first, last = span(dating, days)
    if dating.is_across:
        return first, last
    middle = first + (last - first) // 2
    place = {"end": last, "middle": middle, "beginning": first}.get(dating.collected, first)
    return place, place


def _firsts(days: Days, period: Period) -> Days:
    """The first day of the period each day lies in."""
    if period == "week":
        mondays: Days = days - (days.astype("int64") + 3) % 7  # day 0, the first of 1970, was a Thursday
        return mondays
    months = days.astype("datetime64[M]")
    firsts: Days = (months - months.astype("int64") % _MONTHS[period]).astype("datetime64[D]")
    return firsts


def _nexts(firsts: Days, period: Period) -> Days:
    """The first day of the period after the one that begins on each day."""
    if period == "week":
        return firsts + 7
    nexts: Days = (firsts.astype("datetime64[M]") + _MONTHS[period]).astype("datetime64[D]")
    return nexts
