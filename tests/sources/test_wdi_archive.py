"""An edition of the World Development Indicators, and what was known when it was the newest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import cache as copies
from relations.claims.look import Look
from relations.evidence.known_then import edition, editions
from relations.story import Article, Line, Story
from relations.values import parse_unit
from sources import FetchFailed, Snapshot, now, observations, published, wdi_archive, world_bank
from tests.sources.replies import replies

CODE = "KAZ/NE.EXP.GNFS.CD"
NAME = "Exports of goods and services (current US$)"


def row(year: int, value: float | None, name: str = NAME, version: str = "201904") -> dict[str, Any]:
    parts = (("Country", "KAZ", ""), ("Version", version, ""), ("Series", CODE[4:], name), ("Time", f"YR{year}", ""))
    return {"variable": [{"concept": c, "id": i, "value": v} for c, i, v in parts], "value": value}


def body(rows: list[Any]) -> bytes:
    source = {"id": "57", "name": "WDI Database Archives", "data": rows}
    return json.dumps({"page": 1, "pages": 1, "per_page": 50, "total": len(rows), "source": source}).encode()


def fetch(monkeypatch: pytest.MonkeyPatch, sent: bytes, code: str = f"{CODE}/201904") -> tuple[Snapshot, list[str]]:
    asked = replies(monkeypatch, sent)
    return wdi_archive.fetch(wdi_archive.indicator(code)), asked


def test_an_edition_has_its_own_name_and_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = fetch(monkeypatch, body([row(2017, 1.5, "Exports (constant 2010 US$)"), row(2018, None)]))
    (url,) = asked
    assert url.endswith("/v2/sources/57/country/KAZ/series/NE.EXP.GNFS.CD/time/all/version/201904/data?")
    assert str(found.indicator.unit) == "constant 2010 US$"
    assert found.indicator.title == "Exports (constant 2010 US$), Kazakhstan, with the world, edition of Apr 2019"
    assert (found.first, found.last) == (date(2017, 1, 1), date(2017, 1, 1))


def test_all_of_it_counts_as_known_at_the_end_of_its_month() -> None:
    rule = published(wdi_archive.indicator(f"{CODE}/201904"))
    days = rule.known(np.array(["1990-01-01", "2018-01-01"], "datetime64[D]"))
    assert days.tolist() == [date(2019, 4, 30)] * 2


@settings(max_examples=40)
@given(st.dictionaries(st.integers(1950, 2020), st.none() | st.floats(-1e15, 1e15)), st.randoms())
def test_what_an_edition_has_is_read_whatever_its_order(values: dict[int, float | None], random: Any) -> None:
    rows = [row(year, value) for year, value in values.items()]
    random.shuffle(rows)
    read = dict(wdi_archive.parse(body(rows), "KAZ", CODE[4:], "201904"))
    assert read == {date(year, 1, 1): value for year, value in values.items() if value is not None}


@pytest.mark.parametrize(
    "rows", [[row(2017, 1.0, version="201904"), None], [{"variable": []}], [row(2017, 1.0, version="201909")]]
)
def test_another_form_or_edition_is_no_answer(monkeypatch: pytest.MonkeyPatch, rows: list[Any]) -> None:
    with pytest.raises(FetchFailed, match=rf"^wdi_archive/{CODE}/201904: the World Bank sent"):
        fetch(monkeypatch, body(rows))


def kept(publisher: Any, code: str, values: dict[int, float], unit: str = "current US$") -> Snapshot:
    about = replace(publisher.indicator(code), unit=parse_unit(unit))
    copy = Snapshot(about, observations([f"{year}-01-01" for year in values], list(values.values())), now())
    copies.write(copy)
    return copy


@pytest.mark.usefixtures("cache")
class TestAsKnownThen:
    def test_is_the_edition_of_the_day(self) -> None:
        copy = kept(world_bank, CODE, {2016: 10.0, 2017: 20.0, 2018: 30.0})
        kept(wdi_archive, f"{CODE}/201904", {2016: 11.0, 2017: 19.0})
        kept(wdi_archive, f"{CODE}/201909", {2016: 10.5, 2017: 19.5, 2018: 31.0})
        day = date(2019, 6, 1)
        lines = {"exports": Line(label="Exports", keys=(f"world_bank/{CODE}",))}
        article = Article(author="A. Author", published=day, known_until=day)
        look = Look(Story.model_construct(id="made-up", lines=lines, article=article), day)
        assert look.line("exports").data["value"].tolist() == [11.0, 19.0]
        assert set(look.used) == {f"world_bank/{CODE}", f"wdi_archive/{CODE}/201904"}
        (known,) = look.hidden.values()
        assert (known.hidden, known.first_hidden, known.caveat) == (1, date(2018, 1, 1), None)
        assert "edition" in known.rule
        assert editions(copy.indicator.key) == [f"wdi_archive/{CODE}/{one}" for one in ("201909", "201904")]

    def test_but_none_of_another_unit_or_much_older(self) -> None:
        copy = kept(world_bank, CODE, {2017: 20.0})
        kept(wdi_archive, f"{CODE}/201904", {2017: 19.0}, "constant 2010 US$")
        assert edition(copy, date(2019, 6, 1)) is None
        kept(wdi_archive, f"{CODE}/201904", {2017: 19.0})
        days = [date(2019, 4, 29), date(2019, 4, 30), date(2019, 10, 31), date(2019, 11, 1)]
        assert [edition(copy, day) is not None for day in days] == [False, True, True, False]
