"""A page for strangers has no number that may not be passed on: for it such a copy is not there, wherever it lies."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from relations import cache
from relations.cache.places import SERVED, served
from relations.refresh.quarantine import QUARANTINE
from relations.values import Licence
from sources import NotCached, Rejected
from tests.cache.test_cache import snapshot

KEY = "imf/KZT"


def keep(value: float, redistribution: str) -> Path:
    copy = snapshot(value)
    return cache.write(replace(copy, indicator=replace(copy.indicator, licence=Licence("Own", redistribution))))  # type: ignore[arg-type]


def test_what_may_not_be_passed_on_is_not_there(cache_alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = keep(7.0, "no")
    QUARANTINE.append([(KEY, "2019-01-02", 9.0, "why", "2026-11-24T05:00:00Z")])
    assert cache.read(KEY).data["value"].tolist() == [7.0]
    monkeypatch.setenv(SERVED, "1")
    assert served()
    assert (cache.cached_keys(), cache.is_cached(KEY), cache.fingerprint(KEY)) == ([], False, "")
    assert list(QUARANTINE.rows()) == []
    assert "imf" not in {one.name for one in cache_alone.iterdir()}, "it lies among the private ones"
    (cache_alone / "imf").mkdir()
    shutil.copy(path, cache_alone / f"{KEY}.csv")
    for ask in (cache.read, cache.glance):
        with pytest.raises(NotCached, match="may not be passed on"):
            ask(KEY)


def test_what_may_be_passed_on_is(cache_alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(7.0, "with attribution")
    monkeypatch.setenv(SERVED, "1")
    assert cache.read(KEY).data["value"].tolist() == [7.0]


@pytest.fixture
def cache_alone(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache over no shipped copies."""
    monkeypatch.setenv("RELATIONS_SHIPPED", str(tmp_path / "none"))
    os.makedirs(cache, exist_ok=True)  # noqa: PTH103
    return cache


def test_an_error_names_a_copy_by_its_place_in_the_cache(cache_alone: Path) -> None:
    """Errors reach pages and published files, which are to say of no machine where it keeps things."""
    path = keep(7.0, "yes")
    path.write_text(path.read_text().replace("7", "8"))
    with pytest.raises(Rejected, match=r"^imf/KZT.csv: header and rows are not those"):
        cache.read(KEY)
