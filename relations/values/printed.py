"""A number with its unit as a newspaper prints it: US$ 38.3 billion, where the data have 38,321 US$ million.

The exact number stays in tables and in data; a text rounds it, and never to a limit that it does not reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from relations.values.number import Number, amount, exact
from relations.values.number import signed as as_change
from relations.values.unit import SCALES, SYMBOLS, Count, Money, Price, Score, Unit

SCALED = {SCALES[name]: name for name in SCALES}
PRINTED = sorted((scale for scale in SCALED if scale > 1000), reverse=True)  #: below a million money is written out


@dataclass(frozen=True)
class Printed:
    """A number and its unit, said together: of money the currency, the number and how many noughts there are."""

    number: Number
    unit: Unit
    bare: bool = False  #: after a number in the same unit: without what is counted, "170 million"

    def __str__(self) -> str:
        """In English, its sign before all of it: −US$ 3.65 billion."""
        if isinstance(self.unit, Count) and self.bare:
            return " ".join(filter(None, [str(self.number), SCALED.get(self.scale, "")]))
        return self.sign + beside(str(self.size), self.unit)

    @property
    def scale(self) -> int:
        """What the number is multiplied by."""
        return self.unit.scale if isinstance(self.unit, Money | Count) else 1

    @property
    def sign(self) -> str:
        """A minus or a plus, where there is one."""
        return str(self.number).rstrip("0123456789.,")

    @property
    def size(self) -> Number:
        """The number without its sign."""
        return Number(abs(self.number.value), self.number.decimals)


def beside(numbers: str, unit: Unit) -> str:
    """Numbers as they are written, one or "18.0 → 13.8", and the unit they are in; in English."""
    match unit:
        case Money(currency, scale, prices):
            return " ".join(filter(None, [prices, SYMBOLS.get(currency, currency), numbers, SCALED.get(scale, "")]))
        case Price(currency, per):
            return f"{SYMBOLS.get(currency, currency)} {numbers} per {per}"
        case Score(low, high):
            low_end, high_end = (Number(end, exact(end)) for end in (low, high))
            return f"{numbers} on a scale from {low_end} to {high_end}"
        case Count(of, 1):
            return f"{numbers} {of}"
    return f"{numbers} {unit}"


def printed(value: float, unit: Unit, *, signed: bool = False, bare: bool = False) -> Printed:
    """A value as a text has it: with a decimal, none from a thousand on; a small one with a digit that counts."""
    scaled = _scaled(value, unit)
    shown = value * times(unit, scaled)
    return Printed(Number(shown, _decimals(shown, scaled), signed), scaled, bare)


def printed_limit(value: float, unit: Unit, *, bare: bool = False) -> Printed:
    """A limit with the decimals it has: 45,050 US$ million is US$ 45.05 billion."""
    scaled = _scaled(value, unit)
    shown = value * times(unit, scaled)
    return Printed(Number(shown, exact(shown)), scaled, bare)


def in_print(values: Iterable[float], unit: Unit) -> tuple[tuple[Number, ...], Unit]:
    """Values side by side, and the unit all of them are in: money in the scale of the largest."""
    found = list(values)
    if not isinstance(unit, Money) or not found:
        return tuple(map(amount, found)), unit
    most = max(found, key=abs)
    scaled = _scaled(most, unit)
    factor = times(unit, scaled)
    decimals = _decimals(most * factor, scaled)
    return tuple(Number(one * factor, decimals) for one in found), scaled


def _decimals(value: float, unit: Unit) -> int:
    """How many decimals tell a value; of money two where a single digit stands before its point."""
    size = abs(value)
    if size >= 999.95 or (isinstance(unit, Money) and unit.scale == 1 and size >= 9.995):
        return 0
    if isinstance(unit, Money) and size < 9.995:
        return 2
    return as_change(value).decimals


def _scaled(value: float, unit: Unit) -> Unit:
    """The unit in which a value has one to three digits before its point; what is no money stays as it is."""
    if not isinstance(unit, Money):
        return unit
    size = abs(value) * unit.scale
    fitting = (scale for scale in PRINTED if size >= 0.99995 * scale)
    return replace(unit, scale=next(fitting, 1))


def times(unit: Unit, scaled: Unit) -> float:
    """What a value in a unit of money is multiplied by to be in another scale of it."""
    return unit.scale / scaled.scale if isinstance(unit, Money) and isinstance(scaled, Money) else 1.0
