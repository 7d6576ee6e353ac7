"""Percentage change of a series since its value at a base date."""

from __future__ import annotations

from datetime import date

from relations.values import Since
from sources import Snapshot
from transforms import derived
from transforms.index import over_base


def since(snapshot: Snapshot, base: date) -> Snapshot:
    """The index less 100: nothing at the base, whose date and value the unit says. Raises Rejected as `over_base`."""
    values, day, value = over_base(snapshot, base)
    return derived(snapshot, snapshot.data.assign(value=values - 100), unit=Since(day, value, snapshot.indicator.unit))
