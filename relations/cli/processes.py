"""Processes at work for a command: how they are begun, and how they end with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from relations.cli import end

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


ENDING = threading.Event()  #: set by Ctrl-C
#: Python tidies up in a process of its own after one that is ended, and need not say so.
_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(jobs: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` that has several processes at work, as the converter makes one figure at a time in each.

    They import what they need while this process finds out what there is to draw.
    """
    if jobs == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(
            jobs, mp_context=processes("relations.figures.gallery", "relations.figures.export")
        ) as pool:
            pool.submit(os.getpid)  # a first task starts them
            yield pool.map
    except BrokenProcessPool as error:
        if ENDING.is_set():  # Python drops an interrupt that comes while it frees an object
            raise KeyboardInterrupt from error
        raise end("A process that drew figures was ended from outside; fewer --jobs need less memory.", 1) from error


def processes(*modules: str) -> BaseContext:
    """How to start processes: as copies of one that has imported these modules and done nothing else, if there can be.

    Never as copies of this one, whose threads they would not have. They leave Ctrl-C to this one, which ends them.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from relations.cli.orphan import Worker

    context = multiprocessing.get_context("forkserver")
    setattr(context, "Process", Worker)  # noqa: B010  (of this context: typeshed has it for all)
    context.set_forkserver_preload([*modules, "altair", "vl_convert", Worker.__module__])
    if threading.current_thread() is threading.main_thread():
        _deaf_to_ctrl_c()
    return context


def _deaf_to_ctrl_c() -> None:
    """Begin the process that all others are copies of, with the signal held back: so they have it from the first on.

    One that comes meanwhile is noted, and not lost: before it is known which process was begun, none could be ended.
    Whoever ignores it, as what a script begins with `&` does, goes on ignoring it, and can be terminated all the same.
    """
    from multiprocessing import forkserver, resource_tracker

    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [os.environ.get("PYTHONWARNINGS"), _QUIET]))
    noted: list[int] = []
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if not ignored:
        signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    resource_tracker.ensure_running()  # it would let the signal through
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if not ignored:
            signal.signal(signal.SIGINT, _ended)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _ended)  # else the others would stay, and wait for ever for what there is to do
    if noted:
        _ended()


def _ended(*_: object) -> NoReturn:
    """On Ctrl-C nobody waits for what processes are at or still import, and they say nothing of their own."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import forkserver

    ENDING.set()
    threading.excepthook = lambda _: None  # the pool's thread may stumble over tasks that are cancelled meanwhile
    # Nor does a pool wait: of a process that is ended within an answer the rest never comes. `main` ends without it.
    setattr(ProcessPoolExecutor, "shutdown", lambda *_, **__: None)  # noqa: B010
    begun = {process.pid for process in multiprocessing.active_children() if process.pid}
    if server := getattr(forkserver, "_forkserver")._forkserver_pid:  # noqa: B009  (typeshed does not know it)
        with suppress(OSError):
            os.kill(server, signal.SIGSTOP)  # it begins no more of them
            begun |= {*map(int, Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split())}
        begun.add(server)
    for one in begun:
        with suppress(OSError):
            os.kill(one, signal.SIGKILL)
    raise KeyboardInterrupt
