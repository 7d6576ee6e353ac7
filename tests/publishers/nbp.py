"""National Bank of Poland: zloty per unit, table A of working days, B of Wednesdays; 404 where nothing is."""

from __future__ import annotations

import json
from datetime import date

from tests.publishers._numbers import Days, Series, shipped, walk, weekdays
from tests.publishers._scenarios import Reply, Request

HOSTS = ("api.nbp.pl",)
_DAYS = date(1998, 12, 1), date(2026, 10, 21)
_LEVELS = {"AMD": 0.009, "BYN": 1.2, "CNY": 0.55, "EUR": 4.3, "KGS": 0.045, "TRY": 0.12, "UAH": 0.1, "UZS": 0.0003}
_DAILY = {"CNY", "EUR", "HRK", "TRY", "UAH", "USD"}
_MOVED = {"RUB": date(2022, 3, 7)}  # its last day in table A


def numbers(code: str) -> Days:
    """Zloty: of the dollar made up, of the tenge and rouble so that both cost what the shipped copies say."""
    days = weekdays(*_DAYS)
    if code in {"KZT", "RUB"}:
        dollar = numbers("USD")
        daily = {day: dollar[day] / rate for day, rate in shipped(f"nbp/{code}").items()}
        later = [day for day in days if day > _MOVED.get(code, date.max) and day.weekday() == 2]
        return daily | walk(f"nbp/{code}", 0.035, later)
    if code == "HRK":
        return walk("nbp/HRK", 0.6, weekdays(_DAYS[0], date(2022, 12, 30)))
    if code == "USD":
        return walk("nbp/USD", 3.5, days)
    return walk(f"nbp/{code}", _LEVELS[code], days if code in _DAILY else [day for day in days if day.weekday() == 2])


def answer(request: Request, series: Series) -> Reply | None:
    """The fixings of a currency in a table between two days."""
    parts = request.path.strip("/").split("/")
    if parts[:3] != ["api", "exchangerates", "rates"] or len(parts) != 7:
        return None
    table, code = parts[3].upper(), parts[4].upper()
    first, last = map(date.fromisoformat, parts[5:])
    if not 0 <= (last - first).days <= 366:
        return Reply(b"400 BadRequest - Przekroczony limit 367 dni", 400)
    try:
        rows = [row for row in series(code) if first <= row[0] <= last and _table(code, row[0]) == table]
    except KeyError:
        rows = []
    if not rows:
        return Reply(b"404 NotFound - Not Found - Brak danych", 404)
    rates = [{"no": f"{n}/{table}", "effectiveDate": str(day), "mid": mid} for n, (day, mid) in enumerate(rows, 1)]
    return Reply(json.dumps({"table": table, "currency": code.lower(), "code": code, "rates": rates}).encode())


def _table(code: str, day: date) -> str:
    return "A" if code in _DAILY or day <= _MOVED.get(code, date.min) else "B"
