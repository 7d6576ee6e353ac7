"""Trade between the two countries."""

from __future__ import annotations

from datetime import date

import pytest

from relations import cache
from relations.story.line import line
from sources import Rejected
from tests.found import STORY
from tests.transforms.conftest import Series
from transforms.turnover import turnover

YEARS = [date(2012, 1, 1), date(2013, 1, 1)]


@pytest.mark.parametrize(("year", "total"), [(2014, 20196.19), (2015, 15076.78), (2016, 12638.93)])
def test_turnover_with_russia(year: int, total: float) -> None:
    found = turnover(line(STORY, "exports"), line(STORY, "imports"))
    by_year = dict(zip(found.data["date"].dt.year, found.data["value"], strict=True))
    assert by_year[year] == pytest.approx(total)
    assert str(found.indicator.unit) == "US$ million"
    assert found.indicator.title.count("as reported by Kazakhstan") == 1  # both flows have one reporter: said once


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
    with pytest.raises(Rejected, match="unit"):
        turnover(out, back)
