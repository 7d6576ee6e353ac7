"""Each kind of measure, with parameters that lead to its other answers, on the shipped data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relations import cache
from relations.claims import Verdict, claims
from relations.claims.measures import change, months_later, size
from tests.found import STORY


def check(name: str, **parameters: Any) -> Verdict:
    """The verdict on a claim of the story by its first measure alone, with other parameters."""
    claim = STORY.claim(name)
    other = claim.model_copy(update={"measures": (claim.measures[0].model_copy(update=parameters),)})
    (found,) = claims(STORY.model_copy(update={"claims": (other,)}))
    return found


@pytest.mark.parametrize(
    ("name", "parameters", "verdict"),
    [
        ("rouble-freefall", {"start": date(2016, 1, 21), "end": date(2016, 12, 30)}, "not borne out"),  # it rose
        ("rouble-freefall", {"at_least": 51.0}, "not borne out"),
        ("rouble-freefall", {"end": date(2030, 1, 1)}, "not yet known"),
        ("rouble-freefall", {"since": date(2014, 1, 1)}, "no number can tell"),  # too few windows
        ("rouble-freefall", {"since": date(2014, 1, 1), "deeper_at_most": None}, "supported"),  # nothing is ranked
        ("oil-drop", {"deeper_at_most": 0}, "not borne out"),
        ("oil-drop", {"deeper_at_most": 1}, "supported"),
        ("oil-drop", {"end": date(2015, 5, 29)}, "not borne out"),  # deep, and rising again
        ("tenge-may-fall-further", {"more_than": 75.0}, "did not come true"),
        ("tenge-may-fall-further", {"horizon": 6}, "did not come true"),
        ("tenge-may-fall-further", {"horizon": 600}, "came true"),
        ("tenge-may-fall-further", {"horizon": 600, "more_than": 90.0}, "not yet known"),
        ("market-170m", {"above": 172}, "depends on definition"),
        ("market-170m", {"above": 200}, "not borne out"),
        ("trade-will-grow", {"horizon": 84}, "came true"),
        ("trade-will-grow", {"horizon": 82}, "did not come true"),
        ("trade-will-grow", {"year": 2019, "horizon": 240}, "came true"),
        ("crisis-hits-kazakhstan", {"at_least": 60.0}, "not borne out"),
        ("russia-main-partner", {"listed": None, "at_least": 5.0}, "supported"),
        ("russia-main-partner", {"listed": None, "at_least": 20.0}, "depends on definition"),
        ("russia-main-partner", {"since": 1994}, "not borne out"),
        ("hardest-year", {"year": 2009}, "supported"),
        ("hardest-year", {"year": 2010}, "no number can tell"),  # an undercount
        ("hardest-year", {"since": 2006}, "no number can tell"),  # too few years
    ],
)
def test_the_numbers_decide(name: str, parameters: dict[str, Any], verdict: str) -> None:
    found = check(name, **parameters)
    assert found.headline.word == verdict, [(one.name, one.answer, str(one.why)) for one in found.answers]


@pytest.mark.parametrize(("name", "above", "below"), [("market-170m", "sum-1", "sum-2")])
def test_an_answer_flips_at_the_limit_it_names(name: str, above: str, below: str) -> None:
    flips = {one.name: one.flips.quantity.value for one in check(name).answers if one.flips}
    middle = (float(flips[above]) + float(flips[below])) / 2  # type: ignore[arg-type]
    assert [one.answer for one in check(name, above=middle).answers] == ["no", "yes"]


def test_a_limit_between_the_deepest_fall_before_and_that_of_the_day_gives_the_same_day() -> None:
    """Every limit from 2.1 to 27.7 % gives 20 August 2015, says the sentence."""
    days = {
        limit: check("tenge-may-fall-further", more_than=limit).number("came-true-on") for limit in (2.2, 27.7, 2.0)
    }
    assert days[2.2] == days[27.7] == date(2015, 8, 20) != days[2.0]


def test_a_monthly_price_is_measured_by_its_months(monkeypatch: pytest.MonkeyPatch) -> None:
    brent = cache.read("pink_sheet/CRUDE_BRENT")
    monkeypatch.setattr("relations.claims.look.line", lambda *_: brent)
    found = check("oil-drop", still=6)
    assert (found.start, found.end) == (date(2014, 6, 1), date(2015, 1, 1))
    assert found.headline.word == "supported"


def test_numbers_are_written_with_a_minus_sign() -> None:
    assert str(change(-15.94)) == "−15.9 %"
    assert str(change(-0.04)) == "−0.04 %"  # never "0.0 %" of what did fall
    assert str(change(0.0)) == "0.0 %"


def test_months_end_where_a_month_ends() -> None:
    assert months_later(date(2015, 1, 31), 1) == date(2015, 2, 28)
    assert months_later(date(2015, 1, 31), 12) == date(2016, 1, 31)
    assert months_later(date(2015, 12, 15), 1) == date(2016, 1, 15)


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (-1.46, "1.5"),
        (4.454, "4.5"),
        (-0.52, "0.5"),
        (-8.9, "9"),
        (1.44, "1"),
        (1.56, "2"),
        (-9.97, "10"),
        (12.46, "12"),
    ],
)
def test_a_title_rounds_no_half_away_that_its_mark_shows(moved: float, said: str) -> None:
    """Beside −1.5 % a title says 1.5 %; the 1 % of −1.46 would look like a mistake."""
    assert str(size(moved)) == said
