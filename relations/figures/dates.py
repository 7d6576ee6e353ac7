"""Days as Vega counts them, and the places of a time axis's ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from relations.i18n import Precision

DAYS = (date(1900, 1, 1), date(2100, 12, 31))  #: the first and the last that a viewer can ask for


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


MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)


def time_ticks(start: date, end: date, width: float, label_widths: tuple[float, float]) -> tuple[list[date], str]:
    """The closest ticks whose labels fit side by side on `width` px, and the precision of their labels.

    `label_widths` are the widths of a label with month and year, and of one with the year only.
    """
    days = (end - start).days
    for step in MONTH_STEPS:
        label = label_widths[0] if step < 12 else label_widths[1]
        if width * step * 30.4 / days >= label + 16:
            break
    return list(month_starts(start, end, step)), "month" if step < 12 else "year"


def precision_of(frequency: str) -> Precision:
    """No more of an observation's date than its frequency means: a day, a month or a year."""
    precisions: dict[str, Precision] = {"annual": "year", "monthly": "month"}
    return precisions.get(frequency, "day")


def period_end(start: date, frequency: str) -> date:
    """The first day after the period that starts on `start`."""
    if frequency == "annual":
        return date(start.year + 1, 1, 1)
    if frequency == "monthly":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start + timedelta(days=1)
