"""What a figure says of official rates that its formula takes by month, or beside a market's price."""

from __future__ import annotations

from datetime import date

import pytest

from relations.figures import draw
from relations.story import FigureSpec, Line, Panel, Window
from tests.found import STORY

SET = "An official rate counts here on the day it was set, the business day before it applies."


def methods(formula: str) -> str:
    official = Line(label="Hryvnia, official", keys=("national_bank_ukraine/UAH",))
    lines = STORY.lines | {"official": official, "made": Line(label="Made", formula=formula)}
    window = Window(start=date(2014, 1, 1), end=date(2015, 12, 31))
    spec = FigureSpec(id="made", title="Made", subtitle="of lines", window=window, panels=(Panel(lines=("made",)),))
    return draw(STORY.model_copy(update={"lines": lines, "figures": (spec,), "bands": ()}), "made").methods


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("mean(official, month)", True),
        ("last(official, quarter) / last(rouble, quarter)", True),
        ("official / rouble", True),
        ("2 * official", False),  # as published
        ("mean(oil, month)", False),  # a market's
    ],
)
def test_it_says_for_which_day_an_official_rate_counts(formula: str, says: bool) -> None:
    assert (SET in methods(formula)) is says
