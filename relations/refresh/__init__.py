"""Bringing the cache up to date: fetch what is missing, let nothing bad in, lose nothing, say what happened.

    plan → run → update: merge → check (→ alone, revision, jump, peers)
    → quarantine → store (→ ledger) → lacks; accept; status (→ alone, rhythm, peers, lacks)

Every other file of this room is one step, named after it. A run can be killed at any moment: every copy is replaced
whole or not at all, and what it was about to change is on record before it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import sources
from relations.refresh import run, store, update
from relations.refresh.accept import NotQuarantined, accept, bring
from relations.refresh.lock import Locked, Unwritable, hold
from relations.refresh.outcome import Outcome
from relations.refresh.peers import Disagreement
from relations.refresh.plan import Ask, first_keys, longest_ago, next_keys, preview, side_by_side, together, within
from relations.refresh.quarantine import Held, quarantined
from relations.refresh.run import Event
from relations.refresh.status import Standing, passed_over, rows_alone, status, verify

#: Exit codes of the command line.
OK, FAILED, USAGE, LOCKED = 0, 1, 2, 75


def refresh(
    lines: Sequence[Sequence[str]],
    *,
    only: Sequence[str] | None = None,
    everything: bool = False,
    full: bool = False,
    jobs: int | None = None,
    accept_shrink: bool = False,
    budget: int | None = None,
    wait: float = 10.0,
    on_event: Callable[[Event], None] | None = None,
) -> list[Outcome]:
    """Bring the indicators of these lines up to date and return what became of each, in the order they were asked.

    A line lists its keys best first. By default we ask for each line's first key, for its next one when that fails,
    and for every other the cache has; for all of them if `everything`; for the keys and `publisher/` beginnings in
    `only`, if given, and for nothing else. `full` asks for all of history instead of its end. `jobs` is how many
    publishers are asked at a time (None: all). `budget` is how many requests a publisher is sent at most, but for those
    of an indicator that is begun; the rest waits for the next run, which begins with it. `wait` is the number of
    seconds to wait for another run to end.

    Raises Rejected if `only` names nothing, Locked if another run goes on, Unwritable if the cache folder cannot be
    written to. A publisher's failure is no exception: it is in its outcome, and the old copy stands.
    """
    keys = _in_order(first_keys(lines, only, everything=everything), budget)
    terms = update.Terms(sources.now().date(), full=full, accept_shrink=accept_shrink, asking=together(keys))

    def turn(key: str) -> Outcome:
        return update.update(key, terms, insist=key in (only or ()))

    with hold(wait):
        store.tidy()
        return run.run(keys, within(budget, turn), partial(next_keys, [] if only else lines), jobs, on_event or _silent)


def planned(
    lines: Sequence[Sequence[str]],
    *,
    only: Sequence[str] | None = None,
    everything: bool = False,
    full: bool = False,
    budget: int | None = None,
) -> list[Ask]:
    """What `refresh` would ask for, and whom; nobody is asked and nothing is written. Raises Rejected as it does."""
    keys = _in_order(first_keys(lines, only, everything=everything), budget)
    return preview(keys, budget=budget, full=full, named=only or ())


def _in_order(keys: list[str], budget: int | None) -> list[str]:
    """The keys as they are listed, what comes at once side by side; under a budget those left last time come first."""
    return side_by_side(keys) if budget is None else longest_ago(side_by_side(keys))


def _silent(_: Event) -> None:
    """Tell nobody."""


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 if every publisher answered well, 1 if some did not and their old copies stand."""
    return FAILED if any(outcome.bad for outcome in outcomes) else OK
