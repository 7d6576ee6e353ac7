from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sources
from relations import cache
from relations.cache import vintage
from relations.refresh import accept, ledger, refresh
from sources import NotCached
from tests.refresh.fakes import Fake, days, read, rows

LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(30)])  # to 11 November


def as_of(day: str, key: str = "market/KZT") -> dict[str, float]:
    """A copy's rows by day as they were known then."""
    return rows(cache.read(key, as_of=date.fromisoformat(day)))


def test_every_vintage_is_what_the_cache_held_that_evening(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    market = publish("market", {"KZT": LEVEL})
    held: dict[str, dict[str, float]] = {}
    edits: list[tuple[str, dict[str, float]]] = [
        ("2026-11-12", {}),
        ("2026-11-13", {"2026-11-12": 451.0, "2026-11-10": 453.5}),
        ("2026-11-16", {"2026-11-10": 454.0, "2026-11-13": 460.0}),
        ("2026-11-17", {"2026-11-16": 700.0}),
        ("2026-11-18", {"2026-11-17": 690.0, "2026-10-30": 449.0}),
        ("2026-11-19", {}),
    ]
    for day, edit in edits:
        today(day)
        market.answers["KZT"] = dict(market.answers["KZT"]) | edit  # type: ignore[arg-type]
        refresh([["market/KZT"]], full=True)
        held[day] = as_of(day)
        assert held[day] == read("market/KZT")
    for day, known in held.items():
        assert as_of(day) == known
    assert "2026-11-16" not in held["2026-11-17"], "in quarantine until the day after"
    assert held["2026-11-18"]["2026-11-16"] == 700.0
    assert as_of("2026-11-15") == held["2026-11-13"]


def test_before_the_first_load_nothing_was_known(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    publish("market", {"KZT": LEVEL})
    today("2026-11-12")
    refresh([["market/KZT"]])
    with pytest.raises(NotCached, match="2026-11-11"):
        as_of("2026-11-11")


def test_a_shipped_copy_was_known_from_its_retrieval_on(
    shipped: Path, publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    copy = cache.read("imf/KZT")
    assert len(as_of("2026-11-24", "imf/KZT")) == len(copy.data)
    with pytest.raises(NotCached):
        as_of("2026-11-23", "imf/KZT")
    publish("imf", {"KZT": read("imf/KZT") | {"2019-02-01": 379.5}})
    today("2026-12-01")
    assert refresh([["imf/KZT"]])[0].added == 1
    assert len(as_of("2026-12-01", "imf/KZT")) == len(copy.data) + 1
    vintage = cache.read("imf/KZT", as_of=date(2026, 11, 30))
    pd.testing.assert_frame_equal(vintage.data, copy.data)
    assert vintage.retrieved == copy.retrieved


def test_withdrawn_rows_were_known_until_they_went(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    market = publish("market", {"KZT": LEVEL})
    today("2026-11-12")
    refresh([["market/KZT"]])
    market.answers["KZT"] = dict(list(LEVEL.items())[:-2])
    today("2026-11-13")
    refresh([["market/KZT"]], full=True, accept_shrink=True)
    assert as_of("2026-11-12") == LEVEL
    assert as_of("2026-11-13") == market.answers["KZT"]


def test_a_row_that_went_while_those_around_it_came_is_found_again(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    def without(*lacking: str) -> dict[str, float]:
        return {day: value for day, value in LEVEL.items() if day not in lacking}

    before = without("2026-11-06", "2026-11-10")
    market = publish("market", {"KZT": before})
    today("2026-11-12")
    refresh([["market/KZT"]])
    market.answers["KZT"] = without("2026-11-09", "2026-11-11")
    today("2026-11-13")
    (outcome,) = refresh([["market/KZT"]], full=True, accept_shrink=True)
    assert (outcome.added, outcome.revised) == (2, 2)
    assert read("market/KZT") == without("2026-11-09", "2026-11-11")
    assert as_of("2026-11-12") == before


def test_an_accepted_value_was_not_known_before(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    publish("market", {"KZT": LEVEL | {"2026-11-05": 45000.0}})
    today("2026-11-12")
    refresh([["market/KZT"]])
    today("2026-11-14")
    accept("market/KZT", date(2026, 11, 5))
    assert "2026-11-05" not in as_of("2026-11-13")
    assert as_of("2026-11-14")["2026-11-05"] == 45000.0


def test_a_first_load_is_one_line_however_long(publish: Callable[..., Fake], today: Callable[[str], None]) -> None:
    publish("market", {"KZT": days("1990-01-01", [450.0] * 9000)})
    today("2026-11-12")
    refresh([["market/KZT"]])
    lines = (cache.cache_folder() / "additions.csv").read_text().splitlines()
    assert lines == [
        "sequence,key,first,last,rows,when",
        "1,market/KZT,1990-01-01,2024-06-28,9000,2026-11-12T12:00:00Z",
    ]


def test_what_the_records_have_forgotten_is_not_made_up(
    publish: Callable[..., Fake], today: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vintage, "REVISIONS", replace(vintage.REVISIONS, limit=100, kept=1))
    monkeypatch.setattr(ledger, "REVISIONS", vintage.REVISIONS)
    market = publish("market", {"KZT": LEVEL})
    for day in range(12, 22):
        today(f"2026-11-{day}")
        refresh([["market/KZT"]], full=True)
        market.answers["KZT"] = {day: value * 1.01 for day, value in read("market/KZT").items()}
    assert as_of("2026-11-21") == read("market/KZT")
    with pytest.raises(NotCached, match="the records kept begin on"):
        as_of("2026-11-13")


def test_a_clock_that_was_a_year_ahead_for_a_run_moves_nothing(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    """What is known goes by the order in which it was written."""
    market = publish("market", {"KZT": LEVEL})
    for day, value in (("2026-11-12", 450.0), ("2027-11-13", 452.0), ("2026-11-14", 453.0)):
        market.answers["KZT"] = LEVEL | {"2026-11-11": value}
        today(day)
        refresh([["market/KZT"]])
    assert [as_of(f"2026-11-{day}")["2026-11-11"] for day in (12, 13, 14, 15)] == [450.0, 450.0, 453.0, 453.0]


def test_a_record_that_cannot_be_read_makes_up_no_vintage(
    publish: Callable[..., Fake], today: Callable[[str], None]
) -> None:
    publish("market", {"KZT": LEVEL})
    today("2026-11-12")
    refresh([["market/KZT"]])
    with (cache.cache_folder() / "revisions.csv").open("a") as file:
        file.write("9,market/KZT,2026-11-11,1,2,some day\n")
    with pytest.raises(NotCached, match=r"revisions.csv: line 1 cannot be read"):
        as_of("2026-11-12")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(sorted(LEVEL)), st.floats(445, 455), min_size=1), min_size=2, max_size=6)
)
def test_whatever_was_published_every_evening_is_found_again(versions: list[dict[str, float]]) -> None:
    """Rows come, change and go at random; each day's copy is rebuilt from the last."""
    held: list[dict[str, float]] = []
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", folder)
        market = Fake("market")
        patch.setattr(sources, "source", lambda _: market)
        for day, version in enumerate(versions, 12):
            patch.setattr(sources, "now", lambda day=day: datetime(2026, 11, day, tzinfo=UTC))
            market.answers["KZT"] = version
            refresh([["market/KZT"]], full=True, accept_shrink=True)
            held.append(read("market/KZT"))
        assert [as_of(f"2026-11-{day}") for day in range(12, 12 + len(versions))] == held
