"""The small picture of a figure: every line of it, in its colour, within the frame, and little to send."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from relations.figures import Options, draw
from relations.figures.theme import THEMES
from relations.figures.thumbnail import HEIGHT, WIDTH, thumbnail
from tests.figures import KINDS
from tests.found import STORY


@pytest.mark.parametrize("name", KINDS)
def test_a_thumbnail_has_every_line_in_its_colour_within_its_frame(name: str) -> None:
    figure = draw(STORY, name, Options(width=640, height=450, thinned=True))
    text = thumbnail(figure)
    paths = list(ET.fromstring(text).iter("{http://www.w3.org/2000/svg}path"))
    series = [(panel, one) for panel in figure.panels for one in panel.series]
    colors = THEMES["light"]
    assert [path.get("stroke") or path.get("fill") for path in paths] == [
        colors.fill(one.hue) if panel.spec.chart == "bar" else colors.line(one.hue) for panel, one in series
    ]
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", text):
        assert 0 <= float(x) <= WIDTH
        assert -1 <= float(y) <= HEIGHT + 1
    assert len(text) < 6000
