"""What a publisher has said it does not have is not asked for every night, and is not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from relations.refresh import Outcome, planned, refresh, status
from relations.refresh.lacks import holes, lacks, told
from relations.values import Frequency
from sources import FetchFailed, NoSuchSeries
from tests.refresh.fakes import Fake, days, read

Publish = Callable[..., Fake]
Today = Callable[[str], None]
MONTHS = {f"{year}-{month:02}-01": 100.0 + month for year in (2023, 2024, 2025) for month in range(1, 13)}
NONE = NoSuchSeries("bank/X: no such series")


def ask(**options: object) -> Outcome:
    (outcome,) = refresh([["bank/X"]], **options)  # type: ignore[arg-type]
    return outcome


class TestSeries:
    def test_is_asked_for_ever_later_while_it_is_not_there(self, publish: Publish, today: Today) -> None:
        bank = publish("bank", {"X": NONE})
        asked = []
        for day in np.arange("2026-01-01", "2026-07-01", dtype="datetime64[D]").astype(str):
            today(day)
            before = len(bank.asked)
            assert ask().absent
            asked += [day] * (len(bank.asked) - before)
        assert asked == ["2026-01-01", "2026-01-02", "2026-01-05", "2026-01-17", "2026-03-06", "2026-05-09"]

    def test_is_asked_for_at_once_by_name_and_comes_in(self, publish: Publish, today: Today) -> None:
        today("2026-11-13")
        bank = publish("bank", {"X": NONE})
        ask()
        (plan,) = planned([["bank/X"]])
        assert plan.state == "lacking"
        assert "asked again from 2026-11-14" in (ask().error or "")
        assert len(bank.asked) == 1
        bank.answers["X"] = days("2026-10-01", [450.0] * 30)
        assert ask(only=["bank/X"]).added == 30
        assert lacks() == []

    def test_that_has_a_copy_is_asked_for_every_time(self, publish: Publish, today: Today) -> None:
        today("2026-11-13")
        bank = publish("bank", {"X": days("2026-10-01", [450.0] * 30)})
        ask()
        bank.answers["X"] = NONE
        assert ask().absent
        ask()
        assert len(bank.asked) == 3

    def test_of_a_publisher_that_did_not_answer_is_asked_for_every_time(self, publish: Publish, today: Today) -> None:
        today("2026-11-13")
        bank = publish("bank", {"X": FetchFailed("bank/X: answered 502")})
        ask()
        ask()
        assert len(bank.asked) == 2


class TestHoles:
    def test_of_a_first_load_are_said_asked_for_again_and_filled(self, publish: Publish, today: Today) -> None:
        today("2026-01-15")
        lacking = {day: value for day, value in MONTHS.items() if day not in ("2024-02-01", "2024-03-01")}
        bank = publish("bank", {"X": lacking}, frequency="monthly", unit="US$ million", date_means="sum of month")
        assert "Feb 2024 to Mar 2024 missing" in (ask().remark or "")
        (standing,) = status([])
        assert "Feb 2024 to Mar 2024 missing" in map(str, standing.remarks)
        assert ask().remark is None, "it has been said"
        assert bank.asked[-1] == ("X", date(2025, 6, 1)), "on the same day nobody asks again"
        ask(only=["bank/X"])
        assert bank.asked[-1] == ("X", date(2024, 2, 1)), "but who is named"
        today("2026-01-16")
        ask()
        assert bank.asked[-1] == ("X", date(2024, 2, 1))
        today("2026-01-17")
        ask()
        assert bank.asked[-1] == ("X", date(2025, 6, 1)), "it has said again that it has none"
        today("2026-01-19")
        bank.answers["X"] = MONTHS
        assert ask().added == 2
        assert read("bank/X") == MONTHS
        assert lacks() == []

    def test_a_row_of_the_future_makes_no_hole(self, publish: Publish, today: Today) -> None:
        today("2026-01-15")
        answer = MONTHS | {"2030-01-01": MONTHS["2024-02-01"]}
        publish("bank", {"X": answer}, frequency="monthly", unit="US$ million", date_means="sum of month")
        first = ask()
        assert "lies in the future" in str(first.error)
        assert "missing" not in str(first.remark)
        assert lacks() == []

    @pytest.mark.parametrize(
        ("frequency", "dates", "said"),
        [
            ("annual", ["2010-01-01", "2012-01-01", "2013-01-01", "2016-01-01"], "2011 missing; 2014 to 2015 missing"),
            ("annual", ["2010-12-31", "2012-12-31"], "2011 missing"),
            ("quarterly", ["2010-01-01", "2010-07-01"], "Q2 2010 missing"),
            ("monthly", ["2010-11-30", "2011-02-28"], "Dec 2010 to Jan 2011 missing"),
            ("daily", ["2014-12-31", "2016-01-04"], "1 Jan 2015 to 3 Jan 2016 missing"),
            ("daily", ["2014-12-31", "2015-01-12"], ""),
            ("annual", [f"{year}-01-01" for year in range(2000, 2007, 2)], "2001 missing; 2003 missing; 2005 missing"),
            ("annual", [f"{year}-01-01" for year in range(2000, 2009, 2)],
             "2001 missing; 2003 missing; 2005 missing; 1 hole more"),
        ],
    )  # fmt: skip
    def test_are_periods_without_an_observation(self, frequency: Frequency, dates: list[str], said: str) -> None:
        found = holes(np.array(dates, "datetime64[D]"), frequency)
        assert "; ".join(map(str, told(found, frequency))) == said
