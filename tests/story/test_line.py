"""What a story's line shows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from relations.cache import is_cached, write
from relations.story import Line, Story
from relations.story.line import line, nobody_has
from relations.values import Rate, Score, Share, parse_unit
from sources import NotCached, Rejected, Snapshot, bank_of_russia, now, observations, source
from tests.found import STORY
from transforms.value import value_of

SHIPPED = Path(__file__).parents[2] / "data" / "cache"


def test_the_first_key_the_cache_has_is_shown() -> None:
    story = STORY
    oil = story.lines["oil"].keys
    assert line(story, "oil").indicator.key == next(key for key in oil if is_cached(key))
    assert line(story, "rouble").indicator.key == "imf/RUB"


def test_a_cross_rate_takes_both_from_one_publisher(cache: Path) -> None:
    """The better rouble is not paired with another publisher's tenge."""
    for key in ("imf/RUB", "nbp/RUB", "nbp/KZT"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((SHIPPED / key).with_suffix(".csv"), path)
    cross = line(STORY, "tenge-per-rouble")
    assert cross.indicator.publisher == "National Bank of Poland"
    assert str(cross.indicator.unit) == "KZT per RUB"


def test_official_rates_in_the_banks_own_currency_make_a_cross_and_a_value(cache: Path) -> None:
    """By hand: a dollar of 66 roubles, at 0.264 roubles a tenge, is 250 tenge; 67 at 0.2412 is 277.78."""
    day = date(2015, 8, 20)
    rates = {"USD": [66.0, 67.0], "KZT": [0.264, 0.2412]}
    for code, values in rates.items():
        write(Snapshot(bank_of_russia.indicator(code), observations([day, day + timedelta(days=1)], values), now()))
    lines = {code.lower(): Line(label=code, keys=(f"bank_of_russia/{code}",)) for code in rates}
    story = STORY
    told = story.model_copy(update={"lines": lines | {"cross": Line(label="Both", cross=("kzt", "usd"))}})
    cross = line(told, "cross")
    assert cross.indicator.unit == Rate("KZT", "USD")
    assert cross.data["value"].tolist() == pytest.approx([250, 277.7778])
    tenge = value_of("KZT", line(told, "kzt"))
    assert (tenge.indicator.unit, tenge.data["value"].tolist()) == (Rate("RUB", "KZT"), rates["KZT"])
    rouble = value_of("RUB", line(told, "usd"))
    assert (rouble.indicator.unit, rouble.data["value"].tolist()) == (Rate("USD", "RUB"), [1 / 66, 1 / 67])


def test_a_missing_line_names_the_command_that_fetches_it(cache: Path) -> None:
    story = STORY
    with pytest.raises(NotCached, match=r"Rouble: not in the cache \(imf/RUB.*`relations refresh kazakhstan-russia`"):
        line(story, "rouble")
    with pytest.raises(NotCached, match="Tenge per rouble: not in the cache"):
        line(story, "tenge-per-rouble")


def test_a_refresh_may_bring_a_formula_of_lines_that_are_missing(cache: Path) -> None:
    """Nobody has been asked for them: no publisher has said that there is none."""
    assert not cache.exists()
    parts = {name: Line(label=name, keys=(f"fred/{name.upper()}",)) for name in ("a", "b")}
    told = STORY
    told = told.model_copy(update={"lines": parts | {"sum": Line(label="Sum", formula="a + b")}})
    assert nobody_has(told, "sum") is None


def test_a_line_has_keys_or_a_cross() -> None:
    with pytest.raises(ValueError, match="either keys, cross or formula, or a transform"):
        Line(label="x")


def _fetched(key: str, unit: str) -> None:
    """A copy of two years in a unit."""
    about = replace(source(key).indicator(key.split("/", 1)[1]), unit=parse_unit(unit))
    write(Snapshot(about, observations(["2014-01-01", "2015-01-01"], [1.0, 2.0]), now()))


@pytest.mark.usefixtures("cache")
class TestUnit:
    """Nothing is shown without a unit; where its publisher states none the story may."""

    KEY = "world_bank/KGZ/SI.POV.GINI"

    def told(self, unit: str | None) -> Story:
        gini = Line.model_validate({"label": "Gini", "keys": (self.KEY,)} | ({"unit": unit} if unit else {}))
        return Story.model_construct(id="made-up", lines={"gini": gini})

    def test_a_line_without_one_is_refused_with_the_way_out(self) -> None:
        for unit in ("not stated", "other: unit named on the indicator's page"):
            _fetched(self.KEY, unit)
            with pytest.raises(
                Rejected,
                match=r"states no unit.*https://data\.worldbank.*`unit = \"…\"` in the story, under `\[lines\.gini\]`",
            ):
                line(self.told(None), "gini")

    def test_the_storys_is_used_then(self) -> None:
        _fetched(self.KEY, "not stated")
        assert line(self.told("score from 0 to 100"), "gini").indicator.unit == Score(0, 100)

    def test_the_publishers_is_not_overruled(self) -> None:
        _fetched(self.KEY, "%")
        assert line(self.told("%"), "gini").indicator.unit == Share()
        with pytest.raises(Rejected, match=r"is in %, and the story says number of persons; take `unit` out of"):
            line(self.told("number of persons"), "gini")

    @pytest.mark.parametrize("unit", ["roubles", "not stated", "other: price in the currency Yahoo quotes it in"])
    def test_what_is_none_is_refused(self, unit: str) -> None:
        with pytest.raises(ValueError, match=r"is no unit; allowed: RUB per USD|states no unit"):
            self.told(unit)

    def test_what_is_made_of_lines_takes_theirs(self) -> None:
        with pytest.raises(ValueError, match="a unit goes with keys"):
            Line(label="x", cross=("a", "b"), unit=Rate("KZT", "RUB"))

    def test_it_is_written_as_it_is_read(self) -> None:
        told = self.told("other: Gini points").lines["gini"]
        assert Line.model_validate(told.model_dump()) == told


@pytest.mark.parametrize("key", ["world_bank/ROM/SP.POP.TOTL", "fred/gdp", "wits/XYZ/RUS/exports", "nobody/X", "imf"])
def test_a_key_that_no_publisher_has_is_refused_before_anybody_asks(key: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|known|is no key"):
        Line(label="x", keys=(key,))
