"""Files written in one step."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PARTIAL = re.compile(r"\..+\.([0-9]+)\.tmp", re.DOTALL)  #: the name of a file being written, and its writer's number
STAGED = ".building-"  #: begins the name of a folder where a run writes what it moves to its places later


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file beside this one, to be written; it takes its place when all of it is there, and not after an error."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with naming(path, instead_of=partial):
            yield partial
            os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def sweep(paths: Iterable[Path]) -> list[str]:
    """Remove of some files those that `beside` left half written when its process was killed; the names of these.

    None that another process may be writing goes. To be done by one who writes there alone, so that nothing is its own.
    """
    removed = []
    for path in sorted(paths):
        writer = _PARTIAL.fullmatch(path.name)
        if writer and (int(writer[1]) == os.getpid() or not _lives(int(writer[1]))):
            with suppress(OSError):  # it has gone, or is open
                path.unlink()
                removed.append(path.name)
    return removed


def _lives(process: int) -> bool:
    """Whether a process of this number lives; on Windows nobody asks: there a file that is open cannot be removed."""
    if os.name == "nt":
        return False  # os.kill would end it
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Write to this folder alone, after removing from it what a run that was killed has left there, half written.

    Raises BlockingIOError if another run is writing to it; OSError if it cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock", timeout=0)  # the system lets go of it when the process ends, however it does
    try:
        lock.acquire()
    except Timeout as error:
        raise BlockingIOError(
            errno.EAGAIN, "another run is writing to it; wait for it, or end it", str(folder)
        ) from error
    try:
        sweep(folder.rglob(".*.tmp"))
        for left in folder.glob(f"{STAGED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        with suppress(OSError):  # where a file that is open cannot be removed, it stays
            (folder / ".lock").unlink()  # while it is held: who opened it before sees that it has gone, and tries anew
        lock.release()


@contextmanager
def naming(path: Path, instead_of: Path | None = None) -> Iterator[None]:
    """An OSError that comes of writing this file names it; the system names one only where it cannot be opened."""
    try:
        yield
    except OSError as error:
        if error.filename is None or error.filename == str(instead_of):
            error.filename = str(path)
        raise


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file in one step, so that a reader sees the old or the new one; if `lasting`, even after a power cut."""
    with beside(path) as partial:
        _write(partial, content, lasting=lasting)
    if lasting:
        sync(path.parent)


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong together: none takes its place before all are written, then all do so in this order.

    A reader who comes in between finds some of the old among the new; that is a moment, however long writing takes.
    """
    with ExitStack() as places:
        for path, content in reversed(files):  # a stack is left from its top
            _write(places.enter_context(beside(path)), content, lasting=True)
    for folder in {path.parent for path, _ in files}:
        sync(folder)


def _write(path: Path, content: bytes, *, lasting: bool) -> None:
    with open(path, "wb") as file:
        file.write(content)
        if lasting:
            file.flush()
            os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Make a rename or a new file in a folder outlive a power cut, where the system can."""
    if os.name == "nt":
        return  # a folder cannot be opened there; the file system's journal does it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
