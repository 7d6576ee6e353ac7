"""Yahoo Finance through yfinance: daily closes of any symbol, as quoted, never adjusted.

KZT=X is tenge per dollar, EURUSD=X dollars per euro; what others are quoted in is said in Yahoo's answer only, and then
by the copy. yfinance makes up to eleven requests for a symbol that fails, and Yahoo's 429 lasts a quarter of an hour
and longer: one attempt, no retry.
"""

from __future__ import annotations

import atexit
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from http.client import responses
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from relations.values import INSTANT, Index, Money, Other, Price, Rate, Unit, Unstated, parse_licence
from sources import FetchFailed, Habits, Indicator, NoSuchSeries, RateLimited, Rejected, Snapshot
from sources._fetch.answers import Row, named, number, said, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import LARGEST, note, stay, within

DEADLINE = 60.0  # seconds for the four requests a good symbol takes

# What yfinance raises, beside its own, when there is no answer or one of another form than it believes.
_UNREADABLE = (OSError, LookupError, TypeError, ValueError, AttributeError)

REDIRECTS = 5  # requests until one is answered, at most
_CHART = "/v8/finance/chart/"
_UNKNOWN = "(404 Not Found: "  # how Yahoo refuses a symbol it does not have
_SENT = ("params", "data", "json")  # what goes with the first request only
_SHARES = ("EQUITY", "ETF", "MUTUALFUND")
_HUNDREDTHS = {"GBp": "GBP", "GBX": "GBP", "ILA": "ILS", "USX": "USD", "ZAC": "ZAR", "ZAc": "ZAR"}
_FUTURES = {
    "BZ=F": "Crude oil, Brent, front-month futures (unadjusted)",
    "CL=F": "Crude oil, WTI, front-month futures (unadjusted)",
}
HABITS = Habits(offers={"rate": ("{currency}=X",), "oil": ("BZ=F",)})


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
    """Closes in the unit Yahoo's answer names, today's unfinished one left out; FetchFailed, RateLimited on a 429."""
    try:
        bars, about = within(DEADLINE, lambda: _ask(indicator.code, since))
        described = _described(indicator, about)
    except FetchFailed as error:
        raise named(indicator, error) from error
    return snapshot(described, _closes(bars), since)


def _title_and_unit(code: str) -> tuple[str, Unit]:
    """What a symbol says of itself."""
    if code in _FUTURES:
        return _FUTURES[code], Price("USD", "barrel")
    if pair := re.fullmatch(r"([A-Z]{3})?([A-Z]{3})=X", code):
        base, quote = pair[1] or "USD", pair[2]
        if base == quote:
            raise Rejected(
                f"yahoo/{code}: {base} has no rate in {quote}; allowed are two currencies, for example KZT=X"
            )
        versus = f" per {currency(base).name}" if pair[1] else ""
        return f"{currency(quote).name}{versus}, market rate", Rate(quote, base)
    if code.startswith("^"):
        return f"{code}, index level at close", Index()
    return f"{code}, closing price", Unstated()


def _described(indicator: Indicator, about: Mapping[str, Any]) -> Indicator:
    """The indicator with the currency and the exchange the answer names; FetchFailed if that is not what we know."""
    quoted, kind = str(about.get("currency")), about.get("instrumentType")
    if isinstance(indicator.unit, Rate | Price):
        known = indicator.unit.quote if isinstance(indicator.unit, Rate) else indicator.unit.currency
        if quoted != known:
            raise FetchFailed(f"Yahoo quotes it in {quoted}, and we know it in {indicator.unit}")
        return indicator
    if isinstance(indicator.unit, Index):
        return indicator
    name = about.get("longName") if kind in _SHARES else None
    title = f"{name or indicator.code}, closing price at {about.get('fullExchangeName') or about.get('exchangeName')}"
    return replace(indicator, title=" ".join(title.split()), unit=_quoted_in(quoted, share=kind in _SHARES))


def _quoted_in(code: str, *, share: bool) -> Unit:
    """The unit of a price by Yahoo's word for a currency; FetchFailed if it is none."""
    if code in _HUNDREDTHS:
        return Other(f"hundredths of {_HUNDREDTHS[code]}")
    try:
        currency(code)
    except Rejected as error:
        raise FetchFailed(f"Yahoo quotes it in '{code}', which is no currency of ISO 4217") from error
    return Price(code, "share") if share else Money(code)


def _closes(bars: pd.DataFrame) -> Iterator[Row]:
    """Day in the exchange's own time zone, and close; a null close, which yfinance shows as NaN, is no observation."""
    closes = bars["Close"].dropna()
    moments = pd.DatetimeIndex(closes.index)
    today = pd.Timestamp.now(moments.tz).date()
    for day, close in zip(moments.date, closes.tolist(), strict=True):
        if day != today:  # today's is a live price, not a close
            yield day, number(close)


def _ask(symbol: str, since: date | None) -> tuple[pd.DataFrame, Mapping[str, Any]]:
    """The frame of bars yfinance makes, its index at midnight in the exchange's zone, and what Yahoo says of them."""
    import yfinance as yf
    from peewee import PeeweeException

    try:
        session = _prepare()
        yf.data.YfData.cache_get.cache_clear()  # it keeps failed answers, too
    except AttributeError as error:  # what another version of yfinance does not have
        raise FetchFailed(f"yfinance {yf.__version__} is not the one we know ({error}); see constraints.txt") from error
    session.refusal = ""
    span: dict[str, Any] = {"period": "max"} if since is None else {"start": since.isoformat()}
    ticker = yf.Ticker(symbol)
    try:
        with warnings.catch_warnings():
            # yfinance 1.7 uses what pandas 4 will change; a warning made an error would look like a lack of data
            warnings.simplefilter("ignore", DeprecationWarning)
            bars: pd.DataFrame = ticker.history(interval="1d", auto_adjust=False, actions=False, **span)
    except yf.exceptions.YFRateLimitError as error:
        raise RateLimited("Yahoo answered 429, too many requests; let it rest for an hour") from error
    except (yf.exceptions.YFException, PeeweeException, *_UNREADABLE) as error:
        kind = NoSuchSeries if _UNKNOWN in session.refusal else FetchFailed
        raise kind(session.refusal or _why(error)) from error
    if bars.empty:
        raise FetchFailed("Yahoo answered without a single price")
    return bars, ticker.history_metadata


def _why(error: Exception) -> str:
    """What went wrong where Yahoo has refused nothing, without the words of a program."""
    if network := re.search(r"curl: \(\d+\) (.+?)\. See", str(error)):
        return f"Yahoo gave no answer ({network[1]})"
    if "no price data" in str(error):
        return "Yahoo answered without a single price"
    cell = re.search(r"'[^']*'$", str(error))
    return f"Yahoo's answer is of a form we cannot read{f', with {cell[0]} in it' if cell else ''}"


def _refusal(response: Any) -> str:
    """What Yahoo said in the place of a chart, if it did."""
    words = said(response.content)
    if response.status_code >= 400:
        words = re.sub("^“(.*)”$", r"\1", words)
        return f"Yahoo refused ({response.status_code} {responses.get(response.status_code, '')}: {words})"
    return "" if response.content.lstrip()[:1] == b"{" else f"Yahoo answered {words}"


@lru_cache(maxsize=1)
def _prepare() -> Any:
    """Let yfinance raise instead of logging, keep its files for this process only, and never read more than we want.

    The session it asks with from then on: it goes to Yahoo's hosts only, and remembers how the last chart was refused.
    """
    import yfinance as yf
    from curl_cffi import CurlOpt
    from curl_cffi.requests import Response, Session

    class Bounded(Session[Response]):
        refusal = ""

        def request(self, method: Any, url: str, *args: Any, **options: Any) -> Response:
            for _ in range(REDIRECTS):
                stay(url, "yahoo.com")
                note(url)
                response = super().request(method, url, *args, **options | {"allow_redirects": False})
                if not response.is_redirect:
                    self.refusal = _refusal(response) if _CHART in url else self.refusal
                    return response
                method, url, args = "GET", response.redirect_url, ()
                options = {name: value for name, value in options.items() if name not in _SENT}
            raise FetchFailed("Yahoo sends us on and on")

    files = TemporaryDirectory(prefix="yfinance-", ignore_cleanup_errors=True)
    atexit.register(files.cleanup)
    yf.set_tz_cache_location(files.name)
    yf.config.debug.hide_exceptions = False
    for library in ("yfinance", "bs4"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    session = Bounded(impersonate="chrome", curl_options={CurlOpt.MAXFILESIZE_LARGE: LARGEST})
    yf.data.YfData(session=session)
    return session
