"""Trade between the two countries."""

from __future__ import annotations

from datetime import date

import pytest

from relations import cache
from relations import story as stories
from relations.story.line import line
from sources import Rejected
from tests.transforms.conftest import Series
from transforms.trade import mirror_gap, share, turnover

STORY = stories.load("kazakhstan-russia")
YEARS = [date(2012, 1, 1), date(2013, 1, 1)]


@pytest.mark.parametrize(("year", "total"), [(2014, 20196.19), (2015, 15076.78), (2016, 12638.93)])
def test_turnover_with_russia(year: int, total: float) -> None:
    found = turnover(line(STORY, "exports"), line(STORY, "imports"))
    by_year = dict(zip(found.data["date"].dt.year, found.data["value"], strict=True))
    assert by_year[year] == pytest.approx(total)
    assert found.indicator.unit == "US$ million"
    assert found.indicator.title.count("as reported by Kazakhstan") == 2


def test_published_spot_values() -> None:
    imports = cache.read("wits/KAZ/RUS/imports").data.set_index("date")["value"]
    assert imports.loc["2012-01-01"] == 17110.46
    assert imports.loc["2016-01-01"] == 9129.77


def test_a_turnover_counts_years_both_have(series: Series) -> None:
    out = series([1, 2], dates=YEARS, frequency="annual", unit="US$ million")
    back = series([10], dates=YEARS[1:], frequency="annual", unit="US$ million")
    assert turnover(out, back).data["value"].tolist() == [12]


def test_units_are_not_mixed(series: Series) -> None:
    out = series([1, 2], dates=YEARS, frequency="annual", unit="US$ million")
    back = series([1, 2], dates=YEARS, frequency="annual", unit="current US$")
    for combine in (turnover, share, mirror_gap):
        with pytest.raises(Rejected, match="unit"):
            combine(out, back)


def test_a_share_is_of_the_whole(series: Series) -> None:
    part = series([25, 30], dates=YEARS, frequency="annual", unit="US$ million")
    whole = series([100, 120], dates=YEARS, frequency="annual", unit="US$ million")
    found = share(part, whole)
    assert found.data["value"].tolist() == [25, 25]
    assert found.indicator.unit == "%"
    with pytest.raises(Rejected, match="share of it"):
        share(part, series([0, 1], dates=YEARS, frequency="annual", unit="US$ million"))


def test_both_reporters_and_the_gap(series: Series) -> None:
    """2012: 17.1 as Kazakhstan reports it, 14.7 as Russia does."""
    kazakhstan = series([17.1, 18.0], dates=YEARS, frequency="annual", unit="US$ billion")
    russia = series([14.7], dates=YEARS[:1], frequency="annual", unit="US$ billion")
    gap = mirror_gap(kazakhstan, russia)
    assert gap.columns.to_list() == ["date", "importer", "exporter", "gap", "gap_percent"]
    assert gap.iloc[0, 1:].tolist() == pytest.approx([17.1, 14.7, 2.4, 16.33], abs=0.01)
