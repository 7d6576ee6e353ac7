"""Georgia, Belarus and Ukraine with Russia: every verdict, now and as known then, and its numbers from the rows."""

from __future__ import annotations

from datetime import date

import pytest

from relations.claims import Verdict
from relations.figures import draw
from tests.found import Ledger, ledger, shipped, verdicts
from tests.stories.rows import change, rank, rows, years

GEORGIA: Ledger = {
    "delegation-travels": ("came true", "not yet known"),
    "wine-water-food": ("not fetched", "not fetched"),
    "broader-shift": ("no number can tell", "no number can tell"),
    "first-official-meeting": ("not borne out", "not borne out"),
    "gradual": ("no number can tell", "no number can tell"),
    "closer-politics": ("did not come true", "not yet known"),
    "tense-since-2003": ("no number can tell", "no number can tell"),
    "complete-break": ("depends on definition", "depends on definition"),
    "bans-since-2005": ("depends on definition", "depends on definition"),
    "ban-hurt-economy": ("not fetched", "not fetched"),
    "eighteen-percent": ("supported", "supported"),
    "wine-ninety-percent": ("not fetched", "not fetched"),
    "other-markets": ("not fetched", "not fetched"),
}
BELARUS: Ledger = {
    "dollars-demanded": ("supported", "supported"),
    "largest-loss": ("not fetched", "not fetched"),
    "threat-to-belarus": ("moved as said, cause not shown", "not yet known"),
    "close-ally": ("supported", "supported"),
    "main-partner": ("supported", "supported"),
    "over-half-of-exports": ("not borne out", "not borne out"),
    "paid-in-roubles": ("not fetched", "not fetched"),
    "earned-less": ("not fetched", "not fetched"),
    "plunge-and-oil": ("supported", "supported"),
    "facing-a-crisis": ("no number can tell", "no number can tell"),
    "no-devaluation": ("did not come true", "not yet known"),
    "from-290-to-163": ("supported", "supported"),
}
UKRAINE: Ledger = {
    "turnover-sixty-percent": ("not fetched", "not fetched"),
    "exports-and-imports": ("not fetched", "not fetched"),
    "sharp-fall-in-2015": ("came true", "not yet known"),
    "turning-point": ("came true", "not yet known"),
    "shrinking-since-2014": ("not borne out", "not borne out"),
    "relations-worsened": ("depends on definition", "not yet known"),
    "overthrow-in-february": ("supported", "supported"),
    "annexation-and-war": ("supported", "supported"),
    "russian-trade": ("not fetched", "not fetched"),
}
LEDGERS = {"georgia-russia": GEORGIA, "belarus-russia": BELARUS, "ukraine-russia": UKRAINE}


def numbers(found: Verdict) -> list[float]:
    """What each answer turns on."""
    return [float(str(one.value.value)) for one in found.answers if one.value]


@pytest.mark.parametrize("story", LEDGERS)
def test_every_claim_has_its_verdict(story: str) -> None:
    assert ledger(story) == LEDGERS[story]


def test_georgia_sold_a_sixth_to_russia_lost_half_of_it_and_voted_less_like_it() -> None:
    found, exports = verdicts("georgia-russia"), years("wits/GEO/RUS/exports")
    assert numbers(found["eighteen-percent"]) == [years("wits/GEO/RUS/exports_share")[2005], exports[2005]]
    assert numbers(found["ban-hurt-economy"]) == pytest.approx([change(exports[2005], exports[2006])])
    assert change(exports[2005], exports[2006]) == pytest.approx(-50.84, abs=0.005)
    votes = years("un_votes/GEO/RUS/agreement")
    assert max(votes[2013], votes[2014], votes[2015]) < votes[2012]
    assert numbers(found["closer-politics"]) == pytest.approx([votes[2015] - votes[2012]])
    forecast = found["closer-politics"].headline.forecast
    assert forecast is not None
    assert forecast.by == date(2016, 2, 1)


def test_the_belarusian_rouble_is_that_of_its_day_and_its_zeros_are_no_fall() -> None:
    found, old, russian = verdicts("belarus-russia"), rows("nbp/BYR"), rows("nbp/RUB")
    cross = (old / russian).dropna()
    assert cross["2013-12-31"] == pytest.approx(289.24, abs=0.005)
    assert cross["2014-12-17"] == pytest.approx(158.65, abs=0.005)
    assert numbers(found["from-290-to-163"]) == pytest.approx([change(cross["2013-12-31"], cross["2014-12-17"])])
    trade = [years(f"wits/BLR/RUS/{flow}") for flow in ("exports", "imports")]
    assert numbers(found["threat-to-belarus"]) == pytest.approx(
        [change(1 / old["2014-12-17"], 1 / old["2015-12-16"]), *(change(one[2014], one[2015]) for one in trade)]
    )
    today = rows("imf_ifs/BYN")
    assert change(1 / today["2016-06-30"], 1 / today["2016-07-31"]) > -5


def test_belarus_sold_russia_less_than_half_and_voted_like_it() -> None:
    found, then = verdicts("belarus-russia"), verdicts("belarus-russia", then=True)
    share = years("wits/BLR/RUS/exports_share")
    assert numbers(found["over-half-of-exports"]) == [share[2014]] == [41.77]
    assert numbers(then["over-half-of-exports"]) == [share[2013]] == [44.98]
    place, ranked, agreement = rank("BLR", "RUS", 2013)
    assert place <= ranked / 10
    assert numbers(found["close-ally"]) == pytest.approx([agreement])


def test_no_fall_of_the_rouble_from_one_fixing_to_the_next_had_been_as_deep() -> None:
    moves = 100 * (1 / rows("nbp/RUB")).pct_change()
    assert moves[:"2014-12-18"].min() == moves["2014-12-16"]
    assert numbers(verdicts("belarus-russia")["largest-loss"]) == pytest.approx([moves["2014-12-16"]])


def test_ukraines_trade_shrank_before_2014_and_turned_in_2017() -> None:
    found = verdicts("ukraine-russia")
    trade = years("wits/UKR/RUS/exports") + years("wits/UKR/RUS/imports")
    change = 100 * trade.pct_change()
    assert trade[2013] < trade[2012] < trade[2011]
    assert trade[2012] == pytest.approx(45050.05)
    assert numbers(found["shrinking-since-2014"]) == pytest.approx([trade[2013]])
    assert change[2015] == pytest.approx(-45.19, abs=0.005)
    assert numbers(found["sharp-fall-in-2015"]) == pytest.approx([change[2015]])
    assert change[2015] < change[2014] == change.loc[:2014].min()
    assert change[2016] < 0 < change[2017]
    assert numbers(found["turning-point"]) == pytest.approx([change[2017]])
    votes = years("un_votes/UKR/RUS/agreement").diff()
    assert numbers(found["relations-worsened"]) == pytest.approx(
        [change[2014], trade.diff()[2014], votes[2014]]
    )  # by per cent, by money, by points of votes
    assert (votes.loc[:2014] < votes[2014]).sum() == 10


def test_a_peg_is_held_at_one_rate() -> None:
    drawn = str(draw(shipped("ukraine-russia"), "money").spec)
    assert rows("national_bank_ukraine/UAH")["2013-10-01":"2014-02-06"].unique().tolist() == [7.993]
    assert "held at 7.99" in drawn
    assert "7.99–7.99" not in drawn
