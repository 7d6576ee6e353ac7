"""A few years for each kind of yearly measure, and what a pencil makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.conftest import Check, yearly
from tests.transforms.conftest import Series


def test_growth_is_of_one_year_within_the_horizon(check: Check, series: Series) -> None:
    """2014 is 30 + 30; 2015 is 50, 2016 is 62: above within 24 months, not within 12.

    One year ahead of 2005 … 2013: 10, 20, 30, 40, 30, 40, 50, 60, 60, 60 rose in 6 of 9 cases.
    """
    half = [value / 2 for value in (10, 20, 30, 40, 30, 40, 50, 60, 60, 60, 50, 62)]
    lines = {name: yearly(series, half, 2005, unit="US$ million") for name in ("exports", "imports")}
    measure = {"kind": "growth", "exports": "exports", "imports": "imports", "year": 2014, "horizon": 12}
    found = check(measure, **lines)
    assert str(found.headline.badge) == "did not come true by 31 Jan 2016 (base rate 67 %)"
    assert found.value == pytest.approx(100 * (50 / 60 - 1))
    two = check(measure | {"horizon": 24}, **lines)
    assert str(two.headline.badge).startswith("came true in 2016, within 24 months")
    assert check(measure | {"horizon": 36}, **lines).headline.word == "came true"
    assert check(measure | {"horizon": 36, "year": 2016}, **lines).headline.word == "not yet known"
    assert check(measure, known_then=True, **lines).headline.word == "not yet known"
    low = {name: yearly(series, [*half[:-1], 5], 2005, unit="US$ million") for name in lines}
    assert check(measure | {"horizon": 24}, **low).headline.word == "did not come true"
    assert check(measure | {"horizon": 36}, **low).headline.word == "not yet known"  # 2017 is not out


def test_the_smallest_rise_is_no_fall(check: Check, series: Series) -> None:
    votes = yearly(series, [*range(10, 120, 10), 111], 2003, unit="score from 0 to 120")
    found = check({"kind": "worst_year", "line": "oil", "year": 2014}, oil=votes)
    assert found.number("rank-difference") == 1
    assert found.headline.word == "not borne out"


def test_the_worst_year_is_ranked_up_to_publication(check: Check, series: Series) -> None:
    """2014 fell by 20 % (10), 2009 by 25 % (10), 2015 by 50 % (20): rank 2 by percent, 1 by money; then 3 and 2."""
    level = [30, 33, 36, 38, 40, 42, 44, 40, 30, 35, 40, 45, 50, 40, 20]  # 2001 … 2015
    half = [value / 2 for value in level]
    lines = {name: yearly(series, half, 2001, unit="US$ million") for name in ("exports", "imports")}
    measure = {"kind": "worst_year", "exports": "exports", "imports": "imports", "year": 2014}
    found = check(measure, **lines)
    assert [found.number(f"rank-{name}") for name in ("percent", "money")] == [2, 1]
    assert [found.number(f"rank-{name}-since") for name in ("percent", "money")] == [3, 2]
    assert (found.number("years-compared"), found.number("years-since")) == (13, 14)
    assert found.headline.word == "depends on definition"


def test_a_score_has_no_percentage(check: Check, series: Series) -> None:
    level = [5.0, 6, 7, 8, 7, 6, 5, 4, 3, 2, 1, -2]  # 2003 … 2014: the last fell by 3
    votes = yearly(series, level, 2003, unit="score from -10 to 10")
    found = check({"kind": "worst_year", "line": "oil", "year": 2014, "by": "by votes"}, oil=votes)
    assert [one.name for one in found.answers] == ["difference"]
    assert str(found.headline.badge) == "supported by votes"
    assert found.value == -3


def test_a_sum_has_a_definition_each(check: Check, series: Series) -> None:
    lines = {
        name: yearly(series, [1.0, value], 2013, unit="million persons")
        for name, value in (("oil", 6.0), ("tenge", 5.0))
    }
    measure = {"kind": "total", "year": 2014, "above": 10, "definitions": {"one": ("oil",), "two": ("oil", "tenge")}}
    found = check(measure, **lines)
    assert [(one.answer, one.value and one.value.value) for one in found.answers] == [("no", 6.0), ("yes", 11.0)]
    assert found.headline.word == "depends on definition"


def test_a_share_is_listed_in_every_year_or_not(check: Check, series: Series) -> None:
    days = [date(year, 1, 1) for year in range(2005, 2015) if year != 2009]
    gap = series([10.0] * 9, dates=days, frequency="annual", date_means="sum of year", unit="% of goods exports")
    whole = yearly(series, [10.0] * 10, 2005, unit="% of goods imports")
    measure = {"kind": "shares", "year": 2014, "since": 2005, "listed": 5, "definitions": {"out": "oil", "in": "tenge"}}
    assert [one.answer for one in check(measure, oil=gap, tenge=whole).answers] == ["no", "yes"]
