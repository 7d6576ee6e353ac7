"""A first load that nothing could be compared with: what its publisher says for a week afterwards takes its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relations.refresh import Outcome, quarantined, status
from relations.refresh.alone import ALONE
from tests.refresh.asking import Publish, ask
from tests.refresh.fakes import Fake, days, read

Today = Callable[[str], None]
RIGHT = days("2020-01-01", [450.0 + n % 3 for n in range(1800)])  # to 24 November 2026
KEY = "market/KZT"


def times(factor: float) -> dict[str, float]:
    return {day: value * factor for day, value in RIGHT.items()}


@pytest.fixture
def market(publish: Publish, today: Today) -> Fake:
    """A publisher whose first answer was a thousand times too large."""
    today("2026-11-24")
    market = publish("market", {"KZT": times(1000)})
    assert ask(KEY)[0].remark == f"{KEY}: {ALONE}"
    return market


def on(day: str, today: Today, market: Fake, answer: dict[str, float]) -> Outcome:
    today(day)
    market.answers["KZT"] = answer
    return ask(KEY)[0]


def test_the_right_answer_waits_a_week_and_then_takes_its_place_whole(market: Fake, today: Today) -> None:
    for day in ("2026-11-25", "2026-11-26", "2026-12-01"):
        assert on(day, today, market, RIGHT).status == "rejected"
        assert read(KEY) == times(1000)
    assert on("2026-12-02", today, market, RIGHT).status == "revised"
    assert read(KEY) == RIGHT
    assert quarantined() == []


def test_a_fault_that_ends_within_the_week_leaves_no_trace(market: Fake, today: Today) -> None:
    for day in ("2026-11-25", "2026-11-30"):
        on(day, today, market, times(10))
    assert on("2026-12-03", today, market, times(1000)).status in ("fresh", "unchanged")
    assert read(KEY) == times(1000)
    assert quarantined() == []


def test_what_a_later_day_has_confirmed_is_never_replaced_so(market: Fake, today: Today) -> None:
    assert [one.remarks for one in status([])] == [(ALONE,)]
    on("2026-11-25", today, market, times(1000))
    assert [one.remarks for one in status([])] == [()]
    for day in ("2026-11-26", "2026-12-04", "2026-12-20"):
        assert on(day, today, market, RIGHT).status == "rejected"
    assert read(KEY) == times(1000)


def test_nor_is_a_copy_of_which_a_part_is_not_on_that_scale(market: Fake, today: Today) -> None:
    """It would be of two units."""
    part = {**times(1000), **dict([*RIGHT.items()][:900])}
    whole = dict([*RIGHT.items()][:1500])
    for day in ("2026-11-25", "2026-12-04"):
        for answer in (part, whole):
            on(day, today, market, answer)
            assert read(KEY) == times(1000)


def test_a_day_that_was_not_over_is_not_halved_with_all_the_others(publish: Publish, today: Today) -> None:
    """Its value is a new one still, and would be believed after a week: but not of an answer on another scale."""
    market = publish("market", {"KZT": RIGHT})
    for day in (max(RIGHT), "2026-11-25"):
        on(day, today, market, RIGHT)
    for day in ("2026-11-26", "2026-12-04"):
        on(day, today, market, times(0.5))
        assert read(KEY) == RIGHT
