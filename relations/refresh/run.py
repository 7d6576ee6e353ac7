"""Publishers side by side, one indicator at a time within each: no publisher is asked twice at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from threading import BoundedSemaphore
from typing import Literal

from relations.refresh.outcome import Outcome
from sources import publisher_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """What a run tells while it goes on, in the caller's thread."""

    key: str
    state: Literal["waiting", "asking", "done"]
    outcome: Outcome | None = None  #: when done


def run(
    keys: Sequence[str],
    turn: Callable[[str], Outcome],
    following: Callable[[Mapping[str, Outcome | None]], Sequence[str]],
    jobs: int | None,
    tell: Callable[[Event], None],
) -> list[Outcome]:
    """Give every key its turn, at most `jobs` publishers at a time, then those that follow from how it went."""
    outcomes: dict[str, Outcome | None] = {}
    news: SimpleQueue[tuple[str, Future[Outcome] | None]] = SimpleQueue()
    desks: dict[str, ThreadPoolExecutor] = {}
    gate = BoundedSemaphore(jobs) if jobs else nullcontext()

    def work(key: str) -> Outcome:
        with gate:
            news.put((key, None))
            return turn(key)

    def ask(keys: Sequence[str]) -> None:
        for key in keys:
            outcomes[key] = None
            tell(Event(key, "waiting"))
            future = _desk(key, desks).submit(work, key)
            future.add_done_callback(lambda future, key=key: news.put((key, future)))  # type: ignore[misc]

    waits = False  # Ctrl-C, or an error: nobody waits for a publisher that trickles
    try:
        ask(keys)
        while None in outcomes.values():
            key, future = news.get()
            outcomes[key] = outcome = _outcome(key, future) if future else None
            if outcome:
                log.info("%s: %s", key, outcome.status, extra=asdict(outcome))
            tell(Event(key, "done" if outcome else "asking", outcome))
            ask(following(outcomes) if outcome else [])
        waits = True
    finally:
        for desk in desks.values():
            desk.shutdown(wait=waits, cancel_futures=True)
    return [outcome for outcome in outcomes.values() if outcome]


def _desk(key: str, desks: dict[str, ThreadPoolExecutor]) -> ThreadPoolExecutor:
    """The only thread that asks this key's publisher; on Ctrl-C it begins no other indicator."""
    publisher = publisher_of(key)
    if publisher not in desks:
        desks[publisher] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=publisher)
    return desks[publisher]


def _outcome(key: str, future: Future[Outcome]) -> Outcome:
    """The outcome of a turn. A defect in one publisher's module is reported as such and stops no other publisher."""
    defect = future.exception()
    if defect is None:
        return future.result()
    log.error("%s: a defect in this program", key, exc_info=defect)
    return Outcome(key, "failed", error=f"{key}: a defect in this program, please report it ({defect!r})")
