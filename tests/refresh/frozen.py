"""The shipped cache as it was on the day it was first shipped, however often it has been refreshed since.

A scheduled job commits `data/cache`, so what lies there grows. Tests that count rows or name a last day are of these
copies: those of that day's keys, rebuilt from the records of what was added and revised, cut where they ended.
"""

from __future__ import annotations

import atexit
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

import pandas as pd
import pytest

from relations.cache import read, write
from sources import NotCached, Snapshot

_ONE = Lock()
SHIPPED = Path(__file__).parents[2] / "data" / "cache"
RETRIEVED = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
_TRADE = dict.fromkeys(("exports", "exports_share", "imports", "imports_share"), date(2021, 1, 1))
_PEOPLE = dict.fromkeys(("ARM", "BLR", "KAZ", "KGZ", "RUS"), date(2017, 1, 1))
ENDS = {
    "fred/DCOILWTICO": date(2019, 1, 3),
    "imf/KZT": date(2019, 1, 31),
    "imf/RUB": date(2024, 12, 23),
    "nbp/KZT": date(2026, 10, 21),
    "nbp/RUB": date(2022, 3, 7),
    "pink_sheet/CRUDE_BRENT": date(2022, 12, 1),
    "world_bank/KAZ/NE.EXP.GNFS.CD": date(2023, 1, 1),
    "world_bank/KAZ/NE.IMP.GNFS.CD": date(2022, 1, 1),
    "world_bank/RUS/NE.EXP.GNFS.CD": date(2024, 1, 1),
    "world_bank/RUS/NE.IMP.GNFS.CD": date(2022, 1, 1),
    **{f"wits/KAZ/RUS/{series}": end for series, end in _TRADE.items()},
    **{f"penn_world_table/{country}/pop": end for country, end in _PEOPLE.items()},
}


def frozen() -> Path:
    """A folder with these copies, for reading only; it goes when the tests end."""
    with _ONE:  # whoever comes second would write into the shipped cache: which one is meant, the environment says
        return _frozen()


@cache
def _frozen() -> Path:
    folder = Path(mkdtemp(prefix="relations-shipped-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for key, end in ENDS.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RELATIONS_CACHE", str(SHIPPED))
            copy = _as_first_shipped(key)
            data = copy.data[copy.data["date"] <= pd.Timestamp(end)]
            patch.setenv("RELATIONS_CACHE", str(folder))
            write(replace(copy, data=data, retrieved=RETRIEVED))
    return folder


def _as_first_shipped(key: str) -> Snapshot:
    """The copy as it was known that day; as it is, if the records no longer reach back so far."""
    try:
        return read(key, as_of=RETRIEVED.date())
    except NotCached:
        return read(key)
