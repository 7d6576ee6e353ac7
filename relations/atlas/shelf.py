"""What is kept of each pair in the folder of an atlas: one file under the hash of all it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from relations.atlas.making import Made
from relations.atlas.row import Row, unpacked
from relations.figures.export import save

HASH = 16  #: letters of a hash in a file's name


@dataclass(frozen=True)
class Shelf:
    """The folder of an atlas, listed once: to list it for each of thirty thousand pairs took most of the time."""

    out: Path

    @property
    def folder(self) -> Path:
        """Where the results of pairs are."""
        return self.out / "made"

    def known(self, pair: str) -> str:
        """The hash of what there is of a pair, all of it; empty if a part is not there."""
        for path in self._all(pair):
            try:
                kept = json.loads(path.read_text(encoding="utf-8"))
                if all((self.out / file).is_file() for file in kept["files"]):
                    return str(kept["key"])
            except (OSError, ValueError, KeyError, TypeError):
                continue  # not ours, or not whole: it is made anew
        return ""

    def put(self, made: Made) -> None:
        """Keep what was made: the pair's figures and story first, then its rows, which vouch for them."""
        if made.rows is None:
            return
        files = {f"stories/{made.name}.toml": made.text.encode()}
        files |= {f"figures/{made.pair}/{name}.svg": svg for name, svg in made.figures.items()}
        for name, data in files.items():
            (self.out / name).parent.mkdir(parents=True, exist_ok=True)
            save(data, self.out / name)
        kept = {"key": made.key, "files": sorted(files), "rows": [row.packed() for row in made.rows]}
        path = self.folder / f"{made.pair}-{made.key[:HASH]}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        save((json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n").encode(), path)
        for old in self._all(made.pair):
            if old != path:
                old.unlink(missing_ok=True)
        self._listed[made.pair] = [path]

    def rows(self, pair: str) -> Iterator[Row]:
        """The rows of a pair; none if it was never made."""
        for path in self._all(pair)[:1]:
            yield from map(unpacked, json.loads(path.read_text(encoding="utf-8"))["rows"])

    def _all(self, pair: str) -> list[Path]:
        return self._listed.get(pair, [])

    @cached_property
    def _listed(self) -> dict[str, list[Path]]:
        """The files there are of each pair, by name."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self.folder.glob("*-*.json")):
            found.setdefault(path.name.rpartition("-")[0], []).append(path)
        return found
