from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

import sources
from relations import cache
from relations.refresh import Outcome, accept, quarantined, refresh
from relations.refresh.update import update
from relations.values import APPLIES
from sources import FetchFailed, Habits, RateLimited, Rejected
from tests.refresh.fakes import Fake, days, read, rows

Publish = Callable[..., Fake]
LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(30)])  # to 11 November


@pytest.fixture(autouse=True)
def _clock(today: Callable[[str], None]) -> None:
    today("2026-11-13")


def ask(*keys: str, **options: bool) -> list[Outcome]:
    return refresh([[key] for key in keys], **options)  # type: ignore[arg-type]


def states(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def test_a_first_load_asks_for_everything_and_the_next_for_the_tail_with_an_overlap(publish: Publish) -> None:
    market = publish("market", {"KZT": LEVEL})
    (outcome,) = ask("market/KZT")
    alone = "market/KZT: first loaded here, and there is nobody to compare its scale with"
    assert outcome == Outcome("market/KZT", "added", added=30, requests=0, seconds=outcome.seconds, remark=alone)
    assert states(ask("market/KZT")) == ["fresh"]
    assert market.asked == [("KZT", None), ("KZT", date(2026, 10, 28))]
    ask("market/KZT", full=True)
    assert market.asked[-1] == ("KZT", None)


@pytest.mark.parametrize(
    ("frequency", "since"), [("weekly", "2026-10-07"), ("monthly", "2026-05-05"), ("annual", None)]
)
def test_the_overlap_depends_on_the_rhythm(publish: Publish, frequency: str, since: str | None) -> None:
    bank = publish("bank", {"X": {"2020-01-01": 1.0, "2026-11-04": 1.0}}, frequency=frequency)
    cache.write(sources.Snapshot(bank.indicator("X"), sources.observations(["2026-11-04"], [1.0]), sources.now()))
    ask("bank/X")
    assert bank.asked == [("X", date.fromisoformat(since) if since else None)]


def test_a_series_of_another_rhythm_takes_no_row_of_the_copy_which_is_put_aside(publish: Publish) -> None:
    """A line must never be daily in one part and weekly in another."""
    bank = publish("bank", {"X": LEVEL})
    weekly = Fake("bank", frequency="weekly", answers={"X": {"2020-01-01": 450.0, "2026-11-11": 451.0}})
    path = cache.write(weekly.fetch(weekly.indicator("X")))
    (outcome,) = ask("bank/X")
    assert bank.asked == [("X", None)]
    assert read("bank/X") == LEVEL
    assert "2020-01-01" in str(outcome.error)
    assert len([*path.parent.glob("X.csv.*")]) == 1


def test_what_only_an_answer_tells_is_taken_from_it(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline nothing is known of its unit and rhythm: the copy is what the answer says, and stays it."""
    bank = publish("bank", {"X": {f"{year}-01-01": 1.0 + year / 1000 for year in range(1990, 2026)}}, unit="not stated")
    told = Fake("bank", "annual", "other: per 1,000 people", "whole year").indicator("X")
    monkeypatch.setattr(bank, "fetch", lambda _, since=None: Fake.fetch(bank, told, since))
    daily = Fake("bank", answers={"X": {"2019-01-01": 3.019, "2021-01-01": 3.021}})
    cache.write(daily.fetch(daily.indicator("X")))
    (outcome,) = ask("bank/X")
    assert (outcome.added, bank.asked[-1]) == (36, ("X", None))
    assert cache.read("bank/X").indicator == told
    assert ask("bank/X")[0].status == "fresh"


def test_what_has_ended_is_not_asked_for_again_once_the_copy_has_its_end(publish: Publish) -> None:
    bank = publish("bank", {"X": LEVEL}, HABITS=Habits(ended={"X": date(2026, 11, 11)}))
    assert states([*ask("bank/X"), *ask("bank/X")]) == ["added", "fixed"]
    assert len(bank.asked) == 1
    bank.HABITS = Habits(ended={"X": date(2026, 11, 12)})
    assert states(ask("bank/X")) == ["fresh"]


def test_what_fills_its_own_gaps_is_given_the_copy_there_is(publish: Publish) -> None:
    bank, given = publish("bank", {"X": LEVEL}), list[sources.Snapshot | None]()

    def fill(indicator: sources.Indicator, kept: sources.Snapshot | None) -> sources.Snapshot:
        given.append(kept)
        return bank.fetch(indicator)

    bank.HABITS = Habits(fill=fill)
    ask("bank/X")
    ask("bank/X", full=True)
    assert given[0] is None
    assert given[1] is not None
    assert rows(given[1]) == LEVEL


def test_a_copy_that_begins_before_its_publisher_does_keeps_its_beginning(publish: Publish) -> None:
    """The zloty fixings can be asked for from 2002 on; the shipped copy begins in 1998."""
    bank = publish("bank", {"X": LEVEL})
    ask("bank/X")
    bank.HABITS = Habits(first=date(2026, 10, 5))
    bank.answers["X"] = {day: value for day, value in LEVEL.items() if day >= "2026-10-05"}
    (outcome,) = ask("bank/X", full=True)
    assert not outcome.bad, outcome.error
    assert read("bank/X") == LEVEL


def test_a_refresh_that_finds_nothing_new_writes_no_copy(publish: Publish, today: Callable[[str], None]) -> None:
    publish("market", {"KZT": LEVEL})
    ask("market/KZT")
    path = cache.cache_path("market/KZT")
    before = path.stat()
    today("2026-11-16")
    assert states(ask("market/KZT")) == ["fresh"]
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_publisher_that_lags_is_unchanged_not_fresh(publish: Publish, today: Callable[[str], None]) -> None:
    publish("market", {"KZT": LEVEL})
    ask("market/KZT")
    today("2026-12-24")
    assert states(ask("market/KZT")) == ["unchanged"]


def test_new_rows_and_revisions_are_counted(publish: Publish) -> None:
    market = publish("market", {"KZT": LEVEL})
    ask("market/KZT")
    market.answers["KZT"] = LEVEL | {"2026-11-10": LEVEL["2026-11-10"] * 1.01, "2026-11-12": 451.0}
    (outcome,) = ask("market/KZT")
    assert (outcome.status, outcome.added, outcome.revised) == ("added", 1, 1)
    assert outcome.largest_revision == pytest.approx(0.01)
    market.answers["KZT"] = dict(market.answers["KZT"]) | {"2026-11-12": 452.0}  # type: ignore[arg-type]
    assert states(ask("market/KZT")) == ["revised"]
    assert read("market/KZT")["2026-11-12"] == 452.0


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
        late = FetchFailed("no whole answer within 60 seconds")
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


class TestUnreadable:
    """A cell that is no number."""

    def test_is_set_apart_with_the_reason_and_the_rest_goes_in(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL | {"2026-11-12": 451.0}})
        market.unreadable = {"2026-10-20": "'n/a'", "2026-11-11": "inf"}
        (outcome,) = ask("market/KZT")
        assert (outcome.status, outcome.added) == ("added", 29)
        assert outcome.error == "market/KZT: 2 rows in quarantine, 2026-10-20 is 'n/a', not a number"
        assert read("market/KZT").keys() == LEVEL.keys() - market.unreadable.keys() | {"2026-11-12"}
        assert [(f"{one.day}", one.reason) for one in quarantined()] == [
            ("2026-10-20", "is 'n/a', not a number"),
            ("2026-11-11", "is inf, not a number"),
        ]

    @pytest.mark.parametrize("full", [False, True])
    @pytest.mark.parametrize("frequency", ["daily", "annual"])
    @pytest.mark.parametrize("places", [[-1], [0], [-1, -3, -5, -7]])
    def test_leaves_the_value_we_have(self, publish: Publish, frequency: str, places: list[int], *, full: bool) -> None:
        rows = LEVEL if frequency == "daily" else {f"{year}-01-01": 100.0 + year % 3 for year in range(1995, 2025)}
        market = publish("market", {"X": rows}, frequency=frequency)
        ask("market/X")
        market.unreadable = {list(rows)[place]: "'n/a'" for place in places}
        (outcome,) = ask("market/X", full=full)
        assert not outcome.bad
        assert (outcome.added, outcome.revised) == (0, 0)
        assert read("market/X") == rows

    def test_is_noted_once_however_often_it_comes(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        market.unreadable = {"2026-11-10": "'n/a'"}
        for _ in range(3):
            assert "2026-11-10 is 'n/a'" in str(ask("market/KZT")[0].error)
        assert (cache.cache_folder() / "quarantine.csv").read_text().count("'n/a'") == 1

    def test_goes_in_once_it_is_a_number(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        market.unreadable = {"2026-11-10": "'n/a'"}
        ask("market/KZT")
        market.unreadable = {}
        (outcome,) = ask("market/KZT")
        assert (outcome.status, outcome.added, outcome.error) == ("added", 1, None)
        assert read("market/KZT") == LEVEL

    def test_cannot_be_accepted(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        market.unreadable = {"2026-11-10": "'n/a'"}
        ask("market/KZT")
        before = read("market/KZT")
        with pytest.raises(Rejected, match="not a number"):
            accept("market/KZT", date(2026, 11, 10))
        assert read("market/KZT") == before


class TestStopped:
    """A publisher that fails when it has said a part."""

    @pytest.fixture
    def bank(self, publish: Publish) -> Fake:
        bank = publish("bank", {"X": LEVEL, "Y": LEVEL})
        ask("bank/X")
        bank.answers["X"] = LEVEL | {"2026-11-12": 451.0}
        bank.stopped = FetchFailed("it answered 502\nBad Gateway")
        return bank

    @pytest.mark.usefixtures("bank")
    def test_has_said_that_part_and_that_it_failed(self) -> None:
        (outcome,) = ask("bank/X")
        assert (outcome.status, outcome.added) == ("added", 1)
        assert outcome.error == (
            "bank/X: it answered 502 Bad Gateway; what it gave before that is in, the next run goes on"
        )
        assert "2026-11-12" in read("bank/X")
        assert outcome.error in (cache.cache_folder() / "refresh-log.csv").read_text()

    def test_with_a_row_that_was_refused_says_both(self, bank: Fake) -> None:
        bank.unreadable = {"2026-11-05": "'n/a'"}
        assert str(ask("bank/X")[0].error).endswith("1 row in quarantine, 2026-11-05 is 'n/a', not a number")

    def test_with_nothing_new_has_failed(self, bank: Fake) -> None:
        bank.answers["X"] = LEVEL
        (outcome,) = ask("bank/X")
        assert outcome.status == "failed"
        assert "it answered 502 Bad Gateway; our copy of 2026-11-13 stands" in str(outcome.error)

    def test_because_it_wants_to_rest_is_not_asked_again(self, bank: Fake) -> None:
        bank.stopped = RateLimited("429, too many requests")
        outcomes = ask("bank/X", "bank/Y")
        assert states(outcomes) == ["added", "failed"]
        assert "429, too many requests" in str(outcomes[1].error)
        assert len(bank.asked) == 2


class TestDamage:
    def test_is_healed_by_a_full_load_and_the_damaged_file_kept(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        path = cache.cache_path("market/KZT")
        path.write_text(path.read_text().replace("450.0", "460.0", 1))
        (outcome,) = ask("market/KZT")
        assert outcome.status == "added"
        assert market.asked[-1] == ("KZT", None)
        assert read("market/KZT") == LEVEL
        assert len(list(path.parent.glob("KZT.csv.*.damaged"))) == 1
        assert "is kept as KZT.csv." in str(outcome.error)

    def test_that_held_what_the_publisher_no_longer_has_is_said(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        path = cache.cache_path("market/KZT")
        path.write_text("# format: 7\n" + path.read_text().replace("450.0", "460.0", 1))
        market.answers["KZT"] = {day: value for day, value in LEVEL.items() if day > "2026-10-05"} | {"2026-11-12": 451}
        (outcome,) = ask("market/KZT")
        assert "it has 3 observations of 2026-10-01 to 2026-10-05 that the publisher no longer gives" in str(
            outcome.error
        )
        (kept,) = path.parent.glob("KZT.csv.*.damaged")
        assert kept.name in str(outcome.error)
        assert "2026-10-01,460.0" in kept.read_text()

    def test_that_cannot_be_healed_stays_for_somebody_to_look_at(self, publish: Publish) -> None:
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        path = cache.cache_path("market/KZT")
        path.write_bytes(path.read_bytes()[:-10])
        market.answers["KZT"] = FetchFailed("no")
        assert states(ask("market/KZT")) == ["failed"]
        assert path.exists()


def test_a_fixed_release_says_so_and_is_not_asked(publish: Publish) -> None:
    table = publish("table", {"X": LEVEL})
    ask("table/X")
    table.HABITS = Habits(fixed=True)
    assert states(ask("table/X")) == ["fixed"]
    assert len(table.asked) == 1


def test_a_new_title_is_written_though_no_row_is_new(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("market", {"KZT": LEVEL})
    ask("market/KZT")
    monkeypatch.setattr(Fake, "title", lambda *_: "other", raising=False)
    publish("market", {"KZT": LEVEL}, date_means="the day the official rate applies")
    assert states(ask("market/KZT")) == ["fresh"]
    assert cache.read("market/KZT").indicator.dating == APPLIES


def test_what_cannot_be_written_is_said_and_the_old_copy_stands(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = publish("market", {"KZT": LEVEL})
    ask("market/KZT")
    market.answers["KZT"] = LEVEL | {"2026-11-12": 451.0}

    def full(snapshot: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "write", full)
    (outcome,) = ask("market/KZT")
    assert outcome.status == "failed"
    assert "No space left on device" in str(outcome.error)
    assert read("market/KZT") == LEVEL


def test_the_reasons_of_a_run_do_not_outlive_it(publish: Publish) -> None:
    publish("market", {"A": LEVEL})
    resting = {"market": "429"}
    assert update("market/A", resting=resting, today=date(2026, 11, 13)).status == "failed"
    assert states(ask("market/A")) == ["added"]
