"""The National Bank of Kazakhstan, a request per day, against the stand-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import (
    FetchFailed,
    Snapshot,
    national_bank_kz,
)
from tests.sources.test_publishers import fetch, values

pytestmark = pytest.mark.usefixtures("fresh")


class TestNationalBankOfKazakhstan:
    KEY = "national_bank_kz/USD"

    kept: Snapshot | None = None  # the copy a refresh would have by now

    def fill(self) -> Snapshot:
        """What a refresh does."""
        new = national_bank_kz.fill(national_bank_kz.indicator("USD"), self.kept)
        if self.kept:
            assert set(self.kept.data["date"]) <= set(new.data["date"])
        self.kept = new
        return new

    def run(self, standin: Any) -> list[date]:
        """The days a refresh asks for, in order."""
        standin.requests.clear()
        self.fill()
        return [datetime.strptime(r["url"][-10:], "%d.%m.%Y").replace(tzinfo=UTC).date() for r in standin.requests]

    def test_newest_first_bounded_and_resumed(
        self, standin: Any, january: date, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(national_bank_kz, "CALLS", 20)
        first, second = self.run(standin), self.run(standin)
        assert first[0] == january
        assert len(first) == len(second) == 20
        assert second[:3] == first[:3], "what it has just said may be corrected"
        assert first + second[3:] == sorted(first + second[3:], reverse=True)
        assert all(day.weekday() < 5 for day in first + second)

    @pytest.mark.usefixtures("january")
    def test_keeps_a_gentle_pace(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pauses: list[float] = []
        monkeypatch.setattr(national_bank_kz, "PACE", 0.2)
        monkeypatch.setattr(national_bank_kz, "CALLS", 3)
        monkeypatch.setattr(national_bank_kz, "sleep", pauses.append)
        fetch(self.KEY)
        assert pauses == [0, 0.2, 0.2]

    def test_the_history_is_complete_one_day(
        self, standin: Any, january: date, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(national_bank_kz, "FIRST", january - timedelta(days=60))
        first = self.run(standin)
        assert self.run(standin) == first[:3]

    @pytest.mark.parametrize(("factor", "asked"), [(1.05, 7), (1000.0, 2)])
    def test_corrected_days_are_taken_over_and_another_scale_is_not_looked_for_further_back(
        self, standin: Any, january: date, monkeypatch: pytest.MonkeyPatch, factor: float, asked: int
    ) -> None:
        monkeypatch.setattr(national_bank_kz, "FIRST", january - timedelta(days=20))
        right = self.fill()
        factors = [*[1.0] * (len(right.data) - 4), *[factor] * 3, 1.0]
        self.kept = replace(right, data=right.data.assign(value=right.data["value"] * factors))
        assert len(self.run(standin)) == asked
        if factor < 2:
            assert self.kept.data.equals(right.data)

    def test_a_holiday_is_not_asked_for_again(self) -> None:
        kept = {date(2019, 1, day): 1.0 for day in (4, 11)}
        asked = list(national_bank_kz._missing(date(2019, 1, 1), date(2019, 1, 15), kept))
        assert [day.day for day in asked] == [15, 14, 3, 2, 1]

    def test_a_hole_is(self) -> None:
        kept = {date(2019, 1, 1): 1.0, date(2019, 2, 1): 1.0}
        assert len(list(national_bank_kz._missing(date(2019, 1, 1), date(2019, 2, 1), kept))) == 22

    def test_no_rates_at_all_is_a_failure(self, standin: Any, january: date) -> None:
        standin.scenario = "nbk-no-items"
        with pytest.raises(FetchFailed, match="has no observations"):
            fetch(self.KEY, january - timedelta(days=10))

    def test_text_for_a_rate_costs_its_own_day(self, standin: Any, january: date) -> None:
        usual = values(self.KEY, january - timedelta(days=40))
        standin.scenario = "garbage"
        spoiled = fetch(self.KEY, january - timedelta(days=40))
        assert [said for _, said in spoiled.unreadable] == ["'Infinity'", "'NaN'", "'n/a'"]
        assert len(spoiled.data) == len(usual) - 3

    @pytest.mark.usefixtures("january")
    def test_a_failure_on_the_way_keeps_what_came_before_and_the_next_run_goes_on(
        self, standin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(national_bank_kz, "CALLS", 20)
        usual = self.run(standin)
        self.kept = None
        calls = iter([*["ok"] * 12, "all-down"])
        monkeypatch.setattr(national_bank_kz, "sleep", lambda _: setattr(standin, "scenario", next(calls)))
        found = self.fill()
        assert [day.date() for day in found.data["date"]] == sorted(usual[:12])
        assert isinstance(found.stopped, FetchFailed)
        assert "503" in str(found.stopped)
        standin.scenario = "ok"
        monkeypatch.setattr(national_bank_kz, "sleep", lambda _: None)
        monkeypatch.setattr(national_bank_kz, "CALLS", 11)
        assert self.run(standin) == [*usual[:3], *usual[12:]]

    def test_a_failure_before_the_first_day_is_one_of_all(self, standin: Any, january: date) -> None:
        self.kept = fetch(self.KEY, january - timedelta(days=20))
        standin.scenario = "all-down"
        with pytest.raises(FetchFailed, match=f"^{self.KEY}: .*503"):
            self.fill()

    @settings(max_examples=60)
    @given(runs=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 45)), max_size=8))
    def test_no_day_is_ever_forgotten_wherever_the_bank_fails(self, runs: list[tuple[int, int]]) -> None:
        """Days pass, the bank answers so many calls and fails; when it no longer does, every day is there."""
        kept: dict[date, float] = {}
        today = date(2019, 1, 31)

        def run(answered: int) -> None:
            missing = list(national_bank_kz._missing(date(2018, 11, 1), today, kept))
            rows = [(day, 1.0) for day in missing[:answered]]
            kept.update(national_bank_kz._resumable(list(rows), missing[answered:], kept))

        for days, answered in runs:
            today += timedelta(days=days)
            run(answered)
        run(1000)
        weekdays = [date(2018, 11, 1) + timedelta(days=n) for n in range((today - date(2018, 11, 1)).days + 1)]
        assert sorted(kept) == [day for day in weekdays if day.weekday() < 5]
