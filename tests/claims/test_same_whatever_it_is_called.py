"""What must not matter: how a line, an event or a figure is called, and which way round a rate is quoted."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from relations.claims import Verdict, claims
from relations.evidence.events import events
from relations.evidence.found import SeriesEvidence
from relations.evidence.windows import overlaps
from relations.figures import draw
from relations.story import Story
from relations.story.line import line
from relations.values import Rate
from sources import Snapshot
from tests.found import STORY, evidence, verdicts

NAMING = {
    "id",
    "line",
    "lines",
    "factor",
    "event",
    "events",
    "named",
    "exports",
    "imports",
    "base",
    "cross",
    "of",
    "definitions",
    "others",
    "own",
    "earlier",
    "later",
}
KEYED = {"definitions", "others", "guards"}  #: fields whose keys are words
TOLD = {"title", "short", "guards"}  #: texts that may name lines, whose numbers they tell
TELLS = re.compile(r"\b[a-z0-9-]+(?=(?: of [A-Z]{3})?: [a-z]+ \d{4})")


def renamed(story: Story, names: dict[str, str]) -> Story:
    """The story with other names of lines, events, claims and figures."""

    def other(value: Any, field: str = "") -> Any:
        match value:
            case dict():
                keys = {key: names.get(key, key) if field == "lines" else key for key in value}
                return {keys[key]: other(part, field if field in KEYED else key) for key, part in value.items()}
            case tuple():
                return tuple(other(part, field) for part in value)
            case str() if field in NAMING:
                return names.get(value, value)
            case str() if field in TOLD:
                return TELLS.sub(lambda match: names.get(match[0], match[0]), value)
        return value

    return Story.model_validate(other(story.model_dump()))


def names_of(story: Story) -> dict[str, str]:
    """A random name for each of the story's own."""
    named: list[Any] = [*story.events, *story.claims, *story.figures, *story.pass_through]
    ids = [*story.lines, *(one.id for one in named)]
    drawn = [f"n{number}" for number in range(len(ids))]
    random.Random(1).shuffle(drawn)
    return dict(zip(ids, drawn, strict=True))


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return names_of(STORY)


def test_names_change_no_verdict_and_no_number(names: dict[str, str]) -> None:
    """As known then, which says of every claim what is known now as well."""
    now, other = verdicts(then=True).values(), claims(renamed(STORY, names), known_then=True)
    assert [without_names(one, names) for one in now] == [without_names(one, {}) for one in other]


@pytest.mark.parametrize("then", [False, True])
def test_names_change_no_number_of_an_event(names: dict[str, str], then: bool) -> None:
    assert events(renamed(STORY, names), known_then=then) == [
        replace(
            one,
            id=names[one.id],
            overlaps=tuple(names[near] for near in one.overlaps),
            series=tuple(_renamed(series, names) for series in one.series),
        )
        for one in evidence(then=then).values()
    ]


def _renamed(series: SeriesEvidence, names: dict[str, str]) -> SeriesEvidence:
    study = series.event_study
    if study:
        study = replace(study, events=tuple(names[one] for one in study.events))
    return replace(series, line=names[series.line], event_study=study)


def without_names(one: Verdict, names: dict[str, str]) -> tuple[object, ...]:
    values = [value.quantity.value for value in one.values]
    return names.get(one.id, one.id), one.headline, one.value, one.unit, one.of, values, one.sentence, one.rule


@pytest.mark.parametrize("figure", ["money-and-oil", "around-rouble-floated", "pass-through"])
def test_names_change_no_word_and_no_pixel_of_a_figure(names: dict[str, str], figure: str) -> None:
    generated = figure.removeprefix("around-")
    now, other = draw(STORY, figure), draw(renamed(STORY, names), figure.replace(generated, names[generated]))
    for said in ("title", "subtitle", "caption", "alt", "methods", "missing"):
        assert getattr(other, said) == getattr(now, said)
    assert other.picture == now.picture


def test_names_change_no_order_of_the_events_of_a_day() -> None:
    """Those come in the order of the story, in a figure and among the events that cannot be told apart."""
    first, second = (STORY.event(name) for name in ("kyiv-coal", "event-of-the-year"))
    for ids in (("a", "b"), ("b", "a")):
        same_day = [first.model_copy(update={"id": one}) for one in ids]
        story = STORY.model_copy(update={"events": (*same_day, second)})
        assert [event.id for event in story.events_of(STORY.figure("money-and-oil"))] == [second.id, *ids]
        assert overlaps(story.events)[second.id] == ids


def test_a_story_without_a_factor_measures_every_line_against_its_own_mean() -> None:
    found = events(STORY.model_copy(update={"factor": None}))
    studies = [series.event_study for event in found for series in event.series if series.event_study]
    assert studies
    assert {fit.model for study in studies for fit in study.fits} == {"constant mean"}


def inverted(snapshot: Snapshot) -> Snapshot:
    """A rate quoted the other way round; any other series as it is."""
    unit = snapshot.indicator.unit
    if not isinstance(unit, Rate):
        return snapshot
    indicator = replace(snapshot.indicator, unit=unit.inverse)
    return replace(snapshot, indicator=indicator, data=snapshot.data.assign(value=1 / snapshot.data["value"]))


@pytest.mark.parametrize("name", ["rouble-freefall", "tenge-may-fall-further", "crisis-hits-kazakhstan"])
@pytest.mark.parametrize("of", [0, 1])
def test_a_rate_quoted_the_other_way_round_gives_the_same_verdict(
    monkeypatch: pytest.MonkeyPatch, name: str, of: int
) -> None:
    """For either of its currencies; only the values at both ends are those of the other quote."""
    quoted = _of(name, of)
    monkeypatch.setattr("relations.claims.look.line", lambda story, name: inverted(line(story, name)))
    other = _of(name, of)
    assert other.headline == quoted.headline
    assert other.value == pytest.approx(quoted.value)
    levels = ("earlier", "later", "at-publication", "on-that-day")
    for one, two in zip(quoted.values, other.values, strict=True):
        if isinstance(one.quantity.unit, Rate):
            assert one.quantity.name.endswith(levels)
            assert two.quantity.value == pytest.approx(1 / float(one.quantity.value))  # type: ignore[arg-type]
        else:
            assert (two.quantity.name, two.label) == (one.quantity.name, one.label)
            assert two.quantity.value == (
                pytest.approx(one.quantity.value) if isinstance(one.quantity.value, float) else one.quantity.value
            )


def _of(name: str, which: int) -> Verdict:
    """The verdict on a claim of the fall of one or the other currency of its rate."""
    claim = STORY.claim(name)
    (measure,) = claim.measures
    if hasattr(measure, "channels"):
        first, *rest = measure.channels
        update: dict[str, Any] = {"channels": (first.model_copy(update={"of": ("RUB", "KZT")[which]}), *rest)}
    else:
        update = {"of": (measure.of, "USD")[which]}  # type: ignore[attr-defined]
    other = claim.model_copy(update={"measures": (measure.model_copy(update=update),)})
    (found,) = claims(STORY.model_copy(update={"claims": (other,)}))
    return found


@pytest.mark.parametrize(("of", "why"), [(None, 'of = "RUB" or of = "USD"'), ("KZT", "must say whose value")])
def test_a_fall_of_a_rate_without_its_currency_is_no_verdict(of: str | None, why: str) -> None:
    claim = STORY.claim("rouble-freefall")
    other = claim.model_copy(update={"measures": (claim.measures[0].model_copy(update={"of": of}),)})
    (found,) = claims(STORY.model_copy(update={"claims": (other,)}))
    assert found.headline.word == "no number can tell"
    assert why in str(found.sentence[0])
