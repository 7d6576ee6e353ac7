"""How long the page takes to open one of two hundred stories, beside one that is alone, in CPU seconds.

Run from the working tree: python bench/many.py
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from cpu import ROOT, seconds

STORIES = 200
OPEN = "from tests.page.pages import page; page(story='story-0')"


def main() -> None:
    """Print the seconds of a process that opens the page, with one story and with two hundred, and their ratio."""
    sys.path.insert(0, str(ROOT))
    import pycountry

    from relations.authoring.scaffold import Commission, scaffold
    from relations.story.events import Dated
    from relations.values import Country
    from tests.story.made_up import PUBLISHED

    every, rng = sorted(one.alpha_3 for one in pycountry.countries), random.Random(15)
    taken = {}
    for count in (1, STORIES):
        with tempfile.TemporaryDirectory() as folder:
            for i in range(count):
                pair = ("KAZ", "RUS") if i == 0 else rng.sample(every, 2)
                one, other = map(Country, pair)
                text = scaffold(Commission(one, other, Dated(date=PUBLISHED), article="https://example.org/x"))
                Path(folder, f"story-{i}.toml").write_text(text, encoding="utf-8")
            taken[count] = min(seconds("-c", OPEN, RELATIONS_STORIES=folder) for _ in range(3))
    ratio = taken[STORIES] / taken[1]
    print(
        f"page: one story {taken[1]:.2f} s, {STORIES} stories {taken[STORIES]:.2f} s = {ratio:.2f} times (goal ≤ 1.2)"
    )


if __name__ == "__main__":
    main()
