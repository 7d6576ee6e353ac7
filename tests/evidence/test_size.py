"""How often a rate that did nothing unusual is flagged: random walks on the rouble's own calendar of days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from relations import cache
from relations.evidence.before_after import BeforeAfter, before_after
from relations.evidence.daily import Daily, daily
from relations.evidence.event_study import EventStudy, event_study
from relations.evidence.subject import Subject

DRAWS = 600


def flagged(event: date, last: date) -> tuple[list[float], list[float]]:
    """Ranks of the first window and of the difference of means, of driftless walks up to a day."""
    rouble = daily(cache.read("imf/RUB"))
    kept = (rouble.days >= np.datetime64("2011-06-01")) & (rouble.days <= np.datetime64(last))
    days = rouble.days[kept]
    gaps = np.diff(rouble.numbers[kept])
    windows, sides = [], []
    for seed in range(DRAWS):
        steps = np.random.default_rng(seed).standard_normal(gaps.size) * np.sqrt(gaps) * 0.008
        subject = Subject(Daily("walk", days, 30 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))))
        study, side = (one(subject, {"it": event})["it"] for one in (event_study, before_after))
        assert isinstance(study, EventStudy)
        assert isinstance(side, BeforeAfter)
        windows.append(study.tests[0].rank.share if study.tests[0].rank else np.nan)
        sides.append(side.rank.share if side.rank else np.nan)
    return windows, sides


@pytest.mark.parametrize("event", [date(2014, 11, 27)], ids=str)
def test_five_in_a_hundred_random_walks_are_unusual(event: date) -> None:
    """METHODS 6: 5 % ± 2 %, over a window that holds a gap of three business days."""
    windows, sides = flagged(event, date(2016, 12, 31))
    assert np.mean(np.array(windows) <= 0.05) == pytest.approx(0.05, abs=0.02)
    assert np.isfinite(sides).all()
    assert np.mean(np.array(sides) <= 0.05) == pytest.approx(0.05, abs=0.02)
