"""Units of a currency replaced by larger ones: the one kind of step of a thousand that is no error."""

from __future__ import annotations

from datetime import date, timedelta

from relations.values import REDENOMINATIONS, Rate, Unit

_LATE = timedelta(days=7)  # a publisher's first row in the new unit may be of the week after, or of the holiday before


def renamed(unit: Unit, before: date, day: date, ratio: float) -> float:
    """The factor a value in this unit changes by between two days for a redenomination; 1 if nothing explains it.

    The table's day is not always a publisher's, and some have undone the change themselves, so `ratio`, by how much
    the value did change, decides: what is nearer to no change than to the factor is none.
    """
    if not isinstance(unit, Rate):
        return 1.0
    for one in REDENOMINATIONS:
        if before - _LATE < one.first <= day + _LATE and one.currency in (unit.quote, unit.base):
            explained = 1 / one.factor if unit.quote == one.currency else float(one.factor)
            if (ratio > explained**0.5) if explained > 1 else (0 < ratio < explained**0.5):
                return explained
    return 1.0
