"""The zip of a figure: the rows of the cache, what they are, and on what terms they may be used."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sources
from relations import figures
from relations import story as stories
from relations.cache import cache_path, write
from relations.downloads import (
    Filter,
    drawn,
    full,
    whole,
)
from relations.downloads.bundle import bundle, filenames
from relations.downloads.text import csv
from relations.downloads.words import licence
from relations.figures import Figure, Options
from sources import NotCached, Snapshot, observations
from sources._series import _KEY
from tests.downloads.test_downloads import figure_of
from tests.figures import KINDS
from tests.found import STORY


@pytest.fixture(params=[*KINDS, "around-rouble-floated", "pass-through"])
def figure(request: pytest.FixtureRequest) -> Figure:
    return figure_of(request.param)


def cached_rows(key: str) -> str:
    """The rows of a cache file, as text."""
    lines = cache_path(key).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("# "))


def test_the_zip_holds_the_rows_of_the_cache_and_says_so(figure: Figure) -> None:
    with ZipFile(io.BytesIO(bundle(figure))) as archive:
        names = archive.namelist()
        metadata = json.loads(archive.read("metadata.json"))
        assert archive.read("data/drawn.csv").decode() == csv(drawn(figure))
        for resource in metadata["resources"]:
            content = archive.read(resource["path"])
            assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
            if "indicator" in resource:
                key = resource["indicator"]["key"]
                assert content.decode() == cached_rows(key)
                assert cache_path(key).read_text("utf-8").endswith(f"\n{content.decode()}")
                assert resource["hash"] == f"sha256:{resource['indicator']['sha256']}"
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
        assert sums == {name: sha256(archive.read(name)).hexdigest() for name in names if name != "SHA256SUMS"}
        readme = archive.read("README.txt").decode()
    assert names == sorted(names)
    assert {one["path"] for one in metadata["resources"]} == {name for name in names if name.startswith("data/")}
    assert all(name in readme for name in names if name != "README.txt")


def test_metadata_says_what_was_asked_for() -> None:
    options = Options(window=stories.Window(start=date(2014, 6, 1), end=date(2015, 1, 31)))
    figure = figures.draw(STORY, "money-and-oil", options)
    with ZipFile(io.BytesIO(bundle(figure, Filter(("Rouble",), date(2014, 11, 1))))) as archive:
        metadata = json.loads(archive.read("metadata.json"))
    assert metadata["figure"]["options"] == options.differing
    assert metadata["figure"]["filter"] == {"lines": ["Rouble"], "start": "2014-11-01"}
    assert {"resources", "name", "licenses", "sources"} <= metadata.keys()


def test_what_yahoo_prints_is_not_said_to_be_free(cache: Path) -> None:
    yahoo = sources.source("yahoo/RUB=X").indicator("RUB=X")
    days = pd.date_range("2014-01-01", "2015-12-31", freq="B")
    write(Snapshot(yahoo, observations(days, np.linspace(33.0, 72.0, len(days))), sources.now()))
    figure = figures.draw(STORY, "money-and-oil")
    terms = licence(figure, whole(figure))
    assert "redistribution is not clearly allowed" in terms
    assert "do not clearly allow reprinting" in terms
    with ZipFile(io.BytesIO(bundle(figure))) as archive:
        assert "data/yahoo-RUB-X.csv" in archive.namelist()


@given(st.lists(st.from_regex(_KEY, fullmatch=True), unique=True, max_size=6))
def test_files_are_named_safely_and_apart(keys: list[str]) -> None:
    names = filenames(keys)
    assert len({name.lower() for name in names.values()} | {"data/drawn.csv"}) == len(keys) + 1
    assert all(re.fullmatch(r"data/[A-Za-z0-9-]+\.csv", name) for name in names.values())


def test_what_the_cache_has_lost_is_said_with_the_way_to_fetch_it(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELATIONS_CACHE")
    cross, plain = figures.draw(STORY, "tenge-per-rouble"), figures.draw(STORY, "trade")
    monkeypatch.setenv("RELATIONS_CACHE", str(cache))
    for figure in (cross, plain):
        with pytest.raises(NotCached, match="relations refresh"):
            full(figure)
