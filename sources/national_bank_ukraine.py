"""National Bank of Ukraine: official rates of 2004 to 24 February 2022, a file that is not asked for again.

What it calls the rouble is, to 2019, the Bank of Russia's official rate, and its tenge the National Bank of
Kazakhstan's; from 2020 both come from the market. A holiday in Moscow that is a working day in Kyiv repeats the last
rate. 22 January 2016 of the rouble is left out: the file repeats the day before, the Bank of Russia had another rate.
"""

from __future__ import annotations

from datetime import date

from relations.values import APPLIES, Rate, parse_licence
from sources import Habits, Indicator, Rejected, unasked
from sources._fetch.codes import currency

_FIRST, _LAST = date(2004, 1, 5), date(2022, 2, 24)
_BEGAN = dict.fromkeys(("KZT", "RUB", "UAH"), _FIRST) | {"BYN": date(2016, 7, 1), "TRY": date(2014, 4, 4)}
HABITS = Habits(
    fixed=True, began=_BEGAN, ended=dict.fromkeys(_BEGAN, _LAST), listed=True, offers={"rate": ("{currency}",)}
)


def indicator(code: str) -> Indicator:
    """A currency per dollar, through what both cost in hryvnias; Rejected if it is none, or the dollar."""
    name = currency(code).name
    if code == "USD":
        raise Rejected("national_bank_ukraine/USD: allowed are currencies other than the dollar, for example RUB")
    cross = "" if code == "UAH" else "cross of "
    return Indicator(
        key=f"national_bank_ukraine/{code}",
        title=f"{name}, {cross}official rate{'s' if cross else ''} of the National Bank of Ukraine",
        unit=Rate(code, "USD"),
        frequency="daily",
        publisher="National Bank of Ukraine",
        url="https://bank.gov.ua/en/markets/exchangerates",
        licence=parse_licence("Reuse with attribution to the National Bank of Ukraine"),
        dating=APPLIES,
    )


fetch = unasked("cannot be fetched by this version; its shipped copy of 2004 to 2022 stands")
