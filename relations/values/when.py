"""A date, and how much of it is known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from relations.values.unknown import UnknownWord

Precision = Literal["day", "month", "quarter", "year"]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_FORMS = ("2014-06-30", "2014-06", "2014-Q2", "2014")
_PARTS = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, order=True)
class When:
    """A day, or the month, quarter or year of which it is the first day."""

    day: date
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if self.precision not in ("day", "month", "quarter", "year"):
            raise UnknownWord(self.precision, "precision of a date", ["day", "month", "quarter", "year"])
        object.__setattr__(self, "day", self._first())

    def _first(self) -> date:
        if self.precision == "year":
            return date(self.day.year, 1, 1)
        if self.precision == "quarter":
            return date(self.day.year, 3 * ((self.day.month - 1) // 3) + 1, 1)
        return self.day.replace(day=1) if self.precision == "month" else self.day

    @property
    def last(self) -> date:
        """Its last day."""
        if self.precision == "day":
            return self.day
        month = {"month": self.day.month, "quarter": self.day.month + 2, "year": 12}[self.precision]
        return self.day.replace(month=month, day=monthrange(self.day.year, month)[1])

    def __str__(self) -> str:
        """As in ISO 8601: 2014-06-30, 2014-06, 2014; a quarter as SDMX writes it, 2014-Q2."""
        if self.precision == "quarter":
            return f"{self.day.year:04}-Q{(self.day.month + 2) // 3}"
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    @property
    def english(self) -> str:
        """10 Nov 2014; Nov 2014; Q4 2014; 2014."""
        if self.precision == "quarter":
            return f"Q{(self.day.month + 2) // 3} {self.day.year}"
        words = [str(self.day.day), MONTHS[self.day.month - 1], str(self.day.year)]
        return " ".join(words[{"day": 0, "month": 1, "year": 2}[self.precision] :])


def parse_when(text: str) -> When:
    """A date written by `str(When)`; raises UnknownWord."""
    match = _PARTS.fullmatch(text)
    if match is None:
        raise UnknownWord(text, "date", _FORMS)
    year, quarter, month, day = match.groups()
    try:
        first = date(int(year), 3 * int(quarter) - 2 if quarter else int(month or 1), int(day or 1))
    except ValueError as error:
        raise UnknownWord(text, "date", _FORMS) from error
    return When(first, "day" if day else "month" if month else "quarter" if quarter else "year")
