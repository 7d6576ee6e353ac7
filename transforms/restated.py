"""A rate's history in today's units of its currencies: redenominations undone."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from relations.values import Rate, Redenomination, redenominations
from sources import Snapshot
from transforms import derived

#: How far the step in the rows may be from the factor, as a factor: a currency moves while its zeros go.
NEAR = 3.0


def restated(snapshot: Snapshot) -> Snapshot:
    """The series with what it says of a currency's older units divided by the factor that replaced them.

    Only where the rows have that step on the day of a redenomination: publishers differ in whether they did it
    themselves. Another unit than a rate, and a rate without such a step, comes back unchanged.
    """
    unit = snapshot.indicator.unit
    if not isinstance(unit, Rate):
        return snapshot
    days = snapshot.data["date"].to_numpy().astype("datetime64[D]")
    values = snapshot.data["value"].to_numpy(dtype=float).copy()
    for currency, power in ((unit.quote, -1), (unit.base, 1)):
        for one in redenominations(currency)[::-1]:
            before = days < np.datetime64(one.first, "D")
            if _has_step(values, before, one, power):
                values[before] *= float(one.factor) ** power
    if (values == snapshot.data["value"]).all():
        return snapshot
    return derived(snapshot, snapshot.data.assign(value=values))


def _has_step(values: npt.NDArray[np.float64], before: npt.NDArray[np.bool_], one: Redenomination, power: int) -> bool:
    """Whether the rows step by about the factor on the day, down for a price in the currency, up for a price of it."""
    n = int(before.sum())
    if not 0 < n < len(values) or values[n - 1] <= 0 or values[n] <= 0:
        return False
    step = math.log(values[n] / values[n - 1])
    return abs(step - power * math.log(one.factor)) < math.log(NEAR)
