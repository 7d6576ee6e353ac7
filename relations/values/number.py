"""A number with as many decimals as are shown of it, and one with its name and unit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from relations.values.unit import Unit
from relations.values.unknown import UnknownWord

NO_BREAK = "\u00a0"  #: between a number and its sign or unit, so that no line ends between them
#: What a number stays with in Russian and Kazakh: the sign of per cent, a scale, points, short words of time.
BOUND = r"%|млн|млрд|трлн|тыс\.|мың|пункт\w*|п\. п\.|пп|дн\.|кв\.|г\."
BOUND_IN_ENGLISH = r"million|billion|trillion|points?"
_BOUND = re.compile(rf"(?<=\d) (?=(?:{BOUND})(?!\w))")


def bound(text: str) -> str:
    """A text in Russian or Kazakh in which no number is parted from its unit at the end of a line."""
    return _BOUND.sub(NO_BREAK, text)


@dataclass(frozen=True)
class Number:
    """A number and how it is shown: with how many decimals, and whether a plus is."""

    value: float
    decimals: int = 0
    signed: bool = False

    @property
    def count(self) -> int:
        """As how many it counts where a language has a plural: 1.5 counts as several."""
        return 2 if self.decimals else round(abs(self.value))

    def __str__(self) -> str:
        """In English: 1,234.5, or −3 with a minus for a minus."""
        rounded = round(self.value, self.decimals) + 0.0  # no minus before a zero
        plus = "+" if self.signed and (rounded > 0 or not math.isfinite(rounded)) else ""
        return f"{rounded:{plus},.{self.decimals}f}".replace("-", "−")


def in_points(value: float, *, signed: bool = False) -> Number:
    """A change in points as a title and the mark on its picture both have it: a small one with a decimal."""
    return Number(value, 0 if abs(value) >= 5 else 1, signed)


def digits(value: float) -> int:
    """How many decimals a value is shown with: two, none from a thousand on, and below 1 three digits that count.

    What counts is the value as it is then shown: 999.996 is 1,000, and 0.9996 is 1.00.
    """
    size = abs(value)
    if not math.isfinite(size):
        return 0
    if size < 1e-12:
        return 2
    size = float(f"{size:.2e}") if size < 1 else round(size, 2)
    if size >= 1000:
        return 0
    return 2 if size >= 1 else 2 - math.floor(math.log10(size))


def exact(value: float) -> int:
    """How many decimals a limit or another round number has: 0 of 170, 2 of 45.05."""
    return len(f"{value:.10g}".partition(".")[2])


def parting(values: Sequence[float], least: int, form: Literal["g", "f"] = "g") -> int:
    """How many digits that count, or decimals (`f`), tell apart those of some numbers that differ; at least `least`."""
    many = len(set(values))
    return next((n for n in range(least, 17) if len({f"{value:.{n}{form}}" for value in values}) == many), 17)


def amount(value: float) -> Number:
    """A value as it is shown: 20,196; 184.45; 0.0537."""
    return Number(value, digits(value))


def signed(value: float) -> Number:
    """A difference or a change as it is shown: one decimal, below 0.1 one digit that counts: +18.6, −0.04."""
    decimals = 1 if abs(value) >= 0.095 or abs(value) < 1e-12 else digits(value) - 2
    return Number(value, decimals, signed=True)


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
