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


def test_a_currency_of_a_third_country_is_measured_on_its_own_line() -> None:
    (found,) = claims("The hryvnia fell by 20 per cent in May 2015.", "BLR", "RUS")
    measured = spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))
    assert (measured["kind"], measured["line"], measured["of"]) == ("fall", "currency-ukr", "UAH")
