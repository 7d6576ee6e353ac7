"""What a story's ledger prints: every number with its unit as one rule has it, in three languages."""

from __future__ import annotations

import re

import pytest

from relations.i18n import LOCALES, Locale, speaking
from relations.markup import claim as markup
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


def test_money_flips_at_an_amount_as_its_sentence_has_it() -> None:
    flips = "<td>US$ 16.4 billion</td>"
    found = verdicts("kazakhstan-russia")["trade-will-grow"]
    assert flips in markup.answers(shipped("kazakhstan-russia"), found)
