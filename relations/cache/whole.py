"""Files written in one step."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file in one step, so that a reader sees the old or the new one; if `lasting`, even after a power cut."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(partial, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.replace(partial, path)
        if lasting:
            sync(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Make a rename or a new file in a folder outlive a power cut, where the system can."""
    if os.name == "nt":
        return  # a folder cannot be opened there; the file system's journal does it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
