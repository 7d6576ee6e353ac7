"""Highest and lowest values: by hand, over spans that a line covers and that it does not, and turned upside down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from relations.claims import Verdict, claims
from relations.claims.measures import extreme
from relations.story import Claim
from sources import Snapshot
from tests.found import STORY
from tests.transforms.conftest import Series

Check = Callable[..., Verdict]
#: 2003 to 2014; the article appears in January 2015.
VALUES = [50, 40, 30, 44, 47, 49, 35, 48, 46, 45, 43, 36]
YEAR = {"kind": "extreme", "line": "exports", "which": "lowest"}


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks a measure on lines that are given by name."""

    def checked(measure: dict[str, Any], *, known_then: bool = False, **lines: Snapshot) -> Verdict:
        monkeypatch.setattr("relations.claims.look.line", lambda _, name: lines[name])
        claim = Claim.model_validate({"id": "x", "paragraph": 1, "claim": "It is so.", "measure": measure})
        (found,) = claims(STORY.model_copy(update={"claims": (claim,)}), known_then=known_then)
        return found

    return checked


def yearly(series: Series, values: Sequence[float], first: int = 2003, without: Sequence[int] = ()) -> Snapshot:
    kept = {year: value for year, value in enumerate(values, first) if year not in without}
    days = [date(year, 1, 1) for year in kept]
    return series([*kept.values()], dates=days, unit="US$ million", frequency="annual", date_means="sum of year")


def asked(year: int, **more: Any) -> dict[str, Any]:
    return YEAR | {"start": date(year, 1, 1)} | more


@pytest.mark.parametrize(
    ("measure", "word", "rank", "number", "other"),
    [
        (asked(2005), "supported", 1, 12, 35),  # of all the line has
        (asked(2014), "not borne out", 3, 12, 30),
        (asked(2014, since=date(2009, 12, 31)), "supported", 1, 5, 43),  # 36 after 48, 46, 45, 43
        (asked(2014, since=date(2009, 1, 1)), "supported", 1, 5, 43),  # the year it is counted from is left out
        (asked(2014, since=date(2008, 12, 31)), "not borne out", 2, 6, 35),  # 2009 was lower
        (asked(2003, which="highest"), "supported", 1, 12, 49),
        (asked(2010, which="highest", since=date(2008, 12, 31)), "supported", 1, 6, 46),
        (asked(2009, until=date(2009, 12, 31), since=date(2005, 12, 31)), "supported", 1, 4, 44),
        (asked(2005, until=date(2007, 12, 31), since=date(2002, 12, 31)), "supported", 1, 5, 40),  # and 2007 with it
        (asked(2014, since=date(2009, 12, 31), to=36.5), "supported", 1, 5, 43),
        (asked(2014, since=date(2009, 12, 31), to=35.5), "not borne out", 1, 5, 43),  # the lowest, and not so low
    ],
)
def test_a_year_among_others_by_hand(
    check: Check, series: Series, measure: dict[str, Any], word: str, rank: int, number: int, other: float
) -> None:
    found = check(measure, exports=yearly(series, VALUES))
    assert found.headline.word == word
    assert (found.number("rank"), found.number("values-compared")) == (rank, number)
    assert found.number("runner-up" if rank == 1 else "first") == other


def test_what_comes_after_publication_stands_apart(check: Check, series: Series) -> None:
    """In 2016 it is lower than in 2005, which an article of January 2015 cannot know."""
    found = check(asked(2005), exports=yearly(series, [*VALUES, 33, 20]))
    assert (found.headline.word, found.number("values-compared")) == ("supported", 12)
    assert str(found.sentence[-1]) == "Since then US$ 20.0 million was beyond it (2016)."


def test_a_year_that_is_not_over_when_the_article_appears_does_not_judge(check: Check, series: Series) -> None:
    """The row of 2015 is dated 1 January, before publication, and is of the whole year."""
    found = check(asked(2005), exports=yearly(series, [*VALUES, 20]))
    assert (found.headline.word, found.number("values-compared")) == ("supported", 12)


def test_when_it_was_so_before_the_span_is_said(check: Check, series: Series) -> None:
    found = check(asked(2014, since=date(2009, 12, 31)), exports=yearly(series, VALUES))
    assert str(found.sentence[2]) == "The last before these that was beyond it is US$ 35.0 million (2009)."
    lowest = check(asked(2005, since=date(2003, 12, 31)), exports=yearly(series, VALUES))
    assert str(lowest.sentence[2]) == "Nor was one beyond it before, from 2003 on."


@pytest.mark.parametrize(
    ("measure", "without", "why"),
    [
        (asked(2014, since=date(2001, 12, 31)), (), "no other value from 2001 to 2003"),  # it begins too late
        (asked(2014, since=date(2002, 12, 31)), (2007,), "no other value from 2006 to 2008"),  # a hole
        (asked(2014, since=date(2009, 12, 31)), (2010,), "no other value from 2009 to 2011"),
        (asked(2007, since=date(2004, 12, 31), until=date(2014, 12, 31)), (2013, 2014), "from 2012 to 2014"),
        (asked(2007), (2007,), "no observation for 2007"),
    ],
)
def test_a_span_that_is_not_covered_is_refused(
    check: Check, series: Series, measure: dict[str, Any], without: Sequence[int], why: str
) -> None:
    found = check(measure, exports=yearly(series, VALUES, without=without))
    assert found.headline.word in {"no number can tell", "not yet known"}
    assert why in str(found.sentence[0])


def test_nine_years_are_no_record_and_more_than_it_in_any_is_none(check: Check, series: Series) -> None:
    nine = yearly(series, VALUES[3:], 2006)
    found = check(asked(2009), exports=nine)
    assert found.headline.word == "no number can tell"
    assert "9 years are too few to compare; 10 are needed" in str(found.answers[0].why)
    assert check(asked(2010), exports=nine).headline.word == "not borne out"
    assert check(asked(2009, since=date(2005, 12, 31)), exports=nine).headline.word == "supported"


def test_a_value_that_was_there_before_is_no_less_a_record(check: Check, series: Series) -> None:
    """None of the others is strictly lower."""
    found = check(asked(2009), exports=yearly(series, [50, 40, 35, 44, 47, 49, 35, 48, 46, 45, 43, 36]))
    assert (found.headline.word, found.number("rank"), found.number("runner-up")) == ("supported", 1, 35)


def test_nothing_to_compare_with_is_refused(check: Check, series: Series) -> None:
    found = check(asked(2014, since=date(2013, 12, 31)), exports=yearly(series, VALUES))
    assert found.headline.word == "no number can tell"


@pytest.mark.parametrize(("end", "day"), [("since", date(2014, 1, 1)), ("until", date(2013, 12, 31))])
def test_the_value_lies_in_its_span(end: str, day: date) -> None:
    with pytest.raises(ValueError, match=f"{end} is {day}"):
        extreme.Spec.model_validate(asked(2014, **{end: day}))


@pytest.mark.parametrize("factor", [1, 1000])
def test_the_lowest_is_the_highest_of_the_line_turned_over(check: Check, series: Series, factor: float) -> None:
    for year in range(2003, 2015):
        low = check(asked(year), exports=yearly(series, VALUES))
        high = check(asked(year, which="highest"), exports=yearly(series, [-factor * one for one in VALUES]))
        assert low.headline.word == high.headline.word
        assert low.number("rank") == high.number("rank")


DAYS = [day.date() for day in pd.bdate_range("2014-12-22", "2015-01-30")]
RATES = [54, 55, 53, 52, 57, 58, 56, 60, 61, 62, 63, 64, 62, 63, 65, 65, 66, 64, 65, 66, 64, 63, 65, 64, 66, 68, 69]
LOW = {"kind": "extreme", "line": "rouble", "of": "RUB", "which": "lowest", "since": date(2014, 12, 21)}


def rouble(series: Series, rates: Sequence[float], days: Sequence[date], unit: str = "RUB per USD") -> Snapshot:
    return series([*rates], dates=[*days], unit=unit)


def test_a_currency_is_lowest_where_a_dollar_is_dearest(check: Check, series: Series) -> None:
    days = DAYS[: len(RATES)]
    found = check(LOW | {"start": days[-1]}, rouble=rouble(series, RATES, days))
    assert (found.headline.word, found.number("value"), found.number("runner-up")) == ("supported", 69, 68)
    assert (
        check(LOW | {"start": days[-1], "of": "USD"}, rouble=rouble(series, RATES, days)).headline.word
        == "not borne out"
    )
    turned = rouble(series, [1 / one for one in RATES], days, "USD per RUB")
    assert check(LOW | {"start": days[-1]}, rouble=turned).headline.word == "supported"


def test_of_a_month_its_lowest_day_is_compared_with_all_other_days(check: Check, series: Series) -> None:
    days = DAYS[: len(RATES)]
    month = {"start": date(2014, 12, 22), "end": date(2014, 12, 31)}
    found = check(LOW | month | {"until": date(2014, 12, 31)}, rouble=rouble(series, RATES, days))
    assert found.headline.word == "no number can tell"  # there is no other day
    found = check(LOW | month, rouble=rouble(series, RATES, days))
    assert (found.number("value"), found.number("first"), found.number("rank")) == (60, 69, 20)


def test_two_weeks_without_a_value_are_a_hole_and_less_is_none(check: Check, series: Series) -> None:
    days = DAYS[: len(RATES)]
    for hole, word in ((8, "supported"), (10, "no number can tell")):
        kept = [i for i in range(len(days)) if not 5 <= i < 5 + hole]
        line = rouble(series, [RATES[i] for i in kept], [days[i] for i in kept])
        assert check(LOW | {"start": days[-1]}, rouble=line).headline.word == word


def test_the_day_must_have_come(check: Check, series: Series) -> None:
    days = DAYS[: len(RATES)]
    month = {"start": date(2015, 1, 1), "end": date(2015, 3, 31)}
    assert check(LOW | month, rouble=rouble(series, RATES, days)).headline.word == "not yet known"


def test_as_known_then_only_what_was_out_is_compared(check: Check, series: Series) -> None:
    """Yearly trade of 2014 was not out in January 2015."""
    found = check(asked(2014), exports=yearly(series, VALUES), known_then=True)
    assert found.headline.word == "not yet known"
