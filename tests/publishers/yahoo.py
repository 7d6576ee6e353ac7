"""Yahoo Finance's chart, as yfinance asks for it, with the cookie and the crumb it wants first."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tests.publishers import fred
from tests.publishers._numbers import Days, Series, shipped
from tests.publishers._scenarios import Reply, Request

HOSTS = ("query1.finance.yahoo.com", "query2.finance.yahoo.com", "fc.yahoo.com")
_CHART = "/v8/finance/chart/"
_COOKIE = "A3=made-up; Domain=.yahoo.com; Path=/; Secure; Expires=Tue, 01 Jan 2036 00:00:00 GMT"
_NOBODY = {"chart": {"result": None, "error": {"code": "Not Found", "description": "No data found"}}}


def numbers(code: str) -> Days:
    """The rates the IMF reports, and FRED's oil."""
    if code in {"KZT=X", "RUB=X"}:
        return shipped(f"imf/{code[:3]}")
    return fred.numbers({"CL=F": "DCOILWTICO", "BZ=F": "DCOILBRENTEU"}[code])


def answer(request: Request, series: Series) -> Reply | None:
    """A cookie, a crumb, or a chart."""
    if request.host == "fc.yahoo.com":
        return Reply(status=404, headers={"Set-Cookie": _COOKIE})
    if request.path == "/v1/test/getcrumb":
        return Reply(b"crumb")
    if not request.path.startswith(_CHART):
        return None
    symbol = request.path.removeprefix(_CHART)
    try:
        rows = series(symbol)
    except KeyError:
        return Reply(json.dumps(_NOBODY).encode(), 404)
    return Reply(json.dumps({"chart": {"result": [_chart(symbol, rows, request.query)], "error": None}}).encode())


def _chart(symbol: str, rows: list[tuple[date, float | str]], query: dict[str, str]) -> dict[str, Any]:
    """Bars stamped at midnight in the exchange's zone; without `timestamp`, if there are none."""
    currency = symbol.endswith("=X")
    zone = "Europe/London" if currency else "America/New_York"
    stamped = [(_stamp(day, zone), _close(symbol, value)) for day, value in rows]
    first, last = (int(query.get(name, "0")) for name in ("period1", "period2"))
    bars = [bar for bar in stamped if first <= bar[0] < last] if last else stamped[-1:]
    meta = {
        "currency": symbol[:3] if currency else "USD",
        "symbol": symbol,
        "instrumentType": "CURRENCY" if currency else "FUTURE",
        "exchangeTimezoneName": zone,
        "timezone": "GMT",
        "gmtoffset": 0,
        "priceHint": 4,
        "dataGranularity": "1d",
        "validRanges": ["1d", "5d", "1mo", "1y", "max"],
    }
    if not bars:
        return {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
    closes = [close for _, close in bars]
    quote = dict.fromkeys(("open", "high", "low", "close"), closes) | {"volume": [0] * len(bars)}
    indicators = {"quote": [quote], "adjclose": [{"adjclose": closes}]}
    return {"meta": meta, "timestamp": [stamp for stamp, _ in bars], "indicators": indicators}


def _stamp(day: date, zone: str) -> int:
    return int(datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC).timestamp())


def _close(symbol: str, value: float | str) -> float | str | None:
    """Text stands in one symbol only: yfinance gives up on all of it."""
    if isinstance(value, str):
        return value if symbol == "RUB=X" else None
    return None if math.isnan(value) else value
