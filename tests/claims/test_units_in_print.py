"""What a story's ledger prints: every number with its unit as one rule has it, in three languages."""

from __future__ import annotations

import re

import pytest

from relations.figures.spoken_story import said
from relations.i18n import LOCALES, Locale, speaking
from relations.markup import claim as markup
from tests.cli.inside import run
from tests.found import shipped, verdicts

STORIES = ("kazakhstan-russia", "ukraine-russia")
#: A number before its currency or before the name of its scale, which is how the heads of tables have them.
AFTER = re.compile(r"\d[ \u00a0](?:US\$|score from|number of|число|current|constant)")


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("locale", LOCALES)
def test_no_unit_stands_as_the_head_of_a_table_has_it(name: str, locale: Locale) -> None:
    story = shipped(name)
    with speaking(locale):
        told = [f"{markup.answers(story, one)} {markup.sentence(story, one)}" for one in verdicts(name).values()]
    assert told
    assert [found[0] for text in told for found in AFTER.finditer(text)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_begins_with_a_capital_and_an_answer_has_no_full_stop_inside(locale: Locale) -> None:
    told = run("claims", "kazakhstan-russia", "--locale", locale).stdout
    assert ".: " not in told
    with speaking(locale):
        found = verdicts("kazakhstan-russia")["union-at-risk"].told(lambda one: said(shipped("kazakhstan-russia"), one))
    assert found[0] == found[0].upper(), "it begins with a month"


def test_a_change_says_what_it_is_in_and_which_way_by_a_word() -> None:
    found = {name: one.told() for name, one in verdicts("kazakhstan-russia").items()}
    assert "−6.23 points in 2015, after −0.50 points in 2014" in found["pressures-accelerate"]
    assert "−6.23 points by 2015" in found["will-2015-improve"]
    assert "it was 24.7 % below the mean" in found["oil-drop"]
    assert "It was 5.3 % above its lowest" in found["oil-drop"]
    assert not any(re.search(r"[+−]\S+ % (?:above|below)", one) for one in found.values())


def test_one_reading_is_not_told_apart_from_others() -> None:
    rules = {name: "; ".join(map(str, one.rule)) for name, one in verdicts("kazakhstan-russia").items()}
    assert "each by itself" not in rules["few-support-russia"]
    assert "each by itself" in rules["closest-geopolitically"]


def test_money_flips_at_an_amount_as_its_sentence_has_it() -> None:
    flips = "<td>US$ 16.4 billion</td>"
    found = verdicts("kazakhstan-russia")["trade-will-grow"]
    assert flips in markup.answers(shipped("kazakhstan-russia"), found)
