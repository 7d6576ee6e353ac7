"""Days as Vega counts them, and the places of a time axis's ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np

from relations.i18n import Precision, msgid, say, written
from relations.values import Dating, span
from sources import Indicator

DAYS = (date(1900, 1, 1), date(2100, 12, 31))  #: the first and the last that a viewer can ask for

COLLECTED = {
    "average": msgid("average of {period}"),
    "end": msgid("end of {period}"),
    "middle": msgid("middle of {period}"),
    "beginning": msgid("beginning of {period}"),
}


def milliseconds(day: date) -> int:
    """Milliseconds from 1970-01-01 to the start of a day in UTC: Vega's time, in no one's time zone."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def month_starts(start: date, end: date, step: int) -> Iterator[date]:
    """The first days of every `step`-th month of the calendar between two days; `step` divides 12 or is years."""
    month = date(start.year - start.year % max(step // 12, 1), 1, 1)
    while month <= end:
        if month >= start:
            yield month
        months = month.year * 12 + month.month - 1 + step
        month = date(months // 12, months % 12 + 1, 1)


def precision_of(frequency: str) -> Precision:
    """No more of an observation's date than its frequency means: a day, a month or a year."""
    precisions: dict[str, Precision] = {"annual": "year", "quarterly": "quarter", "monthly": "month"}
    return precisions.get(frequency, "day")


def named(indicator: Indicator, day: date) -> str:
    """What an observation is of, in words: 10 Nov 2014, average of Jan 2015, end of 2014, 2014."""
    dating = indicator.dating
    if dating.period == "day":
        return written(day)
    period = _period(dating, day)
    if dating.collected not in COLLECTED or (dating.collected, dating.period) == ("average", "year"):
        return period  # of a year nobody takes its average for a day of it
    return say(COLLECTED[dating.collected], period=period)


def _period(dating: Dating, day: date) -> str:
    """The period a day lies in, in words."""
    if dating.period == "week":
        first, _ = span(dating, np.array([day], dtype="datetime64[D]"))
        return say("week of {day}", day=written(first[0].astype(date)))
    if dating.period == "quarter":
        return say("quarter {number} of {year}", number=(day.month + 2) // 3, year=day.year)
    return written(day, "year" if dating.period == "year" else "month")


def stretch(indicator: Indicator, first: date, last: date) -> str:
    """From which observation to which: 2015 – 2017; one alone by itself."""
    return " – ".join(dict.fromkeys(named(indicator, day) for day in (first, last)))
