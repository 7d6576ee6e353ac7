"""What follows from a unit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relations.values import (  # fmt: skip
    Change,
    Count,
    Index,
    Money,
    Other,
    Price,
    Rate,
    Score,
    Share,
    Since,
    UnknownWord,
    When,
    cross,
    currencies,
    is_computed,
    is_level,
    is_percentage,
    may_be_added,
    sign,
    value_of,
)
from relations.values.compare import Conversion
from relations.values.unit import Unit
from tests.values.strategies import RATES, UNITS

POSITIVE = st.floats(1e-6, 1e6)
BASE = When(date(2014, 6, 30))
RATE = Rate("RUB", "USD")


def convert(value: float, how: Conversion) -> float:
    return how.factor * float(value**how.power)


@settings(derandomize=True)
@given(RATES, POSITIVE)
def test_the_values_of_both_currencies_of_a_rate_are_each_other_s_inverse(rate: Rate, value: float) -> None:
    of_base, of_quote = value_of(rate.base, rate), value_of(rate.quote, rate)
    assert convert(value, of_base) * convert(value, of_quote) == pytest.approx(1)


def test_conversions_by_hand() -> None:
    assert value_of("RUB", RATE) == (1.0, -1)
    assert value_of("USD", RATE) == (1.0, 1)
    with pytest.raises(UnknownWord, match="allowed: RUB; USD"):
        value_of("KZT", RATE)


CODES = ("KZT", "RUB", "USD")
PER = st.integers(1, 100)


@settings(derandomize=True)
@given(st.tuples(*[POSITIVE] * 3), st.permutations(CODES), st.tuples(*[st.booleans()] * 2), st.tuples(PER, PER))
def test_a_cross_is_the_same_whichever_way_its_two_rates_are_quoted(
    worths: tuple[float, ...], codes: list[str], turned: tuple[bool, bool], per: tuple[int, int]
) -> None:
    a, vehicle, b = codes
    worth = dict(zip(codes, worths, strict=True))
    pairs = [(a, vehicle), (b, vehicle)]
    rates = [Rate(*(pair[::-1] if turn else pair), n) for pair, turn, n in zip(pairs, turned, per, strict=True)]
    one, other = (rate.per * worth[rate.base] / worth[rate.quote] for rate in rates)
    made = cross(*rates)
    assert made is not None
    assert made.rate == Rate(a, b)
    assert made.factor * one ** made.powers[0] * other ** made.powers[1] == pytest.approx(worth[b] / worth[a])


@settings(derandomize=True)
@given(UNITS, UNITS)
def test_no_cross_without_exactly_one_shared_currency(one: Unit, other: Unit) -> None:
    rates = isinstance(one, Rate) and isinstance(other, Rate)
    assume(not rates or len({*currencies(one), *currencies(other)}) != 3)
    assert cross(one, other) is None


def test_words_alone_are_never_added_nor_compared_with_other_words() -> None:
    assert not may_be_added(Other("tonnes"), Other("tonnes"))
    assert may_be_added(Money("USD", 10**6), Money("USD", 10**6))
    assert not may_be_added(Money("USD", 10**6), Money("USD"))
    assert not may_be_added(RATE, RATE)


@pytest.mark.parametrize(
    ("unit", "its_sign", "level", "computed"),
    [
        (RATE, "positive", True, False),
        (Price("USD", "barrel"), "any", True, False),
        (Price("USD", "troy ounce"), "positive", True, False),
        (Money("USD", 10**6), "as before", True, False),
        (Count("persons"), "as before", True, False),
        (Share("goods exports"), "as before", False, False),
        (Index(), "as before", True, False),
        (Index(When(date(2015, 1, 1), "year")), "as before", True, False),
        (Index(BASE, 33.8, RATE), "as before", True, True),
        (Since(BASE, 33.8, RATE), "any", False, True),
        (Score(-2.5, 2.5), "any", False, False),
        (Change("% on a year before"), "any", False, True),
        (Other("tonnes"), "as before", True, False),
    ],
)
def test_what_follows_from_a_unit(unit: Unit, its_sign: str, level: bool, computed: bool) -> None:
    assert (sign(unit), is_level(unit), is_computed(unit)) == (its_sign, level, computed)


def test_what_is_in_percent() -> None:
    percentages: list[Unit] = [Share(), Since(BASE), Change("% a year")]
    others: list[Unit] = [RATE, Score(0, 1), Change("log points"), Change("percentage points"), Other("%")]
    assert [is_percentage(unit) for unit in (*percentages, *others)] == [True] * 3 + [False] * 5


def test_the_currencies_of_a_unit() -> None:
    assert currencies(Index(BASE, 33.8, RATE)) == ("RUB", "USD")
    assert currencies(Price("USD", "barrel")) == currencies(Money("USD")) == ("USD",)
    assert currencies(Money("international $")) == currencies(Share()) == currencies(Index()) == ()
    assert RATE.other("RUB") == "USD"
