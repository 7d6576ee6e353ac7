"""What a number is measured in.

`str(unit)` writes a unit in one form, `parse_unit` reads it back. What follows from a unit, as whether it can be
negative or two can be compared, is asked of the value by the functions of `compare`; its text is for people.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, get_args

from relations.values.unknown import UnknownWord, require_line
from relations.values.when import When

CURRENCY = re.compile(r"[A-Z]{3}")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NAMES = {scale: name for name, scale in SCALES.items()}
PRICES = re.compile(r"current|constant|constant \d{4}|chained \d{4}")
SYMBOLS = {"USD": "US$"}  #: how the text of an amount of money says a currency
INTERNATIONAL = "international $"  #: what the World Bank converts at purchasing power parity into; no currency of ISO

ChangeKind = Literal["log points", "percentage points", "points", "% on a year before", "% a year"]


@dataclass(frozen=True)
class Rate:
    """What a currency costs in another: "RUB per USD" is roubles for one dollar, "KZT per 100 RUB" for 100 roubles."""

    quote: str  #: the currency the price is in
    base: str  #: the currency that is priced
    per: int = 1  #: of how many units of `base`

    def __post_init__(self) -> None:
        _require_currency(self.quote)
        _require_currency(self.base)
        if self.quote == self.base or self.per < 1:
            raise UnknownWord(self, "rate", ["two currencies, of a whole number of the second: KZT per 100 RUB"])

    def __str__(self) -> str:
        return f"{self.quote} per {self.base}" if self.per == 1 else f"{self.quote} per {self.per} {self.base}"

    @property
    def inverse(self) -> Rate:
        """The same rate quoted the other way round, for one unit: "USD per RUB"."""
        return Rate(self.base, self.quote)

    def other(self, currency: str) -> str:
        """The currency a currency is measured in here; raises UnknownWord if the rate is not of it."""
        if currency not in (self.quote, self.base):
            raise UnknownWord(currency, f"currency of the rate {self}", [self.quote, self.base])
        return self.base if currency == self.quote else self.quote


@dataclass(frozen=True)
class Price:
    """What an amount of a good costs: "USD per barrel"."""

    currency: str
    per: str

    def __post_init__(self) -> None:
        _require_currency(self.currency)
        require_line(self.per, "good of a price")
        if re.fullmatch(r"(\d+ )?[A-Z]{3}", self.per):
            raise UnknownWord(self.per, "good of a price", ["a good, not a currency: that would be a rate"])

    def __str__(self) -> str:
        return f"{self.currency} per {self.per}"


@dataclass(frozen=True)
class Money:
    """An amount of money: "US$ million", "current US$", "constant 2015 US$"."""

    currency: str  #: of ISO 4217, or `INTERNATIONAL`
    scale: int = 1
    prices: str = ""  #: current, constant, constant 2015; empty if the publisher does not say

    def __post_init__(self) -> None:
        if self.currency != INTERNATIONAL:
            _require_currency(self.currency)
        _require_scale(self.scale)
        if self.prices and not PRICES.fullmatch(self.prices):
            raise UnknownWord(self.prices, "word for prices", ["current", "constant", "constant 2015", "chained 2015"])

    def __str__(self) -> str:
        scale = _NAMES.get(self.scale, "")
        return " ".join(filter(None, (self.prices, SYMBOLS.get(self.currency, self.currency), scale)))


@dataclass(frozen=True)
class Share:
    """Hundredths of a whole: "% of goods exports"; "%" of what the title says."""

    of: str = ""

    def __post_init__(self) -> None:
        if self.of:
            require_line(self.of, "whole of a share")

    def __str__(self) -> str:
        return f"% of {self.of}" if self.of else "%"


@dataclass(frozen=True)
class Count:
    """How many there are of something: "million persons", "number of persons"."""

    of: str
    scale: int = 1

    def __post_init__(self) -> None:
        require_line(self.of, "thing that is counted")
        _require_scale(self.scale)

    def __str__(self) -> str:
        return f"{_NAMES[self.scale]} {self.of}" if self.scale > 1 else f"number of {self.of}"


@dataclass(frozen=True)
class Index:
    """A level relative to a base that is 100: "index, 2014-06-30 = 100 (33.8 RUB per USD)"; else "index points"."""

    base: When | None = None
    value: float | None = None  #: what is 100, in the unit `of`
    of: Unit | None = None

    def __post_init__(self) -> None:
        _require_base(self.base, self.value, self.of)

    def __str__(self) -> str:
        return f"index, {self.base} = 100{_based(self.value, self.of)}" if self.base else "index points"


@dataclass(frozen=True)
class Since:
    """Change in percent since a base: "% since 2014-06-30 (33.8 RUB per USD)"."""

    base: When
    value: float | None = None  #: what the change is counted from, in the unit `of`
    of: Unit | None = None

    def __post_init__(self) -> None:
        _require_base(self.base, self.value, self.of)

    def __str__(self) -> str:
        return f"% since {self.base}{_based(self.value, self.of)}"


@dataclass(frozen=True)
class Score:
    """A judgement on a scale from one number to another: "score from -2.5 to 2.5"."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise UnknownWord(f"{self.low} to {self.high}", "range of a score", ["a lower number, then a higher one"])

    def __str__(self) -> str:
        return f"score from {_plain(self.low)} to {_plain(self.high)}"


@dataclass(frozen=True)
class Change:
    """A change whose base moves along: "points", "log points", "percentage points", "% a year"."""

    kind: ChangeKind

    def __post_init__(self) -> None:
        if self.kind not in get_args(ChangeKind):
            raise UnknownWord(self.kind, "kind of change", get_args(ChangeKind))

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True)
class Other:
    """The publisher's own words, for what we have no kind of: nothing follows from them."""

    words: str

    def __post_init__(self) -> None:
        require_line(self.words, "unit in a publisher's own words")

    def __str__(self) -> str:
        return f"other: {self.words}"


@dataclass(frozen=True)
class Unstated:
    """No unit: its publisher names none, or has not been asked yet. What is in it is not published."""

    def __str__(self) -> str:
        return "not stated"


Unit = Rate | Price | Money | Share | Count | Index | Since | Score | Change | Other | Unstated


def _plain(value: float) -> str:
    """A number in its shortest exact form, without a point where it needs none."""
    return repr(float(value)).removesuffix(".0")


def _based(value: float | None, of: Unit | None) -> str:
    return "" if value is None else f" ({_plain(value)} {of})"


def _require_base(base: When | None, value: float | None, of: Unit | None) -> None:
    lone = (value is None) != (of is None) or (base is None and value is not None)
    if lone or (value is not None and not math.isfinite(value)):
        raise UnknownWord(f"{base}, {value}, {of}", "base", ["a date, and a finite value with its unit or neither"])


def _require_currency(code: str) -> None:
    if not CURRENCY.fullmatch(code):
        raise UnknownWord(code, "currency", ["codes of ISO 4217, three capitals, for example KZT"])


def _require_scale(scale: int) -> None:
    if scale != 1 and scale not in _NAMES:
        raise UnknownWord(scale, "scale", ["1", *map(str, SCALES.values())])
