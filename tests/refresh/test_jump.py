from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import cache
from relations.refresh.jump import OTHER_UNIT, Suspect, _reason, bound, jumps
from relations.values import Frequency
from sources import Snapshot, observations
from tests.refresh.frozen import frozen

#: Days on which the price of a currency moved more than on almost any other, and it was true.
SHOCKS = [
    ("imf/KZT", "2014-02-11", "2014-02-14"),
    ("imf/KZT", "2015-08-20", "2015-08-28"),
    ("imf/RUB", "2014-12-01", "2014-12-31"),
    ("imf/RUB", "2015-01-12", "2015-01-16"),
    ("imf/RUB", "2022-02-22", "2022-03-31"),
    ("imf/RUB", "2022-05-20", "2022-06-01"),
]
ERRORS: dict[str, Callable[[float], float]] = {
    "×100": lambda value: value * 100,
    "÷100": lambda value: value / 100,
    "÷2": lambda value: value / 2,
    "×2": lambda value: value * 2,
    "zero": lambda value: value * 0,
    "negative": lambda value: -value,
    "inverted": lambda value: 1 / value,
}


@pytest.fixture(scope="module", params=["imf/KZT", "imf/RUB", "nbp/KZT", "nbp/RUB", "fred/DCOILWTICO"])
def copy(request: pytest.FixtureRequest) -> Snapshot:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(frozen()))
        return cache.read(request.param)


@pytest.fixture(autouse=True)
def _shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rates as they were first shipped."""
    monkeypatch.setenv("RELATIONS_CACHE", str(frozen()))


def refused(
    data: pd.DataFrame,
    new: int,
    frequency: Frequency = "daily",
    confirmed: Callable[[Suspect], bool] = lambda _: False,
) -> list[str]:
    """The days refused among the last `new` rows, with no other publisher to ask."""
    return [f"{day:%Y-%m-%d}" for day in jumps(data, set(data["date"].tail(new)), frequency, confirmed)]


def said_again(data: pd.DataFrame, new: int) -> list[str]:
    """The days refused still when the publisher says the same on a later day."""
    return refused(data, new, confirmed=lambda suspect: suspect.move < OTHER_UNIT)


@pytest.mark.parametrize(("key", "first", "last"), SHOCKS)
def test_the_real_shocks_pass_on_their_very_day(key: str, first: str, last: str) -> None:
    data = cache.read(key).data
    for day in data["date"][data["date"].between(first, last)]:
        assert refused(data[data["date"] <= day], 1) == []


def test_every_day_of_the_shipped_rates_passes_within_a_day_of_it(copy: Snapshot) -> None:
    """As if it had been refreshed daily from its 300th row on; one move needs the next day's word."""
    data, values = copy.data, copy.data["value"].to_list()
    waited = [
        day
        for end in range(300, len(data) + 1, 1)
        if abs(math.log(values[end - 1] / values[end - 2])) > math.log(1.1)
        for day in refused(data.head(end), 1, copy.indicator.frequency)
    ]
    assert set(waited) <= {"2009-02-04", "1991-01-17"}
    for day in waited:
        assert said_again(data[data["date"] <= pd.Timestamp(day) + pd.Timedelta(days=1)], 2) == []


def test_a_first_load_passes_whole(copy: Snapshot) -> None:
    assert refused(copy.data, len(copy.data), copy.indicator.frequency) == []


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("back", [1, 2, 20])
def test_a_wrong_tick_is_refused_and_nothing_else(copy: Snapshot, error: str, back: int) -> None:
    data = copy.data.copy()
    at = len(data) - back
    values = data["value"].tolist()
    values[at] = ERRORS[error](values[at])
    data["value"] = values
    wrong = [f"{data['date'].iloc[at]:%Y-%m-%d}"]
    assert refused(data, 25, copy.indicator.frequency) == wrong
    assert refused(data, len(data), copy.indicator.frequency) == wrong


@pytest.mark.parametrize("factor", [100, 0.01, 1000])
def test_a_misplaced_decimal_point_does_not_become_right_by_persisting(factor: float) -> None:
    data = cache.read("imf/KZT").data.copy()
    data.loc[len(data) - 3 :, "value"] *= factor
    assert len(refused(data, 3)) == 3


def test_a_shock_never_seen_before_waits_for_a_later_day_and_not_for_more_of_the_same_answer() -> None:
    calm = observations(pd.bdate_range("2020-01-01", periods=100), 100 + np.sin(range(100)))
    shocked = observations([*calm["date"], pd.Timestamp("2020-05-20")], [*calm["value"], 150.0])
    assert refused(shocked, 1) == ["2020-05-20"]
    after = observations([*shocked["date"], pd.Timestamp("2020-05-21")], [*shocked["value"], 148.0])
    assert refused(after, 2) == ["2020-05-20", "2020-05-21"]
    assert said_again(after, 2) == []
    back = observations([*shocked["date"], pd.Timestamp("2020-05-21")], [*shocked["value"], 101.0])
    assert refused(back, 2) == ["2020-05-20"]


def test_a_spike_that_was_undone_does_not_raise_the_bound() -> None:
    values = cache.read("imf/RUB").data["value"].to_numpy().copy()
    before = bound(values, "daily")
    values[2000] *= 100
    assert bound(values, "daily") == before


def test_a_wrong_first_row_does_not_condemn_those_after_it() -> None:
    rows = observations(pd.bdate_range("2020-01-01", periods=10), [10000.0, *[100.0] * 9])
    assert refused(rows, 10) == ["2020-01-01"]


def test_years_later_a_rate_may_be_elsewhere() -> None:
    rows = cache.read("imf/KZT").data
    later = observations([*rows["date"], pd.Timestamp("2026-11-23")], [*rows["value"], 760.0])
    assert refused(later, 1) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-0.08, 0.08), min_size=5, max_size=60), st.data())
def test_rows_the_copy_has_already_are_never_judged(moves: list[float], data: st.DataObject) -> None:
    values = 100 * np.exp(np.cumsum(moves))
    values[data.draw(st.integers(0, len(values) - 1))] *= 1000
    frame = observations(pd.bdate_range("2020-01-01", periods=len(values)), values)
    assert refused(frame, 0) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-0.08, 0.08), min_size=8, max_size=60), st.data())
def test_moves_below_a_tenth_are_never_refused_and_a_hundredfold_always(
    moves: list[float], data: st.DataObject
) -> None:
    values = 100 * np.exp(np.cumsum(moves))
    frame = observations(pd.bdate_range("2020-01-01", periods=len(values)), values)
    assert refused(frame, len(frame)) == []
    at = data.draw(st.integers(0, len(values) - 1))
    values[at] *= 100
    frame = observations(frame["date"], values)
    assert refused(frame, len(frame)) == [f"{frame['date'][at]:%Y-%m-%d}"]


def test_a_true_move_may_be_half_undone_the_day_after() -> None:
    """Brent's lowest price of 2020; the days around it are of the US Energy Information Administration."""
    prices = [21.74, 19.80, 18.69, 19.75, 17.36, 9.12, 13.77, 15.06, 15.87]
    before = cache.read("fred/DCOILWTICO").data
    days = pd.bdate_range("2020-04-14", periods=len(prices))
    series = observations([*before["date"], *days], [*before["value"], *prices])
    assert refused(series, len(series)) == []


@pytest.mark.parametrize(("filled", "refused_"), [(40.0, 0), (90.0, 0), (400.0, 3), (4.0, 3)])
def test_what_fills_a_hole_may_go_on_from_either_of_its_ends(filled: float, refused_: int) -> None:
    """A series fell while nobody looked: the years that fill the hole are as those before or as those after it."""
    days = pd.date_range("2010-01-01", periods=90, freq="MS")
    values = np.where(np.arange(90) < 45, 100.0, 45.0)
    values[43:46] = filled
    data = pd.DataFrame({"date": days, "value": values})
    assert len(jumps(data, set(days[43:46]), "monthly", lambda _: False)) == refused_


def test_after_a_day_accepted_by_hand_a_series_goes_on_from_it_or_from_the_level_before() -> None:
    calm = observations(pd.bdate_range("2020-01-01", periods=100), [*100 + np.sin(range(98)), 900.0, 905.0])
    days = list(calm["date"])

    def judged(value: float) -> list[pd.Timestamp]:
        rows = observations(days, [*calm["value"][:99], value])
        return [*jumps(rows, {days[99]}, "daily", lambda _: False, accepted={days[98]})]

    assert judged(905.0) == judged(100.5) == []
    assert judged(300.0) == [days[99]]


def test_a_move_just_beyond_what_is_believed_is_told_apart_from_it() -> None:
    reason = _reason(Suspect(date(2026, 1, 2), 130.04, 100.0, math.log(1.3004)), math.log(1.3))
    assert reason.startswith("moved by a factor of 1.3004 from 100, more than 1.3, and ")
