"""Colours are told apart by every eye: with normal sight, and without the red or the green cones."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest
from coloraide import Color

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.theme import LINE_DASHES, THEMES, Colors, ThemeName, line_dash
from tests.figures.test_draw import contrast

APART = 8.0  #: least CIEDE2000 between two colours; 1 is just noticeable side by side, and a line is thin
SIGHTS = {"normal": None, "protanopia": "protan", "deuteranopia": "deutan"}


def seen(color: str, sight: str) -> Color:
    """A colour as the sight sees it (Machado, Oliveira & Fernandes 2009, severity 1)."""
    kind = SIGHTS[sight]
    one = Color(color)
    return one if kind is None else one.filter(kind, 1, method="machado").clip()


def of_lines(colors: Colors) -> dict[str, str]:
    """What meets in a figure."""
    return {f"line {number}": color for number, color in enumerate(colors.lines)}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_colours_of_a_figure_are_alike(theme: ThemeName, sight: str) -> None:
    colors = of_lines(THEMES[theme])
    looks = {name: seen(color, sight) for name, color in colors.items()}
    apart = {(a, b): looks[a].delta_e(looks[b], method="2000") for a, b in combinations(looks, 2)}
    assert {pair: round(distance, 1) for pair, distance in apart.items() if distance < APART} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_six_lines_have_a_colour_and_a_dash_of_their_own(theme: ThemeName) -> None:
    assert len(set(THEMES[theme].lines)) >= 6
    assert len({tuple(dash) for dash in LINE_DASHES}) == len(LINE_DASHES) >= 6
    assert line_dash(0) == [], "a single line is solid"


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_a_band_has_contrast_and_so_has_its_name_beside_it(theme: ThemeName) -> None:
    colors = THEMES[theme]
    for color in (*colors.lines, colors.band_text):
        assert contrast(color, colors.band) >= 4.5, color
        assert contrast(color, colors.background) >= 4.5, color


def test_lines_of_one_panel_are_drawn_with_different_dashes() -> None:
    spec = draw(stories.load("kazakhstan-russia"), "around-rouble-floated", Options()).spec
    dashes = re.findall(r'"strokeDash": (\[[\d, ]*\]), "strokeJoin"', json.dumps(spec))
    assert len(dashes) == 4
    assert len(set(dashes)) == 4
