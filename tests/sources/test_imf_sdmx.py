"""IMF Data: months as the last day, an average or a sum of them, in our units, and read as sdmx1 reads it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sources
from sources import FetchFailed, imf_sdmx
from tests.publishers._numbers import months
from tests.publishers.imf_sdmx import message, numbers

WANTED = {"COUNTRY": "KAZ", "INDICATOR": "XG_FOB_USD", "COUNTERPART_COUNTRY": "RUS", "FREQUENCY": "M"}
MONTHS = st.dictionaries(st.sampled_from(months(1990, 2030)), st.floats(allow_nan=False, allow_infinity=False))


def series(rows: dict[date, float], **codes: str) -> str:
    """A series as SDMX-ML has it."""
    names = "".join(f' {name}="{code}"' for name, code in {**WANTED, **codes}.items())
    return f"<Series{names}>" + "".join(
        f'<Obs TIME_PERIOD="{day:%Y-M%m}" OBS_VALUE="{value!r}"/>' for day, value in rows.items()
    ) + '<Obs TIME_PERIOD="2031-M01" OBS_STATUS="M"/></Series>'  # fmt: skip


@settings(max_examples=30)
@given(rows=MONTHS, others=MONTHS)
def test_the_series_asked_for_is_read_whatever_else_comes(rows: dict[date, float], others: dict[date, float]) -> None:
    """Witnesses differ on whether the IMF heeds the codes of a question."""
    beside = series(others, COUNTERPART_COUNTRY="BLR") + series(others, FREQUENCY="A")
    assert dict(imf_sdmx.parse(message(beside + series(rows), "IMTS"), WANTED)) == rows


def test_it_is_read_as_sdmx1_reads_it() -> None:
    import sdmx

    rows = numbers("IMTS/KAZ.XG_FOB_USD.RUS.M")
    body = message(series(rows), "IMTS")
    answer: Any = sdmx.read_sdmx(io.BytesIO(body))
    ((found, *_),) = (dataset.series.values() for dataset in answer.data)
    theirs = {str(one.dimension.values["TIME_PERIOD"].value): one.value for one in found if one.value is not None}
    assert {f"{day:%Y-M%m}": repr(value) for day, value in imf_sdmx.parse(body, WANTED)} == theirs


@pytest.mark.parametrize("body", [b"", b'{"errors": []}', b"<html></html>", message("", "ER")[:-9]])
def test_what_is_no_message_is_a_failure(body: bytes) -> None:
    with pytest.raises(FetchFailed, match="instead of <StructureSpecificData>"):
        list(imf_sdmx.parse(body, WANTED))


def values(code: str, since: date | None = None) -> dict[date, float]:
    data = imf_sdmx.fetch(imf_sdmx.indicator(code), since).data
    return dict(zip(data["date"].dt.date, data["value"].tolist(), strict=True))


@pytest.mark.usefixtures("standin")
class TestFetch:
    def test_trade_is_in_millions_though_its_scale_says_6_already(self) -> None:
        printed = numbers("IMTS/KAZ.XG_FOB_USD.RUS.M")
        assert values("KAZ/RUS/exports")[date(2014, 6, 1)] == printed[date(2014, 6, 1)] / 1e6

    def test_the_world_has_a_code_of_its_own(self, standin: Any) -> None:
        assert values("KAZ/WLD/exports")
        assert "/IMTS/+/KAZ.XG_FOB_USD.G001.M?" in standin.requests[0]["url"]

    def test_a_rate_of_the_end_is_of_the_last_day_and_an_average_of_the_month(self) -> None:
        printed = numbers("ER/KAZ.XDC_USD.EOP_RT.M")
        assert values("KZT/end")[date(2016, 2, 29)] == printed[date(2016, 2, 1)]
        assert date(2016, 2, 1) in values("KZT/average")

    def test_the_month_in_which_the_days_asked_for_begin_is_asked_for(self, standin: Any) -> None:
        assert min(values("KZT/end", date(2016, 2, 15))) == date(2016, 2, 29)
        assert "ge%3A2016-02-01" in standin.requests[0]["url"]

    def test_a_pair_nobody_reports_has_no_observations(self) -> None:
        with pytest.raises(FetchFailed, match="International Trade in Goods by Partner Country has no observations"):
            values("KAZ/FRA/exports")


def test_a_currency_begins_with_itself() -> None:
    """The IMF's series is of the country: what it has of years before is restated from another money."""
    homes = {code: imf_sdmx._home(code) for code in ("KZT", "BYN", "GEL")}
    assert homes == {
        "KZT": ("KAZ", date(1993, 11, 1)),
        "BYN": ("BLR", date(2016, 7, 1)),
        "GEL": ("GEO", date(1995, 9, 1)),
    }


@pytest.mark.parametrize(
    ("code", "known"), [("KZT/end", "2014-01-31"), ("KZT/average", "2014-02-06"), ("KAZ/RUS/exports", "2014-05-01")]
)
def test_from_when_a_month_counts_as_known(code: str, known: str) -> None:
    day = np.array(["2014-01-31" if code.endswith("end") else "2014-01-01"], "datetime64[D]")
    assert str(sources.published(imf_sdmx.indicator(code)).known(day)[0]) == known
