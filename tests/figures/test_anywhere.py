"""All the files of a figure: the same bytes in every process, whatever its time zone and the seed of its hashes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from relations import cache
from relations.figures.files import FORMATS

ROOT = Path(__file__).parents[2]
ZONES = {"Asia/Almaty": "1", "America/New_York": "2"}  #: with a seed each
ALL = f"""
import sys
from pathlib import Path
from relations import figures, story
from relations.__main__ import main
from relations.downloads import drawn
from relations.downloads.bundle import bundle
from relations.downloads.text import csv
from relations.downloads.workbook import workbook
figure = figures.draw(story.load("kazakhstan-russia"), "tenge-per-rouble")
folder = Path(sys.argv[1])
for name, content in (("csv", csv(drawn(figure)).encode()), ("xlsx", workbook(figure)), ("zip", bundle(figure))):
    (folder / f"data.{{name}}").write_bytes(content)
sys.argv = ["relations", "figure", "kazakhstan-russia", "tenge-per-rouble", "--words", "--out", str(folder),
            "--format", "{",".join(FORMATS)}"]
main()
"""


@pytest.fixture(scope="module")
def made_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Per time zone the folder with what a process wrote there."""
    folders = {zone: tmp_path_factory.mktemp("zone") for zone in ZONES}
    for zone, seed in ZONES.items():
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", ALL, folders[zone]], cwd=ROOT, env=env, check=True, capture_output=True)
    return folders


def test_another_process_time_zone_and_hash_seed_give_the_same_bytes(made_in: dict[str, Path]) -> None:
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in made_in.values())
    assert one == other
    kinds = {name.partition(".")[2] for name in one}
    assert kinds == {*FORMATS, "csv", "xlsx", "zip", "md", "bib", "csl.json"}


@pytest.mark.parametrize("zone", ZONES)
def test_dates_are_the_days_they_stand_for_wherever_they_are_drawn(zone: str, made_in: dict[str, Path]) -> None:
    """1 January, not 31 December: a scale in local time would move the labels of half the world."""
    svg = (made_in[zone] / "tenge-per-rouble-wide.svg").read_text(encoding="utf-8")
    root = ET.fromstring(svg)
    words = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Jul", "Oct", "2014", "Apr", "2016"} <= set(words)
    assert f"Retrieved {cache.read('imf/KZT').retrieved:%-d %b %Y}" in " ".join(words)
    assert re.search("20 Aug 2015", root[1].text or "")
