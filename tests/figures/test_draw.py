"""Facts about every figure of every story, at every size and in both themes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from relations import downloads
from relations import story as stories
from relations.cache import cached_keys, read
from relations.figures import Figure, Options, draw, inputs
from relations.figures.layout.annotate import heading_words
from relations.figures.layout.lane import names_at
from relations.figures.options import SIZES
from relations.figures.panel import unflagged
from relations.i18n.units import spoken
from relations.story import Story
from tests.figures.rendered import lost, valid
from tests.found import STORY, shipped

SHIPPED = Path(__file__).parents[2] / "data" / "cache"
ALL = [(name, figure.id) for name in stories.names() for figure in shipped(name).figures if not figure.is_ranked]
#: The narrowest, the highest and the one with the fewest words: what holds at these holds between them.
WIDTHS = {name: SIZES[name] for name in ("square", "slide")} | {"phone": {"width": 358, "height": 640}}


@pytest.fixture(scope="module", params=ALL, ids="/".join)
def told(request: pytest.FixtureRequest) -> tuple[Story, str]:
    return shipped(request.param[0]), request.param[1]


@pytest.fixture(scope="module")
def at(told: tuple[Story, str]) -> Callable[[str], Figure]:
    """The figure at a width, drawn when it is first asked for."""
    return cache(lambda width: draw(*told, Options(**WIDTHS[width])))


@pytest.fixture(params=WIDTHS)
def figure(request: pytest.FixtureRequest, at: Callable[[str], Figure]) -> Figure:
    return at(request.param)


def texts(figure: Figure) -> list[str]:
    """Every text of the figure, its lines joined, in the order drawn."""
    found = []
    for view in figure.spec["vconcat"]:
        for layer in view["layer"]:
            if layer.get("mark", {}).get("type") == "text":
                found += [
                    " ".join(t) if isinstance(t, list) else t for t in (row["text"] for row in layer["data"]["values"])
                ]
    return found


def data_layers(figure: Figure) -> list[dict[str, Any]]:
    """The layers that draw observations, one per line."""
    layers = [layer for view in figure.spec["vconcat"] for layer in view["layer"] if "name" in layer]
    return json.loads(json.dumps(layers))  # type: ignore[no-any-return]


def test_it_is_valid_vega_lite(at: Callable[[str], Figure]) -> None:
    """As small as it is drawn, where lines are broken and marks numbered; the next test reads the largest."""
    valid(at("phone").spec)


def test_what_a_pointer_meets_is_valid_too_and_quiet_elsewhere(told: tuple[Story, str]) -> None:
    """On the page every observation layer has one mark with a tooltip; no other mark answers a pointer."""
    figure = draw(*told, Options(hover=True))
    valid(figure.spec)
    for layer in data_layers(figure):
        drawn, hover, *_ = layer["layer"]  # and of then and now what was known then
        assert drawn["mark"]["tooltip"] is None
        assert hover["mark"]["opacity"] == 0
        assert len(hover["encoding"]["tooltip"]) == 2


def test_title_unit_publisher_and_retrieval_are_in_it(figure: Figure) -> None:
    words = " ".join(texts(figure))
    assert figure.title in words
    assert figure.subtitle in words
    for panel in figure.panels:
        if panel.headed:
            assert all(part in words for part in re.split(r", |  ", heading_words(panel)))
    for label, snapshot in figure.shown:
        assert snapshot.indicator.publisher in words
        assert any(label in text for text in texts(figure))
    assert re.search(r"Retrieved [0-9–]+ Nov 2026\.", words)


def test_every_event_is_named_or_a_tick_and_in_the_caption_with_its_source(
    told: tuple[Story, str], figure: Figure
) -> None:
    story, _ = told
    assert figure.events
    assert lost(figure, texts(figure)) == []
    for event in figure.events:
        assert story.cite(event.sources[0]) in figure.caption
        assert all(f"¶{number}" in figure.caption for number in event.paragraphs)
    assert not any("¶" in text or "[" in text for text in texts(figure)), "sources of events stand in the caption"


def test_every_rule_stands_at_its_date_through_every_panel(figure: Figure) -> None:
    written = texts(figure)
    named = [event for event in figure.events if event.label in written]
    days = {event.id: event for event in named if event.precision == "day"}
    assert len(days) == len(named) <= names_at(figure.width)
    start, end = (
        figure.spec["vconcat"][0]["layer"][2]["layer"][0]["encoding"]["x"]["scale"]["domain"][i] for i in (0, 1)
    )
    first, last = (day(one) for one in (start, end))
    for view in figure.spec["vconcat"]:
        rows = view["layer"][1]["data"]["values"]
        rules = [row for row in rows if row["event"]]
        assert {row["event"] for row in rules} == set(days)
        assert rows[: len(rules)] == rules, "they are drawn first, behind the grid and the data"
        for row in rules:
            x = view["width"] * (days[row["event"]].date - first).days / (last - first).days
            assert row["x"] == row["x2"] == pytest.approx(x, abs=0.06)


def day(expression: dict[str, str]) -> date:
    """The day of utc(2013, 6, 1), whose months count from 0."""
    year, month, day = map(int, re.findall(r"\d+", expression["expr"]))
    return date(year, month + 1, day)


def test_a_line_draws_its_observations_and_nothing_else(figure: Figure) -> None:
    """No value that was not published, none left out but what is flagged on a line, and a gap wherever there is one."""
    seen: dict[str, list[float]] = {}
    labels = iter([label for label, _ in figure.shown])
    for layer in data_layers(figure):
        rows, mark = layer["data"]["values"], layer["layer"][0]["mark"]
        if mark.get("interpolate") == "step-after":
            ends = [row for row in rows if row["date"].endswith("-12-31")]  # the last of a tread before a gap
            assert all(rows[rows.index(end) - 1]["value"] == end["value"] for end in ends)
            assert rows[-1] in ends
            rows = [row for row in rows if row not in ends]
        seen[next(labels)] = [row["value"] for row in rows if row["value"] is not None]
    assert seen == {
        one.label: (one.shown.data if panel.spec.chart == "bar" else unflagged(panel.spec, one.name, one.shown.data))[
            "value"
        ].tolist()
        for panel in figure.panels
        for one in panel.series
    }


def test_a_gap_is_drawn_as_a_gap() -> None:
    figure = draw(STORY, "money-and-oil")
    rouble = data_layers(figure)[0]["data"]["values"]
    at = next(i for i, row in enumerate(rouble) if row["date"] == "2014-12-31")
    assert rouble[at + 1]["value"] is None
    assert rouble[at + 2]["date"] == "2015-01-12"


def test_equal_input_gives_an_equal_figure_and_stays_as_it_is(
    told: tuple[Story, str], at: Callable[[str], Figure]
) -> None:
    """Drawing changes none of its inputs, neither the story nor the copies it draws from."""
    story, name = told
    one = at("slide")
    keys = {snapshot.indicator.key for _, snapshot in one.shown} & {*cached_keys()}
    before = story.model_dump_json(), {key: read(key).sha256 for key in keys}
    assert json.dumps(draw(story, name, one.options).spec) == json.dumps(one.spec)
    assert inputs(story, name) == inputs(story, name)
    assert (story.model_dump_json(), {key: read(key).sha256 for key in keys}) == before


def test_it_carries_its_data_and_no_address(figure: Figure) -> None:
    text = json.dumps({key: value for key, value in figure.spec.items() if key != "$schema"})
    assert not re.search('http|"url"|"image"', text)


def test_alt_text_and_caption_say_what_it_shows(figure: Figure) -> None:
    for label, snapshot in figure.shown:
        assert f"{label}, {spoken(snapshot.indicator.unit)}: from " in figure.alt
        assert snapshot.indicator.publisher in figure.caption
    assert figure.title in figure.alt
    assert figure.title in figure.caption


def test_its_data_are_tidy(figure: Figure) -> None:
    table = downloads.drawn(figure)
    assert list(table.columns) == downloads.DRAWN
    assert len(table) == sum(len(snapshot.data) for _, snapshot in figure.shown)
    assert not table.isna().any(axis=None)
