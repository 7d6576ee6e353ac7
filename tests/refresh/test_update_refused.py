"""An update that is refused, whole or in part: the copy there is stays, and it is said why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from relations import cache
from relations.refresh import quarantined, refresh
from sources import FetchFailed, RateLimited, Rejected
from tests.refresh.asking import LEVEL, Publish, ask, states
from tests.refresh.fakes import read


@pytest.fixture(autouse=True)
def _clock(today: Callable[[str], None]) -> None:
    today("2026-11-13")


class TestFailure:
    def test_is_one_line_with_the_publisher_the_answer_and_the_copy(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        market.answers["KZT"] = FetchFailed("market/KZT: it answered 502\nBad Gateway")
        (outcome,) = ask("market/KZT")
        assert outcome.status == "failed"
        assert outcome.error == (
            "market/KZT: it answered 502 Bad Gateway; our copy of 2026-11-13 stands, it ends 2026-11-11"
        )
        assert read("market/KZT") == LEVEL

    def test_of_one_publisher_leaves_the_others_alone_and_the_next_of_the_line_serves(self, publish: Publish) -> None:
        publish("market", {"KZT": FetchFailed("no"), "RUB": LEVEL})
        bank = publish("bank", {"KZT": LEVEL})
        spare = publish("spare", {"KZT": LEVEL})
        outcomes = refresh([["market/KZT", "bank/KZT", "spare/KZT"], ["market/RUB"]])
        assert {outcome.key: outcome.status for outcome in outcomes} == {
            "market/KZT": "failed",
            "market/RUB": "added",
            "bank/KZT": "added",
        }
        assert len(bank.asked) == 1
        assert spare.asked == []

    def test_of_a_whole_publisher_leaves_the_rest_of_it_unasked(self, publish: Publish) -> None:
        market = publish("market", {"A": RateLimited("market/A: 429, too many requests"), "B": LEVEL, "C": LEVEL})
        outcomes = ask("market/A", "market/B", "market/C")
        assert states(outcomes) == ["failed"] * 3
        assert market.asked == [("A", None)]
        assert "429, too many requests" in str(outcomes[2].error)
        assert states(ask("market/B")) == ["added"], "the next run asks again"

    def test_to_answer_in_time_is_taken_for_the_whole_publisher(self, publish: Publish) -> None:
        late = FetchFailed("gave no whole answer within 60 seconds")
        late.__cause__ = ConnectionError("read")
        late.__cause__.__context__ = TimeoutError("timed out")
        market = publish("market", {"A": late, "B": LEVEL})
        assert states(ask("market/A", "market/B")) == ["failed", "failed"]
        assert market.asked == [("A", None)]

    @pytest.mark.usefixtures("shipped", "publish")
    def test_of_a_publisher_this_version_cannot_ask(self) -> None:
        (outcome,) = ask("imf/KZT")
        assert (outcome.status, outcome.error) == ("fixed", None), "its copy is all there will be, every night"
        cache.cache_path("imf/KZT").unlink()
        (outcome,) = ask("imf/KZT")
        assert outcome.status == "failed"
        assert "cannot be fetched by this version" in str(outcome.error)


class TestRejection:
    def test_leaves_the_old_copy(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        before = cache.cache_path("market/KZT").read_bytes()
        for answer in (dict(list(LEVEL.items())[:-3]), Rejected("the dates are missing in places")):
            market.answers["KZT"] = answer
            (outcome,) = ask("market/KZT")
            assert outcome.status == "rejected"
            assert "our copy of 2026-11-13 stands" in str(outcome.error)
            assert cache.cache_path("market/KZT").read_bytes() == before

    def test_of_a_shrunk_history_can_be_overruled_and_nothing_is_forgotten(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        market.answers["KZT"] = rest = dict(list(LEVEL.items())[:-3])
        (outcome,) = ask("market/KZT", full=True, accept_shrink=True)
        assert (outcome.status, outcome.revised) == ("revised", 3)
        assert read("market/KZT") == rest
        ledger = (cache.cache_folder() / "revisions.csv").read_text()
        assert "market/KZT,2026-11-11,452.0,," in ledger

    def test_of_every_row_of_a_first_load_makes_no_copy(self, publish: Publish) -> None:
        publish("market", {"KZT": {"2026-11-14": 450.0}})
        (outcome,) = ask("market/KZT")
        assert outcome.status == "rejected"
        assert "future" in str(outcome.error)
        assert not cache.is_cached("market/KZT")


class TestQuarantine:
    def test_keeps_a_shock_of_the_last_day_until_the_next_confirms_it(
        self, publish: Publish, today: Callable[[str], None]
    ) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        market.answers["KZT"] = shocked = LEVEL | {"2026-11-12": 700.0}
        (outcome,) = ask("market/KZT")
        assert outcome.status == "fresh"
        assert "1 row in quarantine, 2026-11-12: 700 moved by a factor of 1.55" in str(outcome.error)
        assert "2026-11-12" not in read("market/KZT")
        today("2026-11-14")
        market.answers["KZT"] = shocked | {"2026-11-13": 690.0}
        (outcome,) = ask("market/KZT")
        assert (outcome.status, outcome.added, outcome.error) == ("added", 2, None)
        assert quarantined() == []

    def test_keeps_a_wrong_tick_and_lets_the_days_after_it_in(self, publish: Publish) -> None:
        publish("market", {"KZT": LEVEL | {"2026-10-20": 45000.0}})
        assert ask("market/KZT")[0].added == 29
        assert [(one.day, one.value) for one in quarantined()] == [(date(2026, 10, 20), 45000.0)]

    def test_notes_a_row_once_however_often_it_comes(self, publish: Publish) -> None:
        publish("market", {"KZT": LEVEL | {"2026-11-05": 45000.0}})
        for _ in range(3):
            ask("market/KZT")
        assert (cache.cache_folder() / "quarantine.csv").read_text().count("45000") == 1

    def test_keeps_the_old_value_of_a_row_wrongly_revised(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        market.answers["KZT"] = LEVEL | {"2026-11-05": LEVEL["2026-11-05"] / 2}
        ask("market/KZT")
        assert read("market/KZT") == LEVEL
