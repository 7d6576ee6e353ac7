"""Türkiye and the United States: every verdict, now and as known on 1 August 2018, and its numbers from the rows."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.found import Ledger, ledger, sentence, verdicts
from tests.stories.rows import change, rank, rows, years

STORY = "turkey-united-states"
LEDGER: Ledger = {
    "ministers-sanctioned-today": ("supported", "supported"),
    "unprecedented": ("no number can tell", "no number can tell"),
    "lira-drops": ("supported", "supported"),
    "economy-on-edge": ("not fetched", "not yet known"),
    "relationship-on-edge": ("depends on definition", "not yet known"),
    "ankara-threatens-response": ("came true", "not yet known"),
    "strained-in-recent-years": ("depends on definition", "depends on definition"),
    "americans-imprisoned": ("supported", "supported"),
    "warmer-with-russia": ("supported", "supported"),
    "iran-sanctions": ("no number can tell", "no number can tell"),
    "anger-over-kurds": ("no number can tell", "no number can tell"),
    "neither-backs-down": ("depends on definition", "not yet known"),
    "bases-may-close": ("did not come true", "not yet known"),
    "incirlik-against-isis": ("supported", "supported"),
}


def test_each_claim_has_its_verdict_now_and_then() -> None:
    assert ledger(STORY) == LEDGER


def test_the_lira_before_and_after_by_the_rows() -> None:
    now, lira = verdicts(STORY), rows("nbp/TRY")
    before = change(lira["2018-08-01"], lira["2018-01-02"])
    mean = (1 / lira[:"2018-07-31"].iloc[-60:]).mean()
    assert now["lira-drops"].value == pytest.approx(before, abs=1e-6) == pytest.approx(-23.72, abs=0.005)
    assert f" {100 * (1 - 1 / lira['2018-08-01'] / mean):.1f} % below the mean" in sentence(now["lira-drops"])
    after = 100 * (lira["2018-08-01"] / lira["2018-08-02":"2019-08-01"] - 1)
    first = after[after < -20].index[0]
    assert first == pd.Timestamp(2018, 8, 13)
    assert now["economy-on-edge"].value == pytest.approx(after[first]) == pytest.approx(-28.00, abs=0.005)


def test_trade_and_votes_by_the_rows() -> None:
    now = verdicts(STORY)
    trade = years("wits/TUR/USA/exports") + years("wits/TUR/USA/imports")
    assert now["relationship-on-edge"].value == pytest.approx(change(trade[2017], trade[2018]))
    votes = years("un_votes/TUR/USA/agreement")
    assert now["strained-in-recent-years"].value == pytest.approx(votes[2017] - votes[2016]), "points of a score"


def test_turkeys_rank_among_russias_partners_by_the_roll_calls() -> None:
    found = verdicts(STORY)["warmer-with-russia"]
    place, ranked, agreement = rank("TUR", "RUS", 2017)
    assert (found.number("measure-2-rank"), found.number("measure-2-ranked")) == (place, ranked) == (40, 186)
    assert found.value == pytest.approx(agreement)
