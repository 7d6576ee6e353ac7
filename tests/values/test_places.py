"""Currencies, countries and redenominations."""

from __future__ import annotations

from datetime import date

import pytest

from relations.values import REDENOMINATIONS, Country, Currency, UnknownWord, redenominations
from relations.values.country import AGGREGATES

WITHDRAWN = ("BYR", "BYB", "TRL", "LTL", "LVL", "EEK", "ROL", "HRK", "RUR", "AZM", "TMM", "UAK", "GEK")


def test_currencies_in_use_and_withdrawn_have_names() -> None:
    assert Currency("RUB").name == "Russian rouble"
    assert Currency("BYR").name == "Belarusian rouble (2000–2016)"
    assert Currency("XDR").name == "Special drawing rights"
    assert Currency("KZT").name == "Kazakhstani tenge"
    assert Currency("USD").name == "US dollar"
    assert all(Currency(code).name for code in WITHDRAWN)


@pytest.mark.parametrize("code", ["", "rub", "RUBL", "ZZZ", "XXX", "XTS", "12A"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(UnknownWord, match="ISO 4217"):
        Currency(code)


def test_countries_and_groups_of_countries() -> None:
    russia = Country("RUS")
    assert (russia.name, russia.formal_name, russia.territory) == ("Russia", "Russian Federation", "RU")
    assert (Country("XKX").name, Country("XKX").kind, Country("XKX").territory) == ("Kosovo", "country", "XK")
    assert (Country("WLD").name, Country("WLD").kind, Country("WLD").territory) == ("World", "aggregate", "001")
    assert Country("ECS").territory is None
    assert all(Country(code).kind == "aggregate" for code in AGGREGATES)


def test_countries_that_are_no_more_have_a_name_and_nobody_elses_code() -> None:
    """The alpha-2 code of the Territory of the Afars and Issas is Anguilla's today."""
    assert [Country(code).name for code in ("YUG", "CSK", "SUN")] == ["Yugoslavia", "Czechoslovakia", "USSR"]
    assert (Country("AFI").territory, Country("AFI").kind) == (None, "country")


@pytest.mark.parametrize("code", ["", "kaz", "KA", "ROM", "ZZZ"])
def test_what_is_no_country_is_refused(code: str) -> None:
    with pytest.raises(UnknownWord, match="three capitals of ISO 3166"):
        Country(code)


def test_redenominations_are_of_currencies_there_are() -> None:
    for one in REDENOMINATIONS:
        assert Currency(one.currency) != Currency(one.withdrawn)
        assert one.factor >= 1000
        assert one.source
    assert [one.first for one in redenominations("BYN")] == [date(2000, 1, 1), date(2016, 7, 1)]
    assert redenominations("USD") == ()
