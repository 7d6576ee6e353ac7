"""A row of the atlas: one number of two countries with all that makes it one, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Literal

from relations.cache import Table
from relations.values import Message
from sources import Indicator

Measure = Literal["turnover", "share", "mirror", "votes", "comovement", "figure"]


@dataclass(frozen=True)
class Row:
    """A measure of two countries in a year; without a value `why` says in a word, `reason` in a sentence, why not."""

    one: str  #: a country by its code of ISO 3166
    other: str
    measure: Measure
    of: str  #: the line of the story it is of, or its figure
    year: int | None = None  #: None: there is none of any year
    start: date | None = None  #: first day of what the value stands for
    end: date | None = None
    value: float | None = None
    unit: str = ""
    before: float | None = None  #: the value of the year before
    change: float | None = None  #: on the year before
    change_unit: str = ""  #: %, or points
    publisher: str = ""
    keys: str = ""  #: of the copies it is computed from
    licence: str = ""
    retrieved: date | None = None  #: the oldest of these copies
    note: str = ""  #: why the value is not compared with others
    why: str = ""  #: not fetched, cannot be, refused and the like
    reason: str = ""
    file: str = ""  #: of a figure, its place in the folder

    @property
    def place(self) -> tuple[str, str, str, str, int]:
        """What rows are sorted by."""
        return self.one, self.other, self.measure, self.of, self.year or 0

    def by(self, about: Indicator | Table, keys: Iterable[str], retrieved: datetime) -> Row:
        """It with who says so and on which terms, of which copies, and when the oldest of them was retrieved."""
        return replace(self, publisher=about.publisher, keys=" ".join(keys), licence=str(about.licence),
                       retrieved=retrieved.date())  # fmt: skip

    def missing(self, why: str, words: object) -> Row:
        """It without a number, and why there is none."""
        return replace(self, why=why, reason=english(words))

    def packed(self) -> dict[str, Any]:
        """It as JSON has it: what is empty is left out."""
        found = {name: value for name, value in asdict(self).items() if value not in (None, "")}
        return {name: str(value) if isinstance(value, date) else value for name, value in found.items()}


COLUMNS = tuple(one.name for one in fields(Row))
DAYS = ("start", "end", "retrieved")


def unpacked(written: Mapping[str, Any]) -> Row:
    """A row from JSON."""
    days = {name: date.fromisoformat(written[name]) for name in DAYS if name in written}
    return Row(**{**written, **days})


def english(words: object) -> str:
    """A sentence of the program in one line of English, as the table has it."""
    return " ".join(str(words if isinstance(words, Message) else words or "").split())
