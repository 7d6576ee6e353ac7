"""Claims in a story file: every mistake in one is named with its place and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from relations import story as stories
from relations.claims import measures
from relations.story import StoryError
from tests.story.test_stories import GOOD

CLAIM = """
[[claims]]
id = "falls"
paragraph = 10
claim = "The rouble falls."
event = "first"
measure = { kind = "fall", line = "rouble", start = 2014-06-30, end = 2015-01-31, worst = 5 }
"""


def load(folder: Path, text: str) -> stories.Story:
    path = folder / "story.toml"
    path.write_text(GOOD + text, encoding="utf-8")
    return stories.load(path)


def test_a_claim_is_read_with_its_measure(tmp_path: Path) -> None:
    (claim,) = load(tmp_path, CLAIM).claims
    assert claim.measure.kind == "fall"
    assert claim.measure.lines_used == ("rouble",)


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        (
            'line = "rouble"',
            'line = "dollar"',
            "claims[0].measure: 'dollar' is not in the story; allowed: cross, rouble",
        ),
        ('event = "first"', 'event = "last"', "claims[0].event: 'last' is not in the story; allowed: first"),
        ('kind = "fall"', 'kind = "rise"', "claims[0].measure: there is no measure of the kind 'rise'; kinds: fall,"),
        ("worst = 5", "worst = 0", "claims[0].measure.worst: Input should be greater than 0; found 0"),
        (", worst = 5", "", "claims[0].measure.worst: Field required"),
        ("end = 2015-01-31", "end = 2014-01-31", "ends on 2014-01-31, before it starts on 2014-06-30"),
        ("paragraph = 10", "paragraph = 0", "claims[0].paragraph: Input should be greater than or equal to 1"),
        ("worst = 5", "worst = 5, window = 3", "claims[0].measure.window: Extra inputs are not permitted"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, found: str, put: str, message: str) -> None:
    with pytest.raises(StoryError) as error:
        load(tmp_path, CLAIM.replace(found, put))
    assert message in str(error.value)


def test_two_claims_of_one_id_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="claims: two have the id 'falls'; ids are unique"):
        load(tmp_path, CLAIM + CLAIM)


def test_every_kind_of_measure_has_its_file() -> None:
    files = {path.stem for path in Path(measures.__path__[0]).glob("[a-z]*.py")}
    kinds = {claim.measure.kind for name in stories.names() for claim in stories.load(name).claims}
    assert kinds <= files
