"""Years of a stack of which a part has no figure: a short bar that says so, and has no total."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from relations.figures import Figure, Options, draw
from relations.story import Story
from relations.story.line import line
from sources import Snapshot
from tests.figures.test_draw import texts
from tests.found import STORY


def lacking(monkeypatch: pytest.MonkeyPatch, *years: int, **options: Any) -> Figure:
    """The figure of trade where some years of imports are not there."""

    def shown(story: Story, name: str) -> Snapshot:
        found = line(story, name)
        gone = found.data["date"].dt.year.isin(years) & (name == "imports")
        return replace(found, data=found.data[~gone].reset_index(drop=True))

    with monkeypatch.context() as other:
        other.setattr("relations.claims.look.line", shown)
        return draw(STORY, "trade", Options(**options))


def test_a_whole_stack_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "issing" not in str(texts(lacking(monkeypatch))) + draw(STORY, "trade").alt


@pytest.mark.parametrize(
    ("years", "words"), [((2019,), "2019"), ((2000, 2001, 2002), "2000 – 2002"), ((1995, 2021), "1995")]
)
def test_a_stretch_without_a_part_is_said_once(
    monkeypatch: pytest.MonkeyPatch, years: tuple[int, ...], words: str
) -> None:
    figure = lacking(monkeypatch, *years)
    written = re.sub(r"\s+", " ", " ".join(texts(figure)))
    assert len(re.findall(rf"{words} missing: Imports", written)) == 1
    assert f"Missing in {words}: Imports from Russia." in figure.alt


def test_the_total_of_a_year_that_is_told_is_not_that_of_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports of 2014 alone were 6.4 billion dollars, and all trade of it is compared in the title."""
    narrow: dict[str, Any] = {"width": 480, "height": 420, "exact": True}
    whole, partial = (texts(lacking(monkeypatch, *years, **narrow)) for years in ((), (2014,)))
    assert "6.4" not in partial
    assert any("Missing in 2014: Imports from Russia." in one for one in partial)  # under it: there is no room

    assert not any("issing" in one for one in whole)
