"""Units of a currency replaced by larger ones: the one kind of step of a thousand that is no error."""

from __future__ import annotations

import re
from datetime import date, timedelta

# Currency, first day of the new unit, how many old ones it replaced.
_TABLE = (
    ("AZN", date(2006, 1, 1), 5_000),
    ("BYN", date(2000, 1, 1), 1_000),
    ("BYN", date(2016, 7, 1), 10_000),
    ("GEL", date(1995, 10, 2), 1_000_000),
    ("RON", date(2005, 7, 1), 10_000),
    ("RUB", date(1998, 1, 1), 1_000),
    ("TMT", date(2009, 1, 1), 5_000),
    ("TRY", date(2005, 1, 1), 1_000_000),
    ("UAH", date(1996, 9, 2), 100_000),
)
_LATE = timedelta(days=7)  # a publisher's first row in the new unit may be of the week after, or of the holiday before


def renamed(unit: str, before: date, day: date, ratio: float) -> float:
    """The factor a value in this unit changes by between two days for a redenomination; 1 if nothing explains it.

    The table's day is not always a publisher's, and some have undone the change themselves, so `ratio`, by how much
    the value did change, decides: what is nearer to no change than to the factor is none.
    """
    rate = re.fullmatch(r"([A-Z]{3}) per ([A-Z]{3})", unit)
    for currency, first, factor in _TABLE if rate else ():
        if before - _LATE < first <= day + _LATE and rate and currency in rate.groups():
            explained = 1 / factor if rate[1] == currency else float(factor)
            if (ratio > explained**0.5) if explained > 1 else (0 < ratio < explained**0.5):
                return explained
    return 1.0
