"""Agreement counted for all members at once is what is counted for two, to the last bit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sources._rollcalls import agreement, pairs

MEMBERS = ("AAA", "BBB", "CCC", "DDD")
ROLL = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0, np.nan]), min_size=4, max_size=4)


@given(st.lists(ROLL, min_size=1, max_size=40))
def test_agreement_of_all_is_that_of_each_two(rolls: list[list[float]]) -> None:
    votes = pd.DataFrame(rolls, columns=list(MEMBERS))
    counts = {name: (votes == vote).sum(axis=1) for name, vote in (("yes", 1), ("abstain", 2), ("no", 3))}
    table = votes.assign(**counts, date=pd.Timestamp(2014, 5, 1))
    together, count = pairs(table, 2014)
    for i, one in enumerate(MEMBERS):
        for j, other in enumerate(MEMBERS):
            alone = agreement(table, one, other).to_dict("index").get(2014)
            assert count[i, j] == (alone["n"] if alone else 0)
            assert np.isnan(together[i, j]) if alone is None else together[i, j] == alone["agreement"]
