"""The numbers that the written methods promise for the shipped rows, to the printed digit."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from tests.oracle import before_after
from tests.oracle.held import held
from tests.oracle.placebo import Pool, Rank, apart, measured, pool, rank
from tests.oracle.returns import returns
from tests.oracle.rows import CACHE, read
from tests.oracle.study import Study, asked, estimation, study
from tests.oracle.windows import Windows, day_zero, number, windows

EVENTS = {
    "alliance-treaty-signed": "2013-11-11",
    "tenge-devalued": "2014-02-11",
    "crimea": "2014-03-18",
    "eeu-signed": "2014-05-29",
    "sanctions-widened": "2014-07-29",
    "exit-remark": "2014-08-24",
    "statehood-remark": "2014-08-29",
    "rouble-floated": "2014-11-10",
    "opec-no-cut": "2014-11-27",
    "key-rate-17": "2014-12-16",
    "event-of-the-year": "2014-12-21",
    "kyiv-coal": "2014-12-22",
    "eeu-in-force": "2015-01-01",
    "tenge-floated": "2015-08-20",
}
IMF, NBP, TENGE, BRENT, WTI = "imf/RUB", "nbp/RUB", "imf/KZT", "fred/DCOILBRENTEU", "fred/DCOILWTICO"
PUBLISHED = np.datetime64("2015-01-31")
ROLL_CALLS = CACHE / "un_votes" / "rollcalls.csv"


def zero(event: str) -> int:
    return int(number(day_zero(EVENTS[event])))


def window(key: str, event: str, first: int, final: int) -> Windows:
    return windows(read(key), np.array([zero(event)]), first, final)


def _pool(key: str, first: int, final: int) -> Pool:
    return pool(read(key), read(BRENT), first, final)


class Row(NamedTuple):
    """A row of the table: per cent, except t."""

    key: str
    event: str
    first: int
    final: int
    span: int
    move: float
    car: float | None
    sd: float | None
    t: float
    rank: float


TABLE = [
    Row(IMF, "opec-no-cut", -1, 1, 4, 15.19, 14.06, 2.39, 5.51, 0.53),
    Row(IMF, "key-rate-17", -1, 1, 3, 19.15, 15.93, 2.11, 6.99, 0.36),
    Row(IMF, "key-rate-17", 0, 10, 11, -3.58, -8.20, 4.11, -2.08, 6.21),
    Row(IMF, "kyiv-coal", -1, 1, 3, -8.45, -9.59, 2.46, -4.10, 0.78),
    Row(IMF, "rouble-floated", -1, 1, 3, 1.70, 1.32, 1.14, 1.15, 23.2),
    Row(IMF, "statehood-remark", -1, 1, 4, 3.34, 3.16, 1.22, 2.56, 3.51),
    Row(IMF, "crimea", -1, 1, 3, -1.18, -1.25, 0.92, -1.36, 16.8),
    Row(IMF, "tenge-floated", 0, 10, 11, 1.96, 5.56, 5.51, 0.98, 29.4),
    Row(NBP, "opec-no-cut", -1, 1, 3, 9.73, None, None, 5.03, 0.46),
    Row(NBP, "key-rate-17", -1, 1, 3, 19.60, None, None, 8.18, 0.23),
    Row(NBP, "key-rate-17", 0, 10, 11, -0.28, None, None, -1.13, 22.8),
    Row(NBP, "kyiv-coal", -1, 1, 3, -11.23, None, None, -6.83, 0.32),
    Row(NBP, "rouble-floated", -1, 1, 4, 2.23, None, None, 1.38, 15.2),
    Row(NBP, "crimea", -1, 1, 3, -1.48, None, None, -1.56, 11.7),
    Row(NBP, "tenge-floated", 0, 10, 11, 2.12, None, None, 0.99, 28.2),
]


def studied(key: str, event: str, first: int, final: int, without: list[str] | None = None) -> tuple[Study, Windows]:
    """The market model with Brent, its estimation window without the days about other events if they are named."""
    seen = window(key, event, first, final)
    q, moves = asked(read(key), read(BRENT), seen.start, seen.end, seen.span)
    sample = estimation(returns(read(key), read(BRENT)), zero(event))
    for other in without or []:
        day = zero(other)
        sample = sample.kept(~((sample.ends - sample.k < day + 1) & (day - 2 < sample.ends)))
    return study(sample, q[0], float(moves[0])), seen


def ranked(key: str, event: str, first: int, final: int, until: np.datetime64 | None = None) -> Rank:
    """Where an event's t stands in the pool, as known on a day if one is given."""
    among, seen = _pool(key, first, final), window(key, event, first, final)
    at = number(read(key).days)
    others = [(zero(other) + first - 1, zero(other) + final) for other in EVENTS if zero(other) != zero(event)]
    free = among.allowed & ~measured(read(key)) & apart(among, (int(at[seen.start[0]]), int(at[seen.end[0]])), others)
    if until is not None:
        free &= among.ends < number(until + 1)
    return rank(studied(key, event, first, final)[0].t, among.t[free], final - first + 1)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.key} {row.event} {row.first} {row.final}")
def test_the_table_of_event_studies(row: Row) -> None:
    found, seen = studied(row.key, row.event, row.first, row.final)
    assert seen.span[0] == row.span
    assert 100 * np.expm1(found.move) == pytest.approx(row.move, abs=0.0051)
    assert found.t == pytest.approx(row.t, abs=0.0051)
    if row.car is not None:
        assert 100 * np.expm1(found.car) == pytest.approx(row.car, abs=0.0051)
        assert 100 * found.sd == pytest.approx(row.sd, abs=0.0051)
    share = 100 * ranked(row.key, row.event, row.first, row.final).rank
    assert share == pytest.approx(row.rank, abs=0.052 if row.rank > 10 else 0.0051)


def test_how_many_windows_are_ranked_now_and_then() -> None:
    now, then = ranked(IMF, "opec-no-cut", -1, 1), ranked(IMF, "opec-no-cut", -1, 1, PUBLISHED)
    assert (now.windows, now.effective) == (4735, 1578)
    assert (then.windows, round(100 * then.rank, 2)) == (2426, 0.12)
    assert round(100 * ranked(IMF, "key-rate-17", -1, 1, PUBLISHED).rank, 2) == 0.08


def test_batches_of_windows_agree_with_statsmodels_one_by_one() -> None:
    among = _pool(IMF, -1, 1)
    for event in EVENTS:
        if event not in ("tenge-floated", "eeu-in-force"):
            found, _ = studied(IMF, event, -1, 1)
            assert found.t == pytest.approx(among.t[zero(event) - among.zeros[0]], rel=1e-10)


SENSITIVE = [
    ("opec-no-cut", -1, 1, 5.51, 6.92),
    ("key-rate-17", -1, 1, 6.99, 10.07),
    ("kyiv-coal", -1, 1, -4.10, -4.51),
    ("statehood-remark", -1, 1, 2.56, 2.59),
    ("rouble-floated", -1, 1, 1.15, 1.27),
    ("eeu-in-force", 0, 10, 0.30, 2.01),
]


@pytest.mark.parametrize(("event", "first", "final", "whole", "without"), SENSITIVE)
def test_t_without_the_days_of_other_events(event: str, first: int, final: int, whole: float, without: float) -> None:
    others = [other for other in EVENTS if zero(other) != zero(event)]
    assert round(studied(IMF, event, first, final)[0].t, 2) == pytest.approx(whole, abs=0.0051)
    assert round(studied(IMF, event, first, final, others)[0].t, 2) == pytest.approx(without, abs=0.0051)


def test_windows_that_a_hole_makes_too_wide_are_refused() -> None:
    assert window(IMF, "eeu-in-force", -1, 1).gap[0]
    assert window(IMF, "eeu-in-force", -1, 1).span[0] == 9
    assert window(IMF, "event-of-the-year", 0, 10).gap[0]
    assert not window(IMF, "eeu-in-force", -5, 5).gap[0]
    assert not window(NBP, "eeu-in-force", -1, 1).gap[0]


def test_the_tenge_was_held_at_every_event() -> None:
    kinds = held(returns(read(TENGE)), np.array([zero(event) for event in EVENTS]))
    assert (kinds["still"] | kinds["corridor"] | kinds["crawl"]).all()


BEFORE_AND_AFTER = [
    ("opec-no-cut", 23.2, 5.23),  # 5.10 with an estimation window that ends before 1 December, the line's own day
    ("key-rate-17", 21.9, 3.94),
    ("rouble-floated", 15.65, 5.83),
    ("crimea", -0.3, -0.15),
    ("eeu-signed", -1.6, -0.75),
]


@pytest.mark.parametrize(("event", "change", "z"), BEFORE_AND_AFTER)
def test_before_and_after(event: str, change: float, z: float) -> None:
    every = _differences()
    place = zero(event) - every.zeros[0]
    assert 100 * np.expm1(every.d[place]) == pytest.approx(change, abs=0.051)
    assert every.z[place] == pytest.approx(z, abs=0.0051)


@cache
def _differences() -> before_after.Differences:
    return before_after.differences(read(IMF))
