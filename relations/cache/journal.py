"""Append-only tables beside the cache: what happened to it, one line each, never rewritten.

A line counts once it ends in a newline, so the half line of a killed run is never read and is cut off by the next
one. A table that has grown past its limit is put aside as `name.0001.csv`, the next as `name.0002.csv`, and the oldest
of these goes when there are more than `kept`: a disk never fills, and the numbers tell that something has gone.

What happened to a publisher's numbers says its numbers. Those that must not be redistributed have tables of their own,
`yahoo-revisions.csv` for example, which are not committed, as the copies in `yahoo/` are not.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from relations.cache.places import cache_folder

PRIVATE = "yahoo"  #: the publisher whose terms do not clearly allow redistribution
_ONE_WRITER = Lock()  # between threads; between processes it is the refresh's lock file


@dataclass(frozen=True)
class Journal:
    """A file of lines in the cache folder. One process appends at a time; anybody may read."""

    name: str
    columns: tuple[str, ...]
    limit: int = 2_000_000  #: bytes
    kept: int = 8  #: older files beside the current one

    @property
    def path(self) -> Path:
        """The file that grows."""
        return cache_folder() / f"{self.name}.csv"

    def older(self) -> list[Path]:
        """The files put aside, oldest first."""
        return sorted(cache_folder().glob(f"{self.name}.[0-9][0-9][0-9][0-9].csv"))

    def forgets(self) -> bool:
        """Whether its oldest rows have gone."""
        older = self.older()
        return (bool(older) and _number(older[0]) > 1) or (self.private is not None and self.private.forgets())

    @property
    def private(self) -> Journal | None:
        """The table for the numbers that are not committed; None if this is one, or holds no numbers by key."""
        if self.name.startswith(PRIVATE) or self.columns[0] != "key":
            return None
        return replace(self, name=f"{PRIVATE}-{self.name}")

    def rows(self, key: str | None = None) -> Iterator[dict[str, str]]:
        """Every row, oldest first, or those whose `key` it is; lines that are not whole are left out."""
        if self.private:
            yield from self.private.rows(key)
        for path in [*self.older(), self.path]:
            for fields in csv.reader(io.StringIO(_whole_lines(path).decode(errors="replace"))):
                row = dict(zip(self.columns, fields, strict=False))
                if len(fields) == len(self.columns) and fields != list(self.columns) and key in (None, row["key"]):
                    yield row

    def append(self, rows: Sequence[Sequence[object]]) -> None:
        """Add rows and see them onto the disk; OSError if it takes none, and then what was there is still whole."""
        if self.private:
            theirs = [row for row in rows if str(row[0]).startswith(f"{PRIVATE}/")]
            self.private.append(theirs)
            rows = [row for row in rows if row not in theirs]
        if not rows:
            return
        with _ONE_WRITER:
            self._rotate()
            fresh = not self.path.exists()
            with open(self.path, "ab") as file:
                size = _cut_half_line(file, self.path)
                file.write(_lines(rows if size else [self.columns, *rows]))
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                sync_folder(self.path.parent)

    def _rotate(self) -> None:
        """Put a file aside that has reached its limit, and let the oldest go."""
        if not self.path.exists() or self.path.stat().st_size < self.limit:
            return
        older = self.older()
        number = _number(older[-1]) + 1 if older else 1
        os.replace(self.path, self.path.with_name(f"{self.name}.{number:04}.csv"))
        for path in older[: max(0, len(older) + 1 - self.kept)]:
            path.unlink()


def _number(path: Path) -> int:
    """The number of a file put aside."""
    return int(path.stem.rsplit(".", 1)[1])


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in a folder outlive a power cut, where the system can."""
    if os.name == "nt":
        return  # a folder cannot be opened there; the file system's journal does it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
