"""What must not matter in any shipped story: how its lines, events and figures are called, and how a rate is quoted."""

from __future__ import annotations

import pytest

from relations import story as stories
from relations.claims import claims
from relations.evidence.events import events
from relations.figures import draw
from relations.story import Story
from relations.story.line import line
from relations.values import Rate
from sources import SourceError
from tests.claims.test_same_whatever_it_is_called import inverted, names_of, renamed, without_names
from tests.found import STORY, shipped, verdicts

OTHERS = [name for name in stories.names() if name != STORY.id]


@pytest.fixture(scope="module", params=OTHERS)
def story(request: pytest.FixtureRequest) -> Story:
    return shipped(request.param)


def test_names_change_no_verdict_no_event_and_no_pixel(story: Story) -> None:
    names = names_of(story)
    other = renamed(story, names)
    now, then = verdicts(story.id).values(), claims(other)
    assert now
    assert [without_names(one, names) for one in now] == [without_names(one, {}) for one in then]
    for one, two in zip(events(story), events(other), strict=True):
        assert two.id == names[one.id]
        assert [(names[series.line], series.moves) for series in one.series] == [
            (series.line, series.moves) for series in two.series
        ]
    figure = story.figures[0].id
    assert draw(other, names[figure]).picture == draw(story, figure).picture


def test_rates_quoted_the_other_way_round_change_no_verdict(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(isinstance(line(story, name).indicator.unit, Rate) for name in story.lines if _is_held(story, name))
    now = [one.headline for one in verdicts(story.id).values()]
    monkeypatch.setattr("relations.claims.look.line", lambda told, name: inverted(line(told, name)))
    assert [one.headline for one in claims(story)] == now


def _is_held(story: Story, name: str) -> bool:
    try:
        line(story, name)
    except SourceError:
        return False
    return True
