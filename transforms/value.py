"""What a currency is worth, from its exchange rate."""

from __future__ import annotations

from sources import Rejected, Snapshot
from transforms import currency, derived


def value(snapshot: Snapshot) -> Snapshot:
    """A currency's value in dollars, `1 / P`, from its quote P in currency per USD.

    Raises Rejected if the unit is no such quote, or a quote is not positive.
    """
    code = currency(snapshot)
    values = snapshot.data["value"]
    if (values <= 0).any():
        raise Rejected(f"{snapshot.indicator.key} is not positive in places; its inverse has no meaning there")
    data = snapshot.data.assign(value=1 / values)
    return derived(snapshot, data, title=snapshot.indicator.title, unit=f"USD per {code}")
