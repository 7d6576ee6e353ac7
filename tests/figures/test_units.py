"""A figure has the unit its line has, by its publisher or by the story, and none without one is published."""

from __future__ import annotations

from datetime import date

import pytest

from relations import cache as copies
from relations.downloads import drawn, full
from relations.figures import Figure, draw
from relations.figures.editor.offers import offers
from relations.story import FigureSpec, Line, Panel, Window
from relations.values import Other
from sources import NotCached, Snapshot, now, observations, world_bank
from tests.found import STORY

KEY = "world_bank/KGZ/SI.POV.GINI"


def gini(line: Line) -> Figure:
    """The figure of three years of a line whose publisher states no unit."""
    about = world_bank.indicator("KGZ/SI.POV.GINI")
    copies.write(Snapshot(about, observations([f"{year}-01-01" for year in (2011, 2012, 2013)], [30, 31, 32]), now()))
    story = STORY
    panel = Panel(lines=("gini",), chart="step")
    span = Window(start=date(2010, 1, 1), end=date(2014, 12, 31))
    spec = FigureSpec(id="f", title="One", subtitle="Panel", window=span, panels=(panel,), events=())
    return draw(story.model_copy(update={"figures": (spec,), "lines": {"gini": line}, "bands": ()}), "f")


@pytest.mark.usefixtures("cache")
def test_the_storys_unit_stands_in_the_figure_its_words_and_its_data() -> None:
    figure = gini(Line(label="Gini", keys=(KEY,), unit=Other("Gini points")))
    assert "Gini points" in str(figure.spec)
    assert "Gini, Gini points: from 30" in figure.alt
    for table in (drawn(figure), full(figure)):
        assert set(table["unit"]) == {"other: Gini points"}
    assert "not stated" not in f"{figure.spec}{figure.alt}{figure.caption}"


@pytest.mark.usefixtures("cache")
def test_there_is_no_figure_of_what_has_no_unit() -> None:
    with pytest.raises(NotCached, match="states no unit"):
        gini(Line(label="Gini", keys=(KEY,)))
    assert offers(STORY) == {}, "nor is it offered"
