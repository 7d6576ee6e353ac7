"""Bank of Russia: XML in windows-1251, decimal commas, each rate dated the day after it was set."""

from __future__ import annotations

from datetime import date, datetime

from tests.publishers._numbers import DAY, Days, Series, cell, shipped, walk, weekdays
from tests.publishers._scenarios import Reply, Request

HOSTS = ("www.cbr.ru", "cbr.ru")
_LAST = {"BYR": date(2016, 6, 30)}  # of currencies that are no more
_IDS = {
    "R01090": ("BYR", 10_000),
    "R01235": ("USD", 1),
    "R01335": ("KZT", 100),
    "R01375": ("CNY", 1),
    "R01239": ("EUR", 1),
}


def numbers(code: str) -> Days:
    """Roubles per unit: of the dollar and the tenge what the IMF reports, of others made up; none of 1 to 8 January."""
    rouble, tenge = shipped("imf/RUB"), shipped("imf/KZT")
    if code == "USD":
        found = rouble
    elif code == "KZT":
        found = {day: round(rate / tenge[day], 6) for day, rate in rouble.items() if day in tenge}
    else:
        last = _LAST.get(code, date(2024, 12, 24)) - DAY
        found = walk(f"bank_of_russia/{code}", 9.0, weekdays(date(2003, 1, 1), last))
    return {day + DAY: rate for day, rate in found.items() if (day.month, day.day) > (1, 8)}


def answer(request: Request, series: Series) -> Reply | None:
    """The list of currencies, or the rates of one between two days."""
    if request.path == "/scripts/XML_daily.asp":
        when = _day(request.query.get("date_req", "01/01/2026"))
        listed = "".join(
            f'<Valute ID="{identity}"><CharCode>{code}</CharCode><Nominal>{units}</Nominal></Valute>'
            for identity, (code, units) in _IDS.items()
            if when <= _LAST.get(code, when)
        )
        return _xml(f'<ValCurs Date="01.01.2026" name="Foreign Currency Market">{listed}</ValCurs>')
    if request.path != "/scripts/XML_dynamic.asp":
        return None
    identity = request.query.get("VAL_NM_RQ", "")
    if identity not in _IDS:
        return _xml("<ValCurs>Error in parameters</ValCurs>")
    code, units = _IDS[identity]
    first, last = (_day(request.query[name]) for name in ("date_req1", "date_req2"))
    records = [_record(identity, units, day, rate) for day, rate in series(code) if first <= day <= last]
    return _xml(f'<ValCurs ID="{identity}" name="Foreign Currency Market Dynamic">{"".join(records)}</ValCurs>')


def _record(identity: str, units: int, day: date, rate: float | str) -> str:
    value = rate if isinstance(rate, str) else rate * units
    texts = f"<Nominal>{units}</Nominal><Value>{_comma(value)}</Value><VunitRate>{_comma(rate)}</VunitRate>"
    return f'<Record Date="{day:%d.%m.%Y}" Id="{identity}">{texts}</Record>'


def _comma(value: float | str) -> str:
    return cell(value).replace(".", ",")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def _xml(text: str) -> Reply:
    return Reply(f'<?xml version="1.0" encoding="windows-1251"?>{text}'.encode("windows-1251"))
