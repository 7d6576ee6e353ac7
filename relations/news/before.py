"""The copies as they were before a refresh, kept aside while it runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from relations import cache
from relations.cache.places import layers

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Then:
    """A cache that was."""

    folder: Path
    alone: bool  #: whether no shipped copies lay under it

    def seen(self, look: Callable[[], Seen]) -> Seen:
        """What a function finds when it reads this cache in place of the present one."""
        places = {"RELATIONS_CACHE": str(self.folder)} | ({"RELATIONS_SHIPPED": str(self.folder)} if self.alone else {})
        now = {name: os.environ.get(name) for name in places}
        os.environ.update(places)
        try:
            return look()
        finally:
            for name, value in now.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


@contextmanager
def kept() -> Iterator[Then]:
    """Keep my copies aside until the end; a file is replaced and never edited, so that a second name for it will do."""
    folder = cache.cache_folder()
    with TemporaryDirectory(prefix="relations-before-") as aside:
        for path in folder.glob("*/**/*.csv"):
            place = Path(aside) / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # what cannot be read is damaged before as after
                _link(path, place)
        yield Then(Path(aside), len(layers()) == 1)


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:  # on another disk, or one without links
        shutil.copyfile(path, place)
