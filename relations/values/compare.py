"""What follows from a unit: its sign, whether a percentage of it has a sense, and what two units have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, cast

from relations.values.unit import Change, Count, Index, Money, Price, Rate, Score, Share, Since, Unit

#: What has been sold below nothing: on 20 April 2020 a barrel closed at −37.63 dollars.
_MAY_COST_LESS_THAN_NOTHING = ("barrel", "million British thermal units", "megawatt-hour")

Amount = TypeVar("Amount", bound=Any)
Sign = Literal["positive", "any", "as before"]


def sign(unit: Unit) -> Sign:
    """Whether a value is always above 0, may have any sign, or keeps to what the series has shown before."""
    if isinstance(unit, Price):
        return "any" if unit.per in _MAY_COST_LESS_THAN_NOTHING else "positive"
    if isinstance(unit, Rate):
        return "positive"
    return "any" if isinstance(unit, Since | Score | Change) else "as before"


def is_level(unit: Unit) -> bool:
    """Whether a change from one value to another can be given in percent: not of what is in percent, or a score."""
    return not isinstance(unit, Share | Since | Score | Change)


def difference(unit: Unit) -> Unit:
    """What the difference of two values is in: of shares, whatever of, percentage points; of scores points."""
    if isinstance(unit, Share):
        return Change("percentage points")
    return Change("points") if isinstance(unit, Score) else unit


def is_percentage(unit: Unit) -> bool:
    """Whether values are in percent, so that one less another is points of a percentage."""
    return isinstance(unit, Share | Since) or (isinstance(unit, Change) and unit.kind.startswith("%"))


def says_wholly(unit: Unit) -> bool:
    """Whether two series in a unit measure the same, whoever says them: the price of a currency, or of a barrel."""
    return isinstance(unit, Rate) or (isinstance(unit, Price) and unit.per == "barrel")


def is_computed(unit: Unit) -> bool:
    """Whether we made the numbers, so that they have no more decimals than we give them."""
    if isinstance(unit, Index):  # a publisher's base is a year or a month, ours a day
        return unit.value is not None or (unit.base is not None and unit.base.precision == "day")
    return isinstance(unit, Since | Change)


def may_be_added(one: Unit, other: Unit) -> bool:
    """Whether a sum of two values has a meaning: amounts in the same unit, never one in words only."""
    return one == other and isinstance(one, Money | Count)


def currencies(unit: Unit) -> tuple[str, ...]:
    """The codes of the currencies a unit is of, an index's and a change's base among them."""
    if isinstance(unit, Rate):
        return unit.quote, unit.base
    if isinstance(unit, Price | Money):
        return (unit.currency,) if unit.currency.isupper() else ()
    return currencies(unit.of) if isinstance(unit, Index | Since) and unit.of else ()


class Conversion(NamedTuple):
    """Converts values from one unit to another: `factor · value ** power`, the power 1 or −1."""

    factor: float
    power: int


def value_of(currency: str, rate: Rate) -> Conversion:
    """How a rate gives what one unit of one of its currencies is worth in the other.

    Of "RUB per USD" the value of a dollar is the rate itself, that of a rouble its inverse. Raises UnknownWord if the
    rate is not of that currency.
    """
    other = rate.other(currency)
    return Conversion(1 / rate.per, 1) if other == rate.quote else Conversion(float(rate.per), -1)


@dataclass(frozen=True)
class Cross:
    """A rate made of two that share a currency: `factor · one ** powers[0] · other ** powers[1]`."""

    rate: Rate
    factor: float
    powers: tuple[int, int]

    def value(self, one: Amount, other: Amount) -> Amount:
        """The rate from a value of each, or from two arrays of one shape."""
        if self.powers[0] == 1:
            made = one / other if self.powers[1] == -1 else one * other
        else:
            made = 1 / (one * other) if self.powers[1] == -1 else other / one
        return cast(Amount, self.factor * made)


def cross(one: Unit, other: Unit) -> Cross | None:
    """The rate between the two currencies that two rates do not share, the first's per one of the second's.

    "KZT per USD" and "RUB per USD" make "KZT per RUB"; so do "KZT per USD" and "USD per RUB". None if one is no rate,
    or if they do not share exactly one currency.
    """
    if not (isinstance(one, Rate) and isinstance(other, Rate)):
        return None
    shared = {one.quote, one.base} & {other.quote, other.base}
    if len(shared) != 1:
        return None
    vehicle = shared.pop()
    price = value_of(vehicle, one)  # of the vehicle in the first currency
    worth = value_of(other.other(vehicle), other)  # of the second currency in the vehicle
    rate = Rate(one.other(vehicle), other.other(vehicle))
    return Cross(rate, price.factor * worth.factor, (price.power, worth.power))
