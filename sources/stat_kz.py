"""Kazakhstan's population by region, on 1 January: a file of 2000 to 2023, which is not asked for again.

By region, never by ethnicity. Its steps are not births and moves: the census of 2009 (North Kazakhstan −8.6 %),
Shymkent that left South Kazakhstan in 2018, the census of 2021 and three new regions in 2022.
"""

from __future__ import annotations

from relations.values import Count, Dating, parse_licence
from sources import Habits, Indicator, Rejected, unasked

HABITS = Habits(fixed=True)

#: By the code of ISO 3166-2.
REGIONS = {
    "KZ": "Kazakhstan",
    "KZ-10": "Abai Region",
    "KZ-11": "Akmola Region",
    "KZ-15": "Aktobe Region",
    "KZ-19": "Almaty Region",
    "KZ-23": "Atyrau Region",
    "KZ-27": "West Kazakhstan",
    "KZ-31": "Zhambyl Region",
    "KZ-33": "Jetisu Region",
    "KZ-35": "Karaganda Region",
    "KZ-39": "Kostanay Region",
    "KZ-43": "Kyzylorda Region",
    "KZ-47": "Mangystau Region",
    "KZ-55": "Pavlodar Region",
    "KZ-59": "North Kazakhstan",
    "KZ-61": "Turkistan Region, until 2018 South Kazakhstan",
    "KZ-62": "Ulytau Region",
    "KZ-63": "East Kazakhstan",
    "KZ-71": "Astana",
    "KZ-75": "Almaty",
    "KZ-79": "Shymkent",
}


def indicator(code: str) -> Indicator:
    """Everybody who lives in Kazakhstan or one of its regions; Rejected unless the code is REGION/pop."""
    region, _, variable = code.partition("/")
    if variable != "pop" or region not in REGIONS:
        raise Rejected(f"stat_kz/{code}: allowed is REGION/pop, the region one of {', '.join(REGIONS)}")
    return Indicator(
        key=f"stat_kz/{code}",
        title=f"Population, {REGIONS[region]}",
        unit=Count("persons"),
        frequency="annual",
        publisher="Bureau of National Statistics of Kazakhstan",
        url="https://stat.gov.kz/en/industries/social-statistics/demography/",
        licence=parse_licence("Reuse with attribution to the Bureau of National Statistics of Kazakhstan"),
        dating=Dating("beginning", "year"),
    )


fetch = unasked("its file of 2000 to 2023 cannot be fetched by this version; the shipped copy stands")
