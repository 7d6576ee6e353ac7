"""A fall and a rise are one measure: in the mirror each is the other, with the same verdict."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from relations.claims import Verdict, claims
from relations.story import Claim
from relations.story.line import line
from sources import Snapshot
from tests.found import STORY

SPANS = [(start := date(2006, 1, 2) + timedelta(days=251 * place), start + timedelta(days=40 + 90 * (place % 3)))
         for place in range(12)]  # fmt: skip


def checked(measure: dict[str, Any]) -> Verdict:
    claim = Claim.model_validate({"id": "x", "paragraph": 1, "claim": "It is so.", "measure": measure})
    (found,) = claims(STORY.model_copy(update={"claims": (claim,)}))
    return found


def as_fall(measure: dict[str, Any], of: str) -> dict[str, Any]:
    """The fall in the mirror of a rise: what rose by 25 % is 20 % less of what it is turned over to."""
    names = {"kind": f"fall{measure['kind'].removeprefix('rise')}"}
    if "at_least" in measure:
        names["at_least"] = 100 * measure["at_least"] / (100 + measure["at_least"])
    if "larger_at_most" in measure:
        names["deeper_at_most"] = measure["larger_at_most"]
    kept = {name: value for name, value in measure.items() if name != "larger_at_most"}
    return kept | names | ({"of": of} if of else {})


def assert_mirrored(rise: Verdict, fall: Verdict) -> None:
    assert rise.headline == fall.headline
    assert rise.value is not None
    assert fall.value == pytest.approx(100 * (1 / (1 + rise.value / 100) - 1))
    for name in ("windows", "business-days"):
        assert rise.number(name) == fall.number(name)
    for name in ("episodes", "episodes-since"):
        assert rise.number(f"larger-{name}") == fall.number(f"deeper-{name}")


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_a_rise_of_one_currency_of_a_rate_is_a_fall_of_the_other(start: date, end: date) -> None:
    chance = random.Random(start.toordinal())
    span = {"kind": "rise", "line": "rouble", "of": "RUB", "start": start, "end": end}
    for extra in ({}, {"at_least": chance.uniform(0.1, 10)}, {"larger_at_most": chance.randrange(3)}):
        assert_mirrored(checked(span | extra), checked(as_fall(span | extra, "USD")))


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_a_rise_of_a_price_is_a_fall_of_what_it_buys(monkeypatch: pytest.MonkeyPatch, start: date, end: date) -> None:
    span = {"kind": "rise", "line": "oil", "start": start, "end": end}
    for extra in ({}, {"at_least": 5}, {"larger_at_most": 1}, {"at_least": 1, "larger_at_most": 9}):
        rise = checked(span | extra)
        with monkeypatch.context() as other:
            other.setattr("relations.claims.look.line", lambda story, name: _turned(line(story, name)))
            assert_mirrored(rise, checked(as_fall(span | extra, "")))


def _turned(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, data=snapshot.data.assign(value=1 / snapshot.data["value"]))


@pytest.mark.parametrize("year", range(2000, 2014))
@pytest.mark.parametrize("points", [0.1, 1, 3])
def test_a_rise_of_a_share_is_a_fall_of_the_rest(monkeypatch: pytest.MonkeyPatch, year: int, points: float) -> None:
    channel = {"line": "exports-share", "start": date(year, 1, 1), "end": date(year + 1, 1, 1)}
    measure = {"kind": "rises", "at_least": points, "channels": (channel,)}
    rise = checked(measure)

    def rest(story: Any, name: str) -> Snapshot:
        found = line(story, name)
        return replace(found, data=found.data.assign(value=100 - found.data["value"]))

    monkeypatch.setattr("relations.claims.look.line", rest)
    fall = checked(measure | {"kind": "falls"})
    assert rise.headline == fall.headline
    assert rise.value is not None
    assert fall.value == pytest.approx(-rise.value)


def test_both_verdicts_are_among_them() -> None:
    """A mirror that always shows the same tells nothing."""
    words = {
        checked({"kind": "rise", "line": "rouble", "of": "RUB", "start": start, "end": end}).headline.word
        for start, end in SPANS
    }
    assert words == {"supported", "not borne out"}
