"""Numbers as a text prints them: money in its own scale, limits exact, and never far from the number of the data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.i18n import LOCALES, say, speaking, units
from relations.values import (
    Count,
    Message,
    Money,
    Number,
    Price,
    Quantity,
    Rate,
    in_print,
    parting,
    printed,
    printed_limit,
)
from relations.values.printed import beside

MILLION = Money("USD", 10**6)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (38_321.4, MILLION, "US$ 38.3 billion"),
        (153.7, MILLION, "US$ 153.7 million"),
        (999.96, MILLION, "US$ 1.00 billion"),
        (3_650.84, MILLION, "US$ 3.65 billion"),
        (2_100_000, MILLION, "US$ 2.10 trillion"),
        (0.4, MILLION, "US$ 400,000"),
        (5_200, Money("KZT", 10**6), "KZT 5.20 billion"),
        (2.5e10, Money("USD", 1, "constant 2015"), "constant 2015 US$ 25.0 billion"),
        (170.73, Count("persons", 10**6), "170.7 million persons"),
        (33.84, Rate("RUB", "USD"), "33.8 RUB per USD"),
        (-36.98, Price("USD", "barrel"), "−US$ 37.0 per barrel"),
    ],
)
def test_a_number_is_printed_as_a_newspaper_does(value: float, unit: Money | Count | Rate | Price, said: str) -> None:
    assert str(printed(value, unit)) == said


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (MILLION, ("US$ 18.0 → 13.8 million", "18.0 → 13.8 млн долларов США", "18.0 → 13.8 млн АҚШ доллары")),
        (
            Money("USD", 1000),
            ("US$ 18.0 → 13.8 thousand", "18.0 → 13.8 тыс. долларов США", "18.0 → 13.8 мың АҚШ доллары"),
        ),
        (Count("persons"), ("18.0 → 13.8 persons", "18.0 → 13.8 человек", "18.0 → 13.8 адам")),
    ],
)
def test_several_numbers_have_their_unit_as_one_has(unit: Money | Count, said: tuple[str, str, str]) -> None:
    assert beside("18.0 → 13.8", unit) == said[0]
    for locale, expected in zip(LOCALES, said, strict=True):
        with speaking(locale):
            assert units.beside("18.0 → 13.8", unit).replace("\u00a0", " ") == expected


def test_a_quantity_of_money_is_printed_as_money() -> None:
    assert say(Message("{found}", found=Quantity("turnover", 16_372.4, MILLION))) == "US$ 16.4 billion"


def test_a_sign_stands_before_the_currency() -> None:
    assert str(printed(-3_650.84, MILLION, signed=True)) == "−US$ 3.65 billion"
    assert str(printed(12_000, MILLION, signed=True)) == "+US$ 12.0 billion"
    assert str(printed(0.04, Count("persons", 10**6), signed=True, bare=True)) == "+0.04 million"


def test_a_limit_keeps_the_decimals_it_has() -> None:
    assert str(printed_limit(45_050, MILLION)) == "US$ 45.05 billion"
    assert str(printed_limit(145, MILLION)) == "US$ 145 million"
    assert str(printed_limit(170, Count("persons", 10**6), bare=True)) == "170 million"


def test_numbers_side_by_side_are_in_one_scale() -> None:
    assert in_print([20_196.3, 900.0], MILLION) == ((Number(20.1963, 1), Number(0.9, 1)), Money("USD", 10**9))
    assert in_print([33.836], Rate("RUB", "USD")) == ((Number(33.836, 2),), Rate("RUB", "USD"))


amounts = st.floats(1e-3, 1e9) | st.floats(-1e9, -1e-3)


@given(amounts, st.sampled_from([1, 10**6, 10**9]))
def test_what_is_printed_is_the_number_of_the_data_but_for_rounding(value: float, scale: int) -> None:
    found = printed(value, Money("USD", scale))
    least = 10.0**-found.number.decimals
    assert abs(found.number.value * found.scale - value * scale) <= 1e-6 * abs(value * scale)
    assert abs(found.number.value) < 1000 or found.scale in (1, 10**12) or scale == 1
    assert least <= 0.0101 * max(abs(found.number.value), 1)  # a hundredth at most is lost, or a cent


@given(amounts, st.booleans())
def test_english_is_said_as_it_is_written_in_logs(value: float, signed: bool) -> None:
    words = Message("{sum}", sum=printed(value, MILLION, signed=signed))
    assert say(words) == str(words)


@pytest.mark.parametrize(
    ("values", "digits"),
    [((2.60402, 2.604023), 7), ((33.8, 68.9), 6), ((5.0, 5.0), 6), ((1.0, 1.0 + 2**-52), 17), ((1.0, float("nan")), 6)],
)
def test_numbers_that_differ_have_the_digits_that_part_them(values: tuple[float, ...], digits: int) -> None:
    assert parting(values, 6) == digits
