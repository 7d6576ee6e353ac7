"""The stand-in for publishers does what its scenarios are called, or the tests that play them would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import sources
from tests.publishers import PUBLISHERS, SCENARIOS

OIL, RATES = "fred/DCOILBRENTEU", "bank_of_russia/USD"
SINCE = date(2026, 6, 1)


def rows(key: str, since: date | None = SINCE) -> dict[date, float]:
    publisher = sources.source(key)
    data = publisher.fetch(publisher.indicator(key.split("/", 1)[1]), since).data
    return dict(zip(data["date"].dt.date, data["value"].tolist(), strict=True))


def factors(usual: dict[date, float], spoiled: dict[date, float]) -> list[float]:
    return [round(spoiled[day] / value, 6) for day, value in usual.items()]


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("x1000", lambda n: [1000.0] * n),
        ("x10", lambda n: [10.0] * n),
        ("half", lambda n: [0.5] * n),
        ("sign", lambda n: [-1.0] * n),
        ("units", lambda n: [7.33] * n),
        ("x1000-last5", lambda n: [1.0] * (n - 5) + [1000.0] * 5),
        ("x10-row", lambda n: [1.0] * (n - 3) + [10.0, 1.0, 1.0]),
        ("slip-row", lambda n: [1.0] * (n - 3) + [9.95, 1.0, 1.0]),
        ("half-row", lambda n: [1.0] * (n - 3) + [0.5, 1.0, 1.0]),
        ("sign-row", lambda n: [1.0] * (n - 3) + [-1.0, 1.0, 1.0]),
        ("slip", lambda n: [1.0] * (n - 30) + [9.95] * 30),
        ("slip-over", lambda n: [1.0] * (n - 50) + [9.95] * 30 + [1.0] * 20),
        ("revised-5", lambda n: [1.05] * (n - 1) + [1.0]),
    ],
)
def test_a_fault_of_numbers_is_of_one_publisher(
    standin: Any, scenario: str, expected: Callable[[int], list[float]]
) -> None:
    standin.scenario = "live"
    oil, rates = rows(OIL), rows(RATES)
    standin.play(scenario, {"fred"})
    assert factors(oil, rows(OIL)) == expected(len(oil))
    assert rows(RATES) == rates, "the others go on as they were"
    standin.play(scenario)
    assert rows(RATES) != rates


def test_a_year_is_dropped_and_a_day_to_come_is_added(standin: Any) -> None:
    standin.scenario = "live"
    usual = rows(OIL, None)
    standin.play("drop-year", {"fred"})
    assert {day.year for day in usual.keys() - rows(OIL, None).keys()} == {2015}
    standin.play("tomorrow", {"fred"})
    (added,) = rows(OIL, None).keys() - usual.keys()
    assert (added - standin.today).days == 1
    standin.play("future", {"fred"})
    assert (max(rows(OIL)) - standin.today).days > 30


def test_the_numbers_are_the_same_each_time_and_go_on_as_days_pass(standin: Any) -> None:
    standin.scenario, standin.today = "live", date(2026, 11, 20)
    before = rows(RATES)
    standin.today = date(2026, 11, 24)
    after = rows(RATES)
    assert after.items() > before.items()
    assert max(after) == standin.today


def test_a_name_that_is_none_is_refused(standin: Any) -> None:
    for scenario, only in (("x1001", ()), ("x1000", {"nobody"})):
        with pytest.raises(ValueError, match="there are"):
            standin.play(scenario, only)


def test_every_publisher_that_can_be_asked_answers() -> None:
    habits = {name: sources.habits(sources.source(f"{name}/")) for name in sources.publishers()}
    assert PUBLISHERS.keys() == {name for name, one in habits.items() if not (one.fixed or one.computed)}
    assert all(scenario.at <= PUBLISHERS.keys() for scenario in SCENARIOS.values())
