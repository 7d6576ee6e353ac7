"""Events that cannot be told apart."""

from __future__ import annotations

from datetime import date

import pytest

from relations.evidence.windows import overlaps
from tests.found import STORY

FOUND = overlaps(STORY.events)


def test_the_late_autumn_of_2014_is_one_chain() -> None:
    """METHODS: 10 Nov, 27 Nov, 16–18 Dec and 21–22 Dec 2014 all do."""
    assert FOUND["rouble-floated"] == ("opec-no-cut",)
    assert FOUND["opec-no-cut"] == ("rouble-floated", "key-rate-17")
    assert FOUND["key-rate-17"] == (
        "opec-no-cut",
        "event-of-the-year",
        "mediator-offer",
        "kyiv-coal",
        "eeu-in-force",
    )


def test_events_far_from_others_overlap_none() -> None:
    assert FOUND["tenge-devalued"] == ()
    assert FOUND["tenge-floated"] == ()


def test_an_event_known_to_the_year_has_no_window() -> None:
    assert FOUND["alliance-treaty-ratified"] == ()
    assert all("alliance-treaty-in-force" not in names for names in FOUND.values())


def test_overlapping_is_mutual() -> None:
    assert all(event in FOUND[other] for event, names in FOUND.items() for other in names)


@pytest.mark.parametrize(("day", "overlap"), [(date(2014, 3, 4), True), (date(2014, 3, 5), False)])
def test_windows_that_share_one_day_overlap(day: date, *, overlap: bool) -> None:
    """Day +10 of Tuesday 11 February is the 25th; so is day −5 of 4 March."""
    first = STORY.event("tenge-devalued")
    other = first.model_copy(update={"id": "other", "date": day})
    assert (overlaps([first, other])["other"] == ("tenge-devalued",)) == overlap
