"""Frankfurter: one bank at a time, the right way round, and dated as that bank does."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sources
from relations.cache import write
from relations.refresh.jump import Suspect
from relations.refresh.peers import Peers
from relations.values import APPLIES, INSTANT, Rate
from sources import FetchFailed, Snapshot, frankfurter, now, observations

RATES = st.dictionaries(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.floats(1e-6, 1e6), max_size=12)


def body(rows: list[tuple[date, float]], quote: str = "GEL", base: str = "USD") -> bytes:
    return json.dumps([{"date": str(day), "base": base, "quote": quote, "rate": rate} for day, rate in rows]).encode()


@settings(max_examples=30)
@given(rates=RATES, seed=st.integers(0, 9))
def test_what_is_answered_in_any_order_is_read(rates: dict[date, float], seed: int) -> None:
    rows = list(rates.items())
    Random(seed).shuffle(rows)
    assert dict(frankfurter.parse(body(rows), "GEL", "USD")) == rates


def test_a_rate_the_other_way_round_is_refused() -> None:
    with pytest.raises(FetchFailed, match="of 'USD' per 'GEL', not of GEL per USD"):
        list(frankfurter.parse(body([(date(2026, 1, 5), 0.37)], "USD", "GEL"), "GEL", "USD"))


@pytest.mark.parametrize("other", [b'{"status": 200}', b"[1]", b'[{"date": "2026-01-05"}]', b"null"])
def test_an_answer_of_another_form_is_a_failure(other: bytes) -> None:
    with pytest.raises(FetchFailed, match="of another form"):
        list(frankfurter.parse(other, "GEL", "USD"))


def test_the_bank_is_named_and_what_is_older_than_asked_is_left_out(standin: Any) -> None:
    """The stand-in answers a Saturday with Friday's row before it, as Frankfurter does."""
    saturday = date(2016, 6, 4)
    found = frankfurter.fetch(frankfurter.indicator("NBG/GEL/RUB"), saturday)
    (request,) = standin.requests
    assert request["url"].endswith("/v2/rates?providers=NBG&base=RUB&quotes=GEL&from=2016-06-04")
    assert found.first == saturday + timedelta(days=2)
    assert found.indicator.unit == Rate("GEL", "RUB")


def test_a_bank_without_the_currency_has_no_observations(standin: Any) -> None:
    with pytest.raises(FetchFailed, match="National Bank of Georgia, through Frankfurter has no observations"):
        frankfurter.fetch(frankfurter.indicator("NBG/UZS"))


def test_a_currency_quoted_once_a_week_is_not_taken_for_daily(standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    weekly = [(date(2026, 1, 3) + timedelta(weeks=n), 0.04) for n in range(8)]
    monkeypatch.setattr(frankfurter, "parse", lambda *_: iter(weekly))
    with pytest.raises(FetchFailed, match="usually 7 days apart, not daily"):
        frankfurter.fetch(frankfurter.indicator("NBKR/BYN"))


@pytest.mark.parametrize(("code", "dating"), [("CBR/KZT", APPLIES), ("NBG/GEL", APPLIES), ("ECB/USD/EUR", INSTANT)])
def test_a_rate_that_applies_tomorrow_is_known_today(code: str, dating: object) -> None:
    indicator = frankfurter.indicator(code)
    friday = np.array(["2026-11-20"], "datetime64[D]")
    assert indicator.dating == dating
    assert sources.published(indicator).known(friday)[0] == friday[0] - (1 if dating == APPLIES else 0)


def test_a_copy_may_be_passed_on_only_where_the_bank_s_terms_were_read() -> None:
    may = {code: frankfurter.indicator(code).licence.may_be_passed_on for code in ("CBR/KZT", "NBK/RUB", "NBG/GEL")}
    assert may == {"CBR/KZT": True, "NBK/RUB": True, "NBG/GEL": False}


@pytest.mark.parametrize(("code", "confirms"), [("NBK/RUB", False), ("CBR/RUB", True)])
def test_a_bank_through_frankfurter_does_not_confirm_itself(cache: Path, code: str, confirms: bool) -> None:
    """Its 60 roubles a dollar after 40 are the same word, whichever way they come."""
    write(Snapshot(frankfurter.indicator(code), observations(["2026-01-05", "2026-01-06"], [40.0, 60.0]), now()))
    itself = dataclasses.replace(
        frankfurter.indicator("NBK/RUB"), key="national_bank_kz/RUB", publisher="National Bank of Kazakhstan"
    )
    assert Peers(itself).show(Suspect(date(2026, 1, 6), 60.0, 40.0, 0.4)) == confirms
