"""Which currency is a country's own, or legal there, and since when: as the CLDR has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from relations.values.country import Country
from relations.values.currency import REDENOMINATIONS, Currency

_TODAY = {one.withdrawn: one.currency for one in REDENOMINATIONS}
#: Where the CLDR has two at once, and the older is the one that people use and publishers quote.
_USED = {"BT": "BTN", "CU": "CUP", "HT": "HTG", "LS": "LSL", "NA": "NAD", "PA": "USD"}


@dataclass(frozen=True)
class Tender:
    """A currency and the first day on which it was a country's."""

    currency: Currency
    since: date


@lru_cache(maxsize=1024)
def tender(country: Country, first: date, last: date) -> tuple[Tender, ...]:
    """The currencies a country had from one day to another, the earliest first; none if none is known.

    One unit that replaced a smaller one of the same currency is no other currency (`redenominations`). Where two were
    legal at once, the one that came later counts.
    """
    from babel.numbers import get_territory_currencies

    if country.territory is None or country.kind != "country":
        return ()
    listed = get_territory_currencies(country.territory, first, last, tender=True, include_details=True)
    used = _USED.get(country.territory)
    kept = [one for one in listed if one["currency"] == used] or listed
    found = sorted((one["from"] or date.min, _TODAY.get(one["currency"], one["currency"])) for one in kept)
    runs = [next(run) for _, run in groupby(found, key=lambda one: one[1])]
    over = [since for since, _ in runs if since <= first]
    return tuple(Tender(Currency(code), since) for since, code in runs if since >= max(over, default=date.min))
