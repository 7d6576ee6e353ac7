"""Every number printed of a line around an event is computed a second time, apart from the program."""

from typing import Any

import pytest

from tests.oracle import sights
from tests.oracle.around import Sight
from tests.oracle.compare import differences, numbers, told
from tests.oracle.ledger import standpoint
from tests.oracle.story import content, daily, zeros

Printed = dict[str, Any]
TOLD = {event["id"]: event for event in content()["events"]}


@pytest.fixture(params=["now", "then"])
def then(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "then")


@pytest.fixture
def events(request: pytest.FixtureRequest, then: bool) -> dict[str, Printed]:
    printed = request.getfixturevalue("events_then" if then else "events_now")
    return {one["id"]: one for one in printed}


@pytest.mark.parametrize("event", list(zeros()))
def test_every_number_is_known_and_the_same(events: dict[str, Printed], then: bool, event: str) -> None:
    for series in events[event]["series"]:
        known = sights.series_tree(Sight(series["line"], event, standpoint(then).known))
        assert differences(series, known, series["line"]) == []


@pytest.mark.parametrize("event", list(zeros()))
def test_nothing_that_can_be_told_is_left_out(events: dict[str, Printed], then: bool, event: str) -> None:
    for series in events[event]["series"]:
        known = sights.series_tree(Sight(series["line"], event, standpoint(then).known))
        wanted = {name for name, value in known.items() if value and not (name == "refusals" and series["refused"])}
        assert {name for name in wanted if not series[name]} == set(), series["line"]
        for name in ("tests", "abnormal", "fits", "events") if known["event_study"] else ():
            assert len(series["event_study"][name]) == len(known["event_study"][name]), (series["line"], name)


@pytest.mark.parametrize("event", list(zeros()))
def test_every_number_of_a_refusal_is_computed(events: dict[str, Printed], then: bool, event: str) -> None:
    for series in events[event]["series"]:
        if daily(series["line"]):
            known = sights.refusal_numbers(Sight(series["line"], event, standpoint(then).known))
            for detail in details(series):
                said = detail
                for text in (str(regime["against"]) for one in lines() for regime in one.get("regimes", [])):
                    said = said.replace(text, "")
                assert [one for one in numbers(said) if not told(one, known)] == [], detail


def lines() -> list[Printed]:
    return list(content()["lines"].values())


def details(series: Printed) -> list[str]:
    """Why something is refused, and what is noted."""
    return [*filter(None, [series["detail"], *(one["detail"] for one in series["refusals"])]), *series["notes"]]


def test_events_known_to_the_year_have_no_number(events: dict[str, Printed]) -> None:
    for name, event in events.items():
        if TOLD[name].get("precision", "day") != "day":
            assert all(not (one["moves"] or one["before_after"] or one["event_study"]) for one in event["series"])
