"""The evidence of a whole story, and the numbers METHODS expects of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from relations.evidence.events import events
from relations.evidence.found import SeriesEvidence, nothing_around, tallies
from relations.story import Story
from relations.story.line import line
from sources import Snapshot
from tests.found import STORY, evidence

NOW, THEN = evidence(), evidence(then=True)
WATCHED = ("rouble", "oil", "tenge-per-rouble")
VALUES = {name: line(STORY.by_days, name).data.set_index("date")["value"] for name in WATCHED}


def one(found: dict[str, object] | None, event: str, name: str) -> SeriesEvidence:
    source = NOW if found is None else found
    series: tuple[SeriesEvidence, ...] = source[event].series  # type: ignore[attr-defined]
    return next(series for series in series if series.line == name)


def test_every_event_has_every_daily_line_in_the_storys_order() -> None:
    assert list(NOW) == [event.id for event in STORY.events]
    daily = [series.line for series in NOW["crimea"].series]
    assert {"rouble", "tenge", "oil", "tenge-per-rouble"} <= set(daily)
    assert all([series.line for series in found.series] == daily for found in NOW.values())


def test_what_is_not_computed_says_why() -> None:
    for found in NOW.values():
        for series in found.series:
            assert (series.event_study is None) == (series.refused is not None)
            windows = {move.window for move in series.moves} | {no.window for no in series.refusals}
            if series.day0:
                assert windows >= {(-1, 1), (-5, 5), (0, 10)}
                assert series.before_after or any(no.statistic == "before and after" for no in series.refusals)
            assert all(str(no.detail) for no in series.refusals)


def test_the_tenge_and_its_cross_are_held_at_every_event_since_2013() -> None:
    tested = [event for event in STORY.events if event.precision == "day" and event.date.year >= 2013]
    for event in tested:
        assert one(None, event.id, "tenge").refused == "held"
        cross = one(None, event.id, "tenge-per-rouble")
        assert cross.refused == "held"
        assert "Tenge: " in str(cross.detail) or "ρ" in str(cross.detail)
        sides = one(None, event.id, "tenge").before_after
        if sides:
            assert (sides.z, sides.rank) == (None, None)
    assert one(None, "tenge-devalued", "tenge").moves[0].change == pytest.approx(18.65, abs=0.005)


def test_one_lines_end_or_gap_changes_nothing_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Oil ends in 2012, and so no event has it: the rouble's windows, moves and comparison stay."""

    def cut(story: Story, name: str) -> Snapshot:
        found = line(story, name)
        kept = found.data[found.data["date"] < "2012-01-01"]
        return found if name != "oil" else Snapshot(found.indicator, kept, found.retrieved)

    for module in ("events", "room"):
        monkeypatch.setattr(f"relations.evidence.{module}.line", cut)
    for found in events(STORY):
        now = one(None, found.id, "rouble")
        cut_off = next(series for series in found.series if series.line == "rouble")
        assert (cut_off.moves, cut_off.before_after, cut_off.day0) == (now.moves, now.before_after, now.day0)
        assert cut_off.refused == now.refused
        if cut_off.event_study:
            assert {test.model for test in cut_off.event_study.tests} == {"constant mean"}
            reasons = {no.reason for no in cut_off.refusals if no.statistic == "market model"}
            assert reasons == {"factor missing"}


def test_one_window_is_the_same_in_the_move_and_in_its_test() -> None:
    for found in NOW.values():
        for series in found.series:
            moves = {move.window: move for move in series.moves}
            for test in series.event_study.tests if series.event_study else ():
                move = moves[test.window]
                assert (test.start, test.end, test.business_days) == (move.start, move.end, move.business_days)
                ends = VALUES[series.line][str(test.start)], VALUES[series.line][str(test.end)]
                assert move.change == pytest.approx(100 * (ends[1] / ends[0] - 1))


def test_it_is_json_with_what_programs_look_for() -> None:
    for found in NOW.values():
        event = json.loads(json.dumps(found.as_json(), allow_nan=False))
        assert set(event) == {"id", "date", "day0", "precision", "role", "overlaps", "series"}
        text = json.dumps(event)
        assert '"p"' not in text
        assert "trading" not in text
        for series in event["series"]:
            assert {"key", "day0", "shift_days", "before_after", "event_study", "refused", "refusals"} <= set(series)
            if series["event_study"]:
                first = next((one for one in series["event_study"]["tests"] if one["window"] == [-1, 1]), None)
                assert series["event_study"]["car"] == (first and first["car"])


def test_as_known_then_nothing_later_counts() -> None:
    refused = {series.line: series.refused for series in THEN["tenge-floated"].series}
    assert {refused[name] for name in VALUES} == {"not yet known"}
    now, then = (one(which, "crimea", "rouble").event_study for which in (None, THEN))  # type: ignore[arg-type]
    assert now
    assert then
    assert then.tests[0].car == now.tests[0].car
    assert now.tests[0].rank
    assert then.tests[0].rank
    assert then.tests[0].rank.windows < now.tests[0].rank.windows
    last = max(s.before_after.after.end for e in THEN.values() for s in e.series if s.before_after)
    assert last <= date(2015, 1, 31)


def test_two_events_of_one_day_0_are_one_test() -> None:
    found = {tally.line: tally for tally in tallies(list(NOW.values()))}
    days = {e.day0 for e in NOW.values() for s in e.series if s.line == "rouble" and s.event_study
            and s.event_study.first and s.event_study.first.rank}  # fmt: skip
    assert found["rouble"].tests == len(days) < len([e for e in NOW.values() if e.day0])
    assert found["rouble"].unusual == 4, "statehood, OPEC, key rate and the 22nd of December, whose two events are one"
    assert found["rouble"].by_chance == pytest.approx(0.05 * len(days))
    assert "tenge" not in found


def test_a_line_the_cache_lacks_is_there_with_the_reason(cache: object) -> None:
    assert cache
    found = events(STORY)
    assert {series.refused for event in found for series in event.series} == {"not in the cache"}
    assert [series.line for series in found[0].series] == [series.line for series in NOW["crimea"].series]
    assert nothing_around(found) is None


def test_managed_days_are_said() -> None:
    (note,) = one(None, "crimea", "rouble").notes
    assert str(note) == (
        "estimated on managed days (managed against a corridor about a dollar–euro basket until 10 Nov 2014)"
    )
    assert one(None, "tenge-floated", "rouble").notes == ()
