"""Lines computed by a formula: what it may say, and the unit that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.values.expression import names
from sources import Rejected, Snapshot
from tests.transforms.conftest import Series
from transforms import market_dated
from transforms.cross_rate import cross_rate
from transforms.formula import formula
from transforms.total import total

UNITS = {
    "rouble": "RUB per USD",
    "tenge": "KZT per USD",
    "hundred": "KZT per 100 USD",
    "oil": "USD per barrel",
    "exports": "US$ million",
    "world-exports": "US$ thousand",
    "gdp": "current US$",
    "people": "million persons",
    "real": "constant 2015 US$",
    "share": "% of goods exports",
    "score": "score from -2.5 to 2.5",
}


@pytest.fixture(scope="module")
def lines(series: Series) -> dict[str, Snapshot]:
    return {
        name: series([2.0 + number, 4.0 + number], unit=unit, key=f"imf/{name}")
        for number, (name, unit) in enumerate(UNITS.items())
    }


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        ("tenge / rouble", "KZT per RUB", 3 / 2),
        ("hundred / rouble", "KZT per RUB", 4 / 100 / 2),
        ("oil * rouble", "RUB per barrel", 5 * 2),
        ("exports * rouble", "RUB million", 6 * 2),
        ("exports + world-exports", "US$ million", 6 + 0.007),
        ("world-exports - exports", "US$ thousand", 7 - 6000),
        ("100 * exports / world-exports", "%", 100 * 6000 / 7),
        ("exports / world-exports", "other: ratio", 6000 / 7),
        ("1000 * exports / world-exports", "other: 1000 * exports / world-exports", 1000 * 6000 / 7),
        ("100 * (gdp / exports - 1)", "%", 100 * (8 / 6e6 - 1)),
        ("gdp / people", "USD per person", 8 / 9e6),
        ("(exports + exports) / 2", "US$ million", 6),
        ("share - share", "percentage points", 0),
        ("share + share", "% of goods exports", 22),
        ("last(gdp, month)", "current US$", None),
    ],
)
def test_the_unit_follows(lines: dict[str, Snapshot], text: str, unit: str, first: float | None) -> None:
    if first is None:
        with pytest.raises(Rejected, match="no whole month"):
            formula(text, lines)
        return
    made = formula(text, lines)
    assert (str(made.indicator.unit), made.values[0]) == (unit, pytest.approx(first))


@pytest.mark.parametrize(
    "text",
    ["exports + rouble", "rouble - tenge", "rouble + rouble", "exports * gdp", "gdp / real", "share * gdp",
     "score - score", "score * 2", "exports + 1", "exports + oil", "share / rouble"],
)  # fmt: skip
def test_units_that_do_not_mix_are_refused(lines: dict[str, Snapshot], text: str) -> None:
    with pytest.raises(Rejected, match="in no unit"):
        formula(text, lines)


@pytest.mark.parametrize(
    "text",
    ["", "1 + 1", "rouble.x", "rouble ** 2", "__import__('os')", "rouble[0]", "abs(rouble)", "mean(rouble)",
     "rouble if 1", "mean(rouble, month, 1)", "'x' * rouble", "rouble * 1e99", "lambda: rouble", "ROUBLE",
     "rouble_x", "(" * 150, "-rouble", "rouble := 1", "True * rouble",
     "rouble\n+ 1", "mean(2, month) + rouble", "rouble + 1 / 0"],
)  # fmt: skip
def test_what_is_no_formula_is_refused(lines: dict[str, Snapshot], text: str) -> None:
    with pytest.raises(Rejected, match="is no formula"):
        formula(text, lines)


@settings(max_examples=60, derandomize=True)
@given(st.text("ab-_.,()*/+[]' 1:=", max_size=12))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    assert isinstance(names(text), tuple)


def test_it_agrees_with_the_transforms_there_are(series: Series) -> None:
    a, b = series([10.0, 0.5, 3.0]), series([2.0, 4.0, 8.0], unit="RUB per USD", key="imf/RUB")
    crossed = cross_rate(a, b)
    made = formula("a / b", {"a": a, "b": b})
    assert (made.indicator.unit, made.values.tolist()) == (crossed.indicator.unit, crossed.values.tolist())
    one, other = series([1.0, 2.0], unit="US$ million"), series([5.0], unit="US$ million", start="2014-02-11")
    assert formula("a + b", {"a": one, "b": other}).values.tolist() == total(one, other).values.tolist() == [7.0]


def test_lines_of_two_publishers_and_of_two_rhythms(series: Series) -> None:
    days = series([1.0, 0.0], unit="US$ million")
    other = replace(days, indicator=replace(days.indicator, publisher="World Bank"))
    assert formula("a / b", {"a": other, "b": days}).indicator.publisher == "World Bank, International Monetary Fund"
    assert len(formula("a / b", {"a": other, "b": days}).data) == 1, "nothing is a number divided by nought"
    year = series([1.0], unit="US$ million", frequency="annual", date_means="sum of year")
    with pytest.raises(Rejected, match="take both by month"):
        formula("a / b", {"a": days, "b": year})


def test_an_official_rate_meets_a_market_s_price_on_the_day_it_was_set(series: Series) -> None:
    dates = [date(2014, 2, day) for day in (11, 12, 13, 14, 15)]  # Tuesday to Saturday: set Monday to Friday
    official = series([10, 20, 30, 40, 50], dates=dates, date_means="the day the official rate applies")
    market = series([1, 2, 3, 4, 5], key="nbp/KZT")  # Monday to Friday
    for text, lines in (("a / b", (official, market)), ("b / a", (market, official))):
        made = formula(text, dict(zip(names(text), lines, strict=True)))
        assert made.first == date(2014, 2, 10)
        assert set(made.values.tolist()) in ({10.0}, {0.1})
        assert market_dated(made) is made, "it is moved once"
    alone = formula("2 * a / a", {"a": official})
    assert alone.first == date(2014, 2, 11), "where nothing else is met, the publisher's dates stand"
