from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from relations import cache
from relations.refresh import Disagreement, Standing, refresh, status, verify
from relations.refresh.alone import ALONE
from sources import FetchFailed, Habits, Snapshot, observations
from tests.refresh.fakes import Fake, days

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(38)])  # to 23 November


def standing(key: str, lines: list[list[str]] | None = None, now: datetime = NOW) -> Standing:
    return next(found for found in status(lines or [[key]], now=now) if found.key == key)


def write(key: str, rows: dict[str, float], retrieved: datetime = NOW, **meaning: str) -> None:
    indicator = replace(Fake("market", **meaning).indicator("X"), key=key)  # type: ignore[arg-type]
    cache.write(Snapshot(indicator, observations(list(rows), list(rows.values())), retrieved))


def test_a_copy_up_to_date_is_fresh(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    publish("market", {"KZT": LEVEL})
    today("2026-11-24")
    refresh([["market/KZT"]])
    assert standing("market/KZT") == Standing(
        key="market/KZT",
        title="KZT of market",
        publisher="Market",
        rows=38,
        first=date(2026, 10, 1),
        last=date(2026, 11, 23),
        retrieved=NOW,
        asked=NOW,
        age_days=0,
        state="fresh",
        error=None,
        disagreement=None,
        remarks=(ALONE,),
    )


def test_what_was_never_fetched_says_so(publish: Callable[..., Fake]) -> None:
    publish("market", {})
    found = standing("market/KZT")
    assert (found.state, found.title, found.rows, found.retrieved) == ("never", "KZT of market", 0, None)
    assert standing("nobody/KZT").title is None


def test_the_worst_come_first(shipped: Path, publish: Callable[..., Fake]) -> None:
    publish("market", {})
    write("market/KZT", LEVEL)
    write("market/UAH", {"2020-01-02": 24.0})
    states = [found.state for found in status([["market/KZT", "market/RUB"]], now=NOW)]
    assert states == sorted(states, key=["never", "stale", "fresh", "closed"].index)
    assert {"never", "stale", "fresh", "closed"} == set(states)


def test_a_refresh_that_finds_nothing_new_confirms_the_copy(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    publish("market", {"KZT": LEVEL})
    today("2026-11-20")
    refresh([["market/KZT"]])
    today("2026-11-23")
    refresh([["market/KZT"]])
    found = standing("market/KZT")
    assert found.retrieved == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert found.age_days == 1


def test_a_year_is_fresh_while_its_publisher_has_no_newer(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    publish("table", {"X": {"2020-01-01": 1.0, "2021-01-01": 1.1}}, frequency="annual")
    write("table/X", {"2020-01-01": 1.0, "2021-01-01": 1.1}, frequency="annual")
    assert standing("table/X").state == "stale"
    today("2026-11-01")
    refresh([["table/X"]])
    assert standing("table/X").state == "fresh"
    assert standing("table/X", now=NOW + timedelta(days=10)).state == "stale"


def test_a_fixed_release_is_closed(publish: Callable[..., Fake]) -> None:
    write("table/X", {"2016-01-01": 1.0, "2017-01-01": 1.1}, frequency="annual")
    table = publish("table", {})
    assert standing("table/X").state == "stale"
    table.HABITS = Habits(fixed=True)
    assert standing("table/X").state == "closed"


def test_a_daily_series_that_has_ended_is_stale_though_asked_today(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    publish("market", {"KZT": days("2018-12-03", [375.0] * 40)})
    today("2026-11-24")
    refresh([["market/KZT"]])
    assert standing("market/KZT").state == "stale"


class TestWrongClock:
    @pytest.mark.usefixtures("folder")
    def test_a_copy_of_the_future_warns_and_is_not_fresh(self) -> None:
        write("market/KZT", LEVEL, NOW + timedelta(days=400))
        found = standing("market/KZT")
        assert found.state == "stale"
        assert "retrieved in the future" in str(found.error)
        assert found.age_days is not None
        assert found.age_days < 0

    def test_the_next_refresh_heals_it(self, publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
        publish("market", {"KZT": LEVEL})
        today("2036-11-24")
        refresh([["market/KZT"]])
        today("2026-11-24")
        refresh([["market/KZT"]])
        assert (standing("market/KZT").state, standing("market/KZT").retrieved) == ("fresh", NOW)

    def test_a_run_of_the_future_confirms_nothing(
        self, publish: Callable[..., Fake], today: Callable[[str], None]
    ) -> None:
        publish("market", {"KZT": LEVEL})
        today("2026-11-24")
        refresh([["market/KZT"]])
        today("2036-11-24")
        refresh([["market/KZT"]])
        assert standing("market/KZT").retrieved == NOW


def test_the_last_error_stays_until_a_run_goes_well(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    market = publish("market", {"KZT": LEVEL})
    today("2026-11-24")
    refresh([["market/KZT"]])
    market.answers["KZT"] = FetchFailed("it answered 502")
    refresh([["market/KZT"]])
    assert "it answered 502" in str(standing("market/KZT").error)
    market.answers["KZT"] = LEVEL
    refresh([["market/KZT"]])
    assert standing("market/KZT").error is None


class TestDisagreement:
    @pytest.mark.usefixtures("shipped")
    def test_is_the_largest_of_the_last_common_year(self) -> None:
        write("market/RUB", {"2014-12-16": 73.0, "2024-12-18": 100.0, "2024-12-20": 120.0}, unit="RUB per USD")
        found = standing("imf/RUB").disagreement
        assert found == Disagreement("market/RUB", pytest.approx(0.14713092), date(2024, 12, 20))  # type: ignore[arg-type]

    @pytest.mark.usefixtures("shipped")
    @pytest.mark.parametrize(("key", "other"), [("imf/RUB", "nbp/RUB"), ("nbp/KZT", "imf/KZT")])
    def test_is_shown_by_the_shipped_rates_of_one_line(self, key: str, other: str) -> None:
        found = standing(key, [["imf/RUB", "nbp/RUB"], ["imf/KZT", "nbp/KZT"]]).disagreement
        assert found is not None
        assert found.key == other
        assert 0.001 < found.difference < 0.1

    @pytest.mark.usefixtures("shipped")
    def test_between_an_official_rate_and_the_markets_needs_a_line_that_lists_both(self) -> None:
        write("bank/RUB", {"2024-12-20": 150.0}, unit="RUB per USD", date_means="the day the official rate applies")
        assert getattr(standing("imf/RUB").disagreement, "key", None) == "nbp/RUB"
        found = standing("imf/RUB", [["imf/RUB", "bank/RUB"]]).disagreement
        assert found is not None
        assert found.key == "bank/RUB"

    @pytest.mark.usefixtures("folder")
    def test_of_other_units_needs_a_line_that_lists_both(self) -> None:
        write("a/OIL", LEVEL, unit="USD per barrel")
        write("b/OIL", {day: value * 2 for day, value in LEVEL.items()}, unit="USD per barrel")
        assert standing("a/OIL").disagreement is None
        found = standing("a/OIL", [["a/OIL", "b/OIL"]]).disagreement
        assert found is not None
        assert found.difference == pytest.approx(0.5)

    @pytest.mark.usefixtures("folder")
    def test_is_none_between_what_one_line_lists_as_similar(self) -> None:
        """WTI is not Brent, and a future is no spot price: that they differ is no disagreement."""
        for key in ("fred/DCOILBRENTEU", "yahoo/BZ=F", "fred/DCOILWTICO", "yahoo/CL=F"):
            write(key, LEVEL, unit="USD per barrel")
        line = ["fred/DCOILBRENTEU", "yahoo/BZ=F", "fred/DCOILWTICO", "yahoo/CL=F"]
        assert [found.disagreement for found in status([line], now=NOW)] == [None] * 4

    @pytest.mark.usefixtures("folder")
    def test_is_none_between_a_day_and_the_average_of_its_month(self) -> None:
        write("a/KZT", {"2026-10-01": 450.0})
        write("b/KZT", {"2026-10-01": 460.0}, frequency="monthly")
        assert standing("a/KZT", [["a/KZT", "b/KZT"]]).disagreement is None

    @pytest.mark.usefixtures("folder")
    def test_is_of_the_year_to_the_last_date_both_have(self) -> None:
        write("a/KZT", {"2015-08-20": 200.0, "2017-05-01": 310.0, "2018-05-01": 330.0, "2026-11-20": 450.0})
        write("b/KZT", {"2015-08-20": 255.0, "2017-05-01": 410.0, "2018-05-01": 333.0, "2026-11-23": 450.0})
        found = standing("a/KZT").disagreement
        assert found == Disagreement("b/KZT", pytest.approx(3 / 333), date(2018, 5, 1))  # type: ignore[arg-type]

    @pytest.mark.usefixtures("folder")
    def test_is_none_where_no_date_is_common(self) -> None:
        write("a/KZT", {"2026-11-23": 450.0})
        write("b/KZT", {"2026-11-20": 450.0})
        assert standing("a/KZT").disagreement is None


class TestVerify:
    @pytest.mark.usefixtures("shipped")
    def test_a_whole_cache_is_quiet(self) -> None:
        assert verify() == []

    def test_a_flipped_bit_is_named(self, shipped: Path) -> None:
        path = shipped / "imf" / "KZT.csv"
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)
        assert [key for key, _ in verify()] == ["imf/KZT"]
        found = standing("imf/KZT")
        assert (found.state, found.rows) == ("never", 0)
        assert "sha256" in str(found.error)

    @pytest.mark.usefixtures("shipped")
    def test_a_copy_of_the_first_format_loads_and_one_of_a_later_does_not(self) -> None:
        copy = cache.read("imf/KZT")
        path = cache.write(copy)
        path.write_text(
            re.sub(
                "# format: 2\n|(?<=# sha256: ).*", lambda at: copy.sha256 * (at[0][0] != "#"), path.read_text()
            ).replace("# dating: market or fixing day", "# date_means: market day")
        )
        assert cache.read("imf/KZT").sha256 == copy.sha256
        assert not cache.hash_covers_header(path)
        path.write_text("# format: 9\n" + path.read_text())
        assert "format 9" in verify()[0][1]
