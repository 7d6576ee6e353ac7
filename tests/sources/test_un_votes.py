"""How members of the General Assembly voted, and how often two of them voted alike."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from relations import cache
from sources import FetchFailed, Rejected, un_votes
from sources._rollcalls import agreement, computed, ranking, rollcalls

#: Five roll calls of four members: in the third all who voted voted yes, which says nothing of who agrees with whom.
TABLE = """# members: AAA BBB CCC DDD
# retrieved: 2026-11-25T03:30:00Z
date,symbol,title,yes,abstain,no,votes
2002-11,A/1,ONE,2,1,0,YYA.
2014-03-27,A/2,"TWO, PART I",1,1,1,YAN-
2014-03-27,A/3,,3,0,0,YYY-
2014-12-02,A/4,FOUR,2,0,1,YN-Y
2014-12-03,,FIVE,1,0,1,-NY-
"""


def test_a_roll_call_has_its_date_its_tally_and_every_vote() -> None:
    table = rollcalls(TABLE)
    assert table["date"].dt.date.tolist()[:2] == [date(2002, 11, 1), date(2014, 3, 27)], "a month, then days"
    assert table[["symbol", "title", "yes", "abstain", "no"]].to_numpy()[1].tolist() == ["A/2", "TWO, PART I", 1, 1, 1]
    assert table[["AAA", "BBB", "CCC", "DDD"]].to_numpy()[1].tolist() == [1, 2, 3, 0]
    assert table["DDD"].isna().tolist() == [True, False, False, False, False]


def test_agreement_by_hand() -> None:
    """AAA and BBB in 2014: yes and abstained 0.5, yes and no 0; the unanimous vote and absences count as nothing."""
    found = agreement(rollcalls(TABLE), "AAA", "BBB")
    assert found.to_dict("index") == {2002: {"agreement": 100.0, "n": 1}, 2014: {"agreement": 25.0, "n": 2}}
    assert agreement(rollcalls(TABLE), "BBB", "AAA").equals(found)


def test_a_ranking_has_those_with_half_the_median_of_common_votes() -> None:
    many = rollcalls(TABLE + "".join(f"2014-12-{day},,,2,1,1,YYAN\n" for day in range(10, 31)))
    found = ranking(many, 2014, "AAA")
    assert found.index.tolist() == ["BBB", "CCC", "DDD"]
    assert found["n"].tolist() == [23, 22, 22]
    assert found.loc["BBB", "agreement"] == pytest.approx(100 * (21 + 0.5 + 0) / 23)
    few = many.assign(DDD=many["DDD"].where(many.index < 14, 0.0))
    assert ranking(few, 2014, "AAA").index.tolist() == ["BBB", "CCC"]


@pytest.mark.parametrize("year", [2014, 1950])
def test_a_year_of_few_roll_calls_is_not_ranked(year: int) -> None:
    with pytest.raises(Rejected, match="too few to rank"):
        ranking(rollcalls(TABLE), year, "AAA")


def test_a_table_of_another_form_is_refused() -> None:
    for text in (TABLE.replace("YYA.", "YYA"), TABLE.replace("YYA.", "YYAX"), TABLE.replace("# members", "# member")):
        with pytest.raises(Rejected, match="roll calls"):
            rollcalls(text)


SPOTS = {2012: 82.78, 2013: 79.17, 2014: 78.67, 2015: 72.44, 2016: 70.67, 2021: 74.68}
RANKS = {2013: (49, 187), 2014: (27, 181), 2015: (31, 186)}


class TestShipped:
    def test_kazakhstan_with_russia(self) -> None:
        found = agreement(cache.rollcalls()[1], "KAZ", "RUS")
        assert found["agreement"].round(2).loc[list(SPOTS)].to_dict() == SPOTS
        assert found.loc[2014, "n"] == 75

    @pytest.mark.parametrize("year", RANKS)
    def test_ranks_among_the_partners_of_russia(self, year: int) -> None:
        found = ranking(cache.rollcalls()[1], year, "RUS")["agreement"]
        assert (1 + (found > found["KAZ"]).sum(), len(found)) == RANKS[year]

    def test_territorial_integrity_of_ukraine(self) -> None:
        table = cache.rollcalls()[1]
        vote = table[table["symbol"] == "A/RES/68/262"]
        assert vote[["yes", "no", "abstain", "KAZ", "BLR", "KGZ"]].to_numpy().tolist() == [[100, 11, 58, 2, 3, 0]]
        assert vote["date"].dt.date.tolist() == [date(2014, 3, 27)]

    def test_counts_are_those_of_the_votes_and_the_file_ends_in_2021(self) -> None:
        table = cache.rollcalls()[1]
        votes = table.drop(columns=["date", "symbol", "title", "yes", "abstain", "no"])
        for value, name in enumerate(("yes", "abstain", "no"), start=1):
            assert ((votes == value).sum(axis="columns") == table[name]).all()
        assert table["date"].max() < pd.Timestamp(2022, 1, 1)

    @pytest.mark.parametrize("key", [key for key in cache.cached_keys() if key.startswith("un_votes/")])
    def test_a_copy_is_computed_from_the_table(self, key: str) -> None:
        copy = cache.read(key)
        assert computed(copy.indicator, cache.read_table(un_votes.TABLE).text).sha256 == copy.sha256


def test_who_is_no_member_has_no_agreement() -> None:
    with pytest.raises(FetchFailed, match="TWN is no member"):
        computed(un_votes.indicator("TWN/RUS/agreement"), TABLE)
