"""Lithuania and Russia: every verdict, now and as known on 10 November 2014, and its numbers from the rows."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.found import Ledger, ledger, shipped, verdicts
from tests.stories.rows import change, rows, years

STORY = "lithuania-russia"
LEDGER: Ledger = {
    "largest-partner": ("came true", "not yet known"),
    "from-ukraine": ("no number can tell", "no number can tell"),
    "exports-a-fifth": ("supported", "not yet known"),
    "imports-a-fifth": ("supported", "supported"),
    "lithuanian-goods-fell": ("not fetched", "not yet known"),
    "dairy-and-meat": ("not fetched", "not fetched"),
    "embargoes-traded": ("supported", "supported"),
    "other-markets": ("not fetched", "not fetched"),
    "other-suppliers": ("not fetched", "not fetched"),
    "august-trade": ("not fetched", "not fetched"),
    "september-deficit": ("not fetched", "not fetched"),
}


def test_each_claim_has_its_verdict_now_and_then() -> None:
    assert ledger(STORY) == LEDGER


def test_shares_and_the_change_of_exports_by_the_rows() -> None:
    """A share of 2013, 19.84 %, is too near to a fifth to answer as known then: figures of trade are revised."""
    now, then = verdicts(STORY), verdicts(STORY, then=True)
    exports, imports = years("wits/LTU/RUS/exports_share"), years("wits/LTU/RUS/imports_share")
    assert now["exports-a-fifth"].value == pytest.approx(exports[2014]) == pytest.approx(20.85)
    assert then["exports-a-fifth"].value == pytest.approx(exports[2013]) == pytest.approx(19.84)
    assert now["imports-a-fifth"].value == pytest.approx(imports[2014]) == pytest.approx(21.64)
    assert {*range(2004, 2015)} <= {*exports.index} & {*imports.index}
    sold = years("wits/LTU/RUS/exports")
    assert now["lithuanian-goods-fell"].value == pytest.approx(change(sold[2013], sold[2014]))


def test_the_litas_is_the_euro_in_other_units() -> None:
    """Held at 3.4528 to the euro up to its last fixing, the day before the euro; then there is no litas."""
    litas, euro = rows("nbp/LTL"), rows("nbp/EUR")
    assert litas.index[-1] == pd.Timestamp(2014, 12, 31)
    assert (litas / euro)["2013":].dropna().to_numpy() == pytest.approx(3.4528, abs=3e-4)
    story = shipped(STORY)
    assert [str(had.currency) for had in story.pair.tender(story.pair.one)] == ["LTL", "EUR"]
    assert "nbp/LTL" in story.lines["currency-ltu-ltl"].keys
