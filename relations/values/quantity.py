"""A number with its name and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from relations.values.unit import Unit
from relations.values.unknown import UnknownWord

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Quantity:
    """A number that evidence or a claim found. Its name is an id, the same in every language.

    A value of None says that there is none: it could not be computed, or nothing is known.
    """

    name: str  #: a slug: lower case letters and digits with hyphens, "change-of-value"
    value: float | int | date | None
    unit: Unit | None = None

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.name):
            raise UnknownWord(self.name, "name of a quantity", ["lower case letters and digits with hyphens"])

    def __str__(self) -> str:
        """In English, for logs: 33.8 RUB per USD."""
        value = "none" if self.value is None else str(self.value)
        return value if self.unit is None else f"{value} {self.unit}"
