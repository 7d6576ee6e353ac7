"""How long `relations check` takes for a thousand stories, and `relations new` for one, in CPU seconds.

Run from the working tree: python bench/checking.py
"""

from __future__ import annotations

import random
import sys
import tempfile
from functools import partial
from pathlib import Path

from cpu import ROOT, seconds

STORIES = 1_000


def main() -> None:
    """Print the seconds of a thousand stories of any countries, of one, of a new one, and of the libraries alone."""
    sys.path.insert(0, str(ROOT))
    import pycountry

    from relations.authoring.scaffold import Commission, scaffold
    from relations.story.events import Dated
    from relations.values import Country
    from tests.story.made_up import PUBLISHED

    every, rng = sorted(one.alpha_3 for one in pycountry.countries), random.Random(15)
    with tempfile.TemporaryDirectory() as folder:
        names = [f"story-{i}" for i in range(STORIES)]
        for name in names:
            one, other = (Country(code) for code in rng.sample(every, 2))
            text = scaffold(Commission(one, other, Dated(date=PUBLISHED), article="https://example.org/x"))
            Path(folder, f"{name}.toml").write_text(text, encoding="utf-8")
        took = partial(seconds, check=False, RELATIONS_STORIES=folder)  # 1: there is something to say of a story
        many = took("-m", "relations", "check", *names)
        one_story = took("-m", "relations", "check", names[0])
        wanted = ("-m", "relations", "new", "TUR", "USA", "--article", "https://example.org/x", "--out", folder)
        new = min(took(*wanted, "--name", f"new-{i}") for i in range(3))
        bare = min(took("-c", "import altair, pandas, pydantic, typer") for _ in range(3))
    print(f"check: {STORIES} stories {many:.1f} s (goal < 20 s); one {one_story:.2f} s")
    print(f"new: {new:.2f} s (goal < 2 s) = {new / bare:.2f} times its libraries alone, {bare:.2f} s")


if __name__ == "__main__":
    main()
