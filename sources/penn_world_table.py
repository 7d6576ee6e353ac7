"""Penn World Table 9.1: a fixed release, of which the shipped copy is the newest there will be."""

from __future__ import annotations

from datetime import date

from relations.values import Count, Dating, parse_licence
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot
from sources._fetch.codes import country

HABITS = Habits(fixed=True)


def indicator(code: str) -> Indicator:
    """Population of a country; Rejected unless the code is COUNTRY/pop."""
    iso3, _, variable = code.partition("/")
    if variable != "pop":
        raise Rejected(f"penn_world_table/{code}: allowed is COUNTRY/pop, for example KAZ/pop")
    return Indicator(
        key=f"penn_world_table/{code}",
        title=f"Population, {country(iso3).formal_name}",
        unit=Count("persons", 10**6),
        frequency="annual",
        publisher="Penn World Table 9.1 (Feenstra, Inklaar and Timmer 2015)",
        url="https://www.rug.nl/ggdc/productivity/pwt/",
        licence=parse_licence("CC BY 4.0"),
        dating=Dating("middle", "year"),
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:  # noqa: ARG001 - the contract's signature
    """FetchFailed: there is nothing to ask for."""
    raise FetchFailed(f"{indicator.key}: Penn World Table 9.1 is a fixed release; its shipped copy is the newest")
