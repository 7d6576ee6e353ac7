"""Strangers' files are looked at in a process of its own, which the system ends where one of them takes too much.

A limit inside of one process is none: libraries that draw do not listen while they work. So this process watches
another, and that one has the time of the processor it may use set by the system. Where that cannot be, as on other
systems than Linux, the work is done here.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

if sys.platform != "win32":
    import resource

Item = TypeVar("Item")
Result = TypeVar("Result")

MEMORY = 420_000_000  #: bytes; many of the largest PNGs that may be take 360 million, and a busy watcher looks late
SECONDS = 10  #: of computing, for one item
_LONGEST = 60.0  #: seconds on the clock, for one item
_LOOK = 0.01  #: seconds from one look at the memory to the next


def each(
    items: Sequence[Item], work: Callable[[Item], Result], lost: Callable[[Item, str], Result]
) -> Iterator[Result]:
    """The result of each item, in order; of one that took too much what `lost` makes of it and the words for that."""
    if not _can():
        yield from map(work, items)
        return
    done = 0
    while done < len(items):
        with _begun(items[done:], work) as (process, results):
            while done < len(items):
                why = _waited(process, results)
                try:
                    found: Result = results.recv()
                except EOFError:
                    yield lost(items[done], why or _ended(process))
                    done += 1
                    break
                yield found
                done += 1


def _can() -> bool:
    """Whether this process can be copied: whoever has drawn has threads that a copy would not have."""
    return sys.platform == "linux" and threading.active_count() == 1 and "vl_convert" not in sys.modules


@contextmanager
def _begun(items: Sequence[Item], work: Callable[[Item], Result]) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process at work on these, and where its results come; it leaves Ctrl-C to this one, and ends with it."""
    results, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_work, args=(items, work, theirs), daemon=True)
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the threads it finds are those of arithmetic, at rest
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    theirs.close()
    try:
        yield process, results
    finally:
        process.kill()
        process.join()
        results.close()


def _work(items: Sequence[Item], work: Callable[[Item], Result], results: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for item in items:
        until = int(time.process_time()) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        results.send(work(item))


def _waited(process: BaseProcess, results: Connection) -> str:
    """Wait for a result or the end; end what takes too much memory, or never ends, and say which."""
    until = time.monotonic() + _LONGEST
    while not results.poll(_LOOK):
        if _resident(process) > MEMORY:
            process.kill()
            return f"it takes more than {MEMORY // 10**6} MB of memory"
        if time.monotonic() > until:
            process.kill()
            return f"it takes more than {_LONGEST:g} seconds"
    return ""


def _ended(process: BaseProcess) -> str:
    """Why a process has ended that nobody here has ended."""
    process.join()
    too_long = process.exitcode == -signal.SIGXCPU
    return f"it takes more than {SECONDS} seconds" if too_long else "what draws it broke down"


def _resident(process: BaseProcess) -> int:
    """Bytes that a process has in memory; none if it has ended."""
    try:
        return int(Path(f"/proc/{process.pid}/statm").read_bytes().split()[1]) * resource.getpagesize()
    except (OSError, LookupError):
        return 0
