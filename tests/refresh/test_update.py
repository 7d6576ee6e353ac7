from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import sources
from relations import cache
from relations.refresh import Outcome
from relations.refresh.update import Terms, update
from relations.values import APPLIES
from sources import Habits
from tests.refresh.asking import LEVEL, Publish, ask, states
from tests.refresh.fakes import Fake, read, rows


@pytest.fixture(autouse=True)
def _clock(today: Callable[[str], None]) -> None:
    today("2026-11-13")


def test_a_first_load_asks_for_everything_and_the_next_for_the_tail_with_an_overlap(publish: Publish) -> None:
    market = publish("market", {"KZT": LEVEL})
    (outcome,) = ask("market/KZT")
    alone = "market/KZT: first loaded here, and nothing confirms its scale yet"
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
    assert update("market/A", Terms(date(2026, 11, 13), resting=resting)).status == "failed"
    assert states(ask("market/A")) == ["added"]
