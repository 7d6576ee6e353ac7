from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sources
from relations import cache
from relations.refresh.check import check_file, check_rows
from relations.values import Rate, parse_unit
from sources import Rejected, Snapshot, observations
from tests.refresh.checked import (
    ANNUAL,
    DAILY,
    FORGETFUL,
    GROWTH,
    MONTHLY,
    OFFICIAL,
    OIL,
    OLD,
    reasons,
    snapshot,
)
from tests.refresh.fakes import Fake, days


@pytest.fixture(autouse=True)
def _alone(folder: Path) -> None:
    """No other publisher in the cache."""


class TestRows:
    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (float("nan"), "not a finite number"),
            (float("inf"), "not a finite number"),
            (0.0, "not positive"),
            (-450.0, "not positive"),
            (45000.0, "factor of 99.8"),
            (225.0, "factor of 2 from"),
        ],
    )
    def test_a_wrong_value_is_set_apart_and_the_rest_goes_in(self, value: float, reason: str) -> None:
        found = reasons({"2026-11-12": 451.0, "2026-11-13": value, "2026-11-16": 450.0}, OLD)
        assert list(found) == ["2026-11-13"]
        assert reason in found["2026-11-13"]

    def test_the_future_is_not_known(self) -> None:
        assert reasons({"2026-11-24": 450.0, "2026-11-25": 450.0}, OLD) == {
            "2026-11-25": "lies in the future: today is 2026-11-24"
        }

    def test_a_month_or_a_year_is_known_when_it_is_over(self) -> None:
        assert list(reasons({"2026-10-01": 60.0, "2026-11-01": 61.0, "2026-12-01": 61.0}, indicator=MONTHLY)) == [
            "2026-11-01",
            "2026-12-01",
        ]
        assert list(reasons({"2025-01-01": 60.0, "2026-01-01": 61.0}, indicator=ANNUAL)) == ["2026-01-01"]

    def test_behind_three_days_in_a_row_on_another_scale_nothing_new_is_trusted(self) -> None:
        last = list(OLD)[-3:]
        wrong = {day: OLD[day] * 1.3 for day in last}
        assert list(reasons(OLD | wrong | {"2026-11-12": 452.0}, OLD)) == [*last, "2026-11-12"]
        assert list(reasons(OLD | dict(list(wrong.items())[1:]) | {"2026-11-12": 452.0}, OLD)) == last[1:]

    def test_markets_are_closed_on_saturdays_and_official_rates_are_not(self) -> None:
        saturday = {"2026-11-13": 450.0, "2026-11-14": 450.0}
        assert reasons(saturday, OLD) == {"2026-11-14": "is of a Saturday, no market day"}
        assert reasons(saturday, OLD, OFFICIAL) == {}

    def test_a_market_that_was_open_on_a_saturday_may_be_so_again_and_not_on_a_sunday(self) -> None:
        new = {"2026-11-14": 450.0, "2026-11-15": 450.0, "2026-11-16": 450.0}
        found = reasons(new, OLD | {"2026-11-07": 450.0})
        assert found == {"2026-11-15": "is of a Sunday, no market day"}

    @pytest.mark.usefixtures("shipped")
    def test_no_shipped_copy_breaks_a_rule(self) -> None:
        for key in cache.cached_keys():
            copy = cache.read(key)
            assert check_rows(None, copy.data, copy.indicator, FORGETFUL).refused == [], key

    def test_a_rate_is_positive_however_little_is_known_of_it(self) -> None:
        assert list(reasons({"2026-11-12": 450.0, "2026-11-13": -450.0})) == ["2026-11-13"]

    def test_growth_and_balances_may_be_negative(self) -> None:
        years = {f"{year}-01-01": (-1) ** year * 2.5 for year in range(2000, 2020)}
        assert reasons(years, indicator=GROWTH) == {}
        always = {f"{year}-01-01": 8.0 for year in range(2000, 2020)}
        assert reasons({"2020-01-01": -2.5}, always, GROWTH) == {}

    def test_negative_oil_needs_another_publisher_to_show_it(self) -> None:
        price = days("2020-04-13", [22.4, 20.1, 19.9, 19.9, 18.3, -37.63, 10.0, 13.8])
        assert list(reasons(price, indicator=OIL)) == ["2020-04-20"]
        wti = Fake("fred", unit="USD per barrel").indicator("DCOILWTICO")
        cache.write(snapshot({"2020-04-17": 18.31, "2020-04-20": -36.98, "2020-04-21": 8.91}, wti))
        assert reasons(price, indicator=OIL) == {}

    def test_rows_the_copy_has_are_history_whatever_they_are(self) -> None:
        old = OLD | {"2026-10-31": 450.0, "2026-11-12": 45000.0}
        assert reasons(old, old) == {}

    @settings(max_examples=30, deadline=None)
    @given(st.dictionaries(st.sampled_from(sorted(OLD)), st.floats(allow_nan=True, allow_infinity=True), max_size=1))
    def test_what_is_let_in_is_finite_positive_and_not_of_the_future(self, new: dict[str, float]) -> None:
        if new:
            answer = observations(list(new), list(new.values()))
            good = check_rows(snapshot(OLD), answer, DAILY, FORGETFUL).good
            assert ((good["value"] > 400) & (good["value"] < 600)).all()


class TestBefore:
    """Days before all we have are told from the first we have, as those after are from the last."""

    BEFORE: ClassVar = days("2026-09-21", [450.0, 451.0, 449.0, 450.0, 452.0])

    def test_of_the_same_level_come_in_and_of_another_scale_do_not(self) -> None:
        assert not reasons(self.BEFORE, OLD)
        for factor in (1000, 10, 0.5):
            wrong = {day: value * factor for day, value in self.BEFORE.items()}
            assert reasons(wrong, OLD).keys() == wrong.keys()

    def test_that_are_in_an_older_money_come_in(self) -> None:
        rouble = replace(DAILY, key="bank/BYN", unit=parse_unit("BYN per USD"))
        older = days("2016-06-20", [20_000.0] * 9)
        assert not reasons(older, days("2016-07-01", [2.0] * 40), rouble)


def test_dates_that_come_twice_never_get_as_far_as_here(publish: Callable[..., Fake]) -> None:
    with pytest.raises(Rejected, match="once"):
        Snapshot(DAILY, observations(["2026-11-12", "2026-11-12"], [1.0, 2.0]), sources.now())


def test_a_daily_publisher_may_lack_a_tenth_of_its_days_and_no_more() -> None:
    """A tenth are holidays a publisher forgot; more is history lost."""
    rows = days("2026-01-01", [450.0] * 100)

    def without(lost: int) -> dict[str, float]:
        gone = list(rows)[5:-5:3][:lost]
        return {day: value for day, value in rows.items() if day not in gone}

    assert check_file(snapshot(rows), snapshot(without(10)), DAILY, None, accept_shrink=False).empty
    with pytest.raises(Rejected, match="11 observations"):
        check_file(snapshot(rows), snapshot(without(11)), DAILY, None, accept_shrink=False)


class TestRedenomination:
    """Belarus took four zeros off its rouble on 1 July 2016."""

    ROWS = days("2016-04-01", [20000.0 + n for n in range(65)]) | days("2016-07-01", [2.0 + n / 1e3 for n in range(65)])
    ROUBLE = Fake("market", unit="BYN per USD").indicator("BYN")

    def test_that_the_table_knows_passes_on_its_day_in_either_direction(self) -> None:
        assert reasons(self.ROWS, indicator=self.ROUBLE) == {}
        old = dict(list(self.ROWS.items())[:65])
        assert reasons(self.ROWS, old, self.ROUBLE) == {}
        inverse = {day: 1 / value for day, value in self.ROWS.items()}
        assert reasons(inverse, indicator=replace(self.ROUBLE, unit=Rate("USD", "BYN"))) == {}

    def test_that_it_does_not_know_is_asked_about(self) -> None:
        refused = reasons(self.ROWS, indicator=DAILY)
        assert list(refused) == list(self.ROWS)[65:]
        assert all(reason.endswith("redenominated?") for reason in refused.values())

    def test_that_a_publisher_has_undone_itself_is_none(self) -> None:
        undone = {day: value / 10_000 if value > 100 else value for day, value in self.ROWS.items()}
        assert reasons(undone, indicator=self.ROUBLE) == {}

    def test_by_another_factor_or_on_another_day_is_an_error(self) -> None:
        later = {day: value * 1000 if day > "2016-08-01" else value for day, value in self.ROWS.items()}
        assert min(reasons(later, indicator=self.ROUBLE)) == "2016-08-02"


class TestRevision:
    YEARS: ClassVar = {f"{year}-01-01": 1000.0 + 50 * (year % 4) for year in range(1995, 2022)}

    @pytest.mark.parametrize("share", [0.95, 1.02, 1.2])
    def test_of_years_by_some_per_cent_passes(self, share: float) -> None:
        assert reasons({day: value * share for day, value in self.YEARS.items()}, self.YEARS, ANNUAL) == {}

    def test_of_a_new_year_is_none_though_it_more_than_doubles(self) -> None:
        assert reasons(self.YEARS | {"2022-01-01": 2600.0}, self.YEARS, ANNUAL) == {}

    @pytest.mark.parametrize("factor", [1000, 10, 9.95, 2, 0.5, 0.001, -1])
    @pytest.mark.parametrize("indicator", [ANNUAL, GROWTH], ids=["level", "growth"])
    def test_of_all_values_by_a_factor_is_another_unit(self, factor: float, indicator: sources.Indicator) -> None:
        old = self.YEARS if indicator is ANNUAL else {day: value / 100 - 11.2 for day, value in self.YEARS.items()}
        answer = {day: value * factor for day, value in old.items()} | {"2022-01-01": max(old.values()) * factor}
        assert reasons(answer, old, indicator).keys() == answer.keys()
