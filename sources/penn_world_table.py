"""Penn World Table 9.1: a fixed release, of which the shipped copy is the newest there will be."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from relations.values import Count, Dating, Publication, msgid, parse_licence
from sources import Habits, Indicator, Rejected, unasked
from sources._fetch.codes import country

#: Its editions since 8.0: the last year each has, and when it came out; of 9.0 and 9.1 the month is known.
EDITIONS = {2011: date(2013, 7, 2), 2014: date(2016, 6, 30), 2017: date(2019, 4, 30)}


def _published(_: Indicator) -> Publication:
    rule = msgid(
        "a year counts as known when an edition of Penn World Table that has it was out: 8.0 of 2 July 2013 ends in "
        "2011, 9.0 of June 2016 in 2014, 9.1 of April 2019 in 2017"
    )
    return Publication(rule, _editions, revised="Penn World Table 9.1")


def _editions(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """The day the first edition came out that has each year; NaT for a year that none has."""
    years = days.astype("datetime64[Y]").astype(int) + 1970
    return np.array([*EDITIONS.values(), "NaT"], "datetime64[D]")[np.searchsorted([*EDITIONS], years)]


_FILE = "ARM AZE BLR GEO KAZ KGZ MDA RUS TJK TKM UKR UZB"
HABITS = Habits(
    fixed=True,
    publication=_published,
    began={f"{country}/pop": date(1993, 1, 1) for country in _FILE.split()},
    listed=True,
    offers={"population": ("{country}/pop",)},
)


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


fetch = unasked("Penn World Table 9.1 is a fixed release; its shipped copy is the newest")
