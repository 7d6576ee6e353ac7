"""All the files of a figure: the same bytes in every process, whatever its time zone and the seed of its hashes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from relations import cache
from relations.downloads import drawn
from relations.downloads.bundle import bundle
from relations.downloads.text import csv
from relations.downloads.workbook import workbook
from relations.figures import draw
from relations.figures.files import FORMATS
from tests.cli.inside import run as relations
from tests.found import STORY

ROOT = Path(__file__).parents[2]
ZONES = ("Asia/Almaty", "America/New_York")  #: of this process, and of one of its own with its own seed
SEED = "2"
ALL = "import sys; from tests.figures.test_anywhere import write; write(sys.argv[1])"


def write(folder: str) -> None:
    """Write all the files of a figure there is a kind of, its numbers of one that has few."""
    trade = draw(STORY, "trade")
    made = {"csv": csv(drawn(trade)).encode(), "xlsx": workbook(trade), "zip": bundle(trade)}
    for name, content in made.items():
        (Path(folder) / f"data.{name}").write_bytes(content)
    words = ["figure", STORY.id, "tenge-per-rouble", "--words", "--out", folder, "--format", ",".join(FORMATS)]
    assert relations(*words).returncode == 0


@pytest.fixture(scope="module")
def made_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Per time zone the folder with what a process wrote there."""
    assert os.environ.get("PYTHONHASHSEED") != SEED
    folders = {zone: tmp_path_factory.mktemp("zone") for zone in ZONES}
    here, there = ZONES
    env = {**os.environ, "TZ": there, "PYTHONHASHSEED": SEED}
    subprocess.run([sys.executable, "-c", ALL, folders[there]], cwd=ROOT, env=env, check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", here)
        time.tzset()
        write(str(folders[here]))
    time.tzset()
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
