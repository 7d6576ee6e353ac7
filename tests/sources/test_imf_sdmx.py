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
from sources import Fetch, FetchFailed, Indicator, NoSuchSeries, imf_sdmx
from tests.publishers._numbers import months
from tests.publishers.imf_sdmx import message, numbers

WANTED = {"COUNTRY": "KAZ", "INDICATOR": "XG_FOB_USD", "COUNTERPART_COUNTRY": "RUS", "FREQUENCY": "M"}
PARTNERS = ("CHN", "KGZ", "RUS", "TUR")
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


def together(codes: list[str]) -> Fetch:
    """What a run that wants these codes asks the IMF by."""
    make = imf_sdmx.HABITS.together
    assert make
    return make(codes)


def values(code: str, since: date | None = None, ask: Fetch = imf_sdmx.fetch) -> dict[date, float]:
    data = ask(imf_sdmx.indicator(code), since).data
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

    def test_a_run_asks_once_for_a_reporters_exports_to_many(self, standin: Any) -> None:
        """And what it gives is what each question alone would give; who is not in the answer has no trade."""
        codes = [f"KAZ/{one}/exports" for one in ("CHN", "KGZ", "RUS", "TUR", "WLD")]
        alone = [values(code) for code in codes]
        ask = together([*codes, "KAZ/FRA/exports", "KAZ/RUS/imports", "KZT/end"])
        assert [values(code, ask=ask) for code in codes] == alone
        with pytest.raises(NoSuchSeries, match=r"has no observations$"):
            values("KAZ/FRA/exports", ask=ask)
        values("KAZ/RUS/imports", ask=ask)
        assert [url.split("/+/")[1].split("?")[0] for url in (one["url"] for one in standin.requests[5:])] == [
            "KAZ.XG_FOB_USD.*.M",
            "KAZ.MG_CIF_USD.RUS.M",
        ]

    def test_copies_that_end_at_different_times_are_asked_for_twice_at_most(self, standin: Any) -> None:
        """From a year before the first of them, and once more, for everything, if another needs more."""
        sinces = [date(2018, 5, 1), date(2017, 1, 1), date(2016, 12, 31), None, date(2018, 1, 1)]
        codes = [f"KAZ/{one}/exports" for one in ("CHN", "KGZ", "RUS", "TUR", "UZB")]
        alone = [values(*each) for each in zip(codes, sinces, strict=True)]
        ask = together(codes)
        assert [values(*each, ask=ask) for each in zip(codes, sinces, strict=True)] == alone
        first, second = (one["url"] for one in standin.requests[5:])
        assert "ge%3A2017-01-01" in first
        assert "TIME_PERIOD" not in second

    def test_what_is_known_of_a_reporter_is_let_go_when_another_is_asked(self, standin: Any) -> None:
        ours, theirs = ([f"{one}/{other}/exports" for other in PARTNERS] for one in ("KAZ", "RUS"))
        ask = together([*ours, *theirs, "RUS/KAZ/exports"])
        for code in (ours[0], "RUS/KAZ/exports", ours[1]):
            values(code, ask=ask)
        assert [one["url"].split("_USD.")[1].split("?")[0] for one in standin.requests] == ["*.M", "*.M", "KGZ.M"]

    @pytest.mark.parametrize("answer", [message("", "IMTS"), b"", FetchFailed("it answered 413")])
    def test_where_all_partners_are_not_given_each_is_asked_for(
        self, answer: bytes | FetchFailed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also where they were given of the last years, and not of all: what is known would be too short."""
        codes, before = [f"KAZ/{one}/exports" for one in PARTNERS], imf_sdmx._answer
        alone, ask = values("KAZ/RUS/exports"), together(codes)
        values("KAZ/CHN/exports", date(2018, 1, 1), ask=ask)

        def refused(indicator: Indicator, flow: str, codes: dict[str, str], *rest: Any) -> bytes:
            if "*" not in codes.values():
                return before(indicator, flow, codes, *rest)
            if isinstance(answer, FetchFailed):
                raise answer
            return answer

        monkeypatch.setattr(imf_sdmx, "_answer", refused)
        assert values("KAZ/RUS/exports", ask=ask) == alone

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
