"""Frankfurter v2: rates of the bank that is named; of one it does not know `[]`, of a wrong question 422 and a message.

A range that opens on a day without a rate begins with the row before it.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from tests.publishers._numbers import Days, Series, walk, weekdays
from tests.publishers._scenarios import Reply, Request

HOSTS = ("api.frankfurter.dev",)
_LEVELS = {"CBR/RUB/USD": 60.0, "NBG/GEL/RUB": 0.04, "NBG/GEL/USD": 2.5}
_KNOWN = {"providers", "base", "quotes", "from", "to"}


def numbers(code: str) -> Days:
    """Made up: BANK/CURRENCY/PER."""
    return walk(f"frankfurter/{code}", _LEVELS[code], weekdays(date(2003, 1, 2), date(2026, 8, 18)))


def answer(request: Request, series: Series) -> Reply | None:
    """The rates from a day on."""
    query = request.query
    if request.path != "/v2/rates":
        return None
    if query.keys() - _KNOWN:
        return Reply(json.dumps({"status": 422, "message": "unknown parameter"}).encode(), 422)
    bank, base, quote, first = (query[name] for name in ("providers", "base", "quotes", "from"))
    try:
        rows = series(f"{bank}/{quote}/{base}")
    except KeyError:
        return Reply(b"[]")
    start = date.fromisoformat(first)
    earlier = [day for day, _ in rows if start - timedelta(days=14) <= day <= start]
    wanted = [row for row in rows if row[0] >= (earlier[-1] if earlier else start)]
    found = [{"date": str(day), "base": base, "quote": quote, "rate": rate} for day, rate in wanted]
    return Reply(json.dumps(found).encode())
