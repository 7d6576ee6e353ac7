"""The words and numbers in the figures of claims: as an editor prints them, each once, and each in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from relations.figures import Figure, Options, draw
from relations.i18n import LOCALES, Locale
from tests.figures.test_draw import texts
from tests.found import STORY, shipped

COLUMN = {"width": 640, "height": 450, "exact": True}


def told_in(story: str, claim: str, **options: Any) -> tuple[Figure, list[str]]:
    figure = draw(shipped(story), f"claim-{claim}", Options(**{**COLUMN, **options}))
    return figure, texts(figure)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_one_change_of_a_picture_is_at_its_arrow_also_between_narrow_bars(locale: Locale) -> None:
    _, written = told_in("kazakhstan-russia", "will-2015-improve", locale=locale)
    assert "−25 %" in [one.replace("\u00a0", " ") for one in written]


def test_money_is_printed_in_billions_and_its_limit_stays_exact() -> None:
    figure, written = told_in("ukraine-russia", "shrinking-since-2014")
    assert figure.title == "Exports and imports: US$ 38.3 billion in 2013, 15 % below US$ 45.05 billion"
    assert {"45.05", "38.3"} <= set(written)
    assert figure.subtitle.endswith("; US$ billion")
    assert any("−US$ 3.65 billion" in one for one in told_in("kazakhstan-russia", "hardest-year")[1])


def test_a_sum_beside_another_picture_says_what_it_is_in() -> None:
    assert "US$ million" in told_in("georgia-russia", "eighteen-percent")[1]


def test_a_title_of_shares_names_each_line_by_its_own_name() -> None:
    figure, _ = told_in("belarus-russia", "main-partner")
    exports, imports = figure.title.split(". ")
    assert exports == "Russia’s share of exports was 45 % in 2013, 65 % in 1998"
    assert imports == "Russia’s share of imports was 52 % in 2013, 55 % in 1998"


def test_readings_have_signs_points_and_no_codes() -> None:
    _, shares = told_in("australia-china", "less-vulnerable")
    assert {"+31.4 % on 2019", "+1.3 points"} <= set(shares)
    _, money = told_in("belarus-russia", "plunge-and-oil")
    assert {"−44.8 %", "−47.0 %", "Oil"} <= set(money)
    assert not any("RUB" in one for one in money)
    assert "−0,5\u00a0пункта" in told_in("kazakhstan-russia", "hardest-year", locale="ru")[1]


@pytest.mark.parametrize(
    ("locale", "level"),
    [("en", "78.7 on a scale from 0 to 100"), ("ru", "78,7 по шкале от 0 до 100"), ("kk", "78,7 балл (0–100)")],
)
def test_a_level_of_a_score_is_on_its_scale_and_no_number_of_points(locale: Locale, level: str) -> None:
    then, later = (STORY.claim(one).measures[0] for one in ("closest-geopolitically", "stays-close-at-the-un"))
    both = STORY.claim("closest-geopolitically").model_copy(update={"measures": (then, later)})
    figure = draw(STORY.model_copy(update={"claims": (both,)}), f"claim-{both.id}", Options(locale=locale))
    words = [one.replace("\u00a0", " ") for one in texts(figure)]
    assert any(one.startswith(level) for one in words), words
    assert not any(re.search(r"\d points|\d пункт", one) for one in words)


@pytest.mark.parametrize(("locale", "said"), [("en", "33.4 %"), ("ru", "33,4 %"), ("kk", "33,4 %")])
def test_a_share_beside_the_name_of_its_whole_is_a_percentage_alone(locale: Locale, said: str) -> None:
    figure = draw(STORY, "claim-russia-main-partner", Options(locale=locale))
    assert said in [one.replace("\u00a0", " ") for one in texts(figure)]
    assert f": {said}." in figure.alt.replace("\u00a0", " ")


def test_of_a_vote_its_subtitle_is_no_measure_of_agreement() -> None:
    assert told_in("kazakhstan-russia", "supports-integrity")[0].subtitle == (
        "How the members of the UN General Assembly voted"
    )


@pytest.mark.parametrize(
    ("claim", "size"), [("closest-ally", COLUMN), ("few-support-russia", {"width": 768, "height": 432})]
)
def test_the_highest_claims_keep_their_size_in_kazakh(claim: str, size: dict[str, Any]) -> None:
    assert told_in("kazakhstan-russia", claim, **size, locale="kk")[0].height == size["height"]


def test_a_level_whose_words_would_touch_a_number_is_named_briefly() -> None:
    long, brief = "уровень 2014 года: превышен в 2021", "уровень 2014 года"
    narrow = told_in("kazakhstan-russia", "will-2015-improve", locale="ru")[1]
    wide = told_in("kazakhstan-russia", "will-2015-improve", locale="ru", width=1200, height=675)[1]
    assert (long in narrow, narrow.count(brief)) == (False, 2)
    assert (long in wide, wide.count(brief)) == (True, 1)


def test_a_reading_says_a_thing_once() -> None:
    """The part of the claim names the currency already; a share says what it is of; a sum needs its own name."""
    oil = told_in("belarus-russia", "plunge-and-oil")[1]
    assert ("The rouble" in oil, "The rouble: Russian rouble" in oil) == (True, False)
    kazakh = told_in("belarus-russia", "plunge-and-oil", locale="kk")[1]
    assert ("Рубль" in kazakh, "Рубль: Ресей рублі" in kazakh) == (True, False)
    share = told_in("georgia-russia", "eighteen-percent")[1]
    assert {"The share", "17.8 % of goods exports", "The sum: goods exports to Russia"} <= set(share)
    years = told_in("turkey-united-states", "strained-in-recent-years")[1]
    assert "In trade and votes, 2016 to 2017: Votes with the United States" in years  # one of three lines


@pytest.mark.parametrize(("locale", "said"), [("en", "as reported by Ukraine"), ("kk", "дерек беруші — Украина")])
def test_who_reported_both_lines_is_said_once(locale: str, said: str) -> None:
    subtitle = told_in("ukraine-russia", "turning-point", locale=locale)[0].subtitle
    assert subtitle.count(said) == 1
    assert subtitle.index(said) > subtitle.index(";" if locale == "en" else "Тауар импорты")


def test_a_rule_is_drawn_and_named_exactly() -> None:
    assert "the rule: at least 32.6 %" in told_in("australia-china", "a-third-of-exports")[1]


@pytest.mark.parametrize("size", [COLUMN, {"width": 1080, "height": 1080}])
def test_a_rule_that_crosses_every_bar_has_its_name(size: dict[str, Any]) -> None:
    assert {"the rule: at least 20 %", "≥ 20 %"} & set(told_in("lithuania-russia", "imports-a-fifth", **size)[1])
    assert {"the rule: at least 17.5 %", "≥ 17.5 %"} & set(told_in("georgia-russia", "eighteen-percent", **size)[1])


def test_a_title_says_from_when_to_when_where_all_lines_have_one_span() -> None:
    assert told_in("georgia-russia", "ban-hurt-economy")[0].title == "Exports to Russia fell by 51 % from 2005 to 2006"
    assert told_in("turkey-united-states", "strained-in-recent-years")[0].title.endswith(
        " rose by 9 % from 2016 to 2017"
    )
    assert "from" not in told_in("kazakhstan-russia", "crisis-hits-kazakhstan")[0].title.replace("from Russia", "")


def test_a_title_and_the_number_in_the_picture_agree() -> None:
    figure, written = told_in("lithuania-russia", "lithuanian-goods-fell")
    assert figure.title == "Exports to Russia rose by 4.5 % from 2013 to 2014"
    assert "+4.5 %" in written


def test_a_year_without_a_bar_is_named_also_outside_the_years_that_are_tested() -> None:
    figure, written = told_in("kazakhstan-russia", "pressures-accelerate")
    assert figure.title.endswith("in 2014")
    assert any("2010 is not counted" in one for one in written)
