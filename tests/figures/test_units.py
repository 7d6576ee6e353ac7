"""A figure has the unit its line has, by its publisher or by the story, and none without one is published."""

from __future__ import annotations

from datetime import date

import pytest

from relations import cache as copies
from relations.downloads import drawn, full
from relations.figures import Figure, draw
from relations.figures.editor.offers import offers
from relations.story import Change, FigureSpec, Line, Panel, Window
from relations.values import Other
from sources import NotCached, Snapshot, bank_of_russia, now, observations, world_bank
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


@pytest.mark.usefixtures("cache")
def test_roubles_per_dram_are_drawn_as_quoted_and_a_cross_rate_names_the_currency_it_goes_through() -> None:
    days = [f"2014-02-{day}" for day in (11, 12, 13)]
    for code, values in (("AMD", [0.08, 0.10, 0.12]), ("GEL", [20, 20, 20])):
        copies.write(Snapshot(bank_of_russia.indicator(code), observations(days, values), now()))
    lines = {
        "dram": Line(label="Dram", keys=("bank_of_russia/AMD",)),
        "lari": Line(label="Lari", keys=("bank_of_russia/GEL",)),
        "cross": Line(label="Lari in drams", cross=("lari", "dram")),
    }
    span = Window(start=date(2014, 2, 10), end=date(2014, 2, 14))
    move = Change(start=date(2014, 2, 11), end=date(2014, 2, 13))
    panels = (Panel(lines=("dram",), changes=(move,)), Panel(lines=("cross",)))
    spec = FigureSpec(id="f", title="One", subtitle="Panel", window=span, panels=panels, events=())
    figure = draw(STORY.model_copy(update={"figures": (spec,), "lines": lines, "bands": (), "factor": None}), "f")
    assert "0.0800 → 0.120 RUB per AMD, +50\u00a0%" in figure.caption
    assert "of its value" not in figure.caption
    assert "Cross rate (Lari in drams): of the rates of both to RUB" in figure.methods
    assert "per dollar" not in figure.methods
