"""The arithmetic of the measures of bounds, ranks, votes, days, records and mirrors, by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from relations.claims import Verdict, claims
from relations.claims.answer import Says
from relations.claims.measures import (
    NotYet,
    Unknown,
    bound,
    days_between,
    mirror,
    rank_at_best,
    record,
    steeper,
    vote_on,
)
from relations.claims.place import few, place
from relations.story import Claim
from tests.found import STORY

TEN = pd.Series(
    {
        "ARM": 90.0,
        "BLR": 95.0,
        "CHN": 80.0,
        "DEU": 40.0,
        "KAZ": 80.0,
        "KGZ": 85.0,
        "POL": 45.0,
        "TJK": 82.0,
        "UKR": 50.0,
    }
    | {"UZB": 79.0}
)


@pytest.mark.parametrize(
    ("claimed", "there", "at_most", "out"),
    [
        (3.0, 2.9, False, True),  # more than everybody
        (3.0, 3.0, False, False),  # all of them: it can be
        (3.0, 3.1, False, False),
        (3.0, 5.2, False, False),
        (0.1, 5.2, False, False),
        (3.0, 2.9, True, False),  # "no more than 3", and 2.9 are counted
        (3.0, 3.0, True, False),
        (3.0, 3.1, True, True),
        (3.0, 0.0, True, False),
        (3.0, 0.0, False, True),
    ],
)
def test_a_bound_rules_out_more_than_everybody(claimed: float, there: float, at_most: bool, out: bool) -> None:
    assert bound.rules_out(claimed, there, at_most=at_most) is out


@pytest.mark.parametrize(
    ("member", "rank"),
    [
        ("BLR", 1),
        ("ARM", 2),
        ("KGZ", 3),
        ("TJK", 4),
        ("CHN", 5),
        ("KAZ", 5),
        ("UZB", 7),
        ("UKR", 8),
        ("POL", 9),
        ("DEU", 10),
    ],
)
def test_a_rank_is_one_and_those_strictly_higher(member: str, rank: int) -> None:
    """Ten members; two of one value share the better rank. The median is 80, halfway between fifth and sixth."""
    found = place(TEN, member, 2014)
    assert (found.rank, found.number, found.share, found.median) == (rank, 10, 10 * rank, 80)
    assert found.holds("top tenth") is (rank == 1)
    assert found.holds("above the median") is (rank <= 4)


@pytest.mark.parametrize(
    ("number", "most"), [(181, 18), (187, 18), (190, 19), (14, 1), (10, 1), (9, 1), (1, 1), (20, 2)]
)
def test_few_are_a_tenth_at_most(number: int, most: int) -> None:
    assert few(number) == most


def test_who_is_not_known_pushes_no_one_down() -> None:
    others = {"a": 88.0, "b": 58.0, "c": 37.0, "d": 25.4, "e": 22.5, "f": 20.2, "g": 20.1, "h": 3.0, "i": 0.0}
    assert rank_at_best.best(20.2, others) == 6
    assert rank_at_best.best(100.0, others) == 1
    assert rank_at_best.best(0.0, others) == 9


@pytest.mark.parametrize(
    ("vote", "partner", "wanted", "says"),
    [
        (1, 1, None, "yes"),
        (3, 3, None, "yes"),
        (1, 3, None, "no"),
        (2, 3, None, "no"),  # an abstention is not the partner's no
        (2, 1, None, "no"),
        (0, 3, None, "unknowable"),  # absent
        (float("nan"), 3, None, "unknowable"),  # no member
        (1, 2, None, "unknowable"),  # the partner took no side
        (2, 3, "yes", "no"),
        (1, 3, "yes", "yes"),
    ],
)
def test_a_vote_is_the_partners_own_or_the_one_that_is_claimed(
    vote: float, partner: float, wanted: vote_on.Vote | None, says: Says
) -> None:
    assert vote_on.agrees(vote, partner, wanted) == says


def test_a_roll_call_is_found_by_its_symbol_and_its_tally() -> None:
    """Ten roll calls, of which three have one symbol: a resolution, a motion, and a paragraph."""
    rows = [(f"A/RES/64/{number}", 50 + number, 17, 86) for number in range(1, 8)]
    rows += [("A/RES/64/296", 50, 17, 86), ("A/RES/64/296", 33, 66, 54), ("A/RES/64/296", 90, 1, 2)]
    table = pd.DataFrame(rows, columns=["symbol", "yes", "no", "abstain"])

    def asked(*tally: int, symbol: str = "A/RES/64/296") -> vote_on.Resolution:
        return vote_on.Resolution(symbol=symbol, note="refugees from Abkhazia", tally=tally)  # type: ignore[arg-type]

    assert vote_on.rollcall(table, asked(50, 17, 86)).name == 7
    assert vote_on.rollcall(table, asked(33, 66, 54)).name == 8
    with pytest.raises(Unknown, match="no roll call of 51–17–86; there is 50–17–86, 33–66–54 and 90–1–2"):
        vote_on.rollcall(table, asked(51, 17, 86))
    with pytest.raises(NotYet, match="A/RES/64/297 is not in the roll calls known"):
        vote_on.rollcall(table, asked(50, 17, 86, symbol="A/RES/64/297"))


def span(first: str, last: str | None = None) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("earlier", "later", "open_ended", "days", "within_a_year"),
    [
        (span("2014-05-29"), span("2015-01-01", "2015-01-31"), False, (217, 247), "yes"),
        (span("2013-11-11"), span("2014-05-29"), True, (199, None), "unknowable"),
        (span("2014-01-01"), span("2014-12-31"), False, (364, 364), "yes"),
        (span("2014-01-01"), span("2015-01-01"), False, (365, 365), "yes"),
        (span("2014-01-01"), span("2015-01-02"), False, (366, 366), "no"),
        (span("2014-01-01", "2014-01-31"), span("2015-01-01", "2015-01-31"), False, (335, 395), "unknowable"),
        (span("2012-01-01", "2012-12-31"), span("2014-06-01"), False, (517, 882), "no"),
        (span("2012-01-01"), span("2014-06-01"), True, (882, None), "no"),
        (span("2014-06-01"), span("2014-06-01"), False, (0, 0), "yes"),
        (span("2014-06-02"), span("2014-06-01"), False, (-1, -1), "yes"),
    ],
)
def test_days_between_dates_of_which_only_the_month_may_be_known(
    earlier: days_between.Span,
    later: days_between.Span,
    open_ended: bool,
    days: tuple[int, int | None],
    within_a_year: Says,
) -> None:
    assert days_between.days(earlier, later, open_ended=open_ended) == days
    assert days_between.within(*days, 365) == within_a_year


@pytest.mark.parametrize(
    ("said", "found", "says"),
    [
        (None, span("2014-05-29"), "yes"),
        (span("2014-05-29"), span("2014-05-29"), "yes"),
        (span("2014-05-01", "2014-05-31"), span("2014-05-29"), "yes"),
        (span("1994-01-01", "1994-12-31"), span("1994-03-29"), "yes"),
        (span("2014-05-01", "2014-05-31"), span("2014-06-01"), "no"),
        (span("2014-05-01", "2014-05-31"), span("2014-04-30"), "no"),
        (span("2014-05-29"), span("2014-05-28"), "no"),
        (span("2014-05-01", "2014-05-31"), span("2014-01-01", "2014-12-31"), "unknowable"),
        (span("2014-01-01", "2014-12-31"), span("2014-05-01", "2014-05-31"), "yes"),
        (span("2015-01-01", "2015-12-31"), span("2014-01-01", "2014-12-31"), "no"),
        (span("2014-05-01", "2014-05-31"), span("2014-05-20", "2014-06-10"), "unknowable"),
        (span("2014-05-01", "2014-05-31"), span("2014-04-20", "2014-05-10"), "unknowable"),
    ],
)
def test_a_record_agrees_with_the_date_that_is_said(said: record.Span | None, found: record.Span, says: Says) -> None:
    assert record.agrees(said, found) == says


def test_days_before_a_publication_known_to_the_month() -> None:
    january = span("2015-01-01", "2015-01-31")
    assert record.ago(span("2014-12-22"), january) == (10, 40)
    assert record.ago(span("2014-08-29"), january) == (125, 155)


def test_what_only_the_article_says_has_no_other_source() -> None:
    story = STORY
    assert record.others(story, ("shengelia2015",)) == ()
    assert record.others(story, ("shengelia2015", "svoboda")) == ("svoboda",)


def test_two_reports_of_one_trade_are_divided_year_by_year() -> None:
    """Ten years of exports, nine of imports, of which one is of another year; 2003 and 2008 are apart."""
    years = range(2000, 2010)
    exports = pd.Series([100.0, 100, 100, 100, 0, 200, 100, 100, 100, 100], years)
    imports = pd.Series([105.0, 95, 125, 130, 1, 210, 80, 79, 110], [*range(2000, 2007), 2008, 2010])
    found = mirror.ratios(exports, imports)
    assert found.to_dict() == pytest.approx(
        {2000: 1.05, 2001: 0.95, 2002: 1.25, 2003: 1.3, 2005: 1.05, 2006: 0.8, 2008: 0.79}
    )
    assert list(mirror.outside(found).index) == [2003, 2008]


@pytest.mark.parametrize(
    ("change", "before", "worse"),
    [
        (-25.3, -15.3, True),
        (-6.2, -0.5, True),
        (-15.3, -25.3, False),
        (-5.0, -5.0, False),
        (-5.0, 10.0, True),  # a fall after a rise
        (5.0, 10.0, False),  # a smaller rise is no fall
        (-5.0, 0.0, True),
        (0.0, 0.0, False),
        (0.0, -5.0, False),
        (5.0, -5.0, False),
    ],
)
def test_it_gets_worse_if_it_falls_more_than_before(change: float, before: float, worse: bool) -> None:
    assert steeper.steeper(change, before) is worse


def test_two_reports_of_the_trade_of_belarus_with_russia() -> None:
    """Of 2021 Belarus reports half of what Russia does: the rest is without a partner, and the year is unfit."""
    story = STORY

    def check(**more: object) -> Verdict:
        lines = {"exports": "russia-belarus-exports", "imports": "belarus-russia-imports"}
        asked = {"kind": "mirror", **lines, "since": 2014, "year": 2021, **more}
        claim = Claim.model_validate({"id": "mirror", "paragraph": 1, "claim": "Both say the same.", "measure": asked})
        (found,) = claims(story.model_copy(update={"claims": (claim,)}))
        return found

    whole, fit = check(), check(excluded=(2021,))
    assert (whole.headline.word, fit.headline.word) == ("not borne out", "supported")
    assert whole.value == pytest.approx(11948.93 / 23130.38)
    assert "Apart in 2021." in " ".join(map(str, whole.sentence))
    assert "Left out as unfit: 2021." in " ".join(map(str, fit.sentence))
    assert check(since=1900, year=1901).headline.word == "no number can tell"
