"""What is drawn follows the story, the viewer and the cache: names, colours, and what is missing."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from relations.cache import read, write
from relations.cache.journal import EVER, LACKS
from relations.figures import Figure, Options, draw
from relations.figures.options import SIZES, asked
from relations.figures.theme import THEMES, ThemeName
from relations.i18n import LOCALES
from relations.story import StoryError
from sources import Snapshot, imf_sdmx, now, observations
from tests.figures.rendered import drawn, ticks
from tests.figures.test_draw import SHIPPED, data_layers, texts
from tests.found import STORY, shipped


def test_ticks_of_roles_differ_by_more_than_colour() -> None:
    figure = draw(STORY, "money-and-oil")
    roles = [event.role for event in figure.events if event.precision == "day"]
    view = figure.spec["vconcat"][0]
    rows = [
        row for row in view["layer"][1]["data"]["values"] if row["y"] > figure.grid.heights[0] and row["x"] == row["x2"]
    ]
    looks = Counter((row["width"], round(row["y2"] - row["y"], 1)) for row in rows)
    assert sorted(looks.values()) == sorted([roles.count("cited"), roles.count("context")])
    assert len(ticks(figure)) == len(roles), "and an open mark for each that came later"


def test_what_is_named_follows_the_story_then_the_viewer() -> None:
    story = STORY

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
    story = STORY
    plain, chosen = draw(story, "trade"), draw(story, "trade", Options(highlight="eeu-signed"))

    def widths(figure: Figure) -> dict[str, float]:
        return {row["event"]: row["width"] for row in figure.spec["vconcat"][0]["layer"][1]["data"]["values"]}

    before, after = widths(plain), widths(chosen)
    assert {event for event in before if before[event] != after[event]} == {"eeu-signed"}
    assert after["eeu-signed"] > 2 * before["eeu-signed"]


def test_the_flagged_year_of_trade_is_an_outline_named_in_place_and_explained() -> None:
    figure = draw(STORY, "trade")
    words = texts(figure)
    assert "2010 under- reported" in words
    assert any("2010 is not counted" in text for text in words)
    kinds = {row["kind"]: row["date"] for layer in data_layers(figure) for row in layer["data"]["values"]}
    assert set(kinds) == {"full", "tint", "flagged"}
    steps = draw(STORY, "shares")
    dashed = [row for row in drawn(steps.spec["vconcat"][0], "rule") if tuple(row["dash"]) == (3, 2)]
    assert len(dashed) == 2, "a short dashed tread of each share"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("story", "words"), [("kazakhstan-russia", "2010"), ("belarus-russia", "2021")])
def test_a_flagged_bar_is_named_in_every_size(story: str, words: str, size: str) -> None:
    """Above its outline, or over its neighbours with a line down to it; the axis does not name that year in bold."""
    told = shipped(story)
    label = next(flag.label for flag in told.figure("trade").panels[0].flags)
    for locale in LOCALES:
        spoken = told.translations.get(locale, {}).get(str(label), label)
        written = [one.replace("- ", "-") for one in texts(draw(told, "trade", Options(**SIZES[size], locale=locale)))]
        assert f"{words} {spoken}" in written, locale


def test_bars_of_a_sum_stand_on_each_other_and_their_totals_are_written() -> None:
    figure = draw(STORY, "trade")
    below, above = (layer["data"]["values"] for layer in data_layers(figure))
    assert [row["top"] for row in below] == pytest.approx([row["low"] for row in above])
    sold, bought = (read(f"wits/KAZ/RUS/{flow}").data.set_index("date")["value"] for flow in ("exports", "imports"))
    total = sold + bought
    assert above[-1]["top"] == pytest.approx(total.iloc[-1] / 1000)
    words = texts(figure)
    assert {f"{total[f'{year}-01-01'] / 1000:.1f}" for year in (2013, 2014, 2015, 2021)} <= set(words)
    assert "2014 level; next passed in 2021" in words


def test_a_sum_that_lacks_a_part_has_no_total(tmp_path: Path) -> None:
    """WITS names only a country’s five largest partners: in some years it has Türkiye’s exports or imports alone."""
    file = tmp_path / "pair.toml"
    file.write_text(
        'countries = ["TUR", "USA"]\nstandard = ["trade"]\n'
        "window = { start = 2014-01-01, end = 2018-12-31 }\n"
        '[article]\ntitle = "A pair"\nauthor = "A. Writer"\npublished = 2018-08-01\nurl = "https://example.org"\n'
    )
    figure = draw(shipped(file), "trade")
    sold, bought = (read(f"wits/TUR/USA/{flow}").data.set_index("date")["value"] for flow in ("exports", "imports"))
    both, alone = (sold + bought).dropna(), sold.add(bought, fill_value=0)
    whole = {f"{value / 1000:.1f}" for value in both}
    partial = {f"{alone[day] / 1000:.1f}" for day in alone.index.difference(both.index)} - whole
    values = {text for text in texts(figure) if re.fullmatch(r"\d+\.\d", text)}
    assert partial
    assert values & whole
    assert not values & partial


def test_a_series_that_is_missing_is_said_and_the_rest_is_drawn(cache: Path) -> None:
    for key in ("imf/RUB", "fred/DCOILBRENTEU"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((SHIPPED / key).with_suffix(".csv"), path)
    figure = draw(STORY, "money-and-oil")
    assert [label for label, _ in figure.shown] == ["Rouble", "Oil"]
    (problem,) = figure.missing
    assert "Tenge: not in the cache" in problem
    assert "`relations refresh kazakhstan-russia` fetches it" in problem


def test_an_optional_panel_is_not_missed_and_there_once_a_line_of_it_is(cache: Path) -> None:
    shutil.copytree(SHIPPED / "wits", cache / "wits")
    story = STORY
    shown = {series for panel in draw(story, "trade").panels for series in (one.name for one in panel.series)}
    assert (shown, draw(story, "trade").missing) == ({"exports", "imports"}, ())
    months = observations([f"2014-{month:02}-01" for month in range(1, 13)], [500.0] * 12)
    write(Snapshot(imf_sdmx.indicator("KAZ/RUS/exports"), months, now()))
    figure = draw(story, "trade")
    assert [one.name for one in figure.panels[-1].series] == ["exports-by-month"]
    assert "Imports from Russia by month: not in the cache" in figure.missing[0]


def test_without_any_series_each_panel_is_a_frame_that_says_so(cache: Path) -> None:
    figure = draw(STORY, "money-and-oil")
    said = "Oil: not yet fetched; to fetch: relations refresh kazakhstan-russia."
    assert said in " ".join(texts(figure))
    assert said in figure.alt
    assert (figure.shown, len(figure.panels), len(figure.missing)) == ((), 2, 3)
    assert min(figure.grid.heights) >= 52


def test_a_frame_says_that_no_refresh_brings_a_line(cache: Path) -> None:
    shutil.copytree(SHIPPED / "wits", cache / "wits")
    story = STORY
    lines = {**story.lines, "oil": story.lines["oil"].model_copy(update={"keys": ("imf_ifs/GEL",)})}
    whole = story.model_copy(update={"lines": lines})
    assert "Oil: this version cannot fetch it." in draw(whole, "money-and-oil").alt
    LACKS.append([("imf_ifs/GEL", *EVER, now(), now())])
    assert "Oil: its publisher says that there is no such series." in draw(whole, "money-and-oil").alt


def test_bad_requests_are_answered_with_what_is_allowed() -> None:
    story = STORY
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
    figure = draw(STORY, "money-and-oil", Options(theme=theme))
    used = set(re.findall(r'"color": "(#[0-9a-f]{6})", "leading"', json.dumps(figure.spec)))
    assert used
    for color in used:
        assert contrast(color, THEMES[theme].background) >= 4.5, color


def test_the_two_themes_differ_in_colour_alone() -> None:
    story = STORY
    light, dark = (
        re.sub(r"#[0-9a-f]{6}", "#", json.dumps(draw(story, "trade", Options(theme=theme)).spec)) for theme in THEMES
    )
    assert light == dark


def test_a_change_is_told_with_its_days_in_caption_and_alternative_text() -> None:
    figure = draw(STORY, "money-and-oil")
    for words in (figure.caption, figure.alt):
        assert (
            "Rouble, 30 Jun 2014 – 30 Jan 2015: 33.8 → 68.9 roubles per dollar, −51 % of its value."
            in words.replace("\u00a0", " ")
        )
