"""Messages and quantities: whole, hashable, and good English by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.i18n import say
from relations.values import (
    Country,
    Currency,
    Message,
    Number,
    Quantity,
    Rate,
    Share,
    UnknownWord,
    When,
    amount,
    nested,
    points,
    signed,
)
from relations.values.plain import plain

DAY = date(2014, 11, 10)


def test_a_message_in_plain_english() -> None:
    message = Message(
        "{keys}: none from {day} on; {value} is {change} %, see {why}",
        keys=("imf/RUB", "imf/KZT", "nbp/RUB"),
        day=DAY,
        value=Quantity("rate", 33.8, Rate("RUB", "USD")),
        change=Number(-1234.56, 1),
        why=Message("the year {year}", year=When(DAY, "year")),
    )
    expected = (
        "imf/RUB, imf/KZT and nbp/RUB: none from 10 Nov 2014 on; 33.8 RUB per USD is −1,234.6 %, see the year 2014"
    )
    assert str(message) == expected
    assert str(Message("{a} {b}", a=Currency("KZT"), b=(Country("KAZ"),))) == "KZT Kazakhstan"


@pytest.mark.parametrize(
    ("sentence", "code", "said"),
    [
        ("Exports to {it}", "USA", "Exports to the United States"),
        ("Exports to {it}", "RUS", "Exports to Russia"),
        ("Goods trade of {it} by year", "NLD", "Goods trade of the Netherlands by year"),
        ("{it} took a tenth", "PHL", "The Philippines took a tenth"),
        ("{it} took a tenth", "CHN", "China took a tenth"),
        ("as reported by {it}; {it}–Russia", "CZE", "as reported by Czechia; Czechia–Russia"),
        ("as told by {it}; {it}–Russia", "NLD", "as told by the Netherlands; Netherlands–Russia"),
        ("{it}", "GBR", "United Kingdom"),
        ("{it}, rank 3", "GMB", "Gambia, rank 3"),
        ("exports to {it}", "IMN", "exports to the Isle of Man"),
        ("exports to {it}", "EUU", "exports to the European Union"),
    ],
)
def test_english_puts_the_before_names_of_some_countries_in_running_text(sentence: str, code: str, said: str) -> None:
    assert str(Message(sentence, it=Country(code))) == said
    assert say(Message(sentence, it=Country(code)), "en") == said


def test_a_count_has_its_plural() -> None:
    def claims(count: int) -> Message:
        return Message.counted("{count} claim of {name}", "{count} claims of {name}", count, name="it")

    assert [str(claims(n)) for n in (0, 1, 2)] == ["0 claims of it", "1 claim of it", "2 claims of it"]
    assert str(Message.counted("one claim", "{count} claims", 1)) == "one claim"


def test_points_are_one_or_several_and_a_part_of_one_counts_as_several() -> None:
    changes = [(1, 0), (-1, 0), (6, 0), (1.5, 1), (1, 1)]
    said = [str(points(Number(value, decimals))) for value, decimals in changes]
    assert said == ["1 point", "−1 point", "6 points", "1.5 points", "1.0 points"]


def test_equal_messages_are_equal_whatever_the_order_of_their_parameters() -> None:
    one, other = Message("{a} {b}", a="x", b=1), Message("{a} {b}", b=1, a="x")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Message("{a} {b}", a="x", b=2)


def test_numbers_show_their_decimals_and_no_minus_before_a_zero() -> None:
    shown = [Number(0.04, 1, signed=True), Number(-0.04, 1), Number(2.5, 1, signed=True), Number(-2, 0), Number(1e6)]
    assert list(map(str, shown)) == ["0.0", "0.0", "+2.5", "−2", "1,000,000"]


@pytest.mark.parametrize(
    ("text", "parameters"),
    [("{day} is missing", {}), ("it is missing", {"day": DAY}), ("{day:%Y}", {"day": DAY}), ("{}", {}), ("{a.b}", {})],
)
def test_a_sentence_and_its_parameters_fit(text: str, parameters: dict[str, date]) -> None:
    with pytest.raises(UnknownWord):
        Message(text, **parameters)


def test_nothing_that_could_change_is_put_in() -> None:
    with pytest.raises(TypeError):
        Message("{keys}", keys=["a"])  # type: ignore[arg-type]


def test_a_quantity_is_named_by_an_id() -> None:
    assert str(Quantity("rank", 3)) == "3"
    assert str(Quantity("day-0", None)) == "none"
    for name in ("", "Rank", "change of value", "-a"):
        with pytest.raises(UnknownWord, match="lower case"):
            Quantity(name, 1)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (20196.19, "20,196"),
        (184.4503, "184.45"),
        (5.422, "5.42"),
        (0.0537, "0.0537"),
        (0.0304, "0.0304"),
        (0, "0.00"),
        (999.996, "1,000"),
        (1000.4, "1,000"),
        (0.9996, "1.00"),
        (0.9994, "0.999"),
    ],
)
def test_a_value_is_shown_with_digits_that_count(value: float, said: str) -> None:
    assert str(amount(value)) == said


@given(st.floats(1e-11, 1e9) | st.floats(-1e9, -1e-11))
def test_no_value_loses_more_than_half_a_percent_when_it_is_shown(value: float) -> None:
    """So that a change can be checked from the two values beside it, 0.0537 → 0.0304 −43.4 %."""
    shown = float(str(amount(value)).replace(",", "").replace("−", "-"))
    assert abs(shown / value - 1) <= 0.0051


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (18.64, "+18.6"),
        (-0.04, "−0.04"),
        (0.05, "+0.05"),
        (-0.0004, "−0.0004"),
        (0, "0.0"),
        (-0.0, "0.0"),
        (0.096, "+0.1"),
    ],
)
def test_a_small_change_is_not_shown_as_none(value: float, said: str) -> None:
    assert str(signed(value)) == said


def test_what_json_has_of_a_value() -> None:
    found = plain((Quantity("rank", 3, Share()), Message("on {day}", day=DAY), DAY, None), lambda words: f"<{words}>")
    assert found == [{"name": "rank", "value": 3, "unit": "%"}, "<on 10 Nov 2014>", "2014-11-10", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Clinch “Alliance” now”, “plain”", "“Clinch ‘Alliance’ now”, “plain”"),
        ("«Об „этом“ и «том»»", "«Об „этом“ и „том“»"),
        ("«Об “этом”»", "«Об “этом”»"),
        ("“open “once”", "“open “once”"),
        ("shut” “a”", "shut” “a”"),
        ("“a “b “c” b” a”", "“a ‘b “c” b’ a”"),
    ],
)
def test_quotation_marks_within_others_are_single(text: str, expected: str) -> None:
    assert nested(text) == expected


def test_a_message_nests_the_marks_of_what_it_is_filled_with() -> None:
    one = Message("The claim “{label}” is now {after}, it was {before}.", label="a “b”", after="c", before="d")
    assert str(one) == say(one) == "The claim “a ‘b’” is now c, it was d."
