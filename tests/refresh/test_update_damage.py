"""An update over what is unreadable, stopped half-way or damaged: nothing that can be kept is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from relations import cache
from relations.refresh import accept, quarantined
from sources import FetchFailed, RateLimited, Rejected
from tests.refresh.asking import LEVEL, Publish, ask, states
from tests.refresh.fakes import Fake, read


@pytest.fixture(autouse=True)
def _clock(today: Callable[[str], None]) -> None:
    today("2026-11-13")


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
        (outcome,) = ask("market/KZT")
        assert outcome.status == "failed"
        assert str(outcome.error).endswith("; our copy of it stays as it is")
        assert path.exists()


class TestDamageOverAShippedCopy:
    """My copy cannot be read, and under it lies a whole one that came with the program."""

    @pytest.fixture
    def market(self, publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
        """A publisher of whom a copy was shipped, and then one of mine fetched that goes on."""
        market = publish("market", {"KZT": LEVEL})
        ask("market/KZT")
        monkeypatch.setenv("RELATIONS_SHIPPED", str(tmp_path / "shipped"))
        shutil.copytree(cache.cache_folder(), tmp_path / "shipped")
        market.answers["KZT"] = LEVEL | {"2026-11-12": 451.0}
        ask("market/KZT")
        return market

    def test_gives_way_to_it_though_the_publisher_is_away(self, market: Fake) -> None:
        path = damaged()
        with pytest.raises(Rejected):
            cache.read("market/KZT")
        market.answers["KZT"] = FetchFailed("no")
        (outcome,) = ask("market/KZT")
        (kept,) = path.parent.glob("KZT.csv.*.damaged")
        assert read("market/KZT") == LEVEL
        assert cache.where("market/KZT") != path
        assert outcome.status == "failed"
        assert "and the shipped copy of 2026-11-13 stands in its place; it has 1 observations of 2026-11-12 to " in str(
            outcome.error
        )
        assert f"that that one lacks and 1 values that differ, and is kept as {kept.name}" in str(outcome.error)
        assert ",451.0" in kept.read_text()
        (again,) = ask("market/KZT")
        assert "stands in its place" not in str(again.error), "it is said once"
        market.answers["KZT"] = LEVEL | {"2026-11-12": 451.0}
        ask("market/KZT")
        assert market.asked[-1] == ("KZT", None), "what had been corrected comes when the publisher is back"
        ask("market/KZT")
        assert market.asked[-1] != ("KZT", None), "and once"

    def test_is_added_to_when_the_publisher_answers(self, market: Fake) -> None:
        path = damaged()
        (outcome,) = ask("market/KZT")
        assert (outcome.status, outcome.added) == ("added", 1)
        assert market.asked[-1] == ("KZT", None), "what had been corrected comes again"
        assert read("market/KZT") == LEVEL | {"2026-11-12": 451.0}
        assert cache.where("market/KZT") == path
        assert cache.read("market/KZT", as_of=date(2026, 11, 13)).last == date(2026, 11, 12)

    @pytest.mark.usefixtures("market")
    def test_of_a_later_format_stays(self) -> None:
        path = cache.cache_path("market/KZT")
        path.write_text(path.read_text().replace("# format: 2", "# format: 7", 1))
        (outcome,) = ask("market/KZT")
        assert outcome.status == "rejected"
        assert path.read_text().startswith("# format: 7")

    def test_in_an_object_store_stays(self, market: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("relations.cache.mirror.address", lambda: "s3://bucket")
        path = damaged()
        market.answers["KZT"] = FetchFailed("no")
        ask("market/KZT")
        assert path.exists()

    def test_as_the_shipped_one_is_fetched_anew(self, market: Fake) -> None:
        damaged()
        damaged(cache.layers()[1])
        (outcome,) = ask("market/KZT")
        assert market.asked[-1] == ("KZT", None)
        assert "and was fetched anew" in str(outcome.error)

    def test_that_this_user_may_not_read_stays(self, market: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        path = cache.cache_path("market/KZT")
        monkeypatch.setattr("relations.refresh.store._legible", refused)
        damaged()
        market.answers["KZT"] = FetchFailed("no")
        ask("market/KZT")
        assert path.exists()


def damaged(folder: Path | None = None) -> Path:
    """A value changed in the file of a copy, but not in its hash."""
    path = cache.path_in(folder or cache.cache_folder(), "market/KZT")
    path.write_text(path.read_text().replace("450.0", "460.0", 1))
    return path


def refused(path: Path) -> dict[str, float]:
    raise PermissionError(13, "Permission denied", str(path))
