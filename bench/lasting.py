"""Whether the memory of a page that stays up grows with its cache's versions: figures, evidence and ledger of each.

    python bench/lasting.py [VERSIONS]        200, if not given

A version is a view of the local copies, as of a cache in an object store, in which two rates have another last value.
Goal: flat after the first twenty.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
logging.disable(logging.WARNING)  # Streamlit says of each call that nobody looks at a page

import os  # noqa: E402

from relations import cache  # noqa: E402
from relations.cache import views  # noqa: E402
from relations.cache.places import _reading, _shipped  # noqa: E402
from relations.figures import Options  # noqa: E402
from relations.page.parts import memory  # noqa: E402
from relations.page.parts.store import STORE  # noqa: E402

STORY, KEYS = "kazakhstan-russia", ("imf/KZT", "fred/DCOILBRENTEU")


def resident() -> float:
    """MB of this process in memory, once what nobody holds is let go."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def revised(number: int) -> None:
    """Copies with another last value."""
    for key in KEYS:
        copy = cache.read(key)
        copy.data.loc[copy.data.index[-1], "value"] *= 1 + number / 1e6
        cache.write(copy)


def look() -> None:
    """What a few viewers have made of a version."""
    memory.begin()
    story = memory.loaded(STORY)
    for spec in story.figures:
        memory.kept(story, spec.id, Options(width=1220, height=510, thinned=True)).picture  # noqa: B018
    memory.ledger(story, known_then=False)
    memory.evidence(story, known_then=False)


def main(count: int) -> None:
    """Go through the versions, and say every twenty how much memory there is of what."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "copies"
        shutil.copytree(_shipped(), place)
        os.environ["RELATIONS_CACHE"] = str(place)
        for number in range(count + 1):
            revised(number)
            views.keep(place, number)
            with _reading(views.latest(place)):
                look()
            if number % 20 == 0:
                print(f"version {number}: {resident():,.0f} MB, of which kept {STORE.bytes / 1e6:,.1f} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
