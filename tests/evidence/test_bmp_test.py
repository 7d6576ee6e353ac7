"""Several events together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relations.evidence.bmp_test import JointTest, bmp_test
from relations.evidence.event_study import EventStudy, event_study
from relations.evidence.refusal import Refusal
from tests.evidence.simulated import aligned, day, walk


def studies(seed: int, positions: list[int]) -> list[EventStudy]:
    sample = aligned(walk(seed, 700))
    found = event_study(sample, [day(sample, t) for t in positions])
    return [one for one in found if isinstance(one, EventStudy)]


def test_it_is_the_t_test_of_the_standardised_cars() -> None:
    found = studies(1, [200, 300, 400, 500, 600])
    joint = bmp_test(found)
    oracle = stats.ttest_1samp([one.tests[0].t for one in found], 0)
    assert isinstance(joint, JointTest)
    assert (joint.t, joint.p) == pytest.approx((oracle.statistic, oracle.pvalue))
    assert joint.events == 5


def test_two_events_are_too_few() -> None:
    joint = bmp_test(studies(1, [200, 300]))
    assert isinstance(joint, Refusal)
    assert joint.reason == "thin window"


def test_events_that_mean_nothing_are_significant_as_often_as_they_should_be() -> None:
    joints = [bmp_test(studies(seed, list(range(200, 680, 60)))) for seed in range(300)]
    share = np.mean([isinstance(joint, JointTest) and joint.p < 0.05 for joint in joints])
    assert share == pytest.approx(0.05, abs=0.03)
