"""Every value is written in one form, and read back from it as the same value."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.values import (  # fmt: skip
    INSTANT,
    Change,
    Count,
    Dating,
    Index,
    Licence,
    Money,
    Other,
    Price,
    Rate,
    Score,
    Share,
    Since,
    UnknownWord,
    Unstated,
    When,
    frequency_of,
    parse_dating,
    parse_licence,
    parse_unit,
    parse_when,
)
from relations.values.licence import KNOWN, REDISTRIBUTION
from relations.values.unit import Unit
from sources import tables
from tests.values.strategies import DATINGS, UNITS, WHENS, WORDS

ROOT = Path(__file__).parent.parent.parent
JUNE = When(date(2014, 6, 30))

#: As people read them in the cache and in the files a reader takes away.
UNIT_TEXTS: dict[str, Unit] = {
    "RUB per USD": Rate("RUB", "USD"),
    "KZT per 100 RUB": Rate("KZT", "RUB", 100),
    "USD per barrel": Price("USD", "barrel"),
    "USD per million British thermal units": Price("USD", "million British thermal units"),
    "US$ million": Money("USD", 10**6),
    "current US$": Money("USD", 1, "current"),
    "constant 2015 US$": Money("USD", 1, "constant 2015"),
    "constant US$": Money("USD", 1, "constant"),
    "current international $": Money("international $", 1, "current"),
    "KZT billion": Money("KZT", 10**9),
    "%": Share(),
    "% of goods exports": Share("goods exports"),
    "% a year": Change("% a year"),
    "% on a year before": Change("% on a year before"),
    "log points": Change("log points"),
    "percentage points": Change("percentage points"),
    "million persons": Count("persons", 10**6),
    "number of persons": Count("persons"),
    "index points": Index(),
    "index, 2014-06-30 = 100": Index(JUNE),
    "index, 2015 = 100": Index(When(date(2015, 1, 1), "year")),
    "index, 2014-06-30 = 100 (33.8434 RUB per USD)": Index(JUNE, 33.8434, Rate("RUB", "USD")),
    "% since 2014-06-30 (33.8434 RUB per USD)": Since(JUNE, 33.8434, Rate("RUB", "USD")),
    "% since 2014-06": Since(When(date(2014, 6, 1), "month")),
    "score from -2.5 to 2.5": Score(-2.5, 2.5),
    "other: as the page says": Other("as the page says"),
    "not stated": Unstated(),
}
OLD_UNITS = ("current local currency", "constant local currency")
PLACEHOLDERS = (
    "unit named on the series' page",
    "unit named on the indicator's page",
    "price in the currency Yahoo quotes it in",
)
DATING_TEXTS = {
    "market or fixing day": INSTANT,
    "market day": INSTANT,
    "fixing day": INSTANT,
    "first day an official rate applies": Dating("applies"),
    "the day the official rate applies": Dating("applies"),
    "end of month": Dating("end", "month"),
    "average of quarter": Dating("average", "quarter"),
    "sum of year": Dating("sum", "year"),
    "whole year": Dating("whole", "year"),
    "calendar year": Dating("whole", "year"),
    "calendar month": Dating("whole", "month"),
    "week": Dating("whole", "week"),
}


@settings(derandomize=True, max_examples=600)
@given(UNITS)
def test_a_unit_is_read_back_from_its_text(unit: Unit) -> None:
    assert parse_unit(str(unit)) == unit
    assert hash(parse_unit(str(unit))) == hash(unit)


@settings(derandomize=True, max_examples=300)
@given(UNITS, UNITS)
def test_two_units_have_one_text_only_if_they_are_the_same(one: Unit, other: Unit) -> None:
    assert (str(one) == str(other)) == (one == other)


@pytest.mark.parametrize(("text", "unit"), UNIT_TEXTS.items())
def test_the_texts_of_units(text: str, unit: Unit) -> None:
    assert parse_unit(text) == unit
    assert str(unit) == text


@pytest.mark.parametrize("text", OLD_UNITS)
def test_words_of_format_1_are_read_as_words_and_written_as_such(text: str) -> None:
    assert parse_unit(text) == Other(text)
    assert str(Other(text)) == f"other: {text}"


@pytest.mark.parametrize("text", [*PLACEHOLDERS, *(f"other: {text}" for text in PLACEHOLDERS)])
def test_what_earlier_versions_wrote_for_an_unknown_unit_is_none(text: str) -> None:
    assert parse_unit(text) == Unstated()


@pytest.mark.parametrize(
    "text", ["", "roubles", "RUB/USD", "rub per usd", "KZT per", "price in lari", "index", "other:"]
)
def test_an_unknown_unit_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(UnknownWord, match=r"RUB per USD.*US\$ million.*other: the publisher's own words"):
        parse_unit(text)


REFUSED: tuple[Callable[[], object], ...] = (
    lambda: Rate("USD", "USD"),
    lambda: Rate("usd", "KZT"),
    lambda: Rate("KZT", "USD", 0),
    lambda: Price("USD", "EUR"),
    lambda: Price("USD", "100 EUR"),
    lambda: Price("USD", " barrel"),
    lambda: Money("dollars"),
    lambda: Money("USD", 7),
    lambda: Money("USD", 1, "old"),
    lambda: Count("two\nlines"),
    lambda: Index(None, 3.0, Rate("KZT", "USD")),
    lambda: Since(JUNE, 3.0),
    lambda: Score(1, 1),
    lambda: Change("growth"),  # type: ignore[arg-type]
    lambda: Other(""),
    lambda: Dating("average of"),  # type: ignore[arg-type]
    lambda: Dating("instant", "month"),
    lambda: When(date(2014, 1, 1), "hour"),  # type: ignore[arg-type]
    lambda: Licence("CC BY 4.0", "perhaps"),  # type: ignore[arg-type]
    lambda: Licence("free (redistribution: yes)", "no"),
)


@pytest.mark.parametrize("make", REFUSED)
def test_a_value_without_a_meaning_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(UnknownWord, match="allowed: "):
        make()


@settings(derandomize=True)
@given(WHENS)
def test_a_date_is_read_back_from_its_text(when: When) -> None:
    assert parse_when(str(when)) == when


@pytest.mark.parametrize("text", ["2014-13", "2014-Q5", "2014-02-30", "14", "30.06.2014", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnknownWord, match="2014-06-30"):
        parse_when(text)


@settings(derandomize=True)
@given(DATINGS)
def test_a_dating_is_read_back_from_its_text(dating: Dating) -> None:
    assert parse_dating(str(dating)) == dating


@pytest.mark.parametrize(("text", "dating"), DATING_TEXTS.items())
def test_the_texts_of_datings(text: str, dating: Dating) -> None:
    assert parse_dating(text) == dating


@pytest.mark.parametrize(
    "text", ["Market day", "trading day", "effective date", "the date the rate takes effect", "year"]
)
def test_another_word_for_what_a_date_means_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(UnknownWord, match=r"first day an official rate applies.*average of month"):
        parse_dating(text)


@settings(derandomize=True)
@given(WORDS | st.sampled_from(sorted(KNOWN)), st.sampled_from(REDISTRIBUTION))
def test_a_licence_is_read_back_from_its_text(name: str, redistribution: str) -> None:
    licence = Licence(name, redistribution)  # type: ignore[arg-type]
    assert parse_licence(str(licence)) == licence


def test_only_terms_that_clearly_allow_it_let_numbers_be_passed_on() -> None:
    passed_on = {word for word in REDISTRIBUTION if Licence("terms", word).may_be_passed_on}
    assert passed_on == {"yes", "with attribution"}
    assert not parse_licence("Personal use; redistribution is not clearly allowed").may_be_passed_on
    assert not parse_licence("Stated on the series' page").may_be_passed_on
    assert parse_licence("CC BY 4.0").may_be_passed_on


@pytest.mark.parametrize(
    "text", ["CC BY-NC-ND 4.0", "Creative Commons BY 4.0", "public domain", "", "x (redistribution: a)"]
)
def test_unknown_terms_are_refused_unless_they_say_what_they_allow(text: str) -> None:
    with pytest.raises(UnknownWord, match="with attribution"):
        parse_licence(text)


def test_every_header_of_the_shipped_cache_is_understood() -> None:
    """But those of the tables, which are no indicators and say what their own columns mean."""
    cache = ROOT / "data" / "cache"
    headers = {*cache.glob("*/**/*.csv")} - {cache / f"{key}.csv" for key in tables()}
    assert headers
    for path in headers:
        lines = path.read_text(encoding="utf-8").splitlines()
        header = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
        parse_unit(header["unit"])
        parse_licence(header["licence"])
        parse_dating(header.get("dating") or header["date_means"])
        frequency_of(header["frequency"])


def test_a_word_of_frequency_or_its_letter_is_understood() -> None:
    words = ["daily", "weekly", "monthly", "quarterly", "annual"]
    assert [frequency_of(letter) for letter in "DWMQA"] == [frequency_of(word) for word in words] == words
    with pytest.raises(UnknownWord, match="daily \\(D\\)"):
        frequency_of("yearly")


def test_an_error_says_the_word_what_it_should_be_and_what_is_allowed_and_can_be_pickled() -> None:
    error = UnknownWord("yearly", "frequency", ["daily", "annual"])
    for one in (error, pickle.loads(pickle.dumps(error))):
        assert (one.word, one.what, one.allowed) == ("yearly", "frequency", ("daily", "annual"))
        assert str(one) == "'yearly' is no frequency; allowed: daily; annual"
