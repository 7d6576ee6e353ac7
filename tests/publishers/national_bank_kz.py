"""National Bank of Kazakhstan: XML of one day, tenge for so many units of each currency."""

from __future__ import annotations

from datetime import date, datetime

from tests.publishers._numbers import Days, Series, cell, each_weekday, shipped, walk, weekdays
from tests.publishers._scenarios import Reply, Request

HOSTS = ("nationalbank.kz",)
_UNITS = {"USD": 1, "RUB": 1, "EUR": 1, "UZS": 100}


def numbers(code: str) -> Days:
    """Tenge per unit: of the dollar and the rouble what the IMF reports, of others made up."""
    tenge, rouble = shipped("imf/KZT"), shipped("imf/RUB")
    if code == "USD":
        return each_weekday(tenge)
    if code == "RUB":
        return each_weekday({day: round(rate / rouble[day], 2) for day, rate in tenge.items() if day in rouble})
    return walk(f"national_bank_kz/{code}", 0.05, weekdays(date(2006, 1, 2), date(2019, 1, 31)))


def answer(request: Request, series: Series) -> Reply | None:
    """The rates of a day; only its date, if there are none."""
    if request.path != "/rss/get_rates.cfm":
        return None
    day = datetime.strptime(request.query["fdate"], "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone
    items = [_item(code, units, value) for code, units in _UNITS.items() for when, value in series(code) if when == day]
    text = f"<rates><title>Official rates</title><date>{day:%d.%m.%Y}</date>{''.join(items)}</rates>"
    return Reply(f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode())


def _item(code: str, units: int, value: float | str) -> str:
    rate = value if isinstance(value, str) else value * units
    texts = f"<fullname>{code}</fullname><title>{code}</title><description>{cell(rate)}</description>"
    return f"<item>{texts}<quant>{units}</quant></item>"
