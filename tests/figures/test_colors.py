"""Colours are told apart by every eye: with normal sight, and without the red or the green cones."""

from __future__ import annotations

from itertools import combinations

import pytest
from coloraide import Color

from relations.figures import draw
from relations.figures.theme import LIGHT, LINE_DASHES, THEMES, ThemeName
from relations.story.hue import HUES, Hue, hue_of_key
from tests.figures.test_draw_choices import contrast
from tests.found import STORY

APART = 14.0  #: least CIEDE2000 between two things; 1 is just noticeable side by side, and a line is thin
SIGHTS = {"normal": None, "protanopia": "protan", "deuteranopia": "deutan"}


def seen(color: str, sight: str) -> Color:
    """A colour as the sight sees it (Machado, Oliveira & Fernandes 2009, severity 1)."""
    kind = SIGHTS[sight]
    one = Color(color)
    return one if kind is None else one.filter(kind, 1, method="machado").clip()


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_things_are_alike(theme: ThemeName, sight: str) -> None:
    looks = {hue: seen(THEMES[theme].fill(hue), sight) for hue in HUES}
    apart = {(a, b): looks[a].delta_e(looks[b], method="2000") for a, b in combinations(HUES, 2)}
    assert {pair: round(distance, 1) for pair, distance in apart.items() if distance < APART} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_words_can_be_read_on_the_ground_and_fills_be_seen(theme: ThemeName) -> None:
    colors = THEMES[theme]
    for color in (*colors.lines.values(), colors.text, colors.muted):
        assert contrast(color, colors.background) >= 4.5, color
    assert all(contrast(colors.fill(hue), colors.background) >= 3 for hue in HUES)


@pytest.mark.parametrize(
    ("key", "hue"),
    [
        ("wits/KAZ/RUS/imports_share", "imports"),
        ("wits/RUS/KAZ/exports", "imports"),  # the same goods, as the other reports them
        ("imf_sdmx/KAZ/RUS/exports", "exports"),
        ("un_votes/KAZ/RUS/agreement", "both"),
        ("wits/KAZ/CHN/imports_share", "third"),
        ("yahoo/RUB=X", "second"),
        ("yahoo/KZTRUB=X", "both"),
        ("national_bank_ukraine/KZT", "first"),
        ("stat_kz/KZ-59/pop", "first"),
        ("fred/DCOILBRENTEU", "world"),
    ],
)
def test_a_key_says_whose_it_is(key: str, hue: Hue) -> None:
    assert hue_of_key(key, ("KAZ", "RUS")) == hue


def test_another_pair_has_its_own_things_and_the_story_may_say_what_a_key_does_not() -> None:
    story = STORY.model_copy(update={"countries": ("RUS", "KAZ")})
    assert (story.hue("rouble"), story.hue("imports"), story.hue("oil")) == ("first", "exports", "world")
    said = story.lines["rouble"].model_copy(update={"colour": "third"})
    assert story.model_copy(update={"lines": {**story.lines, "rouble": said}}).hue("rouble") == "third"


def test_a_line_has_one_colour_in_every_figure_of_its_story() -> None:
    story = STORY
    names = ["money-and-oil", "tenge-per-rouble", "pass-through", "claim-rouble-freefall"]
    seen: dict[str, set[str]] = {}
    for figure in names:
        for view in draw(story, figure).spec["vconcat"]:
            for layer in view["layer"]:
                if layer.get("name", "").startswith("line-"):
                    mark = layer["layer"][0]["mark"]
                    if mark["type"] == "line":
                        seen.setdefault(layer["name"].split("-", 2)[2], set()).add(mark["color"])
    assert {line: colors for line, colors in seen.items() if len(colors) > 1} == {}
    assert seen["rouble"] == {LIGHT.line("second")}


def test_lines_of_one_colour_in_a_panel_have_different_dashes() -> None:
    assert len({tuple(dash) for dash in LINE_DASHES}) == len(LINE_DASHES) >= 6
    story = STORY
    shares = story.figure("trade")
    panel = shares.panels[0].model_copy(
        update={"lines": ("turnover", "china", "germany", "belarus", "ukraine"), "chart": "step", "flags": ()}
    )
    figure = shares.model_copy(update={"panels": (panel.model_copy(update={"changes": (), "level": None}),)})
    spec = draw(story.model_copy(update={"figures": (figure,)}), "trade").spec
    layers = [layer["layer"][0]["mark"] for layer in spec["vconcat"][0]["layer"] if "name" in layer]
    assert len({(mark["color"], tuple(mark["strokeDash"])) for mark in layers}) == len(layers) == 5
