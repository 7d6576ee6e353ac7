"""Whose fall a line shows: the line's own, or that of one of the two currencies of an exchange rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relations.values import (
    Conversion,
    Message,
    OfCurrency,
    Parameter,
    Rate,
    Unit,
    UnknownWord,
    is_level,
    msgid,
    value_of,
)
from sources import Rejected, Snapshot
from transforms.change import both_ways

if TYPE_CHECKING:
    from relations.evidence.refusal import Floats
    from relations.story.periods import Days


ITSELF = Conversion(1.0, 1)


@dataclass(frozen=True)
class Worth:
    """How to compute, from a line's values, what the watched currency (or the line itself) is worth."""

    unit: Unit
    currency: str | None = None  #: whose worth it is, for a rate
    other: str | None = None  #: the currency that worth is in
    conversion: Conversion = ITSELF

    @property
    def of(self) -> Message | None:
        """The currency that a change in percent is of; None where it is the line's own change."""
        if self.currency is None or self.other is None:
            return None
        return Message("% of the value of the {currency} against the {other}", **self.named)

    @property
    def named(self) -> dict[str, Parameter]:
        """Both currencies by their names, as a sentence has them after "of the" and "against the"."""
        return {"currency": OfCurrency(self.currency or ""), "other": OfCurrency(self.other or "")}

    def values(self, quotes: Floats) -> Floats:
        """The worth at each of the line's values, an array of the same shape, all above 0 where it is inverted."""
        worth: Floats = self.conversion.factor * quotes**self.conversion.power
        return worth

    def value(self, quote: float) -> float:
        """The worth at one of the line's values."""
        return float(self.values(np.array([quote]))[0])

    def course(self, snapshot: Snapshot) -> tuple[Days, Floats]:
        """The days of a line's observations and the worth on them, shape (n,); NaN where a value is not positive."""
        quotes = snapshot.values
        return snapshot.dates.astype("datetime64[D]"), self.values(np.where(quotes > 0, quotes, np.nan))

    def changes(self, before: float, after: float) -> tuple[float, float]:
        """The change of the worth between two of the line's values, and of its inverse, in percent.

        From 155.56 to 184.50 tenge per dollar the tenge's worth in dollars changes by −15.7 %, the dollar's in tenge
        by +18.6 %. Raises Rejected if a value is not positive.
        """
        direct, inverse = both_ways(before, after)
        return (direct, inverse) if self.conversion.power == 1 else (inverse, direct)

    @property
    def in_points(self) -> bool:
        """Whether it is a share or a score, whose change is told in points and not in percent of it."""
        return not is_level(self.unit)

    def change(self, before: float, after: float) -> float:
        """The change of the worth: in percent, or in points."""
        return after - before if self.in_points else self.changes(before, after)[0]


def watched(unit: Unit) -> str | None:
    """Whose worth a rate tells where nobody says: of a dollar rate that of the other currency, else its base's."""
    return (unit.quote if unit.base == "USD" else unit.base) if isinstance(unit, Rate) else None


def worth_of(snapshot: Snapshot, currency: str | None) -> Worth:
    """The worth of a currency in a rate; of any other line its own. Rejected if the two do not fit together."""
    key, unit = snapshot.indicator.key, snapshot.indicator.unit
    if not isinstance(unit, Rate):
        if currency is not None:
            words = msgid("{key} is in {unit}, which is no rate of two currencies; leave out of = {currency}")
            raise Rejected(Message(words, key=key, unit=unit, currency=f'"{currency}"'))
        return Worth(unit)
    try:
        return Worth(unit, currency, unit.other(currency or ""), value_of(currency or "", unit))
    except UnknownWord:
        words = msgid("{key} is in {unit}; the claim must say whose value is meant, of = {one} or of = {other}")
        said = Message(words, key=key, unit=unit, one=f'"{unit.quote}"', other=f'"{unit.base}"')
        raise Rejected(said) from None


def simple_percent(log_sum: float) -> float:
    """`100 × (exp(Σr) − 1)`: the percentage a sum of log returns stands for."""
    return 100 * math.expm1(log_sum)


def percent_both_ways(log_sum: float) -> tuple[float, float]:
    """(of the quote, of the value) in percent, from the summed log returns of a quote in currency per dollar.

    The same two numbers as `change.both_ways` of the window's first and last quote.
    """
    return simple_percent(log_sum), simple_percent(-log_sum)
