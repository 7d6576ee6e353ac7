"""Files: the same bytes for the same figure, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import stories
from figures import Options, draw, fonts
from figures.export import export, filename
from figures.options import SIZES

ROOT = Path(__file__).parents[2]
STORY = stories.load("kazakhstan-russia")
SVG = "{http://www.w3.org/2000/svg}"


def test_a_png_has_twice_the_pixels_and_says_so() -> None:
    png = export(draw(STORY, "trade", Options(width=640, height=600)), "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1280, 1200)
    at = png.index(b"pHYs") + 4
    assert struct.unpack(">IIB", png[at : at + 9]) == (7559, 7559, 1)  # pixels per metre: 192 per inch


@pytest.mark.parametrize("name", [figure.id for figure in STORY.figures])
@pytest.mark.parametrize("size", SIZES)
def test_an_svg_is_as_large_as_its_figure_and_keeps_its_text(name: str, size: str) -> None:
    figure = draw(STORY, name, Options(**SIZES[size]))
    root = ET.fromstring(export(figure, "svg"))
    assert (int(root.attrib["width"]), int(root.attrib["height"])) == (figure.width, figure.height)
    written = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    for event in figure.events:
        assert event.label.split()[0] in written


def test_an_svg_brings_its_typeface_along() -> None:
    svg = export(draw(STORY, "trade"), "svg").decode()
    assert svg.count("@font-face") == 2
    assert f"font-family:'{fonts.FAMILY}'" in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_another_process_time_zone_and_hash_seed_give_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for zone, seed in (("UTC", "0"), ("Asia/Almaty", "1"), ("America/New_York", "2")):
        out = tmp_path / seed
        options = ["--out", str(out), "--format", "svg", "--format", "png", "--size", "column"]
        subprocess.run(
            [sys.executable, "-m", "relations", "figure", STORY.id, "trade", "tenge-per-rouble", *options],
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        hashes.add(tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())))
    assert len(hashes) == 1
    assert len(next(iter(hashes))) == 4


def test_axis_labels_are_the_days_they_stand_at() -> None:
    """1 January, not 31 December: a scale in local time would move the labels of half the world."""
    root = ET.fromstring(export(draw(STORY, "tenge-per-rouble"), "svg"))
    labels = [
        "".join(node.itertext()) for group in root.iter(f"{SVG}g") if "role-axis-label" in group.get("class", "")
        for node in group
    ]  # fmt: skip
    assert [label for label in labels if label[0].isalpha()][:3] == ["Oct 2013", "Jan 2014", "Apr 2014"]


def test_names_and_formats() -> None:
    figure = draw(STORY, "trade")
    assert filename(figure, "png", "wide") == "trade-wide.png"
    with pytest.raises(ValueError, match="no format 'gif'; formats: png, svg"):
        export(figure, "gif")
