"""A figure that ranks lines: a bar each, as long as its value, at exactly the size asked for."""

from datetime import date

import pytest

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.options import SIZES
from relations.figures.thumbnail import thumbnail
from relations.story import Story
from tests.figures.test_draw import texts
from tests.found import STORY


@pytest.fixture(scope="module")
def story() -> Story:
    return STORY


@pytest.mark.parametrize("size", SIZES)
def test_it_is_as_large_as_asked(story: Story, size: str) -> None:
    figure = draw(story, "partners", Options(**SIZES[size]))
    assert (figure.width, figure.height) == (SIZES[size]["width"], SIZES[size]["height"])


def test_who_has_more_stands_above_with_a_longer_bar(story: Story) -> None:
    figure = draw(story, "partners", Options(width=640, height=450))
    values = {one.label: one.shown.data["value"].iloc[-1] for one in figure.panels[0].series}
    found = [text for text in texts(figure) if text in values]
    assert found == sorted(values, key=lambda name: -values[name])
    assert [f"{values[name]:.1f}" for name in found] == [text for text in texts(figure) if text in _said(values)]
    assert all(f"{name} {values[name]:.1f}" in figure.alt for name in values)
    assert thumbnail(figure).count("<path") == len(values)


def test_another_year_is_ranked_as_it_was(story: Story) -> None:
    """The title is a finding of 2014: of another year it says no more than what is ranked."""
    span = stories.Window(start=date(2009, 1, 1), end=date(2009, 12, 31))
    figure = draw(story, "partners", Options(window=span))
    assert figure.title == "Who trades with Russia"
    assert "2009" in texts(figure)


def _said(values: dict[str, float]) -> set[str]:
    return {f"{value:.1f}" for value in values.values()}
