"""The publishers without a client library, against the stand-in: what each is known for."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import sources
from sources import (
    Fetch,
    FetchFailed,
    NoSuchSeries,
    NotListed,
    Rejected,
    Snapshot,
    bank_of_russia,
    nbp,
    penn_world_table,
    pink_sheet,
    wits,
)
from sources._fetch import http as _http


def fetch(key: str, since: date | None = None) -> Snapshot:
    publisher = sources.source(key)
    return publisher.fetch(publisher.indicator(key.split("/", 1)[1]), since)


def values(key: str, since: date | None = None) -> dict[date, float]:
    data = fetch(key, since).data
    return dict(zip(data["date"].dt.date, data["value"].tolist(), strict=True))


pytestmark = pytest.mark.usefixtures("fresh")


def together(codes: list[str]) -> Fetch:
    """What a run that wants these codes asks WITS by."""
    make = wits.HABITS.together
    assert make
    return make(codes)


def asked(ask: Fetch, code: str) -> dict[date, float]:
    found = ask(wits.indicator(code), None)
    return dict(zip(found.data["date"].dt.date, found.data["value"].tolist(), strict=True))


@pytest.mark.usefixtures("standin")
class TestWits:
    def test_us_dollars_in_millions(self) -> None:
        imports = values("wits/KAZ/RUS/imports")
        assert imports[date(2012, 1, 1)] == pytest.approx(17110.46)
        assert imports[date(2016, 1, 1)] == pytest.approx(9129.77)

    def test_the_share_is_of_trade_with_the_world_in_the_same_year(self, standin: Any) -> None:
        shares = values("wits/KAZ/RUS/exports_share")
        assert shares[date(1995, 1, 1)] == pytest.approx(45.19)
        assert [url.split("/partner/")[1][:3] for url in (r["url"] for r in standin.requests)] == ["rus", "wld"]

    def test_a_run_asks_once_for_a_reporters_exports_to_many(self, standin: Any) -> None:
        """And what it gives is what each question alone would give; who is not in the answer has no trade."""
        codes = [f"KAZ/{one}/exports{share}" for one in ("CHN", "KGZ", "RUS", "TUR", "UZB") for share in ("", "_share")]
        alone = [values(f"wits/{code}") for code in codes]
        assert len(standin.requests) == 15
        ask = together([*codes, "KAZ/FRA/exports"])
        assert [asked(ask, code) for code in codes] == alone
        with pytest.raises(NoSuchSeries, match="no records of KAZ's exports with FRA"):
            asked(ask, "KAZ/FRA/exports")
        assert [url.split("/partner/")[1][:3] for url in (r["url"] for r in standin.requests[15:])] == ["all"]

    def test_few_partners_are_asked_for_one_by_one_and_the_world_once(self, standin: Any) -> None:
        ask = together(codes := ["KAZ/RUS/exports", "KAZ/RUS/exports_share", "KAZ/CHN/exports_share"])
        for code in codes:
            asked(ask, code)
        assert [url.split("/partner/")[1][:3] for url in (r["url"] for r in standin.requests)] == ["rus", "wld", "chn"]

    def test_where_all_partners_are_not_given_each_is_asked_for(self, standin: Any) -> None:
        ask = together(["SDN/CHN/exports", "SDN/RUS/exports", "SDN/KAZ/exports", "SDN/TUR/exports"])
        assert len(asked(ask, "SDN/CHN/exports")) == 26
        asked_for = [
            url.split("/reporter/")[1][:3] + url.split("/partner/")[1][:4]
            for url in (r["url"] for r in standin.requests)
        ]
        assert asked_for == ["sdnall/", "sdnchn/", "sudall/", "sudchn/"]

    def test_what_is_known_of_a_reporter_is_let_go_when_another_is_asked(self, standin: Any) -> None:
        """So memory does not grow with the reporters; what is asked again is little, and never all partners."""
        ask = together(codes := [*(f"KAZ/{one}/exports" for one in ("CHN", "KGZ", "RUS", "TUR")), "RUS/KAZ/exports"])
        for code in (codes[0], codes[-1], codes[1]):
            asked(ask, code)
        assert [url.split("/partner/")[1][:3] for url in (r["url"] for r in standin.requests)] == ["all", "kaz", "kgz"]

    def test_a_revision_arrives(self, standin: Any) -> None:
        before = values("wits/KAZ/RUS/exports")
        standin.scenario = "revised"
        after = values("wits/KAZ/RUS/exports")
        assert [day.year for day in before if after[day] != before[day]] == [2019]

    def test_no_records_is_said_so_and_not_asked_again(self, standin: Any) -> None:
        standin.scenario = "wits-404"
        with pytest.raises(FetchFailed, match="WITS has no records of KAZ's exports with RUS"):
            fetch("wits/KAZ/RUS/exports")
        assert len(standin.requests) == 1

    def test_an_error_in_xml_with_status_200_is_told_in_its_words(self) -> None:
        with pytest.raises(
            FetchFailed,
            match=r"WITS, .* answered with “The provided Partner code is not valid.” instead of JSON$",
        ):
            fetch("wits/KAZ/FRA/exports")

    def test_asks_with_its_own_codes(self, standin: Any) -> None:
        assert len(values("wits/ROU/TWN/exports")) == 26
        assert "/reporter/rom/year/all/partner/oas/" in standin.requests[0]["url"]

    def test_a_country_with_two_codes_is_one_series_and_its_title_says_so(self) -> None:
        found = fetch("wits/SDN/CHN/exports")
        assert found.data["date"].dt.year.tolist() == list(range(1996, 2022))
        assert found.indicator.title.endswith("; Sudan until 2011 with South Sudan")

    def test_its_own_codes_in_a_message_and_in_no_key(self, standin: Any) -> None:
        for key in ("wits/ROM/RUS/exports", "wits/KAZ/SUD/exports"):
            with pytest.raises(Rejected, match=r"allowed are those of ISO 3166, here (ROU|SDN)"):
                fetch(key)
        standin.scenario = "wits-404"
        with pytest.raises(FetchFailed, match=r"no records of ROU's exports with RUS \(ROM/RUS\)"):
            fetch("wits/ROU/RUS/exports")

    def test_groups_it_does_not_have_are_refused(self) -> None:
        with pytest.raises(Rejected, match="WITS has no trade of Euro area; allowed are countries and EAS"):
            fetch("wits/KAZ/EMU/exports")
        assert "Kazakhstan to World" in wits.indicator("KAZ/WLD/exports").title

    def test_has_patience_for_a_slow_publisher(self) -> None:
        assert _http.READ > 8


@pytest.mark.usefixtures("standin")
class TestBankOfRussia:
    def test_a_rate_is_dated_the_day_it_applies(self) -> None:
        """Set on Tuesday 16 December 2014 for Wednesday; no label falls on a Sunday or a Monday."""
        rates = values("bank_of_russia/USD", date(2014, 12, 1))
        assert rates[date(2014, 12, 17)] == pytest.approx(61.15, abs=0.005)
        assert {day.weekday() for day in rates} == {1, 2, 3, 4, 5}

    def test_a_rate_is_for_one_unit_whatever_was_quoted(self) -> None:
        assert 0.1 < values("bank_of_russia/KZT", date(2018, 1, 1))[date(2018, 1, 11)] < 0.25

    def test_other_currencies_are_looked_up_in_its_list(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bank_of_russia, "_IDENTITIES", {})
        assert fetch("bank_of_russia/USD", date(2024, 1, 1)).first == date(2024, 1, 10)
        assert ["XML_daily" in request["url"] for request in standin.requests] == [True, False]
        with pytest.raises(FetchFailed, match="does not list SEK, nor did it in 2025, 2016"):
            fetch("bank_of_russia/SEK")

    def test_a_currency_that_is_no_more_is_in_the_list_of_its_day(
        self, standin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known = dict(bank_of_russia._IDENTITIES)
        monkeypatch.setattr(bank_of_russia, "_IDENTITIES", {})
        assert fetch("bank_of_russia/BYR", date(2016, 1, 1)).last == date(2016, 6, 30)
        days = [request["url"].partition("date_req=")[2][-4:] for request in standin.requests]
        assert days[:3] == ["", "2025", "2016"]
        assert f"VAL_NM_RQ={known['BYR']}" in standin.requests[3]["url"]
        assert known["BYN"] != known["BYR"], "the new rouble is another series"

    def test_a_page_of_its_guard_is_a_failure(self, standin: Any) -> None:
        standin.scenario = "cbr-splash"
        with pytest.raises(FetchFailed, match="Bank of Russia answered with a page of its guard DDoS-Guard instead"):
            fetch("bank_of_russia/USD")

    def test_asks_for_the_tail_only(self, standin: Any) -> None:
        fetch("bank_of_russia/USD", date(2024, 12, 1))
        (request,) = standin.requests
        assert request["bytes"] < 5000


@pytest.mark.usefixtures("standin")
class TestFred:
    def test_no_price_is_no_row(self) -> None:
        assert date(2018, 12, 25) not in values("fred/DCOILWTICO", date(2018, 12, 1))
        assert values("fred/DCOILWTICO")[date(2014, 6, 19)] == 107.08

    def test_half_an_answer_is_none(self, standin: Any) -> None:
        standin.scenario = "fred-truncated"
        with pytest.raises(FetchFailed, match="gave no answer"):
            fetch("fred/DCOILBRENTEU")
        assert len(standin.requests) == 3

    def test_unknown_to_fred(self) -> None:
        with pytest.raises(NoSuchSeries, match=r"^fred/NOSUCHSERIES: FRED has no series NOSUCHSERIES$"):
            fetch("fred/NOSUCHSERIES")

    def test_days_to_come_go_through(self, standin: Any) -> None:
        """Refresh refuses them, and says so."""
        standin.scenario = "future"
        assert fetch("fred/DCOILBRENTEU").last > standin.today


@pytest.mark.usefixtures("standin")
class TestImf:
    def test_representative_rates(self, january: date) -> None:
        rates = values("imf/KZT", date(2014, 2, 10))
        assert [round(rates[date(2014, 2, day)], 2) for day in (10, 11, 12)] == [155.56, 163.9, 184.5]
        assert max(rates) == january

    @pytest.mark.usefixtures("january")
    def test_a_month_is_asked_for_once_for_all_currencies(self, standin: Any) -> None:
        fetch("imf/KZT", date(2018, 7, 20))
        assert len(standin.requests) == 7
        fetch("imf/RUB", date(2018, 7, 20))
        assert len(standin.requests) == 8  # this month is not over

    @pytest.mark.usefixtures("january")
    def test_the_next_run_asks_anew_for_months_that_are_over(self, standin: Any) -> None:
        """A run has a thread of its own: what was wrong in one must not stay in a program that goes on for weeks."""
        for asked in (7, 14):
            with ThreadPoolExecutor() as run:
                run.submit(fetch, "imf/KZT", date(2018, 7, 20)).result()
            assert len(standin.requests) == asked

    def test_a_failure_is_not_remembered(self, standin: Any, january: date) -> None:
        standin.scenario = "all-down"
        with pytest.raises(FetchFailed):
            fetch("imf/KZT", date(2018, 12, 20))
        standin.scenario = "ok"
        assert fetch("imf/KZT", date(2018, 12, 20)).last == january


@pytest.mark.usefixtures("standin")
class TestNbp:
    @pytest.mark.usefixtures("january")
    def test_what_both_cost_in_zloty_on_the_same_day(self) -> None:
        shipped = Path(__file__).parents[2] / "data" / "cache" / "nbp" / "KZT.csv"
        known = dict(line.split(",") for line in shipped.read_text().splitlines() if line[0] != "#")
        rates = values("nbp/KZT", date(2015, 8, 1))
        assert min(rates) == date(2015, 8, 5)
        for day, rate in rates.items():
            assert rate == pytest.approx(float(known[str(day)]), abs=1e-6)

    def test_a_currency_that_moved_to_another_table(self) -> None:
        """It is two series: what was fixed every day, and what has been fixed on Wednesdays since."""
        daily, weekly = (values(key, date(2022, 2, 20)) for key in ("nbp/RUB", "nbp/RUB/weekly"))
        assert max(daily) == date(2022, 3, 7)
        assert min(weekly) == date(2022, 3, 9)
        assert {day.weekday() for day in weekly} == {2}

    def test_a_currency_that_is_no_more_has_its_history_and_is_not_asked_for_after_it(self, standin: Any) -> None:
        found = fetch("nbp/HRK", date(2021, 12, 1))
        assert (found.last, found.indicator.frequency) == (date(2022, 12, 30), "daily")
        assert found.indicator.title.endswith("of table A until 30 Dec 2022")
        assert [url for url in (request["url"] for request in standin.requests) if "/2023-" in url] == []
        assert nbp.HABITS.complete(found.indicator.code, found.last)

    def test_a_table_without_the_currency_is_no_failure(self, standin: Any, january: date) -> None:
        assert fetch("nbp/KZT", date(2019, 1, 1)).last <= january
        assert sorted(request["status"] for request in standin.requests) == [200, 200]


@pytest.mark.usefixtures("standin")
class TestPinkSheet:
    def test_follows_the_link_of_the_page(self, standin: Any) -> None:
        prices = values("pink_sheet/CRUDE_BRENT")
        assert prices[date(2022, 12, 1)] == pytest.approx(80.9, abs=0.05)
        assert [request["url"].split("/")[2] for request in standin.requests] == [
            "www.worldbank.org",
            "thedocs.worldbank.org",
        ]

    def test_a_whole_sheet_without_a_commodity_says_so_and_an_odd_one_does_not(self) -> None:
        for heading, error in ("Crude oil, Brent", NotListed), ("Some other table", FetchFailed):
            book = Workbook()
            book.active.title = pink_sheet.SHEET
            for row in ([None, heading], [None, "($/bbl)"], ["2024M01", 80.0]):
                book.active.append(row)
            book.save(body := io.BytesIO())
            with pytest.raises(error, match="no column 'Gold'") as raised:
                list(pink_sheet.parse(body.getvalue(), "GOLD"))
            assert type(raised.value) is error


class TestPennWorldTable:
    def test_says_it_is_a_fixed_release(self) -> None:
        with pytest.raises(FetchFailed, match="fixed release"):
            penn_world_table.fetch(penn_world_table.indicator("KAZ/pop"))
