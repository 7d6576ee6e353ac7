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
measure = { kind = "fall", line = "rouble", start = 2014-06-30, end = 2015-01-31, at_least = 5 }
"""
RANK = 'kind = "rank_among", member = "KAZ", partner = "RUS", year = 2014, definitions = { a = "top tenth" }'
VOTE = 'kind = "vote_on", partner = "RUS", resolutions = [{ symbol = "A/1", note = "N", tally = [1, 2, 3] }]'


def load(folder: Path, text: str) -> stories.Story:
    path = folder / "story.toml"
    path.write_text(GOOD + text, encoding="utf-8")
    return stories.load(path)


def test_a_claim_is_read_with_its_measure(tmp_path: Path) -> None:
    (claim,) = load(tmp_path, CLAIM).claims
    assert claim.measures[0].kind == "fall"
    assert claim.lines_used == ("rouble",)


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        (
            'line = "rouble"',
            'line = "dollar"',
            "claims[0].measures[0].line: 'dollar' is not in the story; allowed: population-rus",
        ),
        ('event = "first"', 'event = "last"', "claims[0].event: 'last' is not in the story; allowed: first"),
        (
            'kind = "fall"',
            'kind = "soar"',
            "claims[0].measures[0]: 'soar' is no kind of measure; allowed: bound;",
        ),
        ("at_least = 5", "at_least = 0", "claims[0].measures[0].at_least: write a number above 0; found 0"),
        ("start = 2014-06-30, ", "", "claims[0].measures[0].start: it is missing"),
        ('event = "first"', "measures = []", "claims[0]: a claim has either measure or measures"),
        ("end = 2015-01-31", "end = 2014-01-31", "ends on 2014-01-31, before it starts on 2014-06-30"),
        ("paragraph = 10", "paragraph = 0", "claims[0].paragraph: write a number of at least 1; found 0"),
        ("at_least = 5", "at_least = 5, window = 3", "claims[0].measures[0].window: there is no such key"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, found: str, put: str, message: str) -> None:
    with pytest.raises(StoryError) as error:
        load(tmp_path, CLAIM.replace(found, put))
    assert message in str(error.value)


def test_two_claims_of_one_id_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"claims\[1\].id: two have the id 'falls'; ids are unique"):
        load(tmp_path, CLAIM + CLAIM)


def test_every_kind_of_measure_has_its_file() -> None:
    files = {path.stem for path in Path(measures.__path__[0]).glob("[a-z]*.py")}
    claims = [claim for name in stories.names() for claim in stories.load(name).claims]
    kinds = {measure.kind for claim in claims for measure in claim.measures}
    assert kinds <= files


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        ('kind = "record", events = ["last"]', "claims[0].measures[0]: 'last' is not in the story; allowed: first"),
        (
            'kind = "record", facts = [{ date = 2014-01-01, sentence = "So it was.", sources = ["nobody"] }]',
            "claims[0].measures[0]: 'nobody' is not in the story",
        ),
        ('kind = "record"', "a record names events of the story, or facts"),
        ('kind = "days_between", earlier = "first", later = "last", at_most = 7', "'last' is not in the story"),
        (f'{RANK}, among = ["BLR"]', "KAZ is ranked, and must be among those that are"),
        (f'{VOTE}, member = "RUS"', "member and partner are the same country"),
    ],
)
def test_what_a_measure_names_is_in_the_story(tmp_path: Path, measure: str, message: str) -> None:
    head, _ = CLAIM.split("measure = ")
    with pytest.raises(StoryError) as error:
        load(tmp_path, f"{head}measure = {{ {measure} }}\n")
    assert message in str(error.value)
