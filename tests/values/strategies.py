"""Any value of the room, for property tests."""

from __future__ import annotations

import string
from datetime import date
from typing import get_args

from hypothesis import strategies as st

from relations.values import Change, Count, Dating, Index, Money, Other, Price, Rate, Score, Share, Since, When
from relations.values.dating import _ALL
from relations.values.unit import INTERNATIONAL, SCALES, ChangeKind

CODES = st.text(string.ascii_uppercase, min_size=3, max_size=3)
WORDS = st.text(string.ascii_letters + " ()%,=-é’", min_size=1, max_size=30).map(str.strip).filter(bool)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SCALE = st.sampled_from([1, *SCALES.values()])
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
WHENS = st.builds(When, DATES, st.sampled_from(["day", "month", "quarter", "year"]))
DATINGS = st.sampled_from(_ALL)

PAIRS = st.tuples(CODES, CODES).filter(lambda pair: pair[0] != pair[1])
RATES = st.builds(lambda pair, per: Rate(pair[0], pair[1], per), PAIRS, st.integers(1, 10**6))
GOODS = WORDS.filter(lambda good: not (len(good) == 3 and good.isupper()))
PRICES = st.sampled_from(["", "current", "constant", "constant 2015", "chained 2017"])
PLAIN = st.one_of(
    RATES,
    st.builds(Price, CODES, GOODS),
    st.builds(Money, CODES | st.just(INTERNATIONAL), SCALE, PRICES),
    st.builds(Share, WORDS | st.just("")),
    st.builds(Count, WORDS, SCALE),
    st.just(Index()),
    st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Score(*ends)),
    st.builds(Change, st.sampled_from(get_args(ChangeKind))),
    st.builds(Other, WORDS),
)
UNITS = st.one_of(
    PLAIN,
    st.builds(Index, WHENS),
    st.builds(Since, WHENS),
    st.builds(Index, WHENS, NUMBERS, PLAIN),
    st.builds(Since, WHENS, NUMBERS, PLAIN),
)

__all__ = ["DATINGS", "RATES", "UNITS", "WHENS", "Dating"]
