"""The two readings of an exchange rate: the quote (currency per dollar) and the value (dollars per unit)."""

from __future__ import annotations

from sources import Rejected, Snapshot
from transforms import DOLLAR_RATE, currency, derived


def value(snapshot: Snapshot) -> Snapshot:
    """A currency's value in dollars, `1 / P`, from its quote P in currency per USD.

    Raises Rejected if the unit is no such quote, or a quote is not positive.
    """
    code = currency(snapshot)
    return _inverse(snapshot, unit=f"USD per {code}")


def quote(snapshot: Snapshot) -> Snapshot:
    """The quote in currency per USD from a currency's value in dollars: `value` undone.

    Raises Rejected if the unit is no such value, or a value is not positive.
    """
    unit = snapshot.indicator.unit
    if not unit.startswith("USD per "):
        raise Rejected(f"{snapshot.indicator.key} is in {unit}; a value in USD per currency is needed")
    return _inverse(snapshot, unit=unit.removeprefix("USD per ") + DOLLAR_RATE)


def _inverse(snapshot: Snapshot, unit: str) -> Snapshot:
    values = snapshot.data["value"]
    if (values <= 0).any():
        raise Rejected(f"{snapshot.indicator.key} is not positive in places; its inverse has no meaning there")
    return derived(snapshot, snapshot.data.assign(value=1 / values), title=snapshot.indicator.title, unit=unit)
