"""Where pairs are made: in this process, in several of this machine, or by the workers of a Dask cluster.

Only so many tasks are out at a time, so that memory does not grow with the number of pairs; results come as they are
done. Of a process that dies nothing is lost: what it was at is made again, by another.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from relations import cache
from relations.atlas.making import Made, Task
from relations.site.code import digest, made_by
from relations.values import Message
from sources import Rejected

if TYPE_CHECKING:
    from distributed import Client

Work = Callable[[Task], Made]
Spread = Callable[[Work, Iterable[Task]], Iterator[Made]]  #: a `map` whose results come in any order
AHEAD = 4  #: tasks that are out for each worker
DEATHS = 3  #: of workers that a run outlives
WAIT = 15  #: seconds for an answer of a scheduler


def processes(jobs: int, context: BaseContext) -> Spread:
    """So many processes of this machine, begun as the context says. Rejected if they are ended again and again."""

    def spread(work: Work, tasks: Iterable[Task]) -> Iterator[Made]:
        left, owed, deaths = iter(tasks), dict[str, Task](), 0
        while True:
            try:
                with ProcessPoolExecutor(jobs, context, _as_here, (dict(os.environ),)) as pool:
                    yield from _through(pool, work, left, owed, jobs * AHEAD)
            except BrokenProcessPool as error:
                deaths += 1
                if deaths > DEATHS:
                    raise Rejected(Message(
                        "processes were ended from outside {count} times; fewer --jobs need less memory. What is made "
                        "is kept, and the next run goes on from there", count=deaths)) from error  # fmt: skip
                left = chain(list(owed.values()), left)
            else:
                return

    return spread


def _as_here(environment: Mapping[str, str]) -> None:
    """Let a new process have this one's environment, whenever what begot it was begun."""
    os.environ.update(environment)


def _through(
    pool: ProcessPoolExecutor, work: Work, left: Iterator[Task], owed: dict[str, Task], room: int
) -> Iterator[Made]:
    """The results of a pool; `owed` has the tasks whose results nobody has yet."""
    out: dict[Future[Made], str] = {}

    def send(count: int) -> None:
        for task in islice(left, count):
            owed[task.pair] = task
            out[pool.submit(work, task)] = task.pair

    send(room)
    while out:
        done, _ = wait(out, return_when=FIRST_COMPLETED)
        for one in done:
            result = one.result()
            del owed[out.pop(one)]
            yield result
            send(1)


def cluster(address: str) -> Spread:
    """The workers of the Dask cluster whose scheduler is at the address; Rejected if it is not there, or goes away."""

    def spread(work: Work, tasks: Iterable[Task]) -> Iterator[Made]:
        with _connected(address) as client:
            _require_alike(client, address)
            yield from _by(client, work, iter(tasks))

    return spread


def _by(client: Client, work: Work, left: Iterator[Task]) -> Iterator[Made]:
    from distributed import as_completed

    room = AHEAD * sum(client.nthreads().values())
    first = [client.submit(work, task, pure=False) for task in islice(left, room)]
    out = as_completed(first, loop=client.loop)
    for future in out:
        result: Made = future.result()
        future.release()
        yield result
        for task in islice(left, 1):
            out.add(client.submit(work, task, pure=False))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a scheduler; whatever is wrong with it ends in words."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        needed = Message("--scheduler needs a library; `pip install 'relations[cluster]'` brings it")
        raise Rejected(needed) from error
    for name in ("distributed", "distributed.client"):  # what they would print as traces is said below, in words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (ValueError, OSError) as error:
        raise Rejected(Message("{address}: no scheduler answers there", address=address)) from error
    try:
        yield client
    except KilledWorker as error:
        raise Rejected(Message("a worker was lost again and again at one pair; what is made is kept")) from error
    except (CancelledError, ConnectionError) as error:
        words = Message("{address}: the scheduler went away; what is made is kept, and the next run goes on from there",
                        address=address)  # fmt: skip
        raise Rejected(words) from error
    finally:
        client.close()


def _require_alike(client: Client, address: str) -> None:
    """Raise Rejected unless there are workers, and all have this program and these copies."""
    found = client.run(identity)
    if not found:
        raise Rejected(Message("{address}: the scheduler has no workers", address=address))
    if others := sorted(worker for worker, theirs in found.items() if theirs != identity()):
        words = Message("{workers}: another version of the program, or another cache; give all workers the same "
                        "RELATIONS_CACHE", workers=", ".join(others))  # fmt: skip
        raise Rejected(words)


def identity() -> str:
    """A hash of the program and of all the copies it reads."""
    keys = (*cache.cached_keys(), *cache.tables())
    return digest([made_by("en", "atlas"), *(f"{key} {cache.fingerprint(key)}" for key in keys)])
