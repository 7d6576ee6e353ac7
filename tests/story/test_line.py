"""What a story's line shows."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from relations import story as stories
from relations.cache import is_cached, write
from relations.story import Line
from relations.story.line import line
from relations.values import Rate
from sources import NotCached, Snapshot, bank_of_russia, now, observations
from transforms.value import value_of

SHIPPED = Path(__file__).parents[2] / "data" / "cache"


def test_the_first_key_the_cache_has_is_shown() -> None:
    story = stories.load("kazakhstan-russia")
    oil = story.lines["oil"].keys
    assert line(story, "oil").indicator.key == next(key for key in oil if is_cached(key))
    assert line(story, "rouble").indicator.key == "imf/RUB"


def test_a_cross_rate_takes_both_from_one_publisher(cache: Path) -> None:
    """The better rouble is not paired with another publisher's tenge."""
    for key in ("imf/RUB", "nbp/RUB", "nbp/KZT"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((SHIPPED / key).with_suffix(".csv"), path)
    cross = line(stories.load("kazakhstan-russia"), "tenge-per-rouble")
    assert cross.indicator.publisher == "National Bank of Poland"
    assert str(cross.indicator.unit) == "KZT per RUB"


def test_official_rates_in_the_banks_own_currency_make_a_cross_and_a_value(cache: Path) -> None:
    """By hand: a dollar of 66 roubles, at 0.264 roubles a tenge, is 250 tenge; 67 at 0.2412 is 277.78."""
    day = date(2015, 8, 20)
    rates = {"USD": [66.0, 67.0], "KZT": [0.264, 0.2412]}
    for code, values in rates.items():
        write(Snapshot(bank_of_russia.indicator(code), observations([day, day + timedelta(days=1)], values), now()))
    lines = {code.lower(): Line(label=code, keys=(f"bank_of_russia/{code}",)) for code in rates}
    story = stories.load("kazakhstan-russia")
    told = story.model_copy(update={"lines": lines | {"cross": Line(label="Both", cross=("kzt", "usd"))}})
    cross = line(told, "cross")
    assert cross.indicator.unit == Rate("KZT", "USD")
    assert cross.data["value"].tolist() == pytest.approx([250, 277.7778])
    tenge = value_of("KZT", line(told, "kzt"))
    assert (tenge.indicator.unit, tenge.data["value"].tolist()) == (Rate("RUB", "KZT"), rates["KZT"])
    rouble = value_of("RUB", line(told, "usd"))
    assert (rouble.indicator.unit, rouble.data["value"].tolist()) == (Rate("USD", "RUB"), [1 / 66, 1 / 67])


def test_a_missing_line_names_the_command_that_fetches_it(cache: Path) -> None:
    story = stories.load("kazakhstan-russia")
    with pytest.raises(NotCached, match=r"Rouble is not in the cache \(imf/RUB.*`relations refresh kazakhstan-russia`"):
        line(story, "rouble")
    with pytest.raises(NotCached, match="Tenge per rouble is not in the cache"):
        line(story, "tenge-per-rouble")


def test_a_line_has_keys_or_a_cross() -> None:
    with pytest.raises(ValueError, match="either keys or cross, or a transform"):
        Line(label="x")
