"""What a soak compares with: each version a store had, the figures it gives, and the values that are true."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from math import isclose, nan
from pathlib import Path

from guests import Asked, numbers
from viewers import WIDTH

STORY = "kazakhstan-russia"
Files = Mapping[str, str]  #: the hash of each file of a version, by its name


def versions(bucket: Path) -> dict[int, Files]:
    """The versions that lie in a store."""
    found = {}
    for path in sorted((bucket / "versions").glob("*.json")):
        try:
            found[int(path.stem)] = json.loads(path.read_text())
        except (ValueError, OSError):  # being written, or taken away
            continue
    return found


@contextmanager
def standing(files: Files, bucket: Path, folder: Path) -> Iterator[Path]:
    """A version as this process's cache; other files than before are other files to what it keeps in memory."""
    for name, sha in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bucket / "files" / sha, folder / name)
    os.environ["RELATIONS_CACHE"] = str(folder)
    yield folder
    shutil.rmtree(folder)


def figures(asked: Asked, drawn: dict[tuple[Asked, str], str]) -> str:
    """The hash of a figure's numbers as the page would show it from this cache; drawn once for equal inputs."""
    from relations.figures import Options, draw
    from relations.figures.identity import inputs
    from relations.story import Window, load
    from sources import NotCached

    days = [date.fromisoformat(day) for day in filter(None, asked.window.split(".."))]
    window = Window(start=days[0], end=days[1]) if days else None
    story, height = load(STORY), min(max(round(WIDTH * 0.57), 460), 510)
    options = Options(width=WIDTH, height=height, thinned=True, window=window, known_then=asked.then)
    try:
        made_of = (asked, inputs(story, asked.figure, options))
        if made_of not in drawn:
            drawn[made_of] = numbers(draw(story, asked.figure, options).pointer["picture"])
        return drawn[made_of]
    except NotCached:  # nothing in that window: the page says so, and shows the figure's own
        return figures(replace(asked, window=""), drawn) if asked.window else ""


def values(folder: Path, known: Container[str] = ()) -> dict[str, dict[str, float]]:
    """All values of a folder's copies by key and day, but for files that are known, by place and hash."""
    from relations.cache.file import load

    found = {}
    for path in sorted(folder.glob("*/**/*.csv")):
        key = path.relative_to(folder).as_posix().removeprefix("private/").removesuffix(".csv")
        if "/" in key and f"{key} {hashlib.sha256(path.read_bytes()).hexdigest()}" not in known:
            copy = load(path, key).data
            found[key] = dict(zip(copy["date"].dt.strftime("%Y-%m-%d"), copy["value"], strict=True))
    return found


def wrong(found: Mapping[str, Mapping[str, float]], truth: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The values that are not true ones."""
    return [
        f"{key} {day}: {value}, true is {truth.get(key, {}).get(day)}"
        for key, rows in found.items()
        for day, value in rows.items()
        if not isclose(value, truth.get(key, {}).get(day, nan), rel_tol=1e-6)
    ]
