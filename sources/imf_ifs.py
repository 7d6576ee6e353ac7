"""International Monetary Fund, International Financial Statistics: exchange rates at the end of the month.

A file that is not asked for again. Each currency begins with itself: what the source has before, in roubles, coupons
or old units, is left out, and so is what it has wrong by whole factors (Belarus before 2000).
"""

from __future__ import annotations

import re
from datetime import date

from relations.values import Dating, Rate, parse_licence
from sources import Habits, Indicator, Rejected, unasked
from sources._fetch.codes import currency

_BEGAN = """
    AMD 1993-11-30 AUD 1992-01-31 AZN 1994-12-31 BYN 2000-01-31 CNY 1992-01-31 GEL 1995-10-31 KGS 1993-05-31
    KZT 1993-11-30 MDL 1993-11-30 RUB 1995-01-31 TJS 2000-10-31 TRY 1992-01-31 UAH 1996-09-30 UZS 2013-01-31
"""
HABITS = Habits(
    fixed=True,
    began={code: date.fromisoformat(day) for code, day in re.findall(r"(\w+) (\S+)", _BEGAN)},
    listed=True,
    offers={"rate": ("{currency}",)},
)


def indicator(code: str) -> Indicator:
    """A currency per dollar on the last day of a month; Rejected if it is none, or the dollar."""
    name = currency(code).name
    if code == "USD":
        raise Rejected("imf_ifs/USD: allowed are currencies other than the dollar, for example KZT")
    return Indicator(
        key=f"imf_ifs/{code}",
        title=f"{name}, end of month",
        unit=Rate(code, "USD"),
        frequency="monthly",
        publisher="International Monetary Fund, International Financial Statistics",
        url="https://data.imf.org/en/datasets/IMF.STA:ER",
        licence=parse_licence('Reuse with attribution: "Source: International Monetary Fund"'),
        dating=Dating("end", "month"),
    )


fetch = unasked("cannot be fetched by this version; its shipped copy stands")
