"""Australia and China: every verdict, now and as known on 10 May 2020, and its numbers from the rows."""

from __future__ import annotations

import pytest

from tests.found import Ledger, ledger, verdicts
from tests.stories.rows import change, years

STORY = "australia-china"
LEDGER: Ledger = {
    "ten-days": ("supported", "supported"),
    "duties-of-80": ("came true", "not yet known"),
    "recent-threats": ("supported", "supported"),
    "most-subsidised": ("not fetched", "not fetched"),
    "a-third-of-exports": ("supported", "not borne out"),
    "able-to-act": ("came true", "not yet known"),
    "less-vulnerable": ("came true", "not yet known"),
    "china-relies-on-it": ("not fetched", "not fetched"),
    "identical-threats-2018": ("supported", "supported"),
    "backed-off": ("not borne out", "not borne out"),
    "no-commodities": ("supported", "supported"),
    "no-boycott-by-government": ("no number can tell", "no number can tell"),
}


def test_each_claim_has_its_verdict_now_and_then() -> None:
    assert ledger(STORY) == LEDGER


def test_the_share_is_of_2019_now_and_of_2018_then() -> None:
    """32.89 % of 2019 is above 32.6; the year known in May 2020 was 2018, with 29.13 %."""
    now, then = verdicts(STORY), verdicts(STORY, then=True)
    share = years("wits/AUS/CHN/exports_share")
    assert now["a-third-of-exports"].value == pytest.approx(share[2019]) == pytest.approx(32.89)
    assert then["a-third-of-exports"].value == pytest.approx(share[2018]) == pytest.approx(29.13)


def test_exports_and_share_were_above_2019_in_2020_already() -> None:
    exports, share = years("wits/AUS/CHN/exports"), years("wits/AUS/CHN/exports_share")
    found = verdicts(STORY)["less-vulnerable"]
    assert found.value == pytest.approx(change(exports[2019], exports[2021])) == pytest.approx(31.41, abs=0.005)
    assert found.number("first-year-above") == 2020
    assert exports[2020] > exports[2019]
    assert share[2020] > share[2019]
