"""The figures of claims of a rise: what rose as the title, and the level the rule asks for across the picture."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relations.figures import Figure, Options, draw
from relations.figures.theme import ThemeName
from relations.story import Claim
from tests.figures.test_draw import texts
from tests.found import STORY

TENGE = {"kind": "rise", "line": "tenge", "of": "KZT", "start": date(2016, 1, 21), "end": date(2016, 12, 30)}
PEOPLE = {"line": "population-kazakhstan", "start": date(2016, 1, 1), "end": date(2017, 1, 1), "to": 18}


def of_claim(measure: dict[str, Any], **options: Any) -> Figure:
    claim = Claim.model_validate({"id": "x", "paragraph": 1, "claim": "It rose.", "measure": measure})
    return draw(STORY.model_copy(update={"claims": (claim,)}), "claim-x", Options(**options))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("measure", "title", "rule"),
    [
        (TENGE | {"at_least": 15}, "The tenge gained 15 % in dollar value from 21 Jan 2016 to 30 Dec 2016",
         "the rule: at least 15 %"),
        (TENGE | {"to": 335}, "The tenge gained 15 % in dollar value from 21 Jan 2016 to 30 Dec 2016",
         "the rule: 335 KZT per USD"),
        ({"kind": "rises", "channels": (PEOPLE,)}, "Population of Kazakhstan rose by 1 % from 2016 to 2017",
         "the rule: 18 million persons"),
    ],
)  # fmt: skip
def test_a_rise_and_its_rule(theme: ThemeName, measure: dict[str, Any], title: str, rule: str) -> None:
    figure = of_claim(measure, theme=theme)
    assert figure.title == title
    assert rule in " ".join(texts(figure))


def test_a_level_stands_where_it_is_above_all_bars() -> None:
    written = texts(of_claim({"kind": "rises", "channels": (PEOPLE | {"to": 30},)}))
    assert {"the rule: 30 million persons", "30"} <= set(written)  # the axis reaches it
