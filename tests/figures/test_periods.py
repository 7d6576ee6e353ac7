"""An observation of a period is drawn, read and taken away as what it is, and none is lost beside a gap."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import cache as copies
from relations import story as stories
from relations.downloads import drawn, headings, wide
from relations.downloads.workbook import workbook
from relations.figures import Figure, Options, draw
from relations.figures.dates import named
from relations.figures.editor import fitting
from relations.figures.editor.offers import offers
from relations.figures.panel import course
from relations.story import FigureSpec, Line, Panel, StoryError, Window
from relations.story.periods import breaks, lone, spans, stands
from relations.values import Count, Share, parse_dating, parse_licence
from sources import Indicator, Snapshot, now, observations
from tests.found import STORY

LICENCE = parse_licence("CC BY 4.0")
KEY = "world_bank/KGZ/SI.POV.GINI"


def series(days: list[str], frequency: Any = "annual", means: str = "calendar year") -> Snapshot:
    """Made-up values, 1 to the number of days."""
    about = Indicator(
        KEY, "Made up", Share(), frequency, "World Bank", "https://example.org", LICENCE, parse_dating(means)
    )
    return Snapshot(about, observations(days, range(1, len(days) + 1)), now())


def annual(*which: int) -> Snapshot:
    return series([f"{year}-01-01" for year in which])


def figure_of(snapshot: Snapshot, chart: Any, window: Window, **options: Any) -> Figure:
    """The figure of one line that the cache holds."""
    copies.write(snapshot)
    panel = Panel(lines=("c",), chart=chart)
    spec = FigureSpec(id="f", title="One", subtitle="Panel", window=window, panels=(panel,), events=())
    lines = {"c": Line(label="Made up", keys=(KEY,))}
    return draw(STORY.model_copy(update={"figures": (spec,), "lines": lines, "bands": ()}), "f", Options(**options))


SPAN = Window(start=date(2000, 1, 1), end=date(2013, 12, 31))


def test_each_value_of_a_year_has_its_tread_also_before_a_gap(cache: Path) -> None:
    """Case 03: years missing, drawn as a step."""
    shown = annual(2000, 2001, 2004, 2006)
    corners = course(shown, "step")
    treads = corners.groupby("value")["date"].agg(["min", "max"])
    assert [f"{day:%Y-%m-%d}" for day in treads.loc[2.0]] == ["2001-01-01", "2001-12-31"]
    assert [f"{day:%Y-%m-%d}" for day in treads.loc[3.0]] == ["2004-01-01", "2004-12-31"]
    assert corners["value"].isna().sum() == 2
    assert figure_of(shown, "step", SPAN).alt.count("(2006)") == 2, "the last is the highest"


def test_what_stands_for_its_whole_period_is_never_joined(cache: Path) -> None:
    """Cases 01 and 05: a survey every other year, and an annual line, with the default chart."""
    figure = figure_of(annual(2001, 2003, 2005), "line", SPAN)
    assert [panel.spec.chart for panel in figure.panels] == ["step"]


def test_a_copy_of_monthly_averages_is_drawn_as_steps_where_the_story_has_a_line() -> None:
    monthly = draw(STORY, "money-and-oil", Options(publishers=(("oil", "pink_sheet/CRUDE_BRENT"),)))
    assert [panel.spec.chart for panel in monthly.panels] == ["line", "step"]
    assert "from 107.7 (average of Jul 2013) to 39.1 (average of Mar 2016)" in monthly.alt


def test_a_story_file_and_compose_allow_the_same_charts(tmp_path: Path) -> None:
    text = (stories.folder() / "kazakhstan-russia.toml").read_text(encoding="utf-8")
    path = tmp_path / "joined.toml"
    path.write_text(text.replace('lines = ["votes"]\nchart = "step"', 'lines = ["votes"]'))
    with pytest.raises(StoryError, match=r"panels\[1\].chart: 'line' joins points.*votes.*allowed: step, bar"):
        stories.load(path)
    there = offers(STORY)
    assert fitting.charts([there["imports-share"]]) == ["step", "bar"]
    assert fitting.charts([there["pink-sheet-crude-brent"]]) == ["step", "bar"]
    assert fitting.charts([there["imports-share"], there["rouble"]]) == ["step"]
    assert fitting.charts([there["rouble"]]) == ["line", "step"]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.sampled_from(["line", "step"]))
def test_every_observation_of_a_day_has_a_mark(apart: list[int], chart: Any) -> None:
    """A corner that is joined to another, or a dot of its own."""
    days = np.datetime64("2014-01-01") + np.cumsum(apart)
    shown = series([str(day) for day in days], "daily", "market day")
    corners = course(shown, chart)["value"].to_numpy()
    runs = np.split(corners, np.flatnonzero(np.isnan(corners)))
    joined = {value for run in runs if len(set(run[~np.isnan(run)])) > 1 for value in run[~np.isnan(run)]}
    assert joined | set(shown.data["value"][lone(shown)]) == set(shown.data["value"])


def test_an_observation_between_two_gaps_is_a_dot(cache: Path) -> None:
    days = ["2014-03-03", "2014-03-04", "2014-03-20", "2014-04-10", "2014-04-11"]
    window = Window(start=date(2014, 3, 1), end=date(2014, 4, 30))
    figure = figure_of(series(days, "daily", "market day"), "line", window)
    marks = [layer["data"]["values"] for layer in figure.spec["vconcat"][0]["layer"] if "'point'" in str(layer)]
    assert [len(rows) for rows in marks] == [5], "and so is each that stands apart from its neighbours"


@pytest.mark.parametrize(
    ("frequency", "days", "broken"),
    [
        ("daily", ["2014-06-06", "2014-06-09", "2014-06-11", "2014-06-16"], [False, False, True]),
        ("daily", ["2014-11-26", "2014-12-01", "2014-12-03", "2014-12-08"], [True, False, True]),
        ("daily", ["2014-01-06", "2014-07-25", "2014-07-31", "2014-08-07"], [True, False, True]),
        ("weekly", ["2014-06-04", "2014-06-12", "2014-06-25"], [False, True]),
        ("monthly", ["2014-01-31", "2014-02-28", "2014-04-30"], [False, True]),
        ("annual", ["2014-01-01", "2015-12-31", "2017-01-01"], [False, True]),
    ],
)
def test_a_line_is_broken_where_days_are_missing_or_a_period(
    frequency: str, days: list[str], broken: list[bool]
) -> None:
    assert breaks(series(days, frequency, "market day" if frequency == "daily" else "fixing day")).tolist() == broken


@pytest.mark.parametrize("day", ["2015-01-01", "2015-01-17", "2015-01-31"])
def test_a_month_is_the_same_whatever_day_of_it_the_publisher_writes(day: str) -> None:
    for means, first, last, words in (
        ("average of month", date(2015, 1, 1), date(2015, 1, 31), "average of Jan 2015"),
        ("end of month", date(2015, 1, 31), date(2015, 1, 31), "end of Jan 2015"),
        ("calendar month", date(2015, 1, 1), date(2015, 1, 31), "Jan 2015"),
    ):
        shown = series([day], "monthly", means)
        assert [days[0].astype(date) for days in stands(shown)] == [first, last]
        assert [days[0].astype(date) for days in spans(shown)] == [date(2015, 1, 1), date(2015, 1, 31)]
        assert named(shown.indicator, date.fromisoformat(day)) == words


def test_the_pointer_reads_a_period_all_through_it_and_names_it(cache: Path) -> None:
    (line,) = figure_of(annual(2001, 2003), "step", SPAN).pointer["lines"]
    days = [(pd.Timestamp(0) + pd.Timedelta(days=count)).date() for count in (*line["days"], *line["ends"])]
    assert days == [date(2001, 1, 1), date(2003, 1, 1), date(2001, 12, 31), date(2003, 12, 31)]
    assert line["names"] == ["2001", "2003"]


def test_what_leaves_says_of_which_days_it_is(cache: Path) -> None:
    table = drawn(figure_of(annual(2001, 2003), "bar", SPAN))
    assert table["start"].dt.date.tolist() == [date(2001, 1, 1), date(2003, 1, 1)]
    assert table["end"].dt.date.tolist() == [date(2001, 12, 31), date(2003, 12, 31)]
    day = series(["2001-01-01"], "daily", "market day")
    both = wide((("Year", annual(2001)), ("Day", replace(day, indicator=replace(day.indicator, unit=Count("x"))))))
    assert both[["start", "end"]].astype(str).agg(" ".join, axis=1).tolist() == [
        "2001-01-01 2001-01-01", "2001-01-01 2001-12-31",
    ]  # fmt: skip


def test_two_lines_with_one_name_are_two_columns() -> None:
    """Case 25."""
    lines = {**STORY.lines, "other": Line(label="Rouble", keys=("nbp/RUB",))}
    panel = STORY.figure("money-and-oil").panels[0].model_copy(update={"lines": ("rouble", "other")})
    spec = STORY.figure("money-and-oil").model_copy(update={"panels": (panel,)})
    figure = draw(STORY.model_copy(update={"lines": lines, "figures": (spec,)}), "money-and-oil")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(figure)))["data"]
    names = [cell.value for cell in sheet[1]]
    assert headings(figure.shown) == [f"Rouble, index, 2014-06-30 = 100 [{key}/RUB]" for key in ("imf", "nbp")]
    for name, (_, snapshot) in zip(headings(figure.shown), figure.shown, strict=True):
        column = list(sheet.columns)[names.index(name)][1:]
        assert [cell.value for cell in column if cell.value is not None] == snapshot.data["value"].tolist()
