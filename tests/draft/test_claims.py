"""Sentences that numbers could bear out: the measure they need, number and unit; and those that only look so."""

from __future__ import annotations

from datetime import date

import pytest

from relations.draft.checks import spec
from relations.draft.names import Pair
from tests.draft.found import of_text


@pytest.mark.parametrize(
    ("sentence", "measure", "number", "unit"),
    [
        ("The rouble lost almost a quarter of its dollar value.", "fall", 25, "%"),
        ("The dollar cost 92 roubles in March.", "fall", 92, "roubles"),
        ("The price of oil doubled within a year.", "fall", 100, "%"),
        ("Both the rouble and oil lost more than a third of their price.", "falls", 33.3, "%"),
        ("A further devaluation of the rouble is likely.", "first_fall", None, None),
        ("Exports to Russia halved that year, from 154 million dollars to 76 million.", "growth", 50, "%"),
        ("Wine fell from 21.5 million dollars to 5.6.", "growth", 5.6, "USD mn"),
        ("Trade could even double in five years.", "growth", 100, "%"),
        ("Trade will most likely grow.", "growth", None, None),
        ("A deal might lift exports by a fifth.", "growth", 20, "%"),
        ("Minsk has cut imports by a tenth.", "growth", 10, "%"),
        ("Direct sales fell from about 11,000 to 3,700 in a year.", "growth", 3700, ""),
        ("Imports rose sixfold.", "growth", 500, "%"),
        ("Tourism was three times as high as in 2015.", "growth", 3, "times"),
        ("The city had 58 per cent fewer than a year before.", "growth", 58, "%"),
        ("Its unemployment was the third-highest in Russia.", "rank_among", 3, "rank"),
        ("As a source of imports Russia is second only to China.", "rank_among", 2, "rank"),
        ("Its share of exports was the lowest since 1966.", "extreme", None, None),
        ("Belarus has run a deficit with Russia every year since 2005.", "worst_year", None, None),
        ("They agreed in 58% of roll calls in the UN.", "vote_on", 58, "%"),
        ("Russia’s share of exports went from almost 18 per cent to 8.", "shares", 8, "%"),
        ("The share of imports grew by almost eight percentage points.", "shares", 8, "pp"),
        ("Every third bottle of wine went to Russia.", "shares", 33.3, "%"),
        ("Four out of five tonnes of potash go to China.", "shares", 80, "%"),
        ("In 2007 Russia still sold goods worth $575 million.", "total", 575, "USD mn"),
        ("The union has 183 million people.", "total", 183, "mn people"),
        ("It was the worst year for trade since 1995.", "worst_year", None, None),
        ("Exports rose to a record 14.5 billion dollars.", "extreme", 14.5, "USD bn"),
        ("Russia is not among the three largest trading partners.", "rank_among", 3, "rank"),
        ("China is only the eighth-largest investor in Belarus.", "rank_among", 8, "rank"),
        ("Only the United States buys more from Belarus.", "rank_among", None, None),
        ("No other neighbour of Moscow’s has so large a share.", "rank_among", None, None),
        ("The resolution passed the General Assembly with 14 votes to 11.", "vote_on", 14, "votes"),
        ("In the United Nations the two voted alike in 68 per cent of the roll calls.", "vote_on", 68, "%"),
        ("The embargo lasted 2,374 days.", "days_between", 2374, "days"),
        ("For 18 months no minister in Moscow took a call from Minsk.", "days_between", 18, "months"),
        ("Russian customs counts 12 billion dollars, Belarusian customs 11.", "mirror", 12, "USD bn"),
        ("About 40 per cent of those asked agree.", "untestable", 40, "%"),
        ("A survey found that 59 per cent of Belarusians regard Moscow as a friend.", "untestable", 59, "%"),
        ("Visits by car plummeted 36.9 percent compared with the same month last year.", "growth", 36.9, "%"),
        ("Shipments of potash were 12 per cent smaller than a year before.", "growth", 12, "%"),
        ("Belarus relied on Russia for 93.7 percent of its gas.", "shares", 93.7, "%"),
        ("Oil represents about 80 percent of Belarusian exports.", "shares", 80, "%"),
        ("Nearly all imports of gas come from Russia.", "shares", None, None),
        ("Belarus ranks eighth among Russia’s markets.", "rank_among", 8, "rank"),
        ("The rouble touched its weakest level in three years.", "extreme", None, None),
        ("Only in 2009 was the fall of exports steeper.", "worst_year", None, None),
        ("The rouble may well touch 100 to the dollar by Christmas.", "first_fall", 100, ""),
        ("Exports, Belarusian customs data and statistics show, rose by 4 percent.", "growth", 4, "%"),
        ("Some 400,000 Belarusians work in Russia.", "total", 400000, "people"),
        ("Trade rose by 8.4 per cent in 2020 to a record 136 billion dollars.", "worst_year", 136, "USD bn"),
        ("In the first quarter of 2021 imports were 5 per cent lower than a year before.", "growth", 5, "%"),
        ("Trade was lower in 2009 than in any year since.", "worst_year", None, None),
        ("In nine of ten votes the two were on the same side.", "vote_on", 90, "%"),
        ("In the General Assembly the two vote alike in almost all roll calls.", "vote_on", None, None),
        ("In the UN the two vote alike more often than they did ten years ago.", "rank_among", None, None),
        ("They voted alike in nine out of ten roll calls.", "vote_on", 90, "%"),
        ("The Belarusian rouble was fixed at 29.25 to the dollar.", "fall", 29.25, ""),
        ("The motion at the United Nations was supported by 141 states.", "vote_on", 141, "votes"),
    ],
)
def test_a_sentence_needs_its_measure(sentence: str, measure: str, number: float | None, unit: str | None) -> None:
    (found,) = (one for one in of_text(sentence) if one.kind == "claim")
    assert (found.measure, found.number, found.counted_in) == (measure, number, unit)


@pytest.mark.parametrize(
    ("sentence", "lines", "numbers"),
    [
        (
            "The Belarusian rouble lost 4.6 percent, the Russian rouble has gained about 1 percent.",
            ["BYN", "RUB"],
            [4.6, 1],
        ),
        (
            "The Russian rouble lost 38% from 2014 to 2016 because oil went from $115 a barrel to $30.",
            ["RUB", "oil"],
            [38, 30],
        ),
        (
            "The Russian rouble shed a quarter of its worth between May and July 2014, as the price of oil halved.",
            ["RUB", "oil"],
            [25, 50],
        ),
        (
            "Belarus sold Russia goods worth 6.1 billion dollars in 2008, 16 per cent of all its exports.",
            ["exports", "exports-share"],
            [6.1, 16],
        ),
        (
            "In May 2018 the Russian rouble halved and exports to Russia fell for eleven months in a row.",
            ["RUB", None],
            [50, 11],
        ),
        (
            "Exports to Russia fell by 15 per cent in 2011, and imports from Russia by 14 per cent.",
            ["exports", "imports"],
            [15, 14],
        ),
        ("Russia takes 11 per cent of exports, half the share of 1999.", ["exports-share", "exports-share"], [11, 50]),
        ("Exports to Russia fell by 5%, after a slide of 12% since May.", ["exports", "exports"], [5, 12]),
        (
            "Russia took 9.6 per cent of all exports in 2013 and less than 6 per cent two years later.",
            ["exports-share", "exports-share"],
            [9.6, 6],
        ),
        ("Of the UN’s roll calls they agreed in 58% in 2009 and in 61% in 2014.", ["votes", "votes"], [58, 61]),
        (
            "Russia is the third-largest market and took 7.1 percent of exports.",
            ["turnover", "exports-share"],
            [3, 7.1],
        ),
    ],
)
def test_what_a_sentence_says_of_two_things_is_told_of_each(
    sentence: str, lines: list[str], numbers: list[float]
) -> None:
    found = [one for one in of_text(sentence) if one.kind == "claim"]
    assert [(one.line, one.number) for one in found] == list(zip(lines, numbers, strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "The first cracks in the alliance are easy to see.",
        "Only one of the two will get what it wants.",
        "A hundred years ago none of this existed.",
        "“Trade fell by 40 per cent,” the minister said.",
        "Did trade fall by 40 per cent?",
        "The plan foresees a doubling of trade by 2025.",
        "Both sides agreed to raise trade to 50 billion dollars by 2020.",
        "If oil fell below 40 dollars, the budget would be in trouble.",
        "In the 1970s the sales were stopped for three years.",
        "The president, 67, studied for five years.",
        "More than 100 people were arrested on 9 August 2020.",
        "The duty on wine was raised to 50 per cent on 3 May 2018.",
        "Sanctions have hurt trade.",
        "One should not expect more than 5 per cent of growth.",
    ],
)
def test_a_number_alone_is_no_claim(sentence: str) -> None:
    assert [one for one in of_text(sentence) if one.kind == "claim"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trade is one thing. The first two thirds of it are true.",
        "Trade is one thing and votes in the United Nations are another. Belarus votes on 9 August.",
        "On 3 May 2018 the two held the first talks in six years.",
    ],
)
def test_a_figure_of_speech_and_a_first_time_are_no_claims(sentence: str) -> None:
    assert [one for one in of_text(sentence) if one.kind == "claim"] == []


def test_it_is_the_currency_told_of_before_and_not_the_one_it_is_measured_in() -> None:
    found = of_text("The Belarusian rouble is weak. It lost 10 per cent against the Russian rouble.")
    assert [one.line for one in found] == ["BYN"]


def test_a_claim_from_one_year_to_another_is_of_the_other() -> None:
    (found,) = of_text("Exports to Russia rose from 3,000 tonnes in 2012 to 5,000 tonnes last year.")
    assert (found.number, found.when and found.when.day.year) == (5000, 2020)
    (found,) = of_text("Trade with Russia rose from US$32 million in 1998 to US$133 billion in 2020.")
    assert (found.number, found.counted_in) == (133, "USD bn")


def test_a_claim_goes_on_about_what_the_sentence_before_was_about() -> None:
    first, second = of_text("The rouble fell by 10 per cent in May. It lost another fifth in June.")
    assert (second.measure, second.line, second.number) == (first.measure, first.line, 20)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Belarusian exports to Russia fell by 5 per cent.", "exports"),
        ("Exports to Russia fell by 5 per cent.", "exports"),
        ("Russia’s exports to Belarus fell by 5 per cent.", "imports"),
        ("Russia sold Belarus 5 per cent more than in 2013.", "imports"),
        ("Imports from Russia fell by 5 per cent.", "imports"),
        ("Trade fell by 5 per cent.", "turnover"),
    ],
)
def test_who_sells_says_which_line_of_the_first_country_it_is(sentence: str, line: str) -> None:
    (found,) = of_text(sentence)
    assert found.line == line


def test_what_is_joined_by_a_word_is_a_claim_each() -> None:
    found = of_text("Visits fell by 48 percent in August and by 58 percent in September. The rouble has lost eleven.")
    assert [(one.measure, one.number) for one in found if one.kind == "claim"] == [
        ("growth", 48),
        ("growth", 58),
        ("fall", 11),
    ]


def test_a_record_beside_a_number_is_a_claim_of_its_own() -> None:
    found = of_text("The rouble lost 10 percent against the dollar in 2014, its worst year since 1998.")
    assert [(one.measure, one.number) for one in found] == [("fall", 10), ("worst_year", None)]


def test_a_claim_between_two_months_is_of_the_span() -> None:
    (found,) = of_text("The rouble lost half its value between October 2014 and May 2015.")
    assert found.since is not None
    assert found.when is not None
    assert (found.since.day.isoformat(), found.when.end.isoformat()) == ("2014-10-01", "2015-05-31")


def test_a_claim_of_before_a_year_is_not_of_that_year() -> None:
    (found,) = of_text("Exports to Russia halved before 2006.")
    assert found.when is None


@pytest.mark.parametrize(
    ("since", "start"),
    [
        ("since March 2018", date(2018, 2, 28)),
        ("since 2014", date(2013, 12, 31)),
        ("since the start of the year", date(2020, 12, 31)),
        ("since New Year", date(2020, 12, 31)),
    ],
)
def test_a_fall_since_a_day_is_measured_to_the_day_of_the_article(since: str, start: date) -> None:
    (claim,) = of_text(f"The Russian rouble has lost 4.6 percent {since}.")
    measured = spec(claim, Pair("BLR", "RUS"), date(2021, 6, 30))
    assert (measured["kind"], measured["start"], measured["end"]) == ("fall", start, date(2021, 6, 30))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("On 27 March 2014 Belarus voted with Russia in the General Assembly.", ["claim"]),
        (
            "On 21 December 2017 it carried the vote in the General Assembly, where eight states sided with it.",
            ["claim"],
        ),
        ("On 3 May 2016 the Russian rouble was floated and lost half its value within hours.", ["event", "claim"]),
        (
            "In the UN they vote alike in nine of ten votes, though in 2014 Russia won by 132 votes to 60.",
            ["claim"] * 2,
        ),
        ("On 1 May 2014 the border was closed, and on 7 May eleven states voted for it in the UN.", ["event", "claim"]),
    ],
)
def test_a_vote_is_proposed_once(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in of_text(text)] == kinds


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("When the Russian rouble fell in 2014, the Belarusian rouble lost 17 per cent.", "BYN"),
        ("As oil fell in 2014, the Russian rouble lost 17 per cent.", "RUB"),
        ("Когда в 2014 году упал российский рубль, белорусский рубль потерял 17 процентов.", "BYN"),
    ],
)
def test_what_a_sentence_is_about_is_in_its_main_clause(text: str, line: str) -> None:
    assert [one.line for one in of_text(text) if one.number == 17] == [line]


@pytest.mark.parametrize(
    ("told", "least"),
    [("a quarter", 24.5), ("almost a quarter", 22.5), ("about 20 per cent", 18), ("5.2 per cent", 5.15)],
)
def test_almost_so_much_is_less_than_so_much(told: str, least: float) -> None:
    (found,) = of_text(f"The Russian rouble lost {told} in May 2015.")
    assert spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))["at_least"] == least


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Trade will most likely grow.", "growth"),
        ("Trade with Russia may halve.", "unanswered"),
        ("Trade with Russia may double.", "unanswered"),
    ],
)
def test_a_forecast_of_a_fall_or_of_so_much_is_not_tested_by_any_rise(text: str, kind: str) -> None:
    (found,) = of_text(text)
    assert spec(found, Pair("BLR", "RUS"), date(2021, 6, 30))["kind"] == kind


def test_a_part_that_begins_with_its_verb_is_told_in_its_whole_sentence() -> None:
    text = "The treaty was signed on 10 October 2014 and entered into force on 2 January 2015."
    assert [one.told for one in of_text(text)] == ["The treaty was signed on 10 October 2014", text[:-1]]


def test_what_is_left_out_is_that_of_the_part_before() -> None:
    found = of_text("Exports to Russia fell by 15 per cent in 2011, and imports by 14 per cent.")
    assert [(one.measure, one.way) for one in found] == [("growth", -1), ("growth", -1)]
    found = of_text("Exports to Russia rose by 15 per cent in 2011, and imports by 14 per cent.")
    assert [(one.measure, one.way) for one in found] == [("growth", 1), ("growth", 1)]
