"""From staged files to the site's folder: each file in one step, nothing of a run that failed, the manifest last."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from relations.cache.whole import STAGED, alone, naming
from relations.figures.export import save

MANIFEST = "build.json"
FORMAT = 1  #: of the manifest; one of another format is as if there were none
SHARED = "shared"  #: the part of the staging folder for what is of no story

Entry = dict[str, Any]  #: of a story in a language: `key`, `card`, `units`, `files`


@dataclass
class Manifest:
    """What each page of a site was made from, per story and language."""

    stories: dict[str, dict[str, Entry]] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path) -> Manifest:
        """That of a folder; empty if it has none that can be read."""
        try:
            found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
            return cls(found["stories"]) if found["format"] == FORMAT else cls()
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def entry(self, story: str, locale: str) -> Entry:
        """Of a story in a language; empty if it was never made."""
        return self.stories.get(story, {}).get(locale, {})

    def put(self, story: str, locale: str, entry: Entry) -> None:
        """Note what was made."""
        self.stories.setdefault(story, {})[locale] = entry

    def keep(self, names: Iterable[str]) -> None:
        """Forget the stories that are none of these."""
        self.stories = {name: one for name, one in self.stories.items() if name in names}

    def write(self, out: Path) -> None:
        """Write it, after all that it tells of."""
        text = json.dumps({"format": FORMAT, "stories": self.stories}, ensure_ascii=False, sort_keys=True, indent=1)
        save((text + "\n").encode(), out / MANIFEST)


@dataclass(frozen=True)
class Staging:
    """A hidden folder inside the site's, where a run writes until all of it is there."""

    out: Path
    folder: Path

    def write(self, path: str, data: bytes) -> None:
        """Stage a file that is of no story."""
        write(self.folder / SHARED, path, data)

    def publish(self, folders: Iterable[str]) -> None:
        """Move what was staged to its places: scripts and typefaces first, so that no page is there before them."""
        for folder in (SHARED, *folders):
            for path in sorted(path for path in (self.folder / folder).rglob("*") if path.is_file()):
                place = self.out / path.relative_to(self.folder / folder)
                if not place.is_file() or place.read_bytes() != path.read_bytes():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(path, place)


@contextmanager
def staging(out: Path) -> Iterator[Staging]:
    """The folder of a run that alone writes to the site, gone when it ends. BlockingIOError if another run writes."""
    folder = out / f"{STAGED}{os.getpid()}"
    with alone(out):
        folder.mkdir()
        try:
            yield Staging(out, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, path: str, data: bytes) -> None:
    """Write a staged file and the folders it is in."""
    place = folder / path
    with naming(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
