"""What a story's line shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from relations import story as stories
from relations.cache import is_cached
from relations.story import Line
from relations.story.line import line
from sources import NotCached

SHIPPED = Path(__file__).parents[2] / "data" / "cache"


def test_the_first_key_the_cache_has_is_shown() -> None:
    story = stories.load("kazakhstan-russia")
    oil = story.lines["oil"].keys
    assert line(story, "oil").indicator.key == next(key for key in oil if is_cached(key))
    assert line(story, "rouble").indicator.key == "imf/RUB"


def test_a_cross_rate_takes_both_from_one_publisher(cache: Path) -> None:
    """The better rouble is not paired with another publisher's tenge."""
    for key in ("imf/RUB", "nbp/RUB", "nbp/KZT"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((SHIPPED / key).with_suffix(".csv"), path)
    cross = line(stories.load("kazakhstan-russia"), "tenge-per-rouble")
    assert cross.indicator.publisher == "National Bank of Poland"
    assert str(cross.indicator.unit) == "KZT per RUB"


def test_a_missing_line_names_the_command_that_fetches_it(cache: Path) -> None:
    story = stories.load("kazakhstan-russia")
    with pytest.raises(NotCached, match=r"Rouble is not in the cache \(imf/RUB.*`relations refresh kazakhstan-russia`"):
        line(story, "rouble")
    with pytest.raises(NotCached, match="Tenge per rouble is not in the cache"):
        line(story, "tenge-per-rouble")


def test_a_line_has_keys_or_a_cross() -> None:
    with pytest.raises(ValueError, match="either keys or cross, or a transform"):
        Line(label="x")
