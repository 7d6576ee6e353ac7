"""What a referee found wrong with the numbers, each as a fact that was not so before."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.oracle.compare import same
from tests.oracle.conftest import STORY, printed
from tests.oracle.rows import CACHE, read
from tests.oracle.story import STORY as FILE
from tests.oracle.story import by_days, content, entry

Printed = dict[str, Any]


def named(rows: list[Printed], name: str) -> Printed:
    return next(one for one in rows if one["id"] == name)


def series(events: list[Printed], event: str, of: str) -> Printed:
    return next(dict(one) for one in named(events, event)["series"] if one["line"] == of)


def everything(events: list[Printed]) -> Iterator[Printed]:
    """What is printed of every line around every event."""
    return (one for event in events for one in event["series"])


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Printed]:
    """The evidence of the story with one more event, after the end of the tenge's copy and not of the rouble's."""
    event = '[[events]]\nid = "later"\ndate = 2022-02-10\nlabel = "Later"\nsentence = "Later."\nrole = "after"\n'
    event += 'kind = "conflict"\nsources = ["shengelia2015"]\n\n[[events]]'
    text = FILE.read_text(encoding="utf-8").replace("[[events]]", event, 1)
    (tmp_path / FILE.name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path))
    return printed("events")


def test_a1_the_end_of_one_line_takes_nothing_from_another(later: list[Printed]) -> None:
    assert [move["window"] for move in series(later, "later", "rouble")["moves"]] == [[-1, 1], [-5, 5], [0, 10]]
    tenge = series(later, "later", "tenge")
    assert tenge["moves"] == []
    assert all(by_days("tenge").key in one["detail"] for one in tenge["refusals"])


def test_a2_a_window_is_of_business_days_and_says_how_many_it_spans(events_now: list[Printed]) -> None:
    rouble, tenge = (series(events_now, "opec-no-cut", name)["moves"][0] for name in ("rouble", "tenge"))
    assert (rouble["start"], rouble["end"], rouble["business_days"]) == ("2014-11-25", "2014-11-28", 3)
    assert (tenge["start"], tenge["end"], tenge["business_days"]) == ("2014-11-25", "2014-12-01", 4)
    assert reasons(series(events_now, "eeu-in-force", "tenge-per-rouble")) == {"gap", "no observation"}


def test_a2_days_are_those_of_the_copy_with_the_fewest_holes(events_now: list[Printed]) -> None:
    of = by_days("rouble")
    copies = [read(key) for key in entry("rouble")["keys"] if (CACHE / f"{key}.csv").exists()]
    year = [int(((one.days >= np.datetime64("2014")) & (one.days < np.datetime64("2015"))).sum()) for one in copies]
    assert max(year) == year[entry("rouble")["keys"].index(of.key)]
    assert {one["key"] for one in everything(events_now) if one["line"] == "rouble"} == {of.key}
    assert not [one for one in everything(events_now) if one["line"] == "rouble" and "gap" in reasons(one)]


def reasons(one: Printed) -> set[str]:
    return {refusal["reason"] for refusal in one["refusals"]}


def test_a4_the_population_known_in_january_2015_ended_in_2011(claims_then: list[Printed]) -> None:
    row = named(claims_then, "market-170m")
    assert row["values"]["year"]["value"] == 2011
    assert row["values"]["sum-1"]["value"] < 170 < row["values"]["sum-2"]["value"]
    assert row["verdict"] != "supported"


def test_a5_no_channel_is_left_out_because_it_says_no(claims_now: list[Printed]) -> None:
    row = named(claims_now, "crisis-hits-kazakhstan")
    assert [one["answer"] for one in row["answers"]] == ["yes", "yes", "no"]
    assert row["verdict"] == "depends on definition"


def test_a6_no_p_is_printed_and_no_z_of_a_held_line(events_now: list[Printed]) -> None:
    for one in everything(events_now):
        assert not {"p", "p_holm", "standard_error"} & keys(one)
        if one["refused"] == "held":
            assert one["event_study"] is None
            assert one["before_after"] is None or one["before_after"]["z"] is None


def keys(printed: Any) -> set[str]:
    """Every name in a tree."""
    if isinstance(printed, dict):
        return set(printed) | {name for value in printed.values() for name in keys(value)}
    return {name for value in printed for name in keys(value)} if isinstance(printed, list) else set()


def test_a7_the_factor_of_the_day_before_counts_and_every_slope_has_its_error(events_now: list[Printed]) -> None:
    (fit,) = series(events_now, "rouble-floated", "rouble")["event_study"]["fits"]
    assert None not in (fit["beta"], fit["beta_error"], fit["beta_lag"], fit["beta_lag_error"])


def test_a9_the_same_fall_a_day_earlier_is_no_deeper_one(claims_now: list[Printed]) -> None:
    values = named(claims_now, "rouble-freefall")["values"]
    assert (values["deeper-episodes"]["value"], values["windows"]["value"]) == (0, 19)


def test_a10_a_forecast_has_a_horizon_and_how_often_it_comes_true_anyway(claims_now: list[Printed]) -> None:
    row = named(claims_now, "tenge-may-fall-further")
    assert (row["verdict"], row["forecast"]["months"]) == ("came true", 12)
    assert 0 < row["forecast"]["base_rate"] < 50


def test_a11_each_claim_stands_at_its_paragraph(claims_now: list[Printed]) -> None:
    at = {"closest-ally": 1, "russia-main-partner": 2, "closest-economically": 13, "closest-geopolitically": 13}
    assert {name: named(claims_now, name)["paragraph"] for name in at} == at


def test_a12_years_that_had_not_happened_are_ranked_apart(claims_now: list[Printed]) -> None:
    values = {name: value["value"] for name, value in named(claims_now, "hardest-year")["values"].items()}
    assert (values["rank-percent"], values["years-compared"]) == (4, 17)
    assert (values["rank-percent-since"], values["years-since"]) == (6, 24)


def test_a13_no_share_of_a_move_is_said(pass_through_words: str) -> None:
    assert "stands for" not in pass_through_words
    counts = re.findall(r"(\d+) (?:published )?changes", pass_through_words)
    assert counts[:6] == ["250", "60", "120"] * 2, "how far it depends on the window is said"


def test_a14_a_cross_inherits_the_refusal_of_its_parts(events_now: list[Printed]) -> None:
    for event in ("tenge-devalued", "tenge-floated"):
        assert series(events_now, event, "tenge-per-rouble")["refused"] == "held"
        assert series(events_now, event, "tenge-per-rouble")["detail"].startswith("Tenge")


def test_a15_other_events_in_the_estimation_window_are_named(events_now: list[Printed]) -> None:
    study = series(events_now, "key-rate-17", "rouble")["event_study"]
    assert {"sanctions-widened", "exit-remark", "statehood-remark", "rouble-floated", "opec-no-cut"} <= {
        *study["events"]
    }
    assert all(test["without"]["count"] < 120 for test in study["tests"])


def test_a16_the_corridor_moved_twice() -> None:
    held = sorted(str(regime["start"]) for regime in content()["lines"]["tenge"]["regimes"])
    assert held == ["2014-02-11", "2014-09-11", "2015-07-15"]


def test_a17_nothing_is_minus_nothing(claims_now: list[Printed], claims_then: list[Printed]) -> None:
    for row in (*claims_now, *claims_then):
        assert re.findall(r"[-+−]0(?:\.0+)?(?![\d.])", row["sentence"]) == [], row["id"]


def test_a18_the_days_printed_are_those_the_number_is_of(events_now: list[Printed]) -> None:
    for one in everything(events_now):
        tests = (one["event_study"] or {"tests": []})["tests"]
        for move in one["moves"]:
            rows = by_days(one["line"]).rows
            assert same(100 * (rows.at(move["end"]) / rows.at(move["start"]) - 1), move["change"])
            days = [(test["start"], test["end"]) for test in tests if test["window"] == move["window"]]
            assert days in ([], [(move["start"], move["end"])])


def test_the_story_is_the_shipped_one(events_now: list[Printed]) -> None:
    assert FILE.stem == STORY
    assert [event["id"] for event in content()["events"]] == [event["id"] for event in events_now]
