"""What was known then beside what came later, and what is flagged."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.identity import story_hash
from relations.figures.vega import PALE
from relations.story import Story
from tests.found import STORY

CUT = STORY.article.known_until


def told(**cut: date) -> Story:
    return STORY.model_copy(update={"article": STORY.article.model_copy(update=cut)})


def known(story: Story = STORY) -> list[int]:
    """The years whose bars are in full in the figure of then and now: those of its votes are beneath."""
    layers = [one for one in draw(story, "then-and-now").spec["vconcat"][0]["layer"] if "layer" in one]
    rows = [row for one in layers for row in one["data"]["values"]]
    return [pd.Timestamp(row["date"], unit="ms").year for row in rows if row["kind"] == "full"]


def test_what_came_later_is_pale_behind_what_was_known() -> None:
    counted = [year for year in range(2005, 2016) if year != 2010]
    assert known() == counted[:-2]
    assert known(told(known_until=date(2016, 7, 1))) == counted
    (votes,) = [one for one in draw(STORY, "then-and-now").spec["vconcat"][1]["layer"] if "layer" in one]
    lines = [one["mark"] for one in votes["layer"] if one["mark"]["type"] == "line"]
    assert [one.get("opacity") for one in lines] == [PALE, None]


def test_both_parts_of_a_line_are_hidden_with_it() -> None:
    """The page hides what has the line's class: a line in two parts has it twice."""
    figure = draw(STORY, "then-and-now")
    (votes,) = (one["mark"] for one in figure.pointer["lines"] if one["panel"] == 1)
    assert figure.pointer["picture"].count(f'class="mark-line role-mark {votes}"') == 2


def test_its_note_says_which_is_which_and_the_day_is_part_of_what_it_is() -> None:
    assert "Full colour: known on 31 Jan 2015. Pale: what came later." in str(draw(STORY, "then-and-now").spec)
    one, other = (story_hash(story, "then-and-now", Options()) for story in (STORY, told(known_until=date(2016, 7, 1))))
    assert one != other


@pytest.mark.parametrize("name", ["money-and-oil", "then-and-now"])
def test_as_known_then_a_figure_ends_at_the_cut(name: str) -> None:
    figure = draw(STORY, name, Options(known_then=True))
    assert figure.window.end == CUT
    assert "Pale" not in str(figure.spec)


def test_no_change_is_counted_to_or_from_what_is_flagged() -> None:
    _, (_, change) = draw(STORY, "turnover").shown
    found = {day.year for day in change.data["date"]}
    assert {2009, 2012} <= found
    assert not {2010, 2011} & found


@pytest.mark.parametrize("name", ["turnover", "then-and-now", "trade", "shares"])
def test_what_is_flagged_is_nobodys_lowest(name: str) -> None:
    """Of 2005 to 2021 the lowest turnover is the undercount of 2010, of all years that of 1999."""
    assert "lowest" in draw(STORY, name).alt
    assert "(2010)" not in draw(STORY, name).alt


def test_a_flag_stands_at_the_line_it_names() -> None:
    """Kazakhstan's undercount says nothing of China's trade with Russia in that year."""

    def dashes(line: str) -> list[float]:
        figures = tuple(
            one.model_copy(update={"panels": (_flagged(one.panels[0], line),)})
            for one in STORY.figures
            if one.id == "shares"
        )
        spec = draw(STORY.model_copy(update={"figures": figures}), "shares").spec["vconcat"][0]
        return [row["y"] for row in spec["layer"][1]["data"]["values"] if tuple(row["dash"]) == (3, 2)]

    (low,), (high,) = dashes("turnover"), dashes("china")
    assert low > high, "pixels count from the top"


def _flagged(panel: stories.Panel, line: str) -> stories.Panel:
    flag = panel.flags[0].model_copy(update={"line": line})
    return panel.model_copy(update={"lines": ("turnover", "china"), "flags": (flag,)})
