"""What another money must change, and what not: two currencies swapped, zeros cut off, a rate quoted the other way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import pytest

from relations import cache as copies
from relations.cache.vintage import ADDITIONS
from relations.claims import claims
from relations.claims.measures import Look
from relations.evidence.event_study import EventStudy
from relations.evidence.events import events
from relations.evidence.found import SeriesEvidence
from relations.figures import draw
from relations.story import Story
from relations.story.line import line
from relations.values import Rate, redenominations
from relations.values.plain import plain
from sources import Indicator, Snapshot, imf
from tests.claims.test_same_whatever_it_is_called import inverted
from tests.found import STORY
from tests.transforms.conftest import Series

SHIPPED = {
    key: copies.read(key)
    for key in dict.fromkeys(chain(*STORY.preferences))
    if copies.is_cached(key) and not key.startswith(("yahoo/", "un_votes/", "stat_kz/"))
}
TWO = {"KZT": "RUB", "tenge": "rouble", "Tenge": "Rouble", "Kazakhstani": "Russian"}
SWAP = TWO | {other: one for one, other in TWO.items()}
COLORS = {
    "#991f2f": "#2572a6",
    "#2572a6": "#991f2f",
}  #: of the rouble and of the tenge, whatever their lines are called
CODES = {one: SWAP[one] for one in ("KZT", "RUB")}
EXCHANGED = ("money-and-oil", "tenge-per-rouble", "pass-through", "around-tenge-floated")
RENAME = {"KZT": "BYN"}

Change = Callable[[Snapshot], Snapshot]


def reworded(text: str, words: dict[str, str]) -> str:
    """A text with other words, all at once."""
    return re.sub("|".join(words), lambda found: words[found[0]], text)


def told(story: Story, words: dict[str, str]) -> Story:
    """The story of other currencies; not every one is fixed by the week somewhere."""

    def other(value: Any) -> Any:
        match value:
            case dict():
                return {other(key): other(part) for key, part in value.items()}
            case tuple():
                return tuple(other(part) for part in value if not str(part).endswith("/weekly"))
        return reworded(value, words) if isinstance(value, str) else value

    return Story.model_validate(other(story.model_dump()))


def fill(words: dict[str, str], change: Change = lambda copy: copy) -> None:
    """Put the shipped copies into the test's own cache, with other words in what they say of themselves."""
    for copy in SHIPPED.values():
        header = {name: reworded(text, words) for name, text in copy.indicator.header.items()}
        copies.write(change(replace(copy, indicator=Indicator.read(header))))


def found(story: Story, *, known_then: bool) -> str:
    """All numbers and words of a story's evidence and claims, as one text."""
    evidence = [one.as_json() for one in events(story, known_then=known_then)]
    return json.dumps([evidence, [one.as_json() for one in claims(story, known_then=known_then)]], ensure_ascii=False)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("known_then", [False, True])
def test_two_currencies_that_trade_places_trade_all_numbers_and_verdicts(known_then: bool) -> None:
    """The tenge with the rouble's history has the rouble's evidence, in tenge, and the rouble the tenge's."""
    fill({"as it is": "as it is"})
    now = found(STORY, known_then=known_then)
    fill(SWAP)
    other = found(told(STORY, SWAP), known_then=known_then)
    assert other != now
    assert json.loads(other) == json.loads(reworded(now, SWAP))


@pytest.mark.usefixtures("cache")
def test_two_currencies_that_trade_places_trade_colours_and_units_and_move_no_pixel() -> None:
    """With the codes alone exchanged, each line is drawn where it was: its colour and its unit are the other's."""
    drawn = []
    for words in ({"as it is": "as it is"}, CODES):
        fill(words)
        figures = [draw(told(STORY, words), name) for name in EXCHANGED]
        drawn.append([(one.picture, one.alt) for one in figures])
    for now, other in zip(*drawn, strict=True):
        assert now != other
        assert now == (reworded(other[0], CODES | COLORS), reworded(other[1], CODES))


def before(copy: Snapshot, *, inverse: bool, old: bool) -> Snapshot:
    """A copy of BYN, quoted either way, with what lies before the redenomination of 2016 in the older unit or not."""
    unit = copy.indicator.unit
    if not isinstance(unit, Rate) or unit.quote != "BYN":
        return copy
    (one,) = (one for one in redenominations("BYN") if one.first > date(2010, 1, 1))
    earlier = copy.data["date"].to_numpy() < np.datetime64(one.first)
    values = copy.data["value"] * np.where(earlier & old, one.factor, 1)
    assert 0 < earlier.sum() < len(values)
    multiplied = replace(copy, data=copy.data.assign(value=values))
    return inverted(multiplied) if inverse else multiplied


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("inverse", [False, True])
def test_zeros_cut_off_a_currency_change_no_number_and_no_pixel(inverse: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    names = vars(imf)["_NAMES"]
    monkeypatch.setitem(names, "BYN", names["KZT"])  # the IMF lists no other currency that lost its zeros since
    story = told(STORY, RENAME)
    evidence, pictures = [], []
    for old in (False, True):
        fill(RENAME, partial(before, inverse=inverse, old=old))
        evidence.append(json.loads(found(story, known_then=False)))
        figures = [draw(story, name) for name in ("money-and-oil", "around-tenge-floated")]
        pictures.append([(one.picture, one.caption, one.alt) for one in figures])
    same(*evidence)
    assert pictures[0] == pictures[1]


@pytest.mark.usefixtures("cache")
def test_what_was_known_before_zeros_were_cut_off_is_in_the_unit_of_now(series: Series) -> None:
    """Our records know the rows of that day as they were published: in the older unit, without the step."""
    days = [date(2015, 1, 29), date(2015, 1, 30), date(2016, 6, 30), date(2016, 7, 1)]
    copies.write(series([1.5e4, 1.51e4, 2.0e4, 2.0], dates=days, unit="BYN per USD"))
    when = ("2015-01-30T12:00:00+00:00", "2016-07-02T12:00:00+00:00")
    ADDITIONS.append([("imf/KZT", *days[i : i + 2], 2, moment) for i, moment in zip((0, 2), when, strict=True)])
    look = Look(STORY, date(2015, 1, 31))
    assert look.line("tenge").data["value"].tolist() == pytest.approx([1.5, 1.51])


def same(one: Any, two: Any) -> None:
    """Fail unless both are the same but for the last digits of numbers."""
    if isinstance(one, dict):
        assert one.keys() == two.keys()
        one, two = list(one.values()), list(two.values())
    if isinstance(one, list):
        assert len(one) == len(two)
        for first, second in zip(one, two, strict=True):
            same(first, second)
    else:
        assert two == (pytest.approx(one, rel=1e-6, abs=1e-9) if isinstance(one, float) else one)


def test_a_rate_quoted_the_other_way_round_turns_every_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rate rose, it fell the other way round; how unusual that is stays, as does what is refused."""
    now = [series for event in events(STORY) for series in event.series]
    monkeypatch.setattr("relations.evidence.events.line", lambda story, name: inverted(line(story, name)))
    other = [series for event in events(STORY) for series in event.series]
    rates = [both for both in zip(now, other, strict=True) if isinstance(both[0].unit, Rate)]
    assert sum(one.event_study is not None for one, _ in rates) > 10
    for one, two in rates:
        assert isinstance(one.unit, Rate)
        assert (two.unit, two.day0, two.refused) == (one.unit.inverse, one.day0, one.refused)
        assert _changes(two) == [pytest.approx(pair[::-1]) for pair in _changes(one)]
        if one.event_study:
            assert two.event_study
            same(plain(_turned(one.event_study)), plain(two.event_study))


def _changes(series: SeriesEvidence) -> list[tuple[float, float | None]]:
    """Each change of a series, of the quote and of the value."""
    compared = series.before_after
    stretches = (compared.before, compared.after) if compared else ()
    means = [(compared.difference, compared.value_difference)] if compared else []
    return [(one.change, one.value_change) for one in (*series.moves, *stretches)] + means


def _turned(study: EventStudy) -> EventStudy:
    """What the event study of the other quote must be."""
    tests = tuple(
        replace(
            one,
            car=-one.car,
            t=-one.t,
            percent=100 * (np.exp(-one.car) - 1).item(),
            without=one.without and replace(one.without, car=-one.without.car, t=-one.without.t),
        )
        for one in study.tests
    )
    fits = tuple(
        replace(one, alpha=-one.alpha, beta=one.beta and -one.beta, beta_lag=one.beta_lag and -one.beta_lag)
        for one in study.fits
    )
    abnormal = tuple(replace(one, value=one.value and -one.value) for one in study.abnormal)
    return replace(study, fits=fits, abnormal=abnormal, tests=tests)


QUOTED = re.compile(r"[\d.,]+ → [\d.,]+ (?:per dollar|dollars|(?:RUB|KZT) per USD|USD per (?:RUB|KZT))")


@pytest.mark.usefixtures("cache")
def test_a_rate_quoted_the_other_way_round_changes_no_picture_but_its_quotes() -> None:
    """No title, no line, no bar: only where a rate itself is told, it is told as its publisher does."""
    told, pictures = [], []
    for change in (lambda copy: copy, inverted):
        fill({"as it is": "as it is"}, change)
        figures = [draw(STORY, name) for name in ("money-and-oil", "pass-through", "around-tenge-devalued")]
        told.append([one.title for one in figures])
        pictures.append([QUOTED.sub("", one.picture) for one in figures])
        assert QUOTED.search(figures[0].picture)
    assert told[0] == told[1]
    assert pictures[0] == pictures[1]
