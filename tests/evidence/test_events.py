"""The evidence of the first story's events."""

from __future__ import annotations

import json
from datetime import date

import pytest

from relations import story as stories
from relations.evidence.events import EventEvidence, SeriesEvidence, events

STORY = stories.load("kazakhstan-russia")
NOW = {event.id: event for event in events(STORY)}
THEN = {event.id: event for event in events(STORY, known_then=True)}


def one(found: EventEvidence, line: str) -> SeriesEvidence:
    return next(series for series in found.series if series.line == line)


def test_every_event_has_every_line_that_is_not_annual() -> None:
    assert list(NOW) == [event.id for event in STORY.events]
    assert {tuple(series.line for series in event.series) for event in NOW.values()} == {
        ("rouble", "tenge", "oil", "tenge-per-rouble")
    }


def test_the_tenge_of_2014_is_refused_as_a_peg_and_the_rouble_is_not() -> None:
    of_2014 = [event for event in NOW.values() if event.date.year == 2014 and event.precision == "day"]
    assert len(of_2014) == 11
    for event in of_2014:
        tenge, rouble = one(event, "tenge"), one(event, "rouble")
        assert (tenge.refused, tenge.event_study) == ("peg", None)
        assert tenge.detail
        assert tenge.before_after is not None  # the numbers are shown, the test is not made
        assert rouble.refused is None
        assert rouble.event_study is not None
        assert rouble.event_study.model == "market model"


def test_oil_is_measured_against_its_own_mean() -> None:
    study = one(NOW["opec-no-cut"], "oil").event_study
    assert study is not None
    assert (study.model, study.factor) == ("constant mean", None)
    assert study.tests[2].percent < -15


def test_events_known_to_the_year_have_no_daily_statistic() -> None:
    for series in NOW["alliance-treaty-ratified"].series:
        assert series.refused == "coarse date"
        assert (series.day0, series.event_study, series.before_after, series.moves) == (None, None, None, ())


def test_the_key_rate_day_is_among_the_rarest_of_the_rouble() -> None:
    found = one(NOW["key-rate-17"], "rouble").event_study
    assert found is not None
    assert found.rank < 0.01
    assert found.tests[0].p_holm is not None
    assert found.tests[0].p_holm < 0.01


def test_moves_of_a_currency_are_given_both_ways() -> None:
    move = one(NOW["tenge-floated"], "tenge").moves[0]
    assert move.value_change is not None
    assert (1 + move.change / 100) * (1 + move.value_change / 100) == pytest.approx(1)
    assert one(NOW["tenge-floated"], "oil").moves[0].value_change is None


def test_overlaps_are_named() -> None:
    assert NOW["opec-no-cut"].overlaps == ("rouble-floated", "key-rate-17")


def test_json_is_what_the_command_line_promises() -> None:
    for found in NOW.values():
        event = json.loads(json.dumps(found.as_json(), allow_nan=False))
        assert set(event) == {"id", "date", "precision", "role", "overlaps", "series"}
        for series in event["series"]:
            assert {"key", "day0", "shift_days", "before_after", "event_study", "refused"} <= set(series)
            assert (series["event_study"] is None) == (series["refused"] is not None)
            if series["event_study"]:
                assert series["event_study"]["car"] == series["event_study"]["tests"][0]["car"]
                assert 0 <= series["event_study"]["rank"] <= 1


def test_as_known_then_nothing_later_counts() -> None:
    assert {series.refused for series in THEN["tenge-floated"].series} == {"not yet known"}
    now, then = one(NOW["crimea"], "rouble").event_study, one(THEN["crimea"], "rouble").event_study
    assert now is not None
    assert then is not None
    assert then.car == now.car
    assert then.tests[0].placebos < now.tests[0].placebos
    assert then.rank != now.rank
    last = max(s.before_after.after.end for e in THEN.values() for s in e.series if s.before_after)
    assert last <= date(2015, 1, 31)


def test_a_line_the_cache_lacks_is_there_with_the_reason(cache: object) -> None:
    assert cache
    found = events(STORY)
    assert {series.refused for event in found for series in event.series} == {"not in the cache"}
