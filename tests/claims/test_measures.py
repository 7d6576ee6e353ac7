"""Each kind of measure, with parameters that lead to its other verdicts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relations import cache
from relations import story as stories
from relations.claims import Verdict, claims
from relations.claims.measures import change
from relations.claims.measures.fall import rank
from tests.transforms.conftest import Series

STORY = stories.load("kazakhstan-russia")


def check(name: str, **parameters: Any) -> Verdict:
    """The verdict on a claim of the story with other parameters."""
    claim = next(claim for claim in STORY.claims if claim.id == name)
    other = claim.model_copy(update={"measure": claim.measure.model_copy(update=parameters)})
    (found,) = claims(STORY.model_copy(update={"claims": (other,)}))
    return found


@pytest.mark.parametrize(
    ("name", "parameters", "verdict"),
    [
        ("rouble-freefall", {"start": date(2016, 1, 21), "end": date(2016, 12, 30)}, "not borne out"),  # it rose
        ("oil-drop", {"worst": 1.0}, "not borne out"),
        ("tenge-may-fall-further", {"more_than": 75.0}, "not borne out"),
        ("market-170m", {"above": 172}, "depends on definition"),
        ("market-170m", {"above": 200}, "not borne out"),
        ("trade-will-grow", {"year": 2016, "later": (2017, 2018)}, "supported"),
        ("trade-will-grow", {"later": (2015, 2021)}, "depends on definition"),
        ("crisis-hits-kazakhstan", {"at_least": 30.0}, "depends on definition"),
        ("russia-main-partner", {"at_least": 5.0}, "supported"),
        ("hardest-year", {"year": 2009}, "supported"),
        ("hardest-year", {"year": 2010}, "cannot be tested with these data"),  # an undercount
        ("rouble-freefall", {"end": date(2030, 1, 1)}, "cannot be tested with these data"),
        ("trade-will-grow", {"later": (2030,)}, "cannot be tested with these data"),
    ],
)
def test_the_numbers_decide(name: str, parameters: dict[str, Any], verdict: str) -> None:
    found = check(name, **parameters)
    assert found.verdict == verdict
    assert (found.value is None) == (verdict.startswith("cannot") or name == "tenge-may-fall-further")


def test_a_fall_is_ranked_among_windows_of_as_many_observations(series: Series) -> None:
    """100 → 90 → 45 → 90 → 81: falls over one step are 10, 50, none and 10 %."""
    prices = series([100, 90, 45, 90, 81]).data["value"].to_numpy(dtype=float)
    assert rank(prices, 1, -10.0) == (1, 4)
    assert rank(prices, 1, -50.0) == (0, 4)
    assert rank(prices, 2, -10.0) == (1, 3)
    assert rank(prices, 0, 0.0) == (0, 0)


def test_a_price_below_zero_begins_and_ends_no_window(series: Series) -> None:
    prices = series([18.31, -36.98, 8.91, 13.64]).data["value"].to_numpy(dtype=float)
    assert rank(prices, 1, -10.0) == (0, 1)


def test_a_monthly_price_is_measured_by_months(monkeypatch: pytest.MonkeyPatch) -> None:
    brent = cache.read("pink_sheet/CRUDE_BRENT")
    monkeypatch.setattr("relations.claims.measures.line", lambda *_: brent)
    found = check("oil-drop")
    assert (found.start, found.end) == (date(2014, 6, 1), date(2015, 1, 1))
    assert found.number("observations") == 7
    assert "windows of 7 months" in str(found.formula)


def test_numbers_are_written_with_a_minus_sign() -> None:
    assert str(change(-15.94)) == "−15.9 %"
    assert str(change(-0.04)) == "0.0 %"
