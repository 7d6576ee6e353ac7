"""Mine over shipped: a refresh writes to one folder, an upgrade to another, and neither loses what the other has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from relations import cache
from relations.cache.places import layers
from relations.refresh import ledger, store
from relations.refresh.merge import changes
from relations.values import Licence
from sources import Rejected
from tests.cache.test_cache import NOW, snapshot

LATER = NOW + timedelta(days=100)


@pytest.fixture
def given(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of shipped copies under an empty cache."""
    monkeypatch.setenv("RELATIONS_SHIPPED", str(tmp_path / "shipped"))
    return tmp_path / "shipped"


def ship(*values: float, days: int = 0) -> bytes:
    """Put a copy among the shipped ones; what its file holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(layers()[1]))
        return cache.write(replace(snapshot(*values), retrieved=NOW + timedelta(days=days))).read_bytes()


def values() -> list[float]:
    return cache.read("imf/KZT").data["value"].tolist()


def test_a_shipped_copy_is_read_where_there_is_none_of_mine(given: Path) -> None:
    file = ship(1.0, 2.0)
    assert values() == [1.0, 2.0]
    assert cache.is_cached("imf/KZT")
    assert list(cache.cached_keys()) == ["imf/KZT"]
    assert "imf" in cache.known_publishers()
    mine = cache.write(replace(snapshot(1.0, 2.0, 3.0), retrieved=NOW + timedelta(days=1)))
    assert not mine.is_relative_to(given)
    assert values() == [1.0, 2.0, 3.0]
    assert (given / "imf" / "KZT.csv").read_bytes() == file, "and is never written to"
    assert list(cache.cached_keys()) == ["imf/KZT"]


@pytest.mark.parametrize(
    ("shipped", "days", "read"),
    [
        ((1.0, 2.0, 4.0), 1, [1.0, 2.0, 4.0]),  # newer, with all my days
        ((1.0, 2.0, 4.0), -1, [1.0, 2.0]),
        ((1.0,), 1, [1.0, 2.0]),  # newer, and lacks a day I have
    ],
)
def test_what_was_refreshed_neither_blocks_an_upgrade_nor_goes_with_it(
    given: Path, shipped: tuple[float, ...], days: int, read: list[float]
) -> None:
    mine = cache.write(snapshot(1.0, 2.0))
    before, fingerprint = mine.read_bytes(), cache.fingerprint("imf/KZT")
    ship(*shipped, days=days)
    assert values() == read
    assert mine.read_bytes() == before
    assert (cache.fingerprint("imf/KZT") == fingerprint) is (read == [1.0, 2.0])


def test_a_damaged_copy_of_mine_is_said_and_not_covered_up(given: Path) -> None:
    ship(1.0, days=5)
    cache.write(snapshot(1.0)).write_text("nonsense")
    with pytest.raises(Rejected, match="the header lacks"):
        values()


def test_an_upgrade_is_taken_over_on_record(given: Path) -> None:
    """Before and after it the same was known of a day: the rows of the shipped copy came when it was retrieved."""
    mine = snapshot(1.0, 2.0)
    ledger.record_changes(None, mine, changes(None, mine.data), mine.data.head(0), mine.retrieved)
    cache.write(mine)
    ship(1.0, 2.5, 4.0, days=10)
    days = [date(2026, 11, 24), date(2026, 12, 3), date(2026, 12, 4)]
    before = [cache.read("imf/KZT", as_of=day).data["value"].tolist() for day in days]
    store.tidy()
    assert before == [[1.0, 2.0], [1.0, 2.0], [1.0, 2.5, 4.0]]
    assert [cache.read("imf/KZT", as_of=day).data["value"].tolist() for day in days] == before
    assert cache.where("imf/KZT") == cache.cache_path("imf/KZT")


def test_a_copy_goes_among_the_private_ones_with_its_terms_and_comes_back(cache: Path) -> None:
    from relations.cache import read, write

    copy = snapshot(1.0)
    closed = replace(copy, indicator=replace(copy.indicator, licence=Licence("terms nobody knows", "unknown")))
    for one, place in ((copy, cache / "imf"), (closed, cache / "private" / "imf"), (copy, cache / "imf")):
        assert write(one) == place / "KZT.csv"
        assert list(cache.rglob("*.csv")) == [place / "KZT.csv"]
        assert read("imf/KZT").indicator == one.indicator
