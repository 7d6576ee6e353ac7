"""What is left of a long line for a page: all one sees, and nothing more."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from relations import story as stories
from relations.cache import read, write
from relations.figures import Figure, Options, draw
from relations.figures.export import export
from relations.figures.files import drawing
from relations.figures.vega.rows import PER_COLUMN, Columns, thinned
from relations.story import Story
from sources import observations
from tests.found import STORY

LONG = """
[[figures]]
id = "long"
title = "Forty years of a line"
subtitle = "Made up, to be drawn"
window = { start = 1980-01-01, end = 2019-12-31 }
events = []
[[figures.panels]]
lines = ["rouble"]
values = [1999-05-05]
"""
START = date(1980, 1, 1)
SEEN = 40  #: of 255, the difference of a colour that an eye may see
HAIR = 2  #: pixels of a file, of which a px has two, that a line may be moved
Steps = st.lists(st.tuples(st.integers(1, 9), st.floats(-1e6, 1e6) | st.just(float("nan"))), min_size=1, max_size=400)


def frame(steps: list[tuple[int, float]]) -> tuple[pd.DataFrame, Columns]:
    days = np.cumsum([step for step, _ in steps])
    data = pd.DataFrame({"date": pd.Timestamp(START) + pd.to_timedelta(days, unit="D"), "value": [v for _, v in steps]})
    return data.astype({"date": "datetime64[ns]"}), Columns(START, data["date"].iloc[-1].date() + timedelta(days=1), 50)


@given(Steps)
@example([(1, 5.0)] * 300)
def test_lowest_and_highest_of_every_column_of_pixels_are_kept(steps: list[tuple[int, float]]) -> None:
    data, columns = frame(steps)
    kept = thinned(data, columns)
    for number in ("min", "max"):
        before, after = (
            one.dropna().groupby(columns.of(one.dropna()["date"]))["value"].agg(number) for one in (data, kept)
        )
        pd.testing.assert_series_equal(before, after)


@given(Steps)
def test_it_is_a_part_of_the_line_with_every_gap_and_both_sides_of_it(steps: list[tuple[int, float]]) -> None:
    data, columns = frame(steps)
    kept = thinned(data, columns)
    pd.testing.assert_frame_equal(kept, data.loc[kept.index])
    assert kept.index.is_monotonic_increasing
    gaps = set(np.flatnonzero(data["value"].isna()))
    ends = {place for gap in gaps for place in (gap - 1, gap, gap + 1) if 0 <= place < len(data)}
    assert {0, len(data) - 1} | ends <= set(kept.index)


@given(Steps, st.data())
def test_days_that_are_written_about_are_kept(steps: list[tuple[int, float]], draws: st.DataObject) -> None:
    data, columns = frame(steps)
    days = data["date"].dt.date.tolist()
    wanted = set(draws.draw(st.lists(st.sampled_from(days), max_size=5)))
    assert wanted <= set(thinned(data, columns, wanted)["date"].dt.date)


@given(Steps)
def test_no_more_rows_than_two_per_column_and_what_the_gaps_need(steps: list[tuple[int, float]]) -> None:
    data, columns = frame(steps)
    assert len(thinned(data, columns)) <= PER_COLUMN * (columns.width + 3 * data["value"].isna().sum()) + 2


@pytest.fixture
def long(cache: Path, tmp_path: Path) -> Story:
    """A story with one line of 10,000 trading days, a hole of two years in it."""
    assert cache
    days = pd.bdate_range("1980-01-01", "1989-12-31").append(pd.bdate_range("1992-01-01", "2020-04-30"))
    walk = 60 * np.exp(np.random.default_rng(6).normal(0, 0.01, len(days)).cumsum())
    shipped = Path(__file__).parents[2] / "data" / "cache" / "imf" / "RUB.csv"
    (cache / "imf").mkdir(parents=True)
    (cache / "imf" / "RUB.csv").write_bytes(shipped.read_bytes())
    write(replace(read("imf/RUB"), data=observations(days, np.round(walk, 4))))
    path = tmp_path / "long.toml"
    path.write_text((stories.folder() / "kazakhstan-russia.toml").read_text(encoding="utf-8") + LONG, encoding="utf-8")
    return stories.load(path)


def drawn_rows(figure: Figure) -> int:
    (layer,) = [layer for view in figure.spec["vconcat"] for layer in view["layer"] if "name" in layer]
    values = layer["data"]["values"]
    return len(values) if isinstance(values, list) else values.count("\n")


def inked(image: Image.Image) -> npt.NDArray[np.bool_]:
    """Where a picture is dark, a line or a letter."""
    return np.asarray(image.convert("L")) < 160


def picture(figure: Figure) -> Image.Image:
    """What a page shows of a figure: a file is drawn from all rows, unless it takes the figure for a whole one."""
    taken = replace(figure, options=figure.options.model_copy(update={"thinned": False}))
    return Image.open(io.BytesIO(export(taken, "png"))).convert("RGB")


@pytest.mark.parametrize("width", [360, 920])
def test_a_line_of_ten_thousand_days_looks_as_it_does_with_all_of_them(long: Story, width: int) -> None:
    whole, sparse = (draw(long, "long", Options(width=width, height=560, thinned=thin)) for thin in (False, True))
    assert drawn_rows(whole) > 9_900
    assert drawn_rows(sparse) <= PER_COLUMN * width
    before, after = picture(whole), picture(sparse)
    assert np.mean(np.asarray(ImageChops.difference(before, after)).max(axis=2) > SEEN) < 0.008
    for one, other in ((before, after), (after, before)):
        assert not np.any(inked(one) & ~inked(other.filter(ImageFilter.MinFilter(1 + 2 * HAIR))))


def test_a_file_is_drawn_from_all_of_them(long: Story) -> None:
    whole, sparse = (draw(long, "long", Options(width=360, height=560, thinned=thin)) for thin in (False, True))
    assert export(sparse, "svg") == export(whole, "svg")


def test_what_is_shipped_has_less_than_a_page_can_show() -> None:
    story = STORY
    for spec in story.figures:
        whole, sparse = (draw(story, spec.id, Options(width=920, height=736, thinned=thin)) for thin in (False, True))
        same = drawing.svg(whole.spec) == drawing.svg(sparse.spec)  # if so, of equal pixels
        assert same or picture(whole).tobytes() == picture(sparse).tobytes()
