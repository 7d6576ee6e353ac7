"""Countries and currencies by their ISO codes: what is valid, and how it is called in a title."""

from __future__ import annotations

from typing import Any

from sources import Rejected


def country(iso3: str) -> str:
    """Name in ISO 3166 of an alpha-3 code ("RUS": Russian Federation); Rejected if there is no such code."""
    found = _country(iso3)
    return str(getattr(found, "common_name", found.name))


def country_in_prose(iso3: str) -> str:
    """Everyday name of an alpha-3 code ("RUS": Russia); Rejected if there is no such code."""
    from babel import Locale

    return Locale("en", "GB").territories.get(_country(iso3).alpha_2) or country(iso3)


def currency(code: str) -> str:
    """Everyday name of an ISO 4217 code ("RUB": Russian rouble); Rejected if there is no such code."""
    import pycountry
    from babel import Locale

    found = pycountry.currencies.get(alpha_3=code)
    if found is None or found.alpha_3 != code:
        raise Rejected(f"'{code}' is no currency; allowed: ISO 4217 codes in capitals, for example KZT")
    *words, last = Locale("en", "GB").currencies.get(code, found.name).split()
    return " ".join([*words, last.lower() if words else last])


def _country(iso3: str) -> Any:
    """What pycountry, which makes its classes at run time, has on a country."""
    import pycountry

    found = pycountry.countries.get(alpha_3=iso3)
    if found is None or found.alpha_3 != iso3:
        raise Rejected(f"'{iso3}' is no country; allowed: ISO 3166 alpha-3 codes in capitals, for example KAZ")
    return found
