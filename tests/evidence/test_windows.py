"""Whose days a window is of: each line's own, never another's, and the same wherever it is shown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import cache
from relations.evidence.daily import Daily, daily, number
from relations.evidence.refusal import Refusal
from relations.evidence.windows import WINDOWS, Move, Window, move, observed
from tests.evidence.simulated import line, walk, without

#: Ten rows with a gap: Thursday 27 and Friday 28 November are missing.
DAYS = np.array(
    [f"2014-11-{day}" for day in (20, 21, 24, 25, 26)] + [f"2014-12-0{day}" for day in range(1, 6)],
    dtype="datetime64[D]",
)
TEN = line(np.arange(100.0, 110.0), DAYS)


def moved(sample: Daily, event: date, window: Window = (-1, 1)) -> Move:
    found = move(sample, number(event), window)
    assert isinstance(found, Move), found
    return found


def refusal(sample: Daily, event: date, window: Window = (-1, 1)) -> Refusal:
    found = move(sample, number(event), window)
    assert isinstance(found, Refusal), found
    return found


def test_ten_rows_with_a_gap_by_hand() -> None:
    """Of the 27th: from the last row up to the 25th to the first from the 28th on."""
    found = moved(TEN, date(2014, 11, 27))
    assert (found.start, found.end, found.business_days) == (date(2014, 11, 25), date(2014, 12, 1), 4)
    assert found.change == pytest.approx(100 * (105 / 103 - 1))
    assert moved(TEN, date(2014, 11, 29)).start == date(2014, 11, 26), "a Saturday's day 0 is Monday"
    assert moved(TEN, date(2014, 12, 3), (0, 1)).change == pytest.approx(100 * (108 / 106 - 1))


def test_a_row_deleted_inside_a_window_changes_nothing() -> None:
    assert moved(without(TEN, 4), date(2014, 11, 27)) == moved(TEN, date(2014, 11, 27))


def test_two_days_more_than_asked_for_are_allowed_and_three_are_a_gap() -> None:
    event = date(2014, 11, 26)
    assert moved(TEN, event).business_days == 5
    found = refusal(without(TEN, 5), event)
    words = "rate goes from 24 Nov 2014 to 2 Dec 2014, 6 business days instead of 3"
    assert (found.reason, str(found.detail)) == ("gap", words)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (date(2014, 11, 21), "rate begins on 20 Nov 2014; a value up to 19 Nov 2014 is needed"),
        (date(2014, 12, 5), "rate ends on 5 Dec 2014; a value from 8 Dec 2014 on is needed"),
    ],
)
def test_a_line_that_begins_or_ends_inside_is_named(event: date, words: str) -> None:
    found = refusal(TEN, event)
    assert (found.reason, str(found.detail)) == ("window not complete", words)


def test_a_price_below_zero_harms_at_an_end_only() -> None:
    days = np.array([f"2020-04-{day}" for day in (15, 16, 17, 20, 21, 22, 23)], dtype="datetime64[D]")
    wti = line(np.array([19.87, 19.82, 18.31, -36.98, 8.91, 13.64, 15.06]), days, key="fred/DCOILWTICO")
    found = moved(wti, date(2020, 4, 20))
    assert found.change == pytest.approx(-55.0, abs=0.05)
    assert str(found.note) == "fred/DCOILWTICO is −36.98 on 20 Apr 2020"
    no = refusal(wti, date(2020, 4, 22))
    assert no.reason == "values not positive"
    assert "20 Apr 2020" in str(no.detail)


def test_a_currency_is_given_both_ways() -> None:
    found = move(TEN, number(date(2014, 11, 27)), (-1, 1), inverse=True)
    assert isinstance(found, Move)
    assert found.value_change == pytest.approx(100 * (103 / 105 - 1))
    assert moved(TEN, date(2014, 11, 27)).value_change is None


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 90), st.sampled_from(WINDOWS), st.sets(st.integers(0, 99), max_size=40), st.integers(-200, 200))
def test_a_window_is_shifted_with_its_dates_and_holds_what_was_asked_for(
    zero: int, window: Window, gone: set[int], weeks: int
) -> None:
    sample = without(line(walk(1, 99)), *gone)
    event = number(date(2010, 1, 4)) + zero
    found = observed(sample, np.array([event]), window)
    if found.complete[0]:
        asked = np.arange(event + window[0], event + window[1] + 1)
        assert found.start[0] < asked[0]
        assert found.end[0] >= asked[-1]
        between = (sample.numbers > found.start[0]) & (sample.numbers < asked[0])
        assert not between.any(), "no observation lies between the base and the window"
    later = Daily(sample.key, sample.days + np.timedelta64(7 * weeks, "D"), sample.values)
    here, there = move(sample, event, window), move(later, event + 5 * weeks, window)
    assert type(here) is type(there)
    if isinstance(here, Move) and isinstance(there, Move):
        assert (there.start - here.start).days == (there.end - here.end).days == 7 * weeks
        assert there.change == here.change


@pytest.mark.parametrize(
    ("event", "window", "start", "end", "days", "change"),
    [
        (date(2014, 11, 27), (-1, 1), date(2014, 11, 25), date(2014, 12, 1), 4, 15.19),
        (date(2015, 1, 1), (-5, 5), date(2014, 12, 24), date(2015, 1, 12), 13, 15.13),
        (date(2014, 3, 18), (-1, 1), date(2014, 3, 14), date(2014, 3, 19), 3, -1.18),
        (date(2014, 12, 16), (0, 10), date(2014, 12, 15), date(2014, 12, 30), 11, -3.58),
    ],
)
def test_the_roubles_windows(event: date, window: Window, start: date, end: date, days: int, change: float) -> None:
    """METHODS 3: with the days Washington is closed."""
    found = moved(daily(cache.read("imf/RUB")), event, window)
    assert (found.start, found.end, found.business_days) == (start, end, days)
    assert found.change == pytest.approx(change, abs=0.005)


@pytest.mark.parametrize(
    ("event", "window", "words"),
    [
        (date(2015, 1, 1), (-1, 1), "imf/RUB goes from 30 Dec 2014 to 12 Jan 2015, 9 business days instead of 3"),
        (date(2014, 12, 21), (0, 10), "imf/RUB goes from 19 Dec 2014 to 12 Jan 2015, 16 business days instead of 11"),
    ],
)
def test_the_long_russian_january_is_a_gap(event: date, window: Window, words: str) -> None:
    assert str(refusal(daily(cache.read("imf/RUB")), event, window).detail) == words
