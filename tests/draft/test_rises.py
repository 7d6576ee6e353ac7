"""Claims of a rise, and of a level that something came to: with their measure, or left open where it is unclear."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relations.draft.checks import missing, spec
from tests.draft.found import PAIR, PUBLISHED, claims_of, drafted, yearly


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Kazakhstan’s exports to Russia rose by 15 per cent in 2014.",
         yearly("rises", "exports", 2013, 2014, at_least=14.5)),
        ("Imports from Russia doubled between 2005 and 2008.", yearly("rises", "imports", 2005, 2008, at_least=99.5)),
        ("Imports from Russia grew by almost a third in 2014.", yearly("rises", "imports", 2013, 2014, at_least=30.0)),
        ("Exports to Russia grew from 2 billion dollars to 2.8 billion in 2004.",
         yearly("rises", "exports", 2003, 2004, at_least=34.1)),
        ("Exports to Russia rose to 5 billion dollars in 2014.", yearly("rises", "exports", 2013, 2014, to=4500)),
        ("Exports to Russia fell to 2.1 billion dollars in 2009.", yearly("falls", "exports", 2008, 2009, to=2150)),
        ("Kazakhstan’s population grew to 18 million in 2016.",
         yearly("rises", "population-kaz", 2015, 2016, to=17.5)),
        ("Russia’s population rose to almost 144 million in 2015.",
         yearly("rises", "population-rus", 2014, 2015, to=141.12)),
        ("Экспорт Казахстана в Россию вырос на 15 процентов в 2014 году.",
         yearly("rises", "exports", 2013, 2014, at_least=14.5)),
        ("In the first decade of the century trade with Russia more than doubled.",
         yearly("rises", "turnover", 2000, 2009, at_least=99.5)),
        ("Импорт из России вырос вдвое в 2004 году.", yearly("rises", "imports", 2003, 2004, at_least=99.5)),
        ("Население Казахстана выросло до 18 млн человек в 2016 году.",
         yearly("rises", "population-kaz", 2015, 2016, to=17.5)),
    ],
)  # fmt: skip
def test_a_yearly_figure_that_rose_or_came_to_a_level(text: str, measure: dict[str, Any]) -> None:
    assert drafted(text)[0] == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The tenge strengthened from 185 to 160 per dollar in March 2015.",
         {"kind": "rise", "line": "currency-kaz", "of": "KZT", "at_least": 14.9}),
        ("The tenge strengthened to 160 per dollar in March 2015.",
         {"kind": "rise", "line": "currency-kaz", "of": "KZT", "to": 160.5}),
        ("The tenge weakened to 185 per dollar in March 2015.",
         {"kind": "fall", "line": "currency-kaz", "of": "KZT", "to": 184.5}),
        ("The rouble weakened from 33 to the dollar to 56 in March 2015.",
         {"kind": "fall", "line": "currency-rus", "of": "RUB", "at_least": 39.6}),
        ("Тенге укрепился с 185 до 160 за доллар в марте 2015 года.",
         {"kind": "rise", "line": "currency-kaz", "of": "KZT", "at_least": 14.9}),
        ("Oil climbed by a fifth in March 2015.", {"kind": "rise", "line": "oil", "at_least": 19.5}),
        ("Oil climbed to 62 dollars a barrel in March 2015.", {"kind": "rise", "line": "oil", "to": 61.5}),
    ],
)  # fmt: skip
def test_a_currency_or_a_price_that_moved_in_a_month(text: str, measure: dict[str, Any]) -> None:
    assert drafted(text)[0] == {"start": date(2015, 2, 28), "end": date(2015, 3, 31), **measure}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("A dollar cost 60 roubles in March 2015, up from 50 in February.", ["whether it fell or rose"]),
        ("Growth of exports slowed from 10 per cent to 5 in 2012.", ["whether it fell or rose"]),
        ("Exports to Russia rose by 20 million dollars in 2014.", ["a level in percent"]),
        ("Exports to Russia rose to 5 billion euros in 2014.", ["a level in percent"]),
        ("Poland’s population grew to 40 million in 2014.", ["a level in percent"]),
        ("2008 was the best year for exports to Russia.", ["whether a level or a change is meant, and since when"]),
        ("In 2008 exports to Russia were one of the highest on record.",
         ["whether a level or a change is meant, and since when"]),
        ("In 2008 exports to Russia saw their highest growth on record.",
         ["whether a level or a change is meant, and since when"]),
        ("Trade rose by 8.4 per cent in 2008 to a record 20 billion dollars.",
         ["whether a level or a change is meant, and since when"]),
        ("In January 2016 the rouble hit a record low of 83.59 per dollar.",
         ["whether a level or a change is meant, and since when"]),
        ("Exports to Russia rose to a record 6.2 billion euros in 2008.", ["a line in the unit of its number"]),
        ("Exports to Russia were the highest in 2008.", ["the date it is counted from"]),
        ("Oil touched its lowest level in twelve years in January 2016.", ["the date it is counted from"]),
        ("Exports to Russia are the lowest since 2009.", ["a date"]),
        ("In 2014/15 exports to Russia fell by 20 per cent.", ["a date"]),
        ("In the first half of 2016 the rouble was at its weakest since 2009.",
         ["the two days it is measured between"]),
        ("In the first half of 2016 exports to Russia were the lowest since 2009.",
         ["a line by month or quarter, for it tells of a part of a year"]),
    ],
)  # fmt: skip
def test_what_is_unclear_is_left_open(text: str, lacks: list[str]) -> None:
    measure, found = drafted(text)
    assert measure["kind"] == "unanswered"
    assert set(lacks) <= set(found)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Kazakhstan’s exports to Russia rose by 20 per cent in March 2015.",
         yearly("rises", "exports-by-month", 2014, 2015, at_least=19.5)),
        ("Imports from Russia fell to 500 million dollars in March 2015.",
         yearly("falls", "imports-by-month", 2014, 2015, to=500.5)),
        ("Экспорт в Россию вырос на 20 процентов в марте 2015 года.",
         yearly("rises", "exports-by-month", 2014, 2015, at_least=19.5)),
    ],
)  # fmt: skip
def test_trade_of_a_month_is_compared_with_that_month_of_the_year_before(text: str, measure: dict[str, Any]) -> None:
    for channel in measure["channels"]:
        channel |= {end: channel[end].replace(month=3) for end in ("start", "end")}
    assert drafted(text)[0] == measure


@pytest.mark.parametrize(
    "text",
    [
        "By 2015 exports to Russia had fallen by 20 per cent.",
        "By 2015 exports to Russia had risen by 20 per cent.",
        "By 2015 exports to Russia had fallen to 2 billion dollars.",
        "By 2015 trade with Russia had doubled.",
        "Exports to Russia had been cut by a fifth by 2015.",
        "By the end of 2015 exports to Russia had fallen by 20 per cent.",
        "By March 2015 the tenge had fallen by 20 per cent.",
        "By 5 March 2015 oil had risen by 20 per cent.",
        "The union was signed in 2012. By 2015 exports to Russia had fallen by 20 per cent.",
        "Imports from Russia stood at 5 billion dollars in 2010. By 2015 exports to Russia had fallen by 20 per cent.",
        "By 2015 exports to Russia had fallen by 20 per cent, the most since 2009.",
        "К 2015 году экспорт в Россию упал на 20 процентов.",
        "К 2015 году экспорт в Россию вырос на 20 процентов.",
        "К концу 2015 года экспорт в Россию упал на 20 процентов.",
        "К марту 2015 года тенге упал на 20 процентов.",
    ],
)
def test_an_end_without_a_beginning_is_left_open(text: str) -> None:
    found = claims_of(text)[-1]
    measure, lacks = spec(found, PAIR, PUBLISHED), [str(one) for one in missing(found, PAIR, PUBLISHED)]
    assert (measure["answer"], lacks) == ("unfinished", ["the date it is counted from"])


@pytest.mark.parametrize(
    "text",
    [
        "Since 2010 exports to Russia had fallen by 20 per cent by 2015.",
        "By 2015 exports to Russia had fallen by 20 per cent since 2010.",
        "By 2015 exports to Russia had fallen by 20 per cent from 2010.",
        "By 2015 exports to Russia were 20 per cent lower than in 2010.",
        "In 2015 exports to Russia were 20 per cent below the level of 2010.",
        "In 2015 exports to Russia fell by 20 per cent compared with 2010.",
        "Exports to Russia stood at 5 billion dollars in 2010. By 2015 they had fallen by 20 per cent.",
        "С 2010 года экспорт в Россию к 2015 году упал на 20 процентов.",
        "К 2015 году экспорт в Россию упал на 20 процентов по сравнению с 2010 годом.",
        "В 2015 году экспорт в Россию упал на 20 процентов к уровню 2010 года.",
        "В 2015 году экспорт в Россию был на 20 процентов меньше, чем в 2010 году.",
    ],
)
def test_what_a_year_is_compared_with_is_where_a_move_begins(text: str) -> None:
    assert spec(claims_of(text)[-1], PAIR, PUBLISHED) == yearly("falls", "exports", 2010, 2015, at_least=19.5)


def test_the_years_of_two_sums_are_the_ends_of_a_move() -> None:
    found, _ = drafted("Exports to Russia fell from 5 billion dollars in 2010 to 3 billion in 2015.")
    assert found == yearly("falls", "exports", 2010, 2015, to=3500)


@pytest.mark.parametrize(
    "text",
    [
        "Exports to Russia fell by 20 per cent in 2015, more than in 2009.",
        "Exports to Russia fell by 20 per cent in 2015, the most since 2009.",
        "Exports to Russia fell by 20 per cent in 2015 from a year earlier.",
        "Экспорт в Россию в 2015 году упал на 20 процентов к 2014 году.",
    ],
)
def test_a_fall_that_is_compared_with_another_is_still_that_of_its_year(text: str) -> None:
    assert spec(claims_of(text)[0], PAIR, PUBLISHED) == yearly("falls", "exports", 2014, 2015, at_least=19.5)


@pytest.mark.parametrize(
    "text",
    [
        "Exports to Russia fell by 20 per cent between 2010 and the end of 2015.",
        "From the start of 2010 to the end of 2015 exports to Russia fell by 20 per cent.",
        "Exports to Russia fell by 20 per cent in 2010–2015.",
        "Exports to Russia fell by 20 per cent in 2010-2015.",
        "В 2010-2015 гг. экспорт в Россию упал на 20 процентов.",
        "В 2010–2015 годах экспорт в Россию упал на 20 процентов.",
        "С 2010 года до конца 2015 года экспорт в Россию упал на 20 процентов.",
    ],
)
def test_two_years_are_the_ends_of_a_span(text: str) -> None:
    assert drafted(text)[0] == yearly("falls", "exports", 2010, 2015, at_least=19.5)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("In 2015 Russia took 15 per cent of Kazakhstan’s exports.", "exports-share"),
        ("Russia’s share in exports rose to 15 per cent in 2015.", "exports-share"),
        ("The share of Russia in exports rose to 15 per cent in 2015.", "exports-share"),
        ("Доля России в экспорте выросла до 15 % в 2015 году.", "exports-share"),
        ("In 2015 Russia supplied 15 per cent of imports.", "imports-share"),
        ("In 2015 Russia bought 15 per cent of exports.", "exports-share"),
        ("Kazakhstan’s share of Russia’s imports rose to 15 per cent in 2015.", "partner-imports-share"),
        ("In 2015 15 per cent of Russia’s exports went to Kazakhstan.", "partner-exports-share"),
        ("Доля Казахстана в импорте России выросла до 15 % в 2015 году.", "partner-imports-share"),
    ],
)
def test_a_share_is_of_the_trade_of_the_country_whose_it_is(text: str, line: str) -> None:
    (found,) = claims_of(text)
    assert (found.measure, found.line, found.number) == ("shares", line, 15)


def test_a_month_is_compared_with_the_month_that_is_named() -> None:
    (channel,) = drafted("In March 2015 exports to Russia were 20 per cent lower than in November 2014.")[0]["channels"]
    assert channel == {"line": "exports-by-month", "start": date(2014, 11, 1), "end": date(2015, 3, 1)}
