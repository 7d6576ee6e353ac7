"""What follows for units when numbers are added, multiplied and divided: GDP by persons is dollars per person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from relations.values.unit import INTERNATIONAL, SCALES, Change, Count, Money, Price, Rate, Share, Unit

ONE = {"persons": "person", "people": "person"}  #: what one of many is called
MANY = {"person": "persons"}
AMOUNTS = (Money, Count, Price, Share)  #: units that a multiple of a value is in too

#: What a value is of: an amount of a currency, in the prices of a year or not, a thing that is counted or priced, or
#: what nothing follows from.
Of = tuple[Literal["money", "thing", "itself"], str, str]
Powers = tuple[tuple[Of, int], ...]


@dataclass(frozen=True)
class Measured:
    """What a value is measured in, as a product of powers: US$ million per person is 10⁶ · USD · person⁻¹."""

    powers: Powers = ()  #: what it is of, each with its power, sorted; of nothing: a number, or a ratio
    scale: float = 1.0  #: how much of that one is; of a ratio always 1
    said: Unit | None = None  #: the unit as its publisher gave it, if it is still in that

    @classmethod
    def of(cls, unit: Unit) -> Measured:
        """What a unit is a product of; one in words, a percentage, an index and a score stand for themselves."""
        match unit:
            case Rate(quote, base, per):
                return cls(_sorted({_money(quote): 1, _money(base): -1}), 1 / per, unit)
            case Price(currency, per):
                return cls(_sorted({_money(currency): 1, _thing(per): -1}), 1.0, unit)
            case Money(currency, scale, prices):
                return cls(((_money(currency, prices), 1),), scale, unit)
            case Count(of, scale):
                return cls(((_thing(of), 1),), scale, unit)
        return cls(((("itself", str(unit), ""), 1),), 1.0, unit)

    def times(self, other: Measured, power: int = 1) -> Measured:
        """What a product is measured in; with the power −1 a quotient."""
        powers = Counter(dict(self.powers))
        for name, height in other.powers:
            powers[name] += power * height
        said = self.said if not other.powers else other.said if not self.powers and power == 1 else None
        kept = said if isinstance(said, AMOUNTS) else None
        return Measured(_sorted(powers), self.scale * other.scale**power, kept)

    def plus(self, other: Measured) -> Measured | None:
        """What a sum is measured in: amounts of money, counts, percentages of one whole; None if it has no meaning."""
        added = isinstance(self.unit, Money | Count) or (isinstance(self.unit, Share) and self.unit.of)
        return self if self.powers == other.powers and (added or not self.powers) else None

    def minus(self, other: Measured) -> Measured | None:
        """What a difference is measured in; None if it has no meaning, as that of two rates or scores."""
        if self.powers != other.powers or not isinstance(self.unit, (*AMOUNTS, type(None))):
            return None
        if isinstance(self.unit, Share):
            return Measured.of(Change("percentage points"))
        return self if self.unit or not self.powers else None

    @property
    def unit(self) -> Unit | None:
        """The unit a value is in; None if there is no such unit, or it is a number or ratio."""
        return self.said or _unit(self.powers, self.scale)

    @property
    def by(self) -> float:
        """What values are multiplied by to be in that unit."""
        return 1.0 if self.said or getattr(self.unit, "scale", 1) == self.scale else self.scale


def ratio(of: Measured) -> Measured:
    """A ratio whose values have been multiplied by its scale."""
    return replace(of, scale=1.0)


def _money(currency: str, prices: str = "") -> Of:
    return "money", currency, "" if prices == "current" else prices


def _thing(name: str) -> Of:
    return "thing", ONE.get(name, name), ""


def _sorted(powers: Mapping[Of, int]) -> Powers:
    return tuple(sorted((of, power) for of, power in powers.items() if power))


def _unit(powers: Powers, scale: float) -> Unit | None:
    size = int(scale) if scale in SCALES.values() else 1
    match sorted(powers, key=lambda one: -one[1]):
        case [(("money", currency, prices), 1)]:
            return Money(currency, size, prices)
        case [(("thing", name, _), 1)]:
            return Count(MANY.get(name, name), size)
        case [(("money", currency, ""), 1), (("money", other, ""), -1)] if INTERNATIONAL not in (currency, other):
            return Rate(currency, other)
        case [(("money", currency, ""), 1), (("thing", name, _), -1)] if currency != INTERNATIONAL:
            return Price(currency, name)
    return None
