"""An atlas: every pair has every measure or says why not, and what is there already is not made again."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relations import cache
from relations.atlas import build, making, table
from relations.atlas.flags import flagged
from relations.atlas.page import changed, missing, write_page
from relations.atlas.pairs import POST_SOVIET, countries
from relations.atlas.row import Row
from relations.evidence.daily import daily
from relations.evidence.pass_through import Slope, pass_through
from relations.story import load
from relations.values import Country
from sources import Rejected
from tests.atlas.conftest import DAY, THREE

MEASURES = {"turnover", "share", "mirror", "votes", "comovement", "figure"}


def rows(out: Path) -> list[dict[str, str]]:
    with (out / table.CSV).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashes(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_every_pair_has_every_measure_as_a_whole_number_or_a_reason(atlas: Path) -> None:
    found = rows(atlas)
    assert {(one["one"], one["other"]) for one in found} == {("ECU", "KAZ"), ("ECU", "RUS"), ("KAZ", "RUS")}
    for pair in {(one["one"], one["other"]) for one in found}:
        assert {one["measure"] for one in found if (one["one"], one["other"]) == pair} == MEASURES
    for one in found:
        if one["value"]:
            assert all(
                one[name] for name in ("unit", "start", "end", "year", "publisher", "keys", "licence", "retrieved")
            )
            assert not one["reason"]
        elif one["file"]:
            assert (atlas / one["file"]).read_bytes().startswith(b"<svg")
        else:
            assert one["why"]
            assert len(one["reason"]) > 10


def test_the_numbers_are_those_of_the_copies(atlas: Path) -> None:
    """Made-up copies are 20 plus 0, 2, 4, 1, 3 in turn from 2010: exports and imports of 2011 are 22 + 22."""
    found = {(one["one"], one["other"], one["of"], one["year"]): one for one in rows(atlas)}
    turnover = found["KAZ", "RUS", "turnover", "2011"]
    assert (turnover["value"], turnover["before"], turnover["change"], turnover["unit"]) == (
        "44.0",
        "40.0",
        "10.000000000000009",
        "US$ million",
    )
    assert found["KAZ", "RUS", "exports", "2012"]["value"] == "1.0", "both sides of a mirror are made alike"
    assert "wits/ECU/KAZ/exports" in found["ECU", "KAZ", "turnover", ""]["reason"]
    assert "uses the dollar" in found["ECU", "KAZ", "cross", ""]["reason"]


def test_comovement_is_the_regression_before_a_years_end(atlas: Path) -> None:
    found = {one["year"]: one for one in rows(atlas) if one["of"] == "cross" and one["measure"] == "comovement"}
    one, other = (daily(cache.read(f"imf/{code}")) for code in ("KZT", "RUB"))
    slope = pass_through(one, other, date(2016, 1, 1), (250,)).before[250]
    assert isinstance(slope, Slope)
    assert found["2015"]["value"] == str(slope.r_squared)
    assert (found["2015"]["start"], found["2015"]["end"]) == (str(slope.start), str(slope.end)) != ("", "")
    assert found["2013"]["why"] == "thin window"
    assert float(found["2015"]["change"]) == slope.r_squared - float(found["2014"]["value"])
    assert "2016" not in found, "a year is told of when it is over"


def test_parquet_says_what_the_csv_says(atlas: Path) -> None:
    known = table.read(atlas, "SELECT * FROM atlas")
    written = [{name: "" if cell is None else str(cell) for name, cell in one.items()} for one in known]
    assert written == rows(atlas)


def test_a_second_run_makes_nothing_and_a_broken_one_goes_on(
    atlas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = hashes(atlas)
    assert build(atlas, THREE, DAY).made == 0
    assert hashes(atlas) == whole

    def broken(*_: Any) -> Any:
        for task in list(_[1])[:1]:
            yield making.Made(task.pair, "", problem="lost")
        raise OSError("no space left on device")

    kept = next(atlas.glob("made/ECU-KAZ-*"))
    kept.write_bytes(kept.read_bytes()[:-30])
    (atlas / "figures/KAZ-RUS/trade.svg").unlink()
    with pytest.raises(OSError, match="no space left"):
        build(atlas, THREE, DAY, spread=broken)
    assert build(atlas, THREE, DAY).made == 2, "the file that is cut and the figure that is gone"
    assert hashes(atlas) == whole


def test_a_story_is_the_one_that_new_writes_with_the_lines_of_the_atlas(atlas: Path) -> None:
    story = load(atlas / "stories/kazakhstan-russia.toml")
    assert story.countries == ("KAZ", "RUS")
    assert {"turnover", "partner-turnover", "partner-exports-share"} <= set(story.lines)


def test_the_page_says_what_changed_most_and_counts_what_is_missing(atlas: Path) -> None:
    text = (atlas / "index.html").read_text(encoding="utf-8")
    words = re.sub(r"<[^>]*>|\s+", " ", text)
    assert "Which relationships changed most in a year" in words
    assert "3 pairs of 3 countries" in words
    assert "Ecuador" in words
    assert "<script" not in text


def _row(one: str, year: int, before: float, value: float, **more: Any) -> Row:
    change = 100 * (value / before - 1)
    return Row(one, "RUS", "turnover", "turnover", year, value=value, before=before, change=change, change_unit="%") \
        if not more else replace(_row(one, year, before, value), **more)  # fmt: skip


def test_what_changed_most_by_hand(tmp_path: Path) -> None:
    """A half and a double are alike, so three times is more; too little trade and what is known to be odd are out."""
    written = [
        _row("ARM", 2001, 200, 100),
        _row("BLR", 2001, 100, 300),
        _row("BLR", 2002, 300, 390),
        _row("GEO", 2002, 1, 99),
        _row("KAZ", 2002, 100, 900, note="an undercount"),
        _row("KAZ", 2003, 500, 0),
        Row("UKR", "RUS", "turnover", "turnover", why="not fetched", reason="not in the cache"),
    ]
    assert table.write(tmp_path, written) == 7
    found = changed(tmp_path)
    places = {(one["one"], one["year"]): one["place"] for one in found if one["of_pair"] == 1}
    assert places == {("KAZ", 2003): 1, ("BLR", 2001): 2, ("ARM", 2001): 3}
    assert {one["year"]: one["one"] for one in found if one["in_year"] == 1} == {2001: "BLR", 2002: "BLR", 2003: "KAZ"}
    counted = {one["why"]: one["pairs"] for one in missing(tmp_path)}
    assert counted == {"": 4, "not fetched": 1}


def test_a_currency_of_many_countries_is_named_by_itself_and_once(tmp_path: Path) -> None:
    moved = {"measure": "comovement", "of": "cross", "year": 2020, "before": 0.2, "change": 0.4, "change_unit": "R²"}
    pairs = [("ALA", "KAZ", "imf/EUR imf/KZT"), ("KAZ", "LVA", "imf/KZT imf/EUR"), ("KAZ", "RUS", "imf/KZT imf/RUB")]
    table.write(tmp_path, [Row(one, other, value=0.6, keys=keys, **moved) for one, other, keys in pairs])  # type: ignore[arg-type]
    write_page(tmp_path, countries("post-soviet"), ("en", "ru"))
    named = [re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*–[^<]*|[^<]* — [^<]*)<', (tmp_path / path).read_text())
             for path in ("index.html", "ru/index.html")]  # fmt: skip
    assert named[0] == ["Euro–Kazakhstani tenge", "Kazakhstani tenge–Russian rouble"]
    assert named[1] == ["евро — казахский тенге", "казахский тенге — российский рубль"]


def test_what_a_story_flags_is_noted_and_not_ranked() -> None:
    odd = flagged()
    assert "under-reported" in odd["wits/KAZ/RUS/exports", 2010]


def test_countries_are_named_by_a_file(tmp_path: Path) -> None:
    assert [one.code for one in countries("post-soviet")] == list(POST_SOVIET)
    assert len(countries("all")) > 190
    file = tmp_path / "few.txt"
    file.write_text("rus # Russia\n\nKAZ, RUS\n", encoding="utf-8")
    assert countries(str(file)) == [Country("KAZ"), Country("RUS")]
    for text, why in {"RUS\nXYZ\n": "line 2: .*XYZ", "RUS": "two countries", "RUS EUU": "group"}.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Rejected, match=why):
            countries(str(file))
