"""The numbers that the written methods promise of slopes, falls, votes and trade, to the printed digit."""

import numpy as np
import pytest

from tests.oracle import falls, forecasts, pass_through, trade, votes
from tests.oracle.returns import returns
from tests.oracle.rows import CACHE, Rows, cross, read
from tests.oracle.windows import number

IMF, TENGE, BRENT, WTI = "imf/RUB", "imf/KZT", "fred/DCOILBRENTEU", "fred/DCOILWTICO"
PUBLISHED = np.datetime64("2015-01-31")
FLOATED = int(number(np.datetime64("2014-11-10")))
ROLL_CALLS = CACHE / "un_votes" / "rollcalls.csv"


PASSED_THROUGH = [
    (BRENT, 60, -0.48, -0.70, -0.26, 0.11),
    (BRENT, 120, -0.48, -0.67, -0.29, 0.11),
    (BRENT, 250, -0.41, -0.51, -0.31, 0.13),
    (BRENT, -250, 0.06, -0.05, 0.18, 0.01),
    (WTI, 60, -0.40, -0.67, -0.14, 0.25),
    (WTI, 120, -0.37, -0.55, -0.19, 0.19),
    (WTI, 250, -0.34, -0.46, -0.22, 0.19),
    (WTI, -250, 0.01, -0.08, 0.10, 0.01),
]


@pytest.mark.parametrize(("factor", "n", "b", "low", "high", "r_squared"), PASSED_THROUGH)
def test_pass_through(factor: str, n: int, b: float, low: float, high: float, r_squared: float) -> None:
    side = pass_through.after if n > 0 else pass_through.before
    sample = side(returns(read(IMF), read(factor)), FLOATED, abs(n))
    assert sample is not None
    found = pass_through.fit(sample)
    assert (found.b, found.low, found.high) == pytest.approx((b, low, high), abs=0.0051)
    assert found.r_squared == pytest.approx(r_squared, abs=0.0051)


def test_falls_and_their_episodes() -> None:
    rouble = falls.fall(falls.upside_down(read(IMF)), "2014-06-30", "2015-01-31", PUBLISHED)
    brent = falls.fall(read(BRENT), "2014-06-30", "2015-01-31", PUBLISHED)
    wti = falls.fall(read(WTI), "2014-06-30", "2015-01-31", PUBLISHED)
    assert [round(one.change, 1) for one in (rouble, brent, wti)] == [-50.9, -57.2, -54.9]
    assert [one.span for one in (rouble, brent, wti)] == [154, 154, 154]
    assert [(one.windows_then) for one in (rouble, brent, wti)] == [19, 46, 49]
    assert (rouble.windows_all, rouble.earlier_deeper) == (36, [])
    assert [(str(one.start), str(one.end), round(one.change, 1)) for one in brent.earlier_deeper] == [
        ("2008-05-27", "2008-12-29", -73.5)
    ]
    assert [(str(one.start), round(one.change, 1)) for one in brent.later_deeper] == [
        ("2019-09-18", -85.8),
        ("2015-06-18", -57.6),
    ]
    assert [(str(one.start), round(one.change)) for one in wti.earlier_deeper] == [("2008-05-21", -77)]
    assert [str(one.start) for one in wti.later_deeper] == ["2019-09-18", "2015-06-18"]  # not −36.98 at an end


def test_the_first_fall_of_the_tenge_and_its_base_rate() -> None:
    found = forecasts.first_fall(falls.upside_down(read(TENGE)), PUBLISHED, 10, 12)
    assert str(found.day) == "2015-08-20"
    assert found.change == pytest.approx(-27.7, abs=0.051)
    assert round(100 * found.came_true / found.earlier_days) == 25
    for limit in (2.1, 27):
        assert forecasts.first_fall(falls.upside_down(read(TENGE)), PUBLISHED, limit, 12).day == found.day


def test_the_rouble_in_tenge() -> None:
    both = cross(read(TENGE), read(IMF))
    fall = falls.fall(both, "2014-06-30", "2015-01-31", PUBLISHED)
    assert (round(fall.earlier, 2), round(fall.later, 2), round(fall.change, 1)) == (5.42, 2.68, -50.7)


def test_agreement_at_the_united_nations() -> None:
    this, before, after = (votes.year(ROLL_CALLS, "RUS", year) for year in (2014, 2013, 2015))
    assert (this.rank("KAZ"), len(this.ranked), this.common["KAZ"], this.roll_calls) == (27, 181, 75, 79)
    assert (before.rank("KAZ"), len(before.ranked)) == (49, 187)
    assert (after.rank("KAZ"), len(after.ranked)) == (31, 186)
    assert float(this.agreement["KAZ"] - before.agreement["KAZ"]) == -0.5
    assert round(float(after.agreement["KAZ"] - this.agreement["KAZ"]), 2) == -6.23
    wide, narrow = votes.year(ROLL_CALLS, "RUS", 2014, 1), votes.year(ROLL_CALLS, "RUS", 2014, 60)
    assert [(one.rank("KAZ"), len(one.ranked)) for one in (narrow, wide)] == [(26, 177), (32, 192)]


def test_more_than_a_third_of_all_pairs_of_members_fell_more() -> None:
    """METHODS has 7,218, of figures rounded to two decimals before they were compared."""
    assert votes.fell_more(ROLL_CALLS, "KAZ", "RUS", 2014) == (18528, 7235)


def test_kazakhstan_is_above_the_median_partner_in_every_year() -> None:
    years = [votes.year(ROLL_CALLS, "RUS", year) for year in range(1992, 2022)]
    assert all(one.agreement["KAZ"] > one.median for one in years)
    assert sum(10 * one.rank("KAZ") <= len(one.ranked) for one in years[:23]) == 17


def test_population_and_trade() -> None:
    people = {name: read(f"penn_world_table/{name}/pop") for name in ("RUS", "KAZ", "BLR", "ARM")}
    three = [people[name] for name in ("RUS", "KAZ", "BLR")]
    assert [round(trade.total(three, year), 2) for year in (2011, 2013, 2014)] == [169.38, 170.28, 170.73]
    assert [round(trade.total(people.values(), year), 2) for year in (2011, 2014)] == [172.26, 173.64]
    both: Rows = trade.turnover(read("wits/KAZ/RUS/exports"), read("wits/KAZ/RUS/imports"))
    assert [round(trade.growth(both, 2014, later), 1) for later in (2015, 2016, 2017)] == [-25.3, -37.4, -18.9]
    then = trade.worst_year(both, 2014, 1995, 2014, frozenset({2010}))
    now = trade.worst_year(both, 2014, 1995, 2021, frozenset({2010}))
    assert (then.rank, then.compared, then.rank_money) == (4, 17, 2)
    assert (now.rank, now.compared, now.rank_money) == (6, 24, 3)
