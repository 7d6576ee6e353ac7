"""How a story far larger than the shipped one opens: 30 lines of 10,000 days and 60 events, side by side with it.

    python bench/large.py

(a) first figure visible in chromium: the large story's page ÷ the shipped story's   goal ≤ 2
(b) what is behind it: time to read and draw the large figure, once for all viewers, and size of its specification

The lines are random walks, made up here, in a cache of their own that is gone when the bench ends.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from page import FIGURE_SEEN, FLAGS, ROOT, STORY, alternating, server, visible
from playwright.sync_api import sync_playwright

LINES, PER_PANEL, DAYS, EVENTS = 30, 5, 10_000, 60
START, END = date(1985, 1, 1), date(2024, 12, 31)

HEAD = """
countries = ["KAZ", "RUS"]
[article]
author = "Nobody"
year = 2025
title = "A large story, made up"
published = 2025-01-01
precision = "month"
known_until = 2025-01-31
[works.nobody]
author = "Nobody"
url = "https://example.org"
"""
EVENT = """
[[events]]
id = "event-{number}"
date = {day}
label = "Event {number}"
sentence = "Nothing happened for the {number}th time."
role = "context"
sources = ["nobody"]
"""
FIGURE = """
[[figures]]
id = "large"
title = "Thirty lines that mean nothing"
subtitle = "Random walks, made up to see how long they take"
window = {{ start = {start}, end = {end} }}
"""


def write_story(folder: Path) -> None:
    """The large story's file: six panels of five lines of one unit, and an event about every eight months."""
    days = [date.fromordinal(START.toordinal() + 200 + number * 240) for number in range(EVENTS)]
    lines = [f'[lines.line-{n}]\nlabel = "Line {n}"\nkeys = ["{key(n)}"]\n' for n in range(LINES)]
    panels = [
        f"[[figures.panels]]\nlines = {[f'line-{n}' for n in range(first, first + PER_PANEL)]}\n"
        for first in range(0, LINES, PER_PANEL)
    ]
    events = [EVENT.format(number=number, day=day) for number, day in enumerate(days, 1)]
    text = "".join((HEAD, *lines, *events, FIGURE.format(start=START, end=END), *panels))
    (folder / "large.toml").write_text(text, encoding="utf-8")


def key(number: int) -> str:
    """The key of a made-up line."""
    return f"imf/X{number:02}"


def write_lines() -> None:
    """A random walk per line, into the cache of RELATIONS_CACHE."""
    import numpy as np
    import pandas as pd

    import sources
    from relations import cache
    from relations.values import INSTANT, Count, Licence

    days = pd.bdate_range(START, periods=DAYS)
    for number in range(LINES):
        walk = 100 * np.exp(np.random.default_rng(number).normal(0, 0.01, DAYS).cumsum())
        indicator = sources.Indicator(
            key=key(number),
            title=f"Random walk {number}",
            unit=Count("units"),
            frequency="daily",
            publisher="Nobody",
            url="https://example.org",
            licence=Licence("made up", "yes"),
            dating=INSTANT,
        )
        data = sources.observations(days, np.round(walk, 4))
        cache.write(sources.Snapshot(indicator, data, datetime(2025, 1, 1, tzinfo=UTC)))


def made(folder: Path) -> dict[str, str]:
    """The large story and its cache in a folder; what the environment must say for them."""
    places = {"RELATIONS_STORIES": str(folder / "stories"), "RELATIONS_CACHE": str(folder / "cache")}
    for place in places.values():
        Path(place).mkdir()
    write_story(folder / "stories")
    with set_in(places):
        write_lines()
    return places


@contextmanager
def set_in(places: dict[str, str]) -> Iterator[None]:
    """The environment with these variables, for this process and those it starts."""
    os.environ.update(places)
    try:
        yield
    finally:
        for name in places:
            del os.environ[name]


def drawing(places: dict[str, str]) -> None:
    """(b)."""
    from relations.figures import Figure, Options, draw
    from relations.story import load

    page = Options(width=920, height=736, thinned=True)

    def large() -> Figure:
        with set_in(places):
            return draw(load("large"), "large", page)

    def shipped() -> Figure:
        return draw(load(STORY), load(STORY).figures[0].id, page)

    size = len(json.dumps(large().spec))
    shipped()
    a, b = alternating(large, shipped)
    print(f"(b) read and draw, large {a * 1000:.0f} ms, shipped {b * 1000:.0f} ms; specification {size / 1000:.0f} kB")


def opening(places: dict[str, str]) -> None:
    """(a)."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        browser.new_context(viewport={"width": 1280, "height": 900})
        shipped, _ = stack.enter_context(server(ROOT / "dashboard.py"))
        with set_in(places):
            large, _ = stack.enter_context(server(ROOT / "dashboard.py"))
        first = [visible(browser, address, FIGURE_SEEN) for address in (large, shipped)]
        pairs = [(visible(browser, large, FIGURE_SEEN), visible(browser, shipped, FIGURE_SEEN)) for _ in range(9)]
        browser.close()
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"(a) first figure visible, large {a * 1000:.0f} ms ÷ shipped {b * 1000:.0f} ms = {a / b:.2f}   goal ≤ 2")
    print(f"    the very first view of a server: {first[0] * 1000:.0f} ms, {first[1] * 1000:.0f} ms")


def main() -> None:
    """Print all ratios."""
    with tempfile.TemporaryDirectory() as name:
        places = made(Path(name))
        opening(places)
        drawing(places)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
