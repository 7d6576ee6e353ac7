"""A first load on another scale is told by who measures the same: other publishers, the other side, other editions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sources
from relations import cache
from relations.refresh import status
from relations.refresh.peers import Peers, Scale, kin
from relations.values import Money
from sources import Indicator, Snapshot, indicator_of

YEARS = range(2010, 2020)
MONTHLY = "imf_sdmx/KAZ/RUS/exports"


def held(key: str, values: float, **other: object) -> Indicator:
    """Put a copy of a key into the cache, the same value each year."""
    indicator = replace(indicator_of(key), **other)  # type: ignore[arg-type]
    data = sources.observations([f"{year}-01-01" for year in YEARS], [values] * len(YEARS))
    cache.write(Snapshot(indicator, data, sources.now()))
    return indicator


def scale(key: str, value: float, *, monthly: bool = False) -> Scale:
    """How a first load of a value at each date compares with what the cache has."""
    months = [f"{year}-{month:02}-01" for year in YEARS for month in (range(1, 13) if monthly else (1,))]
    return Peers(indicator_of(key)).scale(sources.observations(months, [value] * len(months)))


@pytest.mark.usefixtures("folder")
class TestTrade:
    def test_twelve_months_are_held_against_the_year_of_another_publisher(self) -> None:
        assert scale(MONTHLY, 100.0, monthly=True) == Scale(compared=False)
        held("wits/KAZ/RUS/exports", 1200.0)
        assert scale(MONTHLY, 100.0, monthly=True) == Scale(compared=True)
        assert scale(MONTHLY, 100_000.0, monthly=True).other == "wits/KAZ/RUS/exports"
        assert scale(MONTHLY, 1_000.0, monthly=True).factor == pytest.approx(10)
        assert scale(MONTHLY, 50.0, monthly=True).factor == pytest.approx(0.5)
        assert scale(f"{MONTHLY}/annual", 1_200_000.0).factor == pytest.approx(1000)

    def test_or_against_what_the_other_side_says_which_may_be_more_than_a_half_apart(self) -> None:
        held("wits/RUS/KAZ/imports", 1200.0)
        assert scale("wits/KAZ/RUS/exports", 400.0) == Scale(compared=True)
        assert scale(MONTHLY, 40.0, monthly=True) == Scale(compared=True)
        assert scale(MONTHLY, 10.0, monthly=True).factor == pytest.approx(0.1)

    def test_of_another_pair_or_direction_says_nothing(self) -> None:
        for key in ("wits/KAZ/CHN/exports", "wits/KAZ/RUS/imports", "wits/RUS/KAZ/exports"):
            held(key, 1.0)
        assert not scale(MONTHLY, 100.0, monthly=True).compared


@pytest.mark.usefixtures("folder")
class TestEditions:
    NOW, OLD = "world_bank/KAZ/NY.GDP.MKTP.KD", "wdi_archive/KAZ/NY.GDP.MKTP.KD/201404"

    def test_are_of_one_scale_in_dollars_of_one_year_and_near_it_in_those_of_another(self) -> None:
        now = held(self.NOW, 100.0, unit=Money("USD", 1, "constant 2015"))
        for prices, limit in (("constant 2015", 1.5), ("constant 2005", 30.0)):
            old = replace(indicator_of(self.OLD), unit=Money("USD", 1, prices))
            assert [round(float(np.exp(far)), 6) for _, far in kin(old, [now])] == [limit]
        assert list(kin(now, [replace(now, key="world_bank/KAZ/NY.GDP.MKTP.CD")])) == []


def test_the_status_says_of_what_was_loaded_here_that_nobody_tells_its_scale(folder: Path) -> None:
    from relations.refresh.ledger import record_changes
    from relations.refresh.merge import changes

    held(MONTHLY, 1200.0)
    copy = cache.read(MONTHLY)
    assert [one.remarks for one in status([])] == [()], "nothing says that it was loaded here"
    record_changes(None, copy, changes(None, copy.data), copy.data.head(0), copy.retrieved)
    assert [list(map(str, one.remarks)) for one in status([])] == [
        ["first loaded here, and nothing confirms its scale yet"]
    ]
    held("wits/KAZ/RUS/exports", 1200.0)
    assert {one.remarks for one in status([])} == {()}
    assert folder.exists()
