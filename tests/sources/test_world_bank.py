"""wbgapi, as it is, against the stand-in: each of its traps."""

from __future__ import annotations

import json
from datetime import date
from time import monotonic
from typing import Any

import pytest

from sources import FetchFailed, RateLimited, Snapshot, world_bank
from sources._fetch.http import counting

KEY = "KAZ/NE.EXP.GNFS.CD"


def fetch(code: str = KEY, since: date | None = None) -> Snapshot:
    return world_bank.fetch(world_bank.indicator(code), since)


@pytest.fixture
def rows(standin: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the World Bank answer with a text of our own."""
    import requests

    def answer_with(text: str, status: int = 200) -> None:
        response = requests.Response()
        response.status_code, response.reason, response._content = status, "reason", text.encode()
        monkeypatch.setattr(requests, "get", lambda *_, **__: response)

    return answer_with


class TestDescription:
    @pytest.mark.parametrize(
        ("series", "unit"),
        [
            ("NY.GDP.MKTP.CD", "current US$"),
            ("NY.GDP.PCAP.PP.CD", "current international $"),
            ("NY.GDP.MKTP.KD.ZG", "% a year"),
            ("NE.TRD.GNFS.ZS", "%"),
            ("SP.POP.TOTL", "other: unit named on the indicator's page"),
            ("NY.GDP.MKTP.CN", "other: current local currency of Kazakhstan"),
        ],
    )
    def test_the_unit_is_what_the_code_ends_with(self, series: str, unit: str) -> None:
        assert str(world_bank.indicator(f"KAZ/{series}").unit) == unit

    def test_trade_in_wdi_is_with_the_world_not_with_a_partner(self) -> None:
        assert world_bank.indicator(KEY).title.endswith("Kazakhstan, with the world")


@pytest.mark.usefixtures("standin")
class TestFetch:
    def test_takes_one_request(self, standin: Any) -> None:
        snapshot = fetch()
        assert len(standin.requests) == 1
        assert (snapshot.first, snapshot.last) == (date(1994, 1, 1), date(2023, 1, 1))
        assert snapshot.data["value"].iloc[-1] == 90360130435.25917

    def test_requests_are_counted(self, standin: Any) -> None:
        with counting() as asked:
            fetch()
        assert asked == [request["url"] for request in standin.requests]

    def test_a_flood_is_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(world_bank, "LARGEST", 5000)
        with pytest.raises(FetchFailed, match="more than 5,000 bytes"):
            fetch()

    def test_asks_for_the_years_from_since_on(self, standin: Any) -> None:
        assert fetch(since=date(2015, 6, 1)).first == date(2016, 1, 1)
        assert "date=2015" in standin.requests[0]["url"]

    def test_all_pages_are_read(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = fetch().data
        monkeypatch.setattr(world_bank, "PER_PAGE", 7)
        standin.requests.clear()
        assert fetch().data.equals(whole)
        assert len(standin.requests) == 10  # 66 years, most of them null

    @pytest.mark.parametrize(
        ("scenario", "fact", "attempts"),
        [("wb-502", "502", 3), ("wb-html", "JSON decoding", 1), ("wb-xml-error", "JSON decoding", 1)],
    )
    def test_says_what_was_answered(self, standin: Any, scenario: str, fact: str, attempts: int) -> None:
        standin.scenario = scenario
        with pytest.raises(FetchFailed, match=fact):
            fetch()
        assert len(standin.requests) == attempts

    def test_heals_when_the_world_bank_does(self, standin: Any) -> None:
        standin.scenario = "wb-502"
        with pytest.raises(FetchFailed):
            fetch()
        standin.scenario = "ok"
        assert fetch().last == date(2023, 1, 1)

    def test_does_not_wait_for_ever(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        standin.scenario = "wb-hang"
        monkeypatch.setattr(world_bank, "DEADLINE", 0.3)
        begun = monotonic()
        with pytest.raises(FetchFailed, match=r"within 0\.3 seconds"):
            fetch()
        assert monotonic() - begun < 2

    def test_silence_does_not_pass(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        standin.scenario = "wb-hang"
        monkeypatch.setattr(world_bank, "TIMEOUT", (1.0, 0.2))
        with pytest.raises(FetchFailed, match="timed out"):
            fetch()

    def test_tells_the_years_that_have_no_number_apart(self, standin: Any) -> None:
        standin.scenario = "garbage"
        found = fetch()
        assert [(day.year, said) for day, said in found.unreadable] == [(2017, "inf"), (2019, "nan"), (2021, "'n/a'")]
        assert (found.first, found.last, len(found.data)) == (date(1994, 1, 1), date(2023, 1, 1), 27)

    def test_a_year_to_come_goes_through(self, standin: Any) -> None:
        """Refresh refuses it, and says so; were it dropped here nobody would know."""
        standin.scenario = "future"
        assert fetch().last == date(standin.today.year + 1, 1, 1)

    def test_a_revised_value_arrives(self, standin: Any) -> None:
        before = fetch(since=date(2019, 1, 1)).data["value"].iloc[0]
        standin.scenario = "revised"
        assert fetch(since=date(2019, 1, 1)).data["value"].iloc[0] == pytest.approx(1.02 * before)

    def test_unknown_to_the_world_bank(self) -> None:
        with pytest.raises(FetchFailed, match="Invalid value"):
            fetch("KAZ/NO.SUCH.SERIES")

    @pytest.mark.parametrize("rest", ["null", "[]", "[null]", "[1]", '[{"date": "2019"}]', "{}", '"rows"'])
    def test_rows_of_another_form(self, rows: Any, rest: str) -> None:
        rows(f'[{{"page": 1, "pages": 1, "per_page": 50, "total": 1}}, {rest}]')
        with pytest.raises(FetchFailed):
            fetch()

    @pytest.mark.parametrize("text", ["", "[]", "{}", "null", "3", '[{"page": 1}]', '[{"total": "many"}, []]', "[[[["])
    def test_answers_of_another_form(self, rows: Any, text: str) -> None:
        rows(text)
        with pytest.raises(FetchFailed):
            fetch()

    def test_rows_of_another_country(self, rows: Any) -> None:
        row = {"countryiso3code": "RUS", "indicator": {"id": "NE.EXP.GNFS.CD"}, "date": "2019", "value": 1.0}
        rows(json.dumps([{"per_page": 50, "total": 1}, [row]]))
        with pytest.raises(FetchFailed, match=r"RUS/NE\.EXP\.GNFS\.CD instead"):
            fetch()

    def test_a_rate_limit_is_told_apart(self, rows: Any) -> None:
        rows("slow down", 429)
        with pytest.raises(RateLimited):
            fetch()
