"""A disk that takes no more."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from relations import cache
from relations.refresh import Unwritable, exit_code, refresh, verify
from tests.refresh.fakes import Fake, days, read

LEVEL = days("2026-10-01", [450.0] * 30)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """What a full disk does to a file that grows: OSError at some byte of it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def market(publish: Callable[..., Fake], today: Callable[[str], None]) -> Fake:
    today("2026-11-13")
    market = publish("market", {"KZT": LEVEL, "RUB": LEVEL})
    refresh([["market/KZT"]])
    return market


def test_that_is_full_costs_one_copy_its_news_and_nothing_else(market: Fake) -> None:
    market.answers["KZT"] = days("2016-01-01", [450.0] * 2800) | LEVEL
    with no_file_longer_than(20_000):
        large, small = refresh([["market/KZT"], ["market/RUB"]], full=True)
    assert (large.status, small.status) == ("failed", "added")
    assert "the new copy cannot be written (File too large); our copy of 2026-11-13 stands" in str(large.error)
    assert (large.unwritten, small.unwritten) == (True, False)
    assert exit_code([large, small]) == 1
    assert read("market/KZT") == LEVEL
    assert verify() == []
    assert not list(cache.cache_folder().rglob("*.tmp"))
    assert refresh([["market/KZT"]], full=True)[0].status == "added", "when there is room again"


def test_that_takes_no_record_of_a_change_gets_no_change(market: Fake) -> None:
    market.answers["KZT"] = LEVEL | {"2026-11-12": 451.0}
    with no_file_longer_than((cache.cache_folder() / "additions.csv").stat().st_size + 10):
        (outcome,) = refresh([["market/KZT"]])
    assert outcome.status == "failed"
    assert outcome.unwritten
    assert "the log cannot be written" in str(outcome.error)
    assert read("market/KZT") == LEVEL
    (outcome,) = refresh([["market/KZT"]])
    assert (outcome.status, outcome.added) == ("added", 1)
    assert (
        (cache.cache_folder() / "additions.csv")
        .read_text()
        .endswith("market/KZT,2026-11-12,2026-11-12,1,2026-11-13T12:00:00Z\n")
    )


def test_that_takes_nothing_is_said_at_once(market: Fake) -> None:
    with no_file_longer_than(10), pytest.raises(Unwritable, match="File too large"):
        refresh([["market/KZT"]])
    assert read("market/KZT") == LEVEL
