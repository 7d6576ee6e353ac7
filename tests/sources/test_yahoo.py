"""yfinance, as it is, against the stand-in: each of its traps."""

from __future__ import annotations

import subprocess
import sys
import warnings
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relations.values import Index, Money, Other, Price, Rate, Unit
from sources import FetchFailed, RateLimited, Snapshot, yahoo
from sources._fetch.http import LARGEST, counting

SINCE = date(2016, 1, 1)


def fetch(symbol: str, since: date | None = SINCE) -> Snapshot:
    return yahoo.fetch(yahoo.indicator(symbol), since)


def yfinance_session() -> Any:
    """The one session yfinance keeps in a process."""
    from yfinance.data import YfData

    return YfData()._session


def forget_time_zone(symbol: str) -> None:
    """Let yfinance look the time zone of a symbol's exchange up anew."""
    from yfinance.cache import get_tz_cache
    from yfinance.data import YfData

    get_tz_cache().store(symbol, None)
    YfData.cache_get.cache_clear()


def test_a_yfinance_that_has_changed_is_a_publisher_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    import yfinance as yf

    monkeypatch.setattr(yahoo, "_prepare", lambda: None)  # a session of its own would stay for the tests after it
    monkeypatch.delattr(yf.data.YfData, "cache_get")
    with pytest.raises(FetchFailed, match=r"is not the one we know .*; see constraints\.txt"):
        fetch("KZT=X")


def charts(standin: Any) -> list[dict[str, Any]]:
    return [request for request in standin.requests if "/v8/finance/chart/" in request["url"]]


class TestDescription:
    def test_a_currency_is_so_much_of_it_per_dollar(self) -> None:
        found = yahoo.indicator("KZT=X")
        assert (found.title, str(found.unit)) == ("Kazakhstani tenge, market rate", "KZT per USD")

    def test_a_pair_is_so_much_of_the_second_per_unit_of_the_first(self) -> None:
        assert str(yahoo.indicator("EURUSD=X").unit) == "USD per EUR"

    def test_futures_are_said_to_be_unadjusted(self) -> None:
        assert "unadjusted" in yahoo.indicator("BZ=F").title

    @pytest.mark.parametrize(("symbol", "unit"), [("^GSPC", "index points"), ("KSPI", "not stated")])
    def test_other_symbols_claim_no_more_than_is_known(self, symbol: str, unit: str) -> None:
        assert unit in str(yahoo.indicator(symbol).unit)

    @pytest.mark.parametrize(
        ("symbol", "about", "title", "unit"),
        [
            ("GC=F", {"currency": "USD", "instrumentType": "FUTURE"}, "GC=F, closing price at NY", Money("USD")),
            ("ZW=F", {"currency": "USX"}, "ZW=F, closing price at NY", Other("hundredths of USD")),
            (
                "KSPI",
                {"currency": "USD", "instrumentType": "EQUITY", "longName": "Joint Stock  Company Kaspi.kz"},
                "Joint Stock Company Kaspi.kz, closing price at NY",
                Price("USD", "share"),
            ),
            ("^GSPC", {"currency": "USD"}, "^GSPC, index level at close", Index()),
            ("KZT=X", {"currency": "KZT"}, "Kazakhstani tenge, market rate", Rate("KZT", "USD")),
        ],
    )
    def test_the_answer_says_what_a_symbol_is_quoted_in(
        self, symbol: str, about: dict[str, str], title: str, unit: Unit
    ) -> None:
        found = yahoo._described(yahoo.indicator(symbol), {"fullExchangeName": "NY", **about})
        assert (found.title, found.unit) == (title, unit)

    @pytest.mark.parametrize(
        ("symbol", "currency", "message"),
        [
            ("BZ=F", "EUR", "in EUR, and we know it in USD per barrel"),
            ("EURUSD=X", "EUR", "in EUR, and we know it in USD per EUR"),
            ("GC=F", "XYZ", "in 'XYZ', which is no currency"),
            ("GC=F", None, "in 'None', which is no currency"),
        ],
    )
    def test_what_it_says_otherwise_is_refused(self, symbol: str, currency: str | None, message: str) -> None:
        with pytest.raises(FetchFailed, match=message):
            yahoo._described(yahoo.indicator(symbol), {"currency": currency})


def in_a_new_process() -> tuple[list[str], str]:
    """What a process that has never used yfinance prints of the tenge's last day, of what is no symbol, and besides."""
    program = """
import sources
from sources import yahoo
print(yahoo.fetch(yahoo.indicator("KZT=X")).last)
try:
    yahoo.fetch(yahoo.indicator("NOPE"))
except sources.FetchFailed as error:
    print(error)
"""
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, check=True, capture_output=True, text=True)
    return run.stdout.splitlines(), run.stderr


@pytest.mark.usefixtures("standin")
class TestFetch:
    def test_all_of_it(self) -> None:
        assert fetch("KZT=X", None).first == date(2005, 11, 28)

    def test_days_are_those_of_the_exchange_in_summer_as_in_winter(self) -> None:
        """A bar at midnight in London is stamped 23:00 UTC of the day before in summer."""
        data = fetch("KZT=X", date(2015, 8, 17)).data.set_index("date")["value"]
        assert data["2015-08-19":"2015-08-21"].round(2).tolist() == [188.38, 255.26, 252.47]

    def test_every_market_day_is_a_weekday(self) -> None:
        assert (fetch("BZ=F").data["date"].dt.day_of_week < 5).all()

    @pytest.mark.parametrize(("symbol", "zone"), [("KZT=X", "Europe/London"), ("BZ=F", "America/New_York")])
    def test_todays_live_price_is_no_close(self, standin: Any, symbol: str, zone: str) -> None:
        standin.scenario = "live"
        today = datetime.now(ZoneInfo(zone)).date()
        last = fetch(symbol).last
        assert today - timedelta(days=4) < last < today

    def test_a_spike_goes_through_but_a_duplicate_and_a_null_do_not(self, standin: Any) -> None:
        usual = set(fetch("KZT=X").data["date"])
        standin.scenario = "yahoo-spike"
        spiked = fetch("KZT=X").data
        assert all(earlier < later for earlier, later in pairwise(spiked["date"]))
        assert spiked["value"].max() > 10_000  # refresh quarantines it, with its reason
        assert len(usual - set(spiked["date"])) == 1  # the null
        assert {day.weekday() for day in set(spiked["date"]) - usual} == {5}  # refresh quarantines it, too

    def test_infinity_costs_its_own_day_and_a_null_is_no_observation(self, standin: Any) -> None:
        usual = {day.date() for day in fetch("KZT=X").data["date"]}
        standin.scenario = "garbage"
        found = fetch("KZT=X")
        assert found.unreadable == ((date(2019, 1, 11), "inf"),)
        came = {day.date() for day in found.data["date"]}
        assert usual - came == {date(2019, 1, 11), date(2019, 1, 15), date(2019, 1, 17)}

    def test_text_makes_yfinance_drop_the_whole_answer(self, standin: Any) -> None:
        standin.scenario = "garbage"
        with pytest.raises(FetchFailed, match="n/a"):
            fetch("RUB=X")

    def test_an_answer_without_prices_is_a_failure(self, standin: Any) -> None:
        standin.scenario = "yahoo-empty"
        with pytest.raises(FetchFailed, match="KZT=X"):
            fetch("KZT=X")

    def test_a_failure_does_not_stick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """yfinance keeps the answer it looks an exchange's time zone up in, be it a 404."""
        assert fetch("CL=F").last == date(2019, 1, 3)
        session = yfinance_session()
        request = session.request
        forget_time_zone("CL=F")
        with monkeypatch.context() as broken:
            broken.setattr(
                session, "request", lambda method, url, **o: request(method, url.replace("CL=F", "NOPE"), **o)
            )
            with pytest.raises(FetchFailed):
                fetch("CL=F")
        assert fetch("CL=F").last == date(2019, 1, 3)

    def test_a_429_is_not_hammered_and_not_printed(self, standin: Any, caplog: pytest.LogCaptureFixture) -> None:
        fetch("KZT=X")
        standin.requests.clear()
        standin.scenario = "yahoo-429"
        with pytest.raises(RateLimited, match="429"):
            fetch("KZT=X")
        assert len(charts(standin)) <= 2
        assert caplog.records == []

    def test_a_refusal_is_told_in_yahoos_words(self, standin: Any) -> None:
        standin.scenario = "yahoo-401"
        with pytest.raises(FetchFailed, match=r"^yahoo/KZT=X: Yahoo refused \(401 Unauthorized: Invalid Crumb\)$"):
            fetch("KZT=X")

    @pytest.mark.parametrize(
        ("reply", "message"),
        [
            ("html", "Yahoo answered a page of HTML, “Maintenance”"),
            ("all-down", r"Yahoo gave no answer \(CONNECT tunnel failed, response 503\)"),
            ("yahoo-empty", "Yahoo answered without a single price"),
        ],
    )
    def test_nothing_of_the_program_is_in_a_message(self, standin: Any, reply: str, message: str) -> None:
        standin.scenario = reply
        with pytest.raises(FetchFailed, match=f"^yahoo/KZT=X: {message}$"):
            fetch("KZT=X")

    def test_requests_are_counted(self, standin: Any) -> None:
        with counting() as asked:
            fetch("KZT=X")
        assert len(asked) == len(standin.requests) > 0

    def test_a_flood_is_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fetch("KZT=X")
        limits = yfinance_session().curl_options
        ((option, limit),) = limits.items()
        assert limit == LARGEST
        monkeypatch.setitem(limits, option, 5000)
        with pytest.raises(FetchFailed, match="file size"):
            fetch("KZT=X", None)

    def test_asks_for_the_tail_only(self, standin: Any) -> None:
        fetch("KZT=X")
        standin.requests.clear()
        fetch("KZT=X", date(2019, 1, 21))
        assert sum(request["bytes"] for request in standin.requests) < 5000
        assert len(standin.requests) <= 4

    def test_warnings_as_errors_change_nothing(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert len(fetch("KZT=X").data) > 700

    def test_gives_up_at_the_deadline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(yahoo, "_ask", lambda *_: sleep(1))
        monkeypatch.setattr(yahoo, "DEADLINE", 0.2)
        with pytest.raises(FetchFailed, match=r"within 0\.2 seconds"):
            fetch("KZT=X")

    def test_a_new_process_leaves_no_files_of_yfinance_behind_and_prints_no_failure(
        self, standin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("XDG_CACHE_HOME", "TMPDIR"):
            monkeypatch.setenv(name, str(tmp_path))
        (last, refusal), printed = in_a_new_process()
        assert (last, printed) == ("2019-01-31", "")
        assert refusal.startswith("yahoo/NOPE: Yahoo refused (404 Not Found: ")
        asked = ["NOPE" in request["url"] for request in standin.requests]
        assert asked.index(True) == 4, "what a good symbol takes"
        assert list(tmp_path.iterdir()) == []
