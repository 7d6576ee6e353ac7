"""Append-only files beside the copies: what happened to them, one line each, never rewritten.

Every line has a number, higher than that of any line before it in any journal: the order of what happened, whatever
the clock said. Lines of older versions have none; they come before all others, in the order of their file.

A line counts once it ends in a newline, so the half line of a killed run is never read and is cut off by the next
one. A file that has grown past its limit, or that somebody else has saved in another form, is put aside as
`name.0001.csv`, the next as `name.0002.csv`, and the oldest of these go when there is too much: a disk never fills,
and the numbers tell that something has gone. A line that cannot be read is passed over, and `unreadable` names it.

What happened to numbers says these numbers: of those that may not be passed on, it is written in `private`.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from relations.cache.cells import Form, cells
from relations.cache.places import PRIVATE, State, cache_folder, layers, served, state
from relations.cache.private import is_private
from relations.cache.whole import naming, sync, write_whole

SEQUENCE = "sequence"
_ONE_WRITER = Lock()  # between threads; between processes it is the refresh's lock file
Row = dict[str, str]


@dataclass(frozen=True)
class Journal:
    """A journal of the cache folder; one of its columns is `key`. One process appends at a time; anybody may read."""

    name: str
    columns: tuple[str, ...]
    limit: int = 2_000_000  #: bytes of a file
    kept: int = 8  #: as many such files are kept beside the current one

    @property
    def all(self) -> tuple[str, ...]:
        """Its columns with that of the number, as a file's first line names them."""
        return (SEQUENCE, *self.columns)

    @property
    def path(self) -> Path:
        """The file that grows."""
        return cache_folder() / f"{self.name}.csv"

    def older(self, folder: Path) -> list[Path]:
        """The files put aside in a folder, oldest first."""
        return sorted(folder.glob(f"{self.name}.[0-9][0-9][0-9][0-9].csv"))

    def forgets(self, folder: Path) -> bool:
        """Whether its oldest rows in a folder have gone."""
        return any(_number(older[0]) > 1 for older in map(self.older, (folder, folder / PRIVATE)) if older)

    def rows(self, key: str | None = None, folder: Path | None = None) -> Iterator[Row]:
        """Every row in the order of writing, or those of a key; lines that cannot be read are left out."""
        lines = [row for path in self._files(folder) for row, _ in self._read(path, key) if row]
        return iter(sorted(lines, key=lambda row: int(row[SEQUENCE] or 0)))

    def unreadable(self, key: str | None = None, folder: Path | None = None) -> Iterator[str]:
        """The lines that cannot be read, or those with a key, each with its file, number, and what is wrong with it."""
        for path in self._files(folder):
            yield from (problem for row, problem in self._read(path, key) if not row)

    def state(self) -> tuple[tuple[Path, State], ...]:
        """Its files and what changes with each: as long as it is equal, so are the rows."""
        return tuple((path, state(path)) for path in self._files(None))

    def append(self, rows: Sequence[Sequence[object]]) -> None:
        """Add rows and see them onto the disk; OSError if it takes none, and then what was there is still whole."""
        for private, theirs in self._parted(rows).items():
            if theirs:
                self._append(cache_folder() / (PRIVATE if private else ""), theirs)

    def restate(self, rows: Sequence[Sequence[object]], changed: Collection[str]) -> None:
        """Put rows in the place of all there are, in one step for each file that has rows of the keys that changed."""
        parted = self._parted(rows)
        for private in {is_private(key) for key in changed}:
            self.replace(parted[private], private=private)

    def _parted(self, rows: Sequence[Sequence[object]]) -> dict[bool, list[Sequence[object]]]:
        """The rows that may not be passed on, which have a file of their own, and the others."""
        place = self.columns.index("key")
        hidden = {key: is_private(key) for key in {str(row[place]) for row in rows}}
        return {private: [row for row in rows if hidden[str(row[place])] is private] for private in (True, False)}

    def replace(self, rows: Iterable[Sequence[object]], *, private: bool) -> None:
        """Put these rows in the place of all there are, in one step; OSError if the disk takes none."""
        with _ONE_WRITER:
            folder = cache_folder() / (PRIVATE if private else "")
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / self.path.name
            numbered = [(number, *row) for number, row in enumerate(rows, _latest() + 1)]
            write_whole(path, _lines([self.all, *numbered]))
            for older in [*folder.glob(f"*-{path.name}"), *self.older(folder)]:
                older.unlink()

    def _append(self, folder: Path, rows: Sequence[Sequence[object]]) -> None:
        with _ONE_WRITER:
            folder.mkdir(exist_ok=True)
            path = folder / self.path.name
            self._rotate(path)
            fresh = not path.exists()
            numbered = [(number, *row) for number, row in enumerate(rows, _latest() + 1)]
            with naming(path), open(path, "ab") as file:
                size = _cut_half_line(file, path)
                file.write(_lines(numbered if size else [self.all, *numbered]))
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                sync(folder)

    def _rotate(self, path: Path) -> None:
        """Put a file aside that has reached its limit or is not in our form, and let the oldest go."""
        if not path.exists() or not _whole_lines(path):
            return
        if path.stat().st_size < self.limit and path.read_bytes().startswith(_lines([self.all])):
            return
        older = self.older(path.parent)
        number = _number(older[-1]) + 1 if older else 1
        os.replace(path, path.with_name(f"{self.name}.{number:04}.csv"))
        older = self.older(path.parent)
        while len(older) > self.kept and sum(one.stat().st_size for one in older) > self.kept * self.limit:
            older.pop(0).unlink()

    def _files(self, folder: Path | None) -> Iterator[Path]:
        """All its files, oldest first, with those that earlier versions named after a publisher."""
        folder = folder or layers()[0]
        for place in (folder,) if served() else (folder / PRIVATE, folder):
            with suppress(PermissionError):  # the last file is there all the same, and says that it cannot be read
                yield from [*sorted(place.glob(f"*-{self.name}*.csv")), *self.older(place)]
            yield place / self.path.name

    def _read(self, path: Path, key: str | None) -> Iterator[tuple[Row | None, str]]:
        """The rows of a file, of one key if it is named, or what is wrong with a line that is none."""
        try:
            content = _whole_lines(path).decode("utf-8-sig", errors="replace")
        except OSError as error:
            yield None, f"{path}: cannot be read ({error.strerror or error}); let this user read it"
            return
        form = Form.of(content, self.all)
        for number, line in enumerate(content.split("\n")[form.named :], 1 + form.named):
            if line.strip() and (key is None or key in line):
                try:
                    row = form.row(line.rstrip("\r"), self.all)
                except ValueError as error:
                    yield None, f"{path}: line {number} cannot be read and does not count: {error}"
                    continue
                if key in (None, row["key"]):
                    yield row, ""


def _latest() -> int:
    """The highest number any journal has given."""
    places = (cache_folder(), cache_folder() / PRIVATE)
    files = [(path, path.lstat()) for place in places for path in place.glob("*.csv")]
    return max((_highest(path, at.st_mtime_ns, at.st_size) for path, at in files), default=0)


@lru_cache(maxsize=256)
def _highest(path: Path, *_: int) -> int:
    """The highest number in a file: its numbers stand first, but where somebody has moved the columns."""
    content = path.read_text(encoding="utf-8-sig", errors="replace")
    if content.startswith(SEQUENCE):
        return max(map(int, re.findall(r"(?m)^(\d+)[,;\t]", content)), default=0)
    form = Form.of(content, (SEQUENCE,))
    place = form.names.index(SEQUENCE) if SEQUENCE in form.names else -1
    lines = (cells(line, form.separator)[place:] for line in content.splitlines() if place >= 0)
    return max((int(found[0]) for found in lines if found and found[0].isdecimal()), default=0)


def _number(path: Path) -> int:
    """The number of a file put aside."""
    return int(path.stem.rsplit(".", 1)[1])


def _cut_half_line(file: BinaryIO, path: Path) -> int:
    """Cut off what a killed run left of its last line; the size after that, in bytes."""
    size = file.seek(0, os.SEEK_END)
    with open(path, "rb") as reader:
        reader.seek(max(0, size - 1))
        whole = reader.read(1) in (b"\n", b"")
    return size if whole else file.truncate(len(_whole_lines(path)))


def _whole_lines(path: Path) -> bytes:
    """A file up to and with its last newline; nothing if there is no file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return b""
    return content[: content.rfind(b"\n") + 1]


def _lines(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as CSV, each on one line whatever its text; None is an empty field."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([["" if field is None else " ".join(str(field).split()) for field in row] for row in rows])
    return text.getvalue().encode()


#: What each run did and met, a row per indicator.
LOG = Journal(
    "refresh-log",
    ("when", "key", "status", "added", "revised", "largest_revision", "requests", "seconds", "error"),
    limit=1_000_000,
    kept=3,
)

LACKS = Journal("lacks", ("key", "first", "last", "since", "when"))
EVER = (date.min, date.max)  #: the span of what a publisher lacks altogether


def is_lacking(key: str) -> bool:
    """Whether a key's publisher has said that it has no such series."""
    return any((row["first"], row["last"]) == tuple(map(str, EVER)) for row in LACKS.rows(key))
