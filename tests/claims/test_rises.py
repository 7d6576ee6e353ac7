"""Rises of the copies in the cache: their changes by hand, their larger episodes as falls of the thing turned over."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from relations.claims import claims
from relations.story import Claim
from tests.found import STORY
from tests.oracle.falls import fall, upside_down
from tests.oracle.rows import read

ROUBLE = {"line": "rouble", "of": "RUB", "start": date(2016, 1, 21), "end": date(2016, 12, 30)}
OIL = {"line": "oil", "start": date(2016, 1, 20), "end": date(2016, 6, 8)}
TRADE = {"line": "exports", "start": date(2003, 1, 1), "end": date(2004, 1, 1)}
PEOPLE = {"line": "population-kazakhstan", "start": date(2015, 1, 1)}
PUBLISHED = np.datetime64("2017-03-31")
ARTICLE = STORY.article.model_copy(update={"published": date(2017, 3, 1), "known_until": date(2017, 3, 31)})


def checked(**measure: Any) -> Any:
    claim = Claim.model_validate({"id": "x", "paragraph": 1, "claim": "It rose.", "measure": measure})
    (found,) = claims(STORY.model_copy(update={"claims": (claim,), "article": ARTICLE}))
    return found


@pytest.mark.parametrize(
    ("measure", "change", "word"),
    [
        (ROUBLE | {"at_least": 37.8}, 100 * (83.591607 / 60.656833 - 1), "supported"),  # roubles per dollar
        (ROUBLE | {"at_least": 37.9}, 37.81, "not borne out"),
        (ROUBLE | {"to": 61}, 37.81, "supported"),
        (ROUBLE | {"to": 60.6}, 37.81, "not borne out"),
        (ROUBLE | {"of": "USD"}, 100 * (60.656833 / 83.591607 - 1), "not borne out"),  # the dollar fell
        (OIL | {"at_least": 95}, 100 * (50.73 / 26.01 - 1), "supported"),
        (OIL | {"at_least": 96}, 95.04, "not borne out"),
    ],
)
def test_rises_by_hand(measure: dict[str, Any], change: float, word: str) -> None:
    found = checked(kind="rise", **measure)
    assert (found.value, found.headline.word) == (pytest.approx(change, abs=0.005), word)


@pytest.mark.parametrize(
    ("channels", "asked", "change", "word"),
    [
        ((TRADE,), {"at_least": 44}, 100 * (2836.29 / 1967.74 - 1), "supported"),
        ((TRADE,), {"at_least": 44.2}, 44.14, "not borne out"),
        ((PEOPLE | {"end": date(2016, 1, 1), "to": 18},), {}, 100 * (17.987736 / 17.749647 - 1), "not borne out"),
        ((PEOPLE | {"end": date(2017, 1, 1), "to": 18},), {}, 100 * (18.204498 / 17.749647 - 1), "supported"),
        ((TRADE, PEOPLE | {"end": date(2017, 1, 1)}), {"at_least": 2.5}, 44.14, "supported"),
        ((TRADE, PEOPLE | {"end": date(2017, 1, 1)}), {"at_least": 2.6}, 44.14, "depends on definition"),
    ],
)
def test_rises_of_years_by_hand(
    channels: tuple[dict[str, Any], ...], asked: dict[str, Any], change: float, word: str
) -> None:
    found = checked(kind="rises", channels=channels, **asked)
    assert (found.value, found.headline.word) == (pytest.approx(change, abs=0.005), word)


@pytest.mark.parametrize(("measure", "key", "turned"), [(ROUBLE, "imf/RUB", False), (OIL, "fred/DCOILBRENTEU", True)])
def test_larger_rises_are_deeper_falls_of_the_thing_turned_over(
    measure: dict[str, Any], key: str, turned: bool
) -> None:
    found = checked(kind="rise", still=60, **measure)
    rows = upside_down(read(key)) if turned else read(key)
    other = fall(rows, str(measure["start"]), str(measure["end"]), PUBLISHED)
    assert found.number("business-days") == other.span
    assert found.number("windows") == other.windows_then
    assert found.number("larger-episodes") == len(other.earlier_deeper)
    assert found.number("larger-episodes-since") == len(other.later_deeper)
    assert found.number("below-the-high") == pytest.approx(100 * (1 / (1 + other.above_low / 100) - 1))
    days = " ".join(map(str, found.sentence))
    for one in (*other.earlier_deeper, *other.later_deeper):
        rise = 100 * (1 / (1 + one.change / 100) - 1)
        day = one.start.astype(date)
        assert f"{day.day} {day:%b %Y} to " in days
        assert f"(+{rise:.1f} %)" in days
