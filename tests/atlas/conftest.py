"""An atlas of three countries, from made-up copies of what their lines are drawn from."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from relations import cache
from relations import story as stories
from relations.atlas import build
from relations.atlas.pairs import commission, story_text
from relations.values import Country
from sources import Snapshot, indicator_of, now, observations
from tests.story.made_up import copy

DAY = date(2015, 12, 31)
THREE = [Country(code) for code in ("ECU", "KAZ", "RUS")]
ROLLCALLS = Path(__file__).parents[2] / "data/cache/un_votes/rollcalls.csv"


def walk(key: str) -> None:
    """A copy of a daily rate: what it has in common with all others, and some of its own."""
    days = np.arange(np.datetime64("2013-06-03"), np.datetime64("2016-01-04"))
    days = days[np.is_busday(days)]
    common, own = (np.random.default_rng(seed).normal(0, 0.01, days.size) for seed in (16, len(key) + ord(key[-1])))
    values = 30 * np.exp(np.cumsum(common + own))
    cache.write(Snapshot(indicator_of(key), observations([day.astype(date) for day in days], values), now()))


@pytest.fixture(scope="package")
def _copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with a copy of every line's first key, but for what Ecuador reports, and with the roll calls."""
    folder = tmp_path_factory.mktemp("three")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(folder / "cache"))
        for one, other in combinations(THREE, 2):
            told = commission(one.code, other.code, DAY)
            path = folder / f"{told.name}.toml"
            path.write_text(story_text(told), encoding="utf-8")
            keys = {line.keys[0] for line in stories.load(path).lines.values() if line.keys}
            for key in keys:
                if not key.startswith("wits/ECU"):
                    (walk if key.startswith("imf/") else copy)(key)
        (folder / "cache/un_votes").mkdir(exist_ok=True)
        shutil.copy(ROLLCALLS, folder / "cache/un_votes")
    return folder / "cache"


@pytest.fixture
def three(_copies: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That cache in place of the shipped one, and no story beside it."""
    monkeypatch.setenv("RELATIONS_CACHE", str(_copies))
    monkeypatch.setenv("RELATIONS_STORIES", str(_copies))
    return _copies


@pytest.fixture(scope="package")
def _atlas(_copies: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("atlas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(_copies))
        patch.setenv("RELATIONS_STORIES", str(_copies))
        assert build(out, THREE, DAY).made == 3
    return out


@pytest.fixture
def atlas(three: Path, _atlas: Path) -> Path:
    """The folder of the atlas of the three, made in this process with all figures; nobody changes it."""
    return _atlas
