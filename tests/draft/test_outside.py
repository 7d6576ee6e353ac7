"""What an article about two countries says of a third: it gets a line of its own, never that of one of the two."""

from __future__ import annotations

from datetime import date

import pytest

from relations.draft import Pair, proposals
from relations.draft.article import Article, Paragraph
from relations.draft.checks import spec
from relations.draft.proposals import Proposal


def claims(text: str, *pair: str) -> list[Proposal]:
    """The claims of one paragraph of an article about two countries."""
    article = Article("Title", date(2021, 6, 30), "day", (Paragraph(1, text),))
    return [one for one in proposals(article, Pair(*pair)) if one.kind == "claim"]


@pytest.mark.parametrize(
    ("text", "pair", "line"),
    [
        ("The rouble fell by 10 per cent in May. The hryvnia fell by 20 per cent.", ("BLR", "RUS"), "UAH"),
        ("The Belarusian rouble fell by 10 per cent.", ("RUS", "UKR"), "BYN"),
        ("Ukraine’s hryvnia lost a fifth in 2015.", ("BLR", "RUS"), "UAH"),
        ("The lira lost 20 per cent in May.", ("BLR", "RUS"), "TRY"),
        ("The pound lost 20 per cent in May.", ("BLR", "RUS"), "GBP"),
        ("The pound lost 20 per cent in May.", ("GBR", "DEU"), "GBP"),
        ("The Egyptian pound lost 20 per cent in May.", ("GBR", "DEU"), "EGP"),
        ("The zloty lost 20 per cent in May.", ("CZE", "HUN"), "PLN"),
        ("The Moldovan leu lost 20 per cent in May.", ("ROU", "UKR"), "MDL"),
        ("The South Korean won lost 20 per cent in May.", ("JPN", "CHN"), "KRW"),
        ("The peso lost 20 per cent in May.", ("BLR", "RUS"), "peso"),
        ("The dollar cost 28 hryvnias in May.", ("BLR", "RUS"), "UAH"),
        ("Ukraine’s currency lost 20 per cent in May.", ("BLR", "RUS"), "UAH"),
        ("Гривна потеряла 20 процентов в мае 2015 года.", ("BLR", "RUS"), "UAH"),
        ("Белорусский рубль потерял 20 процентов в мае 2015 года.", ("RUS", "UKR"), "BYN"),
        ("Турецкая лира потеряла 20 процентов в мае 2015 года.", ("BLR", "RUS"), "TRY"),
        ("The forint lost 5 per cent, like the zloty.", ("CZE", "POL"), "HUF"),
        ("Like the euro, the zloty lost 5 per cent.", ("CZE", "POL"), "PLN"),
        ("The zloty lost 5 per cent against the euro.", ("CZE", "POL"), "PLN"),
        ("Since May the zloty has lost 5 per cent to the forint.", ("CZE", "POL"), "PLN"),
    ],
)
def test_a_currency_is_the_one_that_is_named(text: str, pair: tuple[str, str], line: str) -> None:
    assert claims(text, *pair)[-1].line == line


@pytest.mark.parametrize(
    "text",
    [
        "Exports, measured in euros, fell by 5 per cent.",
        "Exports to Russia fell by 5 per cent, a mark of the real trouble.",
        "Exports to Russia fell by 5 per cent in the euro area’s worst year.",
    ],
)
def test_a_word_that_is_no_currency_there_names_none(text: str) -> None:
    assert claims(text, "BLR", "RUS")[0].line == "exports"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The rouble lost 20 per cent in May 2015.", "rouble"),
        ("Рубль потерял 20 процентов в мае 2015 года.", "rouble"),
        ("Russia was hit, and the rouble lost 20 per cent in May 2015.", "RUB"),
        ("After Minsk devalued, the rouble lost 20 per cent in May 2015.", "BYN"),
        ("The rouble of Belarus lost 20 per cent in May 2015.", "BYN"),
        ("The Russian rouble fell in 2014. The rouble lost another 20 per cent in May 2015.", "RUB"),
        ("The Russian rouble fell in 2014. In Minsk the rouble lost 20 per cent in May 2015.", "rouble"),
        ("The Russian rouble fell in 2014, and the Belarusian rouble lost 20 per cent in May 2015.", "BYN"),
        ("Российский рубль упал в 2014 году. В мае 2015 года рубль потерял еще 20 процентов.", "RUB"),
        ("Belarus sells to Russia, where the rouble lost 20 per cent in May 2015.", "RUB"),
    ],
)
def test_the_rouble_of_two_countries_is_the_one_that_is_told_or_is_left_open(text: str, line: str) -> None:
    found = claims(text, "BLR", "RUS")[-1]
    measured = spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))
    assert found.line == line
    assert (measured["kind"], "which of the two" in measured.get("reason", "")) == (
        ("unanswered", True) if line == "rouble" else ("fall", False)
    )


def test_the_rouble_is_the_only_one_the_article_has_told_so_far() -> None:
    told = (
        Paragraph(1, "The Belarusian rouble was fixed for years."),
        Paragraph(2, "The rouble lost 20 per cent in May 2015."),
        Paragraph(3, "The Russian rouble gained."),
        Paragraph(4, "The rouble lost 30 per cent in June 2015."),
    )
    found = proposals(Article("Title", date(2021, 6, 30), "day", told), Pair("BLR", "RUS"))
    assert [one.line for one in found if one.kind == "claim"] == ["BYN", "rouble"]


def test_a_currency_of_a_third_country_is_measured_on_its_own_line() -> None:
    (found,) = claims("The hryvnia fell by 20 per cent in May 2015.", "BLR", "RUS")
    measured = spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))
    assert (measured["kind"], measured["line"], measured["of"]) == ("fall", "currency-ukr", "UAH")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Exports to Poland fell by 5 per cent.", "exports-blr-pol"),
        ("Belarusian exports to Poland fell by 5 per cent.", "exports-blr-pol"),
        ("Russia’s exports to Poland fell by 5 per cent.", "exports-rus-pol"),
        ("Polish exports to Belarus fell by 5 per cent.", "imports-blr-pol"),
        ("Poland’s exports fell by 5 per cent.", "exports-pol"),
        ("Belarus sold Poland 5 per cent less than in 2013.", "exports-blr-pol"),
        ("Imports from the European Union fell by 5 per cent.", "imports-blr-eu"),
        ("Exports to the EU fell by 5 per cent.", "exports-blr-eu"),
        ("Trade with Poland fell by 5 per cent.", "turnover-blr-pol"),
        ("Russia’s trade with Poland fell by 5 per cent.", "turnover-rus-pol"),
        ("Trade with Russia fell by 5 per cent.", "turnover"),
        ("China took 7.1 per cent of exports.", "exports-chn-share"),
        ("The EU took 7.1 per cent of exports.", "exports-eu-share"),
        ("Экспорт в Польшу сократился на 8 процентов.", "exports-blr-pol"),
        ("Экспорт в Россию сократился на 8 процентов.", "exports"),
        ("Торговля с Польшей сократилась на 8 процентов.", "turnover-blr-pol"),
        ("Импорт из Евросоюза сократился на 8 процентов.", "imports-blr-eu"),
        ("After the war in Ukraine exports to Russia fell by 5 per cent.", "exports"),
        ("The price of olive oil fell by 5 per cent.", "olive-oil"),
        ("The price of natural gas fell by 5 per cent.", "gas"),
        ("The price of oil fell by 5 per cent.", "oil"),
        ("Цена нефтепродуктов упала на 5 процентов.", "oil-products"),
        ("Цена газа упала на 5 процентов.", "gas"),
    ],
)
def test_a_partner_or_a_good_is_the_one_that_is_named(text: str, line: str) -> None:
    assert claims(text, "BLR", "RUS")[0].line == line


def test_oil_and_gas_in_one_sentence_are_two_lines() -> None:
    found = claims("The price of oil fell by 30 per cent, and that of gas by 20 per cent.", "BLR", "RUS")
    assert [(one.line, one.number) for one in found] == [("oil", 30), ("gas", 20)]


def test_a_good_alone_is_not_all_that_is_sold() -> None:
    (found,) = claims("Exports of wine to Russia fell by 20 per cent in 2014.", "BLR", "RUS")
    assert found.line == "exports-of-wine"
    assert spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))["kind"] == "unanswered"
