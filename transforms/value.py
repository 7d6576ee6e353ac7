"""What a currency is worth: the one place that knows in which direction a rate is quoted."""

from __future__ import annotations

from relations.values import Message, Rate, UnknownWord
from relations.values import value_of as conversion_to_value
from sources import Rejected, Snapshot
from transforms import derived, rate, require_positive


def value_of(currency: str, snapshot: Snapshot) -> Snapshot:
    """What one unit of a currency is worth in the other currency of a rate, however the rate is quoted.

    Of a rate in "RUB per USD" the value of the dollar is the rate itself, that of the rouble is `1 / P` in "USD per
    RUB". Raises Rejected if the series is no rate, not of that currency, or not positive in places.
    """
    quoted = rate(snapshot)
    try:
        factor, power = conversion_to_value(currency, quoted)
    except UnknownWord as error:
        key = snapshot.indicator.key
        raise Rejected(
            Message("{key} is in {unit}, which says nothing of {code}", key=key, unit=quoted, code=currency)
        ) from error
    require_positive(snapshot)
    data = snapshot.data.assign(value=factor * snapshot.data["value"] ** power)
    return derived(snapshot, data, unit=Rate(quoted.other(currency), currency))


def value(snapshot: Snapshot) -> Snapshot:
    """What the currency is worth that a rate is about: not the dollar, where the dollar is one of the two."""
    return value_of(subject(rate(snapshot)), snapshot)


def subject(quoted: Rate) -> str:
    """The currency a rate is about where nobody names one: the one the price is in, unless that is the dollar."""
    return quoted.base if quoted.quote == "USD" else quoted.quote
