"""Yahoo Finance through yfinance: daily closes of any symbol, as quoted, never adjusted.

KZT=X is tenge per dollar, EURUSD=X dollars per euro. yfinance makes up to eleven requests for a symbol that fails, and
Yahoo's 429 lasts a quarter of an hour and longer: one attempt, no retry.
"""

from __future__ import annotations

import atexit
import logging
import re
import warnings
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from relations.values import INSTANT, Index, Other, Price, Rate, Unit, parse_licence
from sources import FetchFailed, Indicator, RateLimited, Rejected, Snapshot
from sources._fetch.answers import Row, number, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import LARGEST, note, within

DEADLINE = 60.0  # seconds for the four requests a good symbol takes

# What yfinance raises, beside its own, when there is no answer or one of another form than it believes.
_UNREADABLE = (OSError, LookupError, TypeError, ValueError, AttributeError)

_FUTURES = {
    "BZ=F": "Crude oil, Brent, front-month futures (unadjusted)",
    "CL=F": "Crude oil, WTI, front-month futures (unadjusted)",
}


def indicator(code: str) -> Indicator:
    """Daily closes of a symbol; Rejected if it cannot be one, or its currency is none of ISO 4217."""
    if not re.fullmatch(r"\^?[A-Z0-9][A-Z0-9=.^-]*", code):
        raise Rejected(f"yahoo/{code}: allowed are Yahoo's symbols in capitals, for example KZT=X, BZ=F, ^GSPC")
    title, unit = _title_and_unit(code)
    return Indicator(
        key=f"yahoo/{code}",
        title=title,
        unit=unit,
        frequency="daily",
        publisher="Yahoo Finance",
        url=f"https://finance.yahoo.com/quote/{code}",
        licence=parse_licence("Personal use; redistribution is not clearly allowed"),
        dating=INSTANT,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Closes in the indicator's unit, today's unfinished one left out; FetchFailed, RateLimited on a 429."""
    return snapshot(indicator, _closes(indicator.code, since), since)


def _title_and_unit(code: str) -> tuple[str, Unit]:
    """What a symbol says of itself."""
    if code in _FUTURES:
        return _FUTURES[code], Price("USD", "barrel")
    if pair := re.fullmatch(r"([A-Z]{3})?([A-Z]{3})=X", code):
        base, quote = pair[1] or "USD", pair[2]
        versus = f" per {currency(base).name}" if pair[1] else ""
        return f"{currency(quote).name}{versus}, market rate", Rate(quote, base)
    if code.startswith("^"):
        return f"{code}, index level at close", Index()
    return f"{code}, closing price", Other("price in the currency Yahoo quotes it in")


def _closes(symbol: str, since: date | None) -> Iterator[Row]:
    """Day in the exchange's own time zone, and close; a null close, which yfinance shows as NaN, is no observation."""
    bars = within(DEADLINE, lambda: _ask(symbol, since)).dropna(subset=["Close"])
    moments = pd.DatetimeIndex(bars.index)
    today = pd.Timestamp.now(moments.tz).date()
    for day, close in zip(moments.date, bars["Close"].tolist(), strict=True):
        if day != today:  # today's is a live price, not a close
            yield day, number(close)


def _ask(symbol: str, since: date | None) -> pd.DataFrame:
    """The frame of bars yfinance makes, its index at midnight in the exchange's time zone."""
    import yfinance as yf
    from peewee import PeeweeException

    _prepare()
    yf.data.YfData.cache_get.cache_clear()  # it keeps failed answers, too
    span: dict[str, Any] = {"period": "max"} if since is None else {"start": since.isoformat()}
    try:
        with warnings.catch_warnings():
            # yfinance 1.7 uses what pandas 4 will change; a warning made an error would look like a lack of data
            warnings.simplefilter("ignore", DeprecationWarning)
            bars: pd.DataFrame = yf.Ticker(symbol).history(interval="1d", auto_adjust=False, actions=False, **span)
    except yf.exceptions.YFRateLimitError as error:
        raise RateLimited("Yahoo answered 429, too many requests; let it rest for an hour") from error
    except (yf.exceptions.YFException, PeeweeException, *_UNREADABLE) as error:
        raise FetchFailed(f"Yahoo's answer cannot be used ({error!s:.200})") from error
    if bars.empty:
        raise FetchFailed("Yahoo answered without a single price")
    return bars


@lru_cache(maxsize=1)
def _prepare() -> None:
    """Let yfinance raise instead of logging, keep its files for this process only, and never read more than we want."""
    import yfinance as yf
    from curl_cffi import CurlOpt
    from curl_cffi.requests import Response, Session

    class Bounded(Session[Response]):
        def request(self, method: Any, url: str, *args: Any, **options: Any) -> Response:
            note(url)
            response = super().request(method, url, *args, **options)
            arrived = urlsplit(str(response.url))
            if arrived.scheme != "https" or not f".{arrived.hostname}".endswith(".yahoo.com"):
                there = f"{arrived.scheme}://{arrived.hostname}"
                raise FetchFailed(f"Yahoo sent us on to {there}, where we do not go")
            return response

    files = TemporaryDirectory(prefix="yfinance-", ignore_cleanup_errors=True)
    atexit.register(files.cleanup)
    yf.set_tz_cache_location(files.name)
    yf.config.debug.hide_exceptions = False
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)
    yf.data.YfData(session=Bounded(impersonate="chrome", curl_options={CurlOpt.MAXFILESIZE_LARGE: LARGEST}))
