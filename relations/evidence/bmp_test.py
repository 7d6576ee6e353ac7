"""Whether several events together moved a series more than usual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relations.evidence.event_study import EventStudy
from relations.evidence.refusal import Refusal
from relations.i18n import say


@dataclass(frozen=True)
class JointTest:
    """The mean standardised CAR of several events, Student's t of it, and its two-sided p."""

    mean: float  #: in standard deviations
    t: float
    p: float
    events: int


def bmp_test(studies: Sequence[EventStudy], window: int = 0) -> JointTest | Refusal:
    """`t = √N · mean(SCAR) / sd(SCAR)`, SCAR = CAR / its standard deviation, over N events.

    Robust to an event raising the variance: Boehmer, Musumeci & Poulsen (1991), “Event-study methodology under
    conditions of event-induced variance”, Journal of Financial Economics 30(2), p. 253–272. It takes the events as
    independent, which those with overlapping windows are not: leave them out, or read p as too small (Kolari &
    Pynnönen 2010, RFS 23(11), p. 3996–4025). A Refusal `thin window` for fewer than 3 events, `no variation` if all
    SCARs are equal. `window` is the index of the event window.
    """
    from scipy.special import stdtr

    ratios = [study.tests[window].t for study in studies if len(study.tests) > window]
    scar = np.array([ratio for ratio in ratios if ratio is not None])
    if scar.size < 3:
        words = say("{count} events with a test; 3 are needed for one of all together", count=scar.size)
        return Refusal("thin window", words)
    spread = float(scar.std(ddof=1))
    if spread == 0:
        return Refusal("no variation", say("all events have the same standardised CAR"))
    mean = float(scar.mean())
    t = math.sqrt(scar.size) * mean / spread
    return JointTest(mean, t, float(2 * stdtr(scar.size - 1, -abs(t))), int(scar.size))
