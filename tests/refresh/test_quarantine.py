"""What is held back, as a state: what the publisher says now, and what a hand lets in of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pandas as pd
import pytest

from relations import cache
from relations.refresh import NotQuarantined, Unwritable, accept, passed_over, quarantined, refresh
from relations.refresh.quarantine import Held, alike, memory
from sources import FetchFailed, Snapshot, now, observations
from tests.refresh.fakes import Fake, days, read

LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(30)])
DAY = date(2026, 11, 5)


@pytest.fixture(autouse=True)
def market(publish: Callable[..., Fake], today: Callable[[str], None]) -> Fake:
    today("2026-11-13")
    return publish("market", {"KZT": LEVEL | {"2026-11-05": 45000.0}, "NO": FetchFailed("no")})


def held() -> dict[str, float]:
    return {f"{one.day}": one.value for one in quarantined()}


def ask(market: Fake, rows: dict[str, float] | None = None) -> str | None:
    """Let the publisher say this beside the usual, refresh, and return what is said of it."""
    if rows is not None:
        market.answers["KZT"] = LEVEL | rows
    return refresh([["market/KZT"]])[0].error


class TestState:
    def test_what_the_publisher_has_corrected_is_gone_and_cannot_be_accepted(self, market: Fake) -> None:
        ask(market)
        assert held() == {"2026-11-05": 45000.0}
        ask(market, {})
        assert held() == {}
        assert read("market/KZT") == LEVEL
        with pytest.raises(NotQuarantined):
            accept("market/KZT", DAY)
        assert read("market/KZT") == LEVEL

    def test_what_it_says_now_is_what_is_offered(self, market: Fake) -> None:
        ask(market, {"2026-11-05": 45000.0})
        ask(market, {"2026-11-05": 4.5})
        ask(market, {"2026-11-05": 45000.0})
        assert held() == {"2026-11-05": 45000.0}
        assert accept("market/KZT", DAY) == {DAY: 45000.0}

    def test_what_was_not_asked_for_stays(self, market: Fake, today: Callable[[str], None]) -> None:
        market.answers["KZT"] = days("2020-01-01", [450.0] * 1760) | {"2020-03-02": 45000.0}
        ask(market)
        today("2026-11-28")
        assert ask(market) is None
        assert held() == {"2020-03-02": 45000.0}
        refresh([["market/NO"]])
        assert held() == {"2020-03-02": 45000.0}

    def test_what_is_held_is_asked_for_again_until_it_is_settled(self, market: Fake) -> None:
        ask(market, {"2026-10-07": 45000.0})
        ask(market)
        assert market.asked[-1] == ("KZT", date(2026, 10, 7))
        ask(market, {})
        assert held() == {}
        assert read("market/KZT") == LEVEL

    def test_since_when_it_is_said_is_kept(self, market: Fake, today: Callable[[str], None]) -> None:
        ask(market)
        (first,) = quarantined()
        today("2026-11-16")
        ask(market)
        assert quarantined() == [first]

    def test_a_forecast_is_not_accepted_before_its_day_nor_for_having_been_said(
        self, market: Fake, today: Callable[[str], None]
    ) -> None:
        ask(market, {"2999-01-01": 450.0, "2026-11-16": 4500.0})
        for day in (date(2999, 1, 1), date(2026, 11, 16)):
            with pytest.raises(NotQuarantined, match="lies in the future"):
                accept("market/KZT", day)
        today("2026-11-17")
        with pytest.raises(NotQuarantined, match="lies in the future"):
            accept("market/KZT", date(2026, 11, 16))
        assert read("market/KZT") == LEVEL | {"2026-11-05": LEVEL["2026-11-05"]}

    def test_the_log_of_an_earlier_version_is_read(self, folder: object) -> None:
        del folder
        old = (
            "key,date,value,reason,when\n"
            "market/KZT,2026-11-05,45000.0,moved,2026-11-10T12:00:00Z\n"
            "market/KZT,2026-11-05,4.5,moved,2026-11-11T12:00:00Z\n"
            "market/KZT,2026-11-06,60.0,moved,2026-11-11T12:00:00Z\n"
            "market/KZT,2026-11-06,60.0,accepted by hand,2026-11-12T12:00:00Z\n"
        )
        (cache.cache_folder() / "quarantine.csv").write_text(old)
        assert held() == {"2026-11-05": 4.5}
        known = memory("market/KZT", date(2026, 11, 13))
        assert known.said_for(DAY, 4.5) == 2
        assert known.said_for(DAY, 45000.0) == 0

    def test_what_a_spreadsheet_saved_is_read_and_what_is_no_row_is_named(self) -> None:
        text = (
            "\ufeffkey,date,value,reason,when\r\n"
            "market/KZT,05.11.2026,45000.0,moved,2026-11-10T12:00:00Z\r\n"
            'market/KZT,2026-11-06,"5,0",moved,2026-11-10T12:00:00Z\r\n'
            "market/KZT,2026-11-09,7.0,moved,2026-11-10T12:00:00\r\n\r\nx,y\r\n"
        )
        (cache.cache_folder() / "quarantine.csv").write_bytes(text.encode())
        assert held() == {"2026-11-05": 45000.0, "2026-11-06": 5.0, "2026-11-09": 7.0}
        (said,) = passed_over()
        assert "quarantine.csv: line 6 " in said

    def test_numbers_that_must_not_be_redistributed_are_in_a_file_of_their_own(
        self, publish: Callable[..., Fake]
    ) -> None:
        publish("closed", {"KZT": LEVEL | {"2026-11-05": 45000.0}}).redistribution = "no"
        publish("market", {"KZT": LEVEL | {"2026-11-06": 45000.0}})
        refresh([["closed/KZT"], ["market/KZT"]])
        assert "closed" not in (cache.cache_folder() / "quarantine.csv").read_text()
        assert "closed" in (cache.cache_folder() / "private" / "quarantine.csv").read_text()
        assert len(quarantined()) == 2


class TestAccept:
    def test_lets_a_value_in_for_good(self, market: Fake) -> None:
        ask(market)
        assert accept("market/KZT", DAY) == {DAY: 45000.0}
        assert read("market/KZT")["2026-11-05"] == 45000.0
        assert held() == {}
        assert ask(market) is None
        cache.cache_path("market/KZT").unlink()
        assert ask(market) is None, "it is remembered when all is fetched anew"
        assert read("market/KZT")["2026-11-05"] == 45000.0

    def test_lets_in_that_value_and_no_other_of_its_day(self, market: Fake) -> None:
        ask(market)
        accept("market/KZT", DAY)
        assert "4,500,000 is" in str(ask(market, {"2026-11-05": 4500000.0}))
        assert read("market/KZT")["2026-11-05"] == 45000.0

    def test_takes_all_of_a_range_and_leaves_the_rest(self, market: Fake) -> None:
        wrong = {"2026-11-03": 45000.0, "2026-11-05": 46000.0, "2026-11-06": 47000.0, "2026-11-14": 450.0}
        ask(market, wrong)
        market.unreadable = {"2026-11-04": "'n/a'"}
        ask(market)
        taken = accept("market/KZT", date(2026, 11, 4), date(2026, 12, 1))
        assert taken == {date(2026, 11, 5): 46000.0, date(2026, 11, 6): 47000.0}
        assert held().keys() == {"2026-11-03", "2026-11-04", "2026-11-14"}

    def test_leaves_the_copy_of_the_day_its_publisher_was_asked(
        self, market: Fake, today: Callable[[str], None]
    ) -> None:
        ask(market)
        today("2026-12-13")
        accept("market/KZT", DAY)
        assert cache.read("market/KZT").retrieved.date() == date(2026, 11, 13)
        assert cache.read("market/KZT", as_of=date(2026, 12, 12)).data["value"].max() < 1000

    def test_of_a_revision_is_a_revision(self, market: Fake) -> None:
        ask(market, {})
        ask(market, {"2026-11-10": 225.0})
        accept("market/KZT", date(2026, 11, 10))
        assert "market/KZT,2026-11-10,451.0,225.0," in (cache.cache_folder() / "revisions.csv").read_text()

    def test_of_what_is_not_in_quarantine_says_what_is(self, market: Fake) -> None:
        ask(market)
        with pytest.raises(NotQuarantined, match="2026-11-05"):
            accept("market/KZT", date(2026, 11, 6))
        with pytest.raises(NotQuarantined, match="none"):
            accept("market/RUB", date(2026, 11, 6))

    def test_that_cannot_be_written_says_so(self, market: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(snapshot: object) -> None:
            raise OSError(28, "No space left on device")

        ask(market)
        monkeypatch.setattr(cache, "write", full)
        with pytest.raises(Unwritable, match="No space left"):
            accept("market/KZT", DAY)

    @pytest.mark.parametrize("monthly", ["bank", "market"])
    def test_of_another_rhythm_tells_the_scale_of_a_first_answer(
        self, publish: Callable[..., Fake], monthly: str
    ) -> None:
        """A daily rate is held against month ends, and month ends against daily rates."""
        days = pd.bdate_range("2026-07-01", "2026-10-30").strftime("%Y-%m-%d")
        ends = ("2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31")
        rows = {name: dict.fromkeys(ends if name == monthly else days, 450.0) for name in ("bank", "market")}
        rhythm = {"frequency": "monthly", "date_means": "end of month"}
        publish("bank", {"KZT": rows["bank"]}, **(rhythm if monthly == "bank" else {}))
        wrong = {day: value * 1000 for day, value in rows["market"].items()}
        publish("market", {"X": wrong}, **(rhythm if monthly == "market" else {}))
        refresh([["bank/KZT"]])
        (outcome,) = refresh([["market/X"]])
        assert "1,000 times what bank/KZT says" in str(outcome.error)

    def test_in_an_older_money_tells_no_scale(self, publish: Callable[..., Fake]) -> None:
        """Of two that differ by the zeros cut off before, the newest months count."""
        ends = pd.date_range("2018-01-31", "2026-10-31", freq="ME").strftime("%Y-%m-%d")
        old = {day: 4.5e6 if day < "2023" else 450.0 for day in ends}
        bank = Fake("bank", frequency="monthly", date_means="end of month").indicator("KZT")
        cache.write(Snapshot(bank, observations(list(old), list(old.values())), now()))
        publish("market", {"X": dict.fromkeys(pd.bdate_range("2018-01-01", "2026-10-30").strftime("%Y-%m-%d"), 450.0)})
        (outcome,) = refresh([["market/X"]])
        assert (outcome.status, outcome.error) == ("added", None)

    def test_makes_a_copy_of_a_first_answer_that_was_held_back_whole(self, publish: Callable[..., Fake]) -> None:
        publish("market", {"KZT": LEVEL, "X": {day: value * 1000 for day, value in LEVEL.items()}})
        publish("bank", {"KZT": LEVEL})
        refresh([["bank/KZT"]])
        (outcome,) = refresh([["market/X"]])
        assert outcome.status == "rejected"
        assert "1,000 times what bank/KZT says" in str(outcome.error)
        assert "`relations accept market/X 2026-10-01..2026-11-11`" in str(outcome.error)
        assert len(accept("market/X", date(2026, 10, 1), date(2026, 11, 11))) == 30
        assert cache.read("market/X").first == date(2026, 10, 1)


def test_rows_of_one_reason_stand_together() -> None:
    when = datetime.fromisoformat("2026-11-13T12:00:00Z")
    rows = [Held("a/X", date(2026, 11, n), 1.0, f"is {n / 7:g} times the 1,000.5", when) for n in range(1, 9)]
    other = [Held("a/X", date(2026, 11, 9), 1.0, "lies in the future: today is 2026-11-08", when)]
    assert [len(group) for group in alike([*rows, *other, Held("b/X", date(2026, 11, 9), 1.0, "x", when)])] == [8, 1, 1]
