"""How much of a publisher's time a run may take, and what a run would ask for: to be read before it begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sources
from relations.cache.journal import LOG
from relations.refresh.lacks import absent, due
from relations.refresh.outcome import BAD, Outcome
from relations.refresh.quarantine import memory
from relations.refresh.update import old_copy, steps
from sources import SourceError, publisher_of


@dataclass(frozen=True)
class Ask:
    """What a run would ask a publisher for.

    requests: as many as the last run that went well sent for it; None if there was none, and then it counts as one.
    """

    key: str
    since: date | None  #: the first day asked for; None: all of history
    requests: int | None
    #: `asked`, `fixed` if there is nothing to ask for, `lacking` if its publisher has said lately that it has none, or
    #: `later` if the budget is spent before it
    state: str

    @property
    def publisher(self) -> str:
        """Whom."""
        return publisher_of(self.key)


def within(budget: int | None, turn: Callable[[str], Outcome]) -> Callable[[str], Outcome]:
    """The turn of a key, unless its publisher has been sent so many requests in this run; what is begun is finished."""
    spent: Counter[str] = Counter()

    def take(key: str) -> Outcome:
        publisher = publisher_of(key)
        if budget is not None and spent[publisher] >= budget:
            return Outcome(key, "later")
        outcome = turn(key)
        spent[publisher] += outcome.requests or 0  # one thread asks a publisher
        return outcome

    return take


def longest_ago(keys: Sequence[str]) -> list[str]:
    """The keys in the order in which they were last asked for, those never asked for first: so a run goes on."""
    last = {row["key"]: row["when"] for row in LOG.rows()}
    return sorted(keys, key=lambda key: last.get(key, ""))


def preview(keys: Sequence[str], *, budget: int | None, full: bool, named: Collection[str] = ()) -> list[Ask]:
    """What a run would ask for, key by key, without asking; what follows from a failure is not foreseen."""
    sent = {row["key"]: int(row["requests"] or 0) for row in LOG.rows() if row["status"] not in BAD}
    spent: Counter[str] = Counter()
    found = []
    for key in keys:
        since, state = _from(key, full=full, insist=key in named)
        if state == "asked" and budget is not None and spent[publisher_of(key)] >= budget:
            state = "later"
        elif state == "asked":
            spent[publisher_of(key)] += sent.get(key) or 1
        found.append(Ask(key, since, sent.get(key), state))
    return found


def _from(key: str, *, full: bool, insist: bool) -> tuple[date | None, str]:
    """The first day a key would be asked for, and whether it would be asked for at all, as an `Ask` says it."""
    today = sources.now().date()
    until = date.max if full or insist else today
    try:
        old = old_copy(key)
        if not sources.comes(key):
            return None, "fixed" if old else "asked"
        habits = sources.habits(sources.source(key))
    except SourceError:
        return None, "asked"
    if old is None:
        return None, "lacking" if absent(key, until) else "asked"
    state = "fixed" if habits.complete(old.indicator.code, old.last) else "asked"
    return (None if full or habits.fill else steps(old, memory(key, today), due(key, until))[0]), state
