"""Percentage change of a series since its value at a base date."""

from __future__ import annotations

from datetime import date

from relations.values import Since, When
from sources import Rejected, Snapshot
from transforms import derived
from transforms.index import base_value


def since(snapshot: Snapshot, base: date) -> Snapshot:
    """`100 × (P_t / P_b − 1)`, b the observation of the base date or the last before it: the index less 100.

    The unit says the base's date and value. Raises Rejected if the series starts after the base or ends before it,
    or if the value there is not positive.
    """
    day, value = base_value(snapshot, base)
    if value <= 0:
        raise Rejected(f"{snapshot.indicator.key} is {value:g} on {day}; a base must be positive")
    data = snapshot.data.assign(value=100 * snapshot.data["value"] / value - 100)
    unit = Since(When(day), float(f"{value:g}"), snapshot.indicator.unit)
    return derived(snapshot, data, unit=unit)
