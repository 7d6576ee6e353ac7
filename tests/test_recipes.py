"""The README's recipes, followed by a stranger: one file each, in a copy of the tree, and there it is on a figure."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = ("relations", "sources", "transforms", "stories", "static", "data", "tests/publishers", "tests/refresh")

STORY = """
countries = ["KAZ", "RUS"]
[article]
author = "A. Author"
title = "An orchard"
published = 2025-06-01
known_until = 2025-05-31
[works.diary]
author = "A Diary"
year = 2025
[lines.apples]
label = "Apples"
keys = ["orchard/APPLES"]
[lines.pears]
label = "Pears"
keys = ["orchard/PEARS"]
[[events]]
id = "frost"
date = 2025-04-15
label = "Frost"
sentence = "A night below zero."
role = "context"
sources = ["diary"]
[[figures]]
id = "prices"
title = "What fruit costs"
subtitle = "Price of a kilogram"
window = { start = 2025-01-01, end = 2025-09-30 }
[[figures.panels]]
lines = ["apples", "pears"]
"""

PUBLISHER = '''
"""An orchard's prices, a line for each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relations.values import INSTANT, Rate, parse_licence
from sources import Indicator, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, snapshot, text
from sources._fetch.http import connection


def indicator(code: str) -> Indicator:
    if code not in {"APPLES", "PEARS"}:
        raise Rejected(f"orchard/{code}: allowed are APPLES, PEARS")
    return Indicator(
        key=f"orchard/{code}",
        title=f"{code.title()} at the gate",
        unit=Rate("KZT", "USD"),
        frequency="daily",
        publisher="The Orchard",
        url="https://orchard.example/prices",
        licence=parse_licence("CC BY 4.0"),
        dating=INSTANT,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    return snapshot(indicator, _rows(indicator.code), since)


def _rows(code: str) -> Iterator[Row]:
    with connection("orchard.example") as get:
        for line in text(get("https://orchard.example/prices", fruit=code)).splitlines():
            when, price = line.split()
            yield day(when, "%Y-%m-%d"), number(price)
'''

STAND_IN = '''
"""The orchard, as it would answer."""

from datetime import date

from tests.publishers._numbers import walk, weekdays
from tests.publishers._scenarios import Reply

HOSTS = ("orchard.example",)


def numbers(code):
    return walk(code, {"APPLES": 500.0, "PEARS": 700.0}[code], weekdays(date(2024, 1, 1), date(2025, 10, 31)))


def answer(request, series):
    return Reply("".join(f"{day} {price}\\n" for day, price in series(request.query["fruit"])).encode())
'''

REFRESH = """
import subprocess, sys
from tests.publishers import StandIn
with StandIn("ok") as standin:
    sys.exit(subprocess.run([sys.executable, "-m", "relations", "refresh", "orchard"], env=standin.env).returncode)
"""

END, DRAW = "that is all", "relations figure orchard {} --out out --format svg"
MODULES = f"""
import runpy, sys
for command in sys.argv[1:]:
    module, *sys.argv[1:] = command.split()
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code:
            raise
    print("{END}")
"""

TRANSFORM = '''
"""How much dearer one thing is than another."""

from relations.values import Share
from sources import Snapshot
from transforms import derived


def dearer(snapshot: Snapshot, other: Snapshot) -> Snapshot:
    """`100 × (A / B − 1)` on days that have both."""
    both = snapshot.data.merge(other.data, on="date", suffixes=("_a", "_b"))
    data = both.assign(value=100 * (both["value_a"] / both["value_b"] - 1))[["date", "value"]]
    return derived(snapshot, data, title="Pears over apples", unit=Share("the price of apples"))
'''

DEARER = """
[lines.gap]
label = "Pears over apples"
transform = "dearer"
of = ["pears", "apples"]
"""

MEASURE = '''
"""Whether a line was ever above a level."""

from relations.claims.measures import Answer, Finding, Look, entry, yes_if
from relations.story.claims import Measure
from relations.story.fields import Name
from relations.values import Message, amount


class Spec(Measure):
    naming = ("line",)

    line: Name
    level: float


def measure(look: Look, spec: Spec) -> Finding:
    snapshot = look.line(spec.line)
    highest = float(snapshot.data["value"].max())
    value = entry("highest", "highest", highest, snapshot.indicator.unit)
    answer = Answer("above", Message("ever"), yes_if(highest > spec.level), value.quantity, values=(value,))
    return Finding(
        (answer,),
        rule=Message("it was ever above {level}", level=amount(spec.level)),
        formula=Message("the highest observation"),
        sentence=(Message("The highest was {highest}.", highest=amount(highest)),),
        start=snapshot.first,
        end=snapshot.last,
    )
'''

CLAIM = """
[[claims]]
id = "dear"
paragraph = 3
claim = "Apples have cost more than 400."
measure = { kind = "above", line = "apples", level = 400.0 }
"""


def ran(tree: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in the copy."""
    own = {"PYTHONPATH": str(tree), "RELATIONS_CACHE": str(tree / "mine"), "RELATIONS_STORIES": str(tree / "stories")}
    words = [sys.executable, *command]
    return subprocess.run(words, cwd=tree, env=os.environ | own, capture_output=True, text=True, check=False)


def run(tree: Path, *command: str) -> str:
    """What a command prints in the copy; it must succeed."""
    done = ran(tree, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def said(tree: Path, *commands: str) -> list[str]:
    """What modules of the copy print, each with its words, one after another in one process: to begin is most of it."""
    return run(tree, "-c", MODULES, *commands).split(f"{END}\n")[:-1]


def picture(tree: Path, path: str) -> str:
    """The words and all else of a figure that was drawn in the copy."""
    return (tree / path.strip()).read_text()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with a publisher added, its story, and what it published."""
    copy = tmp_path_factory.mktemp("stranger")
    for name in NEEDED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(".*"))
    (copy / "tests" / "__init__.py").touch()
    (copy / "sources" / "orchard.py").write_text(PUBLISHER.lstrip())
    (copy / "tests" / "publishers" / "orchard.py").write_text(STAND_IN.lstrip())
    (copy / "stories" / "orchard.toml").write_text(STORY)
    run(copy, "-c", REFRESH)
    return copy


def test_a_publisher_is_a_file_of_sources(tree: Path) -> None:
    path, status = said(tree, DRAW.format("prices"), "relations status --json")
    drawn = picture(tree, path)
    assert "Apples" in drawn
    assert "The Orchard" in drawn
    assert "orchard/APPLES" in status


def test_a_transform_is_a_file_of_transforms_and_is_named_by_a_line(tree: Path) -> None:
    (tree / "transforms" / "dearer.py").write_text(TRANSFORM.lstrip())
    (tree / "stories" / "orchard.toml").write_text(
        STORY.replace("[[events]]", f"{DEARER}[[events]]").replace('lines = ["apples", "pears"]', 'lines = ["gap"]')
    )
    drawn = picture(tree, *said(tree, DRAW.format("prices")))
    assert "Pears over apples" in drawn
    assert "% of the price of apples" in drawn


def test_a_measure_is_a_file_of_measures_and_is_named_by_a_claim(tree: Path) -> None:
    (tree / "relations" / "claims" / "measures" / "above.py").write_text(MEASURE.lstrip())
    (tree / "stories" / "orchard.toml").write_text(STORY.replace("[[figures]]", f"{CLAIM}[[figures]]", 1))
    (tree / "docs").mkdir()
    (tree / "sources" / "garden.py").write_text(PUBLISHER.lstrip().replace("orchard/", "garden/"))  # in no story
    written = "relations.authoring.reference", "relations.authoring.schema"
    claims, path, *_ = said(tree, "relations claims orchard --json", DRAW.format("claim-dear"), *written)
    (verdict,) = json.loads(claims)
    assert verdict["verdict"] == "supported"
    assert verdict["keys"] == ["orchard/APPLES"]
    assert "Apples have cost more than 400." in picture(tree, path)
    assert "## above" in (tree / "docs" / "measures.md").read_text()
    assert all(f"| `{name}/" in (tree / "docs" / "publishers.md").read_text() for name in ("orchard", "garden"))
    assert '"above"' in (tree / "stories" / "schema.json").read_text()


def test_a_transform_that_is_none_is_named_with_those_there_are(tree: Path) -> None:
    (tree / "stories" / "orchard.toml").write_text(
        STORY.replace("[[events]]", f"{DEARER}[[events]]".replace("dearer", "cheaper"))
    )
    done = ran(tree, "-c", "from relations import story; story.load('orchard')")
    assert "lines.gap: there is no transform 'cheaper'; transforms: by_period, change, cross_rate" in done.stderr
