"""What is written in a panel: changes with their percentages, names of bands, names of lines; in place or as a note."""

from __future__ import annotations

import re
from datetime import date

import pytest

from relations import cache
from relations import story as stories
from relations.figures import Options, draw
from relations.figures.options import size
from relations.story import Band, Change, FigureSpec, Line, Panel, Story, Window
from tests.figures.rendered import Rendered, faults
from tests.figures.test_draw import texts
from transforms.change import both_ways, percent


@pytest.fixture(scope="module")
def story() -> Story:
    return stories.load("kazakhstan-russia")


def with_panel(story: Story, panel: Panel, bands: tuple[Band, ...] = (), *, events: tuple[str, ...] = ()) -> Story:
    window = Window(start=date(2013, 7, 1), end=date(2016, 3, 31))
    spec = FigureSpec(id="one", title="One", subtitle="Panel", window=window, panels=(panel,), events=events)
    return story.model_copy(update={"figures": (spec,), "bands": bands})


def on(key: str, day: str) -> float:
    data = cache.read(key).data.set_index("date")["value"]
    return float(data[day])


def test_a_rate_changes_both_ways_as_the_transforms_say(story: Story) -> None:
    before, after = on("imf/KZT", "2014-02-10"), on("imf/KZT", "2014-02-12")
    quote, value = both_ways(before, after)
    words = " ".join(texts(draw(story, "money-and-oil"))).replace(",", "")
    assert f"{before:.1f} → {after:.1f} USD\u00a0+{quote:.1f}\u00a0% KZT\u00a0−{-value:.1f}\u00a0%" in words
    assert "155.6 → 184.5 USD\u00a0+18.6\u00a0% KZT\u00a0−15.7\u00a0%" in words


def test_a_price_changes_one_way(story: Story) -> None:
    key = next(key for key in story.lines["oil"].keys if cache.is_cached(key))
    before, after = on(key, "2014-06-30"), on(key, "2015-01-30")
    words = " ".join(texts(draw(story, "money-and-oil")))
    assert f"{before:.1f} → {after:.1f}" in words
    assert f"−{-percent(before, after):.1f}\u00a0%" in words


def test_a_share_changes_by_points(story: Story) -> None:
    change = Change(start=date(1996, 1, 1), end=date(2014, 1, 1))
    window = Window(start=date(1995, 1, 1), end=date(2021, 12, 31))
    panel = Panel(lines=("imports-share",), chart="step", changes=(change,))
    spec = FigureSpec(id="one", title="One", subtitle="Panel", window=window, panels=(panel,), events=())
    figure = draw(story.model_copy(update={"figures": (spec,)}), "one")
    before, after = (on("wits/KAZ/RUS/imports_share", f"{year}-01-01") for year in (1996, 2014))
    assert any(f"{before:.1f} → {after:.1f} −{before - after:.1f} points" in text for text in texts(figure))


def test_a_change_is_said_of_levels_only(story: Story) -> None:
    change = Change(start=date(2014, 6, 30), end=date(2015, 1, 30))
    plain = with_panel(story, Panel(lines=("rouble",), changes=(change,)))
    index = with_panel(story, Panel(lines=("rouble",), show="index", base=date(2014, 6, 30), changes=(change,)))
    assert any("→" in text for text in texts(draw(plain, "one")))
    assert not any("→" in text for text in texts(draw(index, "one")))


def test_a_change_needs_both_its_observations(story: Story) -> None:
    """None is looked for more than a week before a day, and one observation is no change."""
    gap = Change(start=date(2014, 12, 31), end=date(2015, 1, 7))
    assert not any(
        "→" in text for text in texts(draw(with_panel(story, Panel(lines=("rouble",), changes=(gap,))), "one"))
    )


def test_separators_and_signs_are_those_of_the_language(story: Story) -> None:
    words = " ".join(texts(draw(story, "money-and-oil", Options(locale="ru"))))
    assert "155,6 → 184,5" in words
    assert "+18,6\u00a0%" in words
    assert "−15,7\u00a0%" in words


@pytest.mark.parametrize("words", ["wide", "column", "square"])
def test_what_finds_no_place_becomes_a_note(story: Story, words: str) -> None:
    """Every change, with both its days, and every band is in its panel or below it; where it is low, in the caption."""
    figure = draw(story, "money-and-oil", Options(**size(words)))
    found = " ".join([*texts(figure), *([figure.caption] if words == "column" else [])]).replace("\u00a0", " ")
    for change, days in (
        ("33.8 → 68.9", "30 Jun 2014 – 30 Jan 2015"),
        ("155.6 → 184.5", "10 Feb 2014 – 12 Feb 2014"),
        ("188.4 → 255.3", "19 Aug 2015 – 20 Aug 2015"),
        ("111.0 → 47.5", "30 Jun 2014 – 30 Jan 2015"),
    ):
        remark = re.escape(change) + r",? [^→]*?" + re.escape(days)  # in one remark, or
        note = re.escape(days) + ": " + re.escape(change)  # in one note
        assert re.search(f"{remark}|{note}", found), change
    for label in ("tenge 185 ± 3", "tenge 185 +3/−15", "tenge 185 +13/−15", "from float to key rate"):
        assert label in found
    for text in texts(figure):
        assert "shaded:" not in text


def test_a_band_is_named_in_it_or_in_a_note_with_its_days(story: Story) -> None:
    band = Band(id="b", label="a band of some length", start=date(2014, 2, 11), end=date(2015, 8, 20), lines=("tenge",))
    figure = draw(with_panel(story, Panel(lines=("tenge",)), (band,)), "one")
    assert "a band of some length" in texts(figure)
    assert "Shaded: a band of some length, 11 Feb 2014 – 20 Aug 2015." in figure.caption
    longer = band.model_copy(update={"label": "a band of more than any length " * 20})
    figure = draw(with_panel(story, Panel(lines=("tenge",)), (longer,)), "one")
    assert any(f"Shaded: {longer.label}, 11 Feb 2014 – 20 Aug 2015." in text for text in texts(figure))


@pytest.mark.parametrize("words", ["wide", "column", "square", "320x200"])
def test_six_lines_that_end_at_one_value_are_all_named(story: Story, words: str) -> None:
    labels = ("Rouble", "Rouble, again", "The rouble once more", "Рубль", "Ресей рублі", "Rouble, and no other line")
    lines = {f"rouble-{n}": Line(label=label, keys=("imf/RUB",)) for n, label in enumerate(labels)}
    told = with_panel(story.model_copy(update={"lines": lines}), Panel(lines=tuple(lines)))
    figure = draw(told, "one", Options(**size(words)))
    assert faults(figure) == []
    right = figure.spec["vconcat"][0]["width"]
    seen = Rendered(figure)
    assert sum(leader.x2 - leader.x < 8 for leader in seen.leaders) >= 4, "those moved have a tick to their line"
    assert {text for text, box in seen.texts if box.x > right} >= set(labels)
