"""Facts about every figure of every story, at every size and in both themes."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relations import downloads
from relations import story as stories
from relations.cache import cached_keys, read, write
from relations.figures import Figure, Options, draw, inputs
from relations.figures.layout.annotate import heading_words
from relations.figures.layout.naming import names_at
from relations.figures.options import SIZES, asked
from relations.figures.panel import unflagged
from relations.figures.theme import THEMES, ThemeName
from relations.i18n.units import spoken
from relations.story import Story, StoryError
from sources import NotCached, Snapshot, imf_sdmx, now, observations
from tests.figures.rendered import drawn, lost, ticks, valid

SHIPPED = Path(__file__).parents[2] / "data" / "cache"
ALL = [(name, figure.id) for name in stories.names() for figure in stories.load(name).figures if not figure.is_ranked]
WIDTHS = {**SIZES, "phone": {"width": 358, "height": 640}, "page": {"width": 920, "height": 736}}


@pytest.fixture(scope="module", params=ALL, ids="/".join)
def told(request: pytest.FixtureRequest) -> tuple[Story, str]:
    return stories.load(request.param[0]), request.param[1]


@pytest.fixture(scope="module", params=WIDTHS)
def figure(request: pytest.FixtureRequest, told: tuple[Story, str]) -> Figure:
    return draw(*told, Options(**WIDTHS[request.param]))


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


def test_it_is_valid_vega_lite(told: tuple[Story, str]) -> None:
    """As small as it is drawn, where lines are broken and marks numbered; the next test reads the largest."""
    valid(draw(*told, Options(**WIDTHS["phone"])).spec)


def test_what_a_pointer_meets_is_valid_too_and_quiet_elsewhere(told: tuple[Story, str]) -> None:
    """On the page every observation layer has one mark with a tooltip; no other mark answers a pointer."""
    figure = draw(*told, Options(hover=True))
    valid(figure.spec)
    for layer in data_layers(figure):
        drawn, hover = layer["layer"]
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
        if "name" not in layer:
            continue  # what was known then, over the same line
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
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil")
    rouble = data_layers(figure)[0]["data"]["values"]
    at = next(i for i, row in enumerate(rouble) if row["date"] == "2014-12-31")
    assert rouble[at + 1]["value"] is None
    assert rouble[at + 2]["date"] == "2015-01-12"


def test_equal_input_gives_an_equal_figure_and_stays_as_it_is(told: tuple[Story, str]) -> None:
    """Drawing changes none of its inputs, neither the story nor the copies it draws from."""
    story, name = told
    one = draw(story, name)
    keys = {snapshot.indicator.key for _, snapshot in one.shown} & {*cached_keys()}
    before = story.model_dump_json(), {key: read(key).sha256 for key in keys}
    assert json.dumps(draw(story, name).spec) == json.dumps(one.spec)
    assert inputs(story, name) == inputs(story, name)
    assert (story.model_dump_json(), {key: read(key).sha256 for key in keys}) == before


def test_it_carries_its_data_and_no_address(figure: Figure) -> None:
    text = json.dumps({key: value for key, value in figure.spec.items() if key != "$schema"})
    assert not re.search('http|"url"|"image"', text)


def test_alt_text_and_caption_say_what_it_shows(figure: Figure) -> None:
    for label, snapshot in figure.shown:
        assert f"{label} in {spoken(snapshot.indicator.unit)}: from " in figure.alt
        assert snapshot.indicator.publisher in figure.caption
    assert figure.title in figure.alt
    assert figure.title in figure.caption


def test_its_data_are_tidy(figure: Figure) -> None:
    table = downloads.drawn(figure)
    assert list(table.columns) == downloads.DRAWN
    assert len(table) == sum(len(snapshot.data) for _, snapshot in figure.shown)
    assert not table.isna().any(axis=None)


def test_ticks_of_roles_differ_by_more_than_colour() -> None:
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil")
    roles = [event.role for event in figure.events if event.precision == "day"]
    view = figure.spec["vconcat"][0]
    rows = [
        row for row in view["layer"][1]["data"]["values"] if row["y"] > figure.grid.heights[0] and row["x"] == row["x2"]
    ]
    looks = Counter((row["width"], round(row["y2"] - row["y"], 1)) for row in rows)
    assert sorted(looks.values()) == sorted([roles.count("cited"), roles.count("context")])
    assert len(ticks(figure)) == len(roles), "and an open mark for each that came later"


def test_what_is_named_follows_the_story_then_the_viewer() -> None:
    story = stories.load("kazakhstan-russia")

    def named(**options: Any) -> set[str]:
        figure = draw(story, "money-and-oil", Options(**options))
        return {row["event"] for row in figure.spec["vconcat"][0]["layer"][1]["data"]["values"] if row["event"]}

    assert named() == set(story.figure("money-and-oil").named)
    assert named(width=640, height=450, exact=True) == set(story.figure("money-and-oil").named[:4])
    assert {"crimea", "opec-no-cut"} < named(events=("crimea", "opec-no-cut", *story.figure("money-and-oil").named))
    assert "sanctions-widened" in named(highlight="sanctions-widened")
    assert named(names=17) > named()
    assert named(names=0) == set()


def test_a_chosen_event_stands_out_and_no_other() -> None:
    story = stories.load("kazakhstan-russia")
    plain, chosen = draw(story, "trade"), draw(story, "trade", Options(highlight="eeu-signed"))

    def widths(figure: Figure) -> dict[str, float]:
        return {row["event"]: row["width"] for row in figure.spec["vconcat"][0]["layer"][1]["data"]["values"]}

    before, after = widths(plain), widths(chosen)
    assert {event for event in before if before[event] != after[event]} == {"eeu-signed"}
    assert after["eeu-signed"] > 2 * before["eeu-signed"]


def test_the_flagged_year_of_trade_is_an_outline_named_in_place_and_explained() -> None:
    figure = draw(stories.load("kazakhstan-russia"), "trade")
    words = texts(figure)
    assert "2010 under- reported" in words
    assert any("2010 is not counted" in text for text in words)
    kinds = {row["kind"]: row["date"] for layer in data_layers(figure) for row in layer["data"]["values"]}
    assert set(kinds) == {"full", "tint", "flagged"}
    steps = draw(stories.load("kazakhstan-russia"), "shares")
    dashed = [row for row in drawn(steps.spec["vconcat"][0], "rule") if tuple(row["dash"]) == (3, 2)]
    assert len(dashed) == 2, "a short dashed tread of each share"


def test_bars_of_a_sum_stand_on_each_other_and_their_totals_are_written() -> None:
    figure = draw(stories.load("kazakhstan-russia"), "trade")
    below, above = (layer["data"]["values"] for layer in data_layers(figure))
    assert [row["top"] for row in below] == pytest.approx([row["low"] for row in above])
    sold, bought = (read(f"wits/KAZ/RUS/{flow}").data.set_index("date")["value"] for flow in ("exports", "imports"))
    total = sold + bought
    assert above[-1]["top"] == pytest.approx(total.iloc[-1] / 1000)
    words = texts(figure)
    assert {f"{total[f'{year}-01-01'] / 1000:.1f}" for year in (2013, 2014, 2015, 2021)} <= set(words)
    assert "2014 level; next passed in 2021" in words


def test_a_series_that_is_missing_is_said_and_the_rest_is_drawn(cache: Path) -> None:
    for key in ("imf/RUB", "fred/DCOILBRENTEU"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((SHIPPED / key).with_suffix(".csv"), path)
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil")
    assert [label for label, _ in figure.shown] == ["Rouble", "Oil"]
    (problem,) = figure.missing
    assert "Tenge is not in the cache" in problem
    assert "`relations refresh kazakhstan-russia` fetches it" in problem


def test_an_optional_panel_is_not_missed_and_there_once_a_line_of_it_is(cache: Path) -> None:
    shutil.copytree(SHIPPED / "wits", cache / "wits")
    story = stories.load("kazakhstan-russia")
    shown = {series for panel in draw(story, "trade").panels for series in (one.name for one in panel.series)}
    assert (shown, draw(story, "trade").missing) == ({"exports", "imports"}, ())
    months = observations([f"2014-{month:02}-01" for month in range(1, 13)], [500.0] * 12)
    write(Snapshot(imf_sdmx.indicator("KAZ/RUS/exports"), months, now()))
    figure = draw(story, "trade")
    assert [one.name for one in figure.panels[-1].series] == ["exports-by-month"]
    assert "Imports from Russia by month is not in the cache" in figure.missing[0]


def test_without_any_series_there_is_no_figure(cache: Path) -> None:
    with pytest.raises(NotCached, match="relations refresh"):
        draw(stories.load("kazakhstan-russia"), "money-and-oil")


def test_bad_requests_are_answered_with_what_is_allowed() -> None:
    story = stories.load("kazakhstan-russia")
    with pytest.raises(StoryError, match="no figure 'x'; figures: money-and-oil, tenge-per-rouble, trade"):
        draw(story, "x")
    with pytest.raises(ValueError, match="width: Input should be greater than or equal to 320; found 100"):
        asked(width=100)


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_has_contrast(theme: ThemeName) -> None:
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil", Options(theme=theme))
    used = set(re.findall(r'"color": "(#[0-9a-f]{6})", "leading"', json.dumps(figure.spec)))
    assert used
    for color in used:
        assert contrast(color, THEMES[theme].background) >= 4.5, color


def test_the_two_themes_differ_in_colour_alone() -> None:
    story = stories.load("kazakhstan-russia")
    light, dark = (
        re.sub(r"#[0-9a-f]{6}", "#", json.dumps(draw(story, "trade", Options(theme=theme)).spec)) for theme in THEMES
    )
    assert light == dark


def test_a_change_is_told_with_its_days_in_caption_and_alternative_text() -> None:
    figure = draw(stories.load("kazakhstan-russia"), "money-and-oil")
    for words in (figure.caption, figure.alt):
        assert "Rouble, 30 Jun 2014 – 30 Jan 2015: 33.8 → 68.9 RUB per USD, −51 % of its value." in words.replace(
            "\u00a0", " "
        )
