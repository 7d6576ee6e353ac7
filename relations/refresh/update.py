"""One indicator's turn: ask for what is missing, check it, store it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from time import monotonic

import sources
from relations import cache
from relations.refresh.check import Checked, check_file, check_rows, unreadable
from relations.refresh.ledger import record_outcome
from relations.refresh.merge import changes
from relations.refresh.outcome import Outcome, Status, kept
from relations.refresh.store import store
from relations.values import Frequency
from sources import FetchFailed, NotCached, RateLimited, Rejected, Snapshot
from sources._fetch.http import counting

# Publishers correct the last few values; years come in one small answer, so they are asked for in full.
_OVERLAP: dict[Frequency, timedelta] = {
    "daily": timedelta(days=14),
    "weekly": timedelta(days=28),
    "monthly": timedelta(days=183),
}


def update(
    key: str, *, resting: dict[str, str], today: date, full: bool = False, accept_shrink: bool = False
) -> Outcome:
    """Bring one copy up to date and log it; what goes wrong is in the outcome, and the old copy stands.

    `resting` holds the publishers that are not asked again in this run, with the reason; it is added to.
    """
    started = monotonic()
    with counting() as requests:
        outcome = _tried(key, resting, today, full=full, accept_shrink=accept_shrink)
    outcome = replace(outcome, requests=len(requests), seconds=round(monotonic() - started, 3))
    try:
        record_outcome(outcome, sources.now())
    except OSError as error:
        said = f"{outcome.error or key}; the log cannot be written ({error.strerror or error})"
        return replace(outcome, status="failed", error=said)
    return outcome


def _tried(key: str, resting: dict[str, str], today: date, *, full: bool, accept_shrink: bool) -> Outcome:
    """The outcome of one attempt, whatever it is."""
    old: Snapshot | None = None
    status: Status = "failed"
    try:
        old = _old_copy(key)
        if reason := resting.get(_publisher(key)):
            return kept(key, status, f"not asked, as {_publisher(key)} has just failed: {reason}", old)
        outcome, stopped = _asked(key, old, today, full=full, accept_shrink=accept_shrink)
        return _cut_short(outcome, stopped, resting) if stopped else outcome
    except Rejected as error:
        status, said = "rejected", _one_line(error)
    except FetchFailed as error:
        said = _one_line(error)
        _let_rest(key, error, resting)
    except OSError as error:
        said = f"the new copy cannot be written ({error.strerror or error})"
    return kept(key, status, said, old)


def _asked(
    key: str, old: Snapshot | None, today: date, *, full: bool, accept_shrink: bool
) -> tuple[Outcome, FetchFailed | None]:
    """Ask the publisher, check what it says, and store it; also why it said only a part, if so."""
    source = sources.source(key)
    habits = sources.habits(source)
    if old and habits.fixed:
        return Outcome(key, "fixed"), None
    asked = source.indicator(key.split("/", 1)[1])
    since = None if full or old is None or habits.fill else _since(old)
    new = habits.fill(asked, old) if habits.fill else source.fetch(asked, since)
    gone = check_file(old, new, asked, since or habits.first, accept_shrink=accept_shrink)
    judged = check_rows(old, changes(old.data if old else None, new.data), asked, today)
    refused = sorted(judged.refused + unreadable(new), key=lambda row: row.day)
    checked = Checked(judged.good, refused)
    return store(old, new, checked, gone, today), new.stopped


def _cut_short(outcome: Outcome, stopped: FetchFailed, resting: dict[str, str]) -> Outcome:
    """The outcome of an answer that ended early: its rows count, and how it ended is said.

    Raises the failure itself if there was nothing of use before it.
    """
    if not outcome.added:
        raise stopped
    _let_rest(outcome.key, stopped, resting)
    said = _one_line(stopped).removeprefix(f"{outcome.key}: ")
    refused = f"; {outcome.error.removeprefix(f'{outcome.key}: ')}" if outcome.error else ""
    return replace(
        outcome, error=f"{outcome.key}: {said}; what it gave before that is in, the next run goes on{refused}"
    )


def _let_rest(key: str, error: FetchFailed, resting: dict[str, str]) -> None:
    """Leave a publisher alone for the rest of this run if its failure was of all of it, not of one indicator."""
    if isinstance(error, RateLimited) or _timed_out(error):
        resting[_publisher(key)] = _one_line(error).removeprefix(f"{key}: ")


def _old_copy(key: str) -> Snapshot | None:
    """The copy the cache has; None, so that all of it is fetched anew, if there is none that can be read.

    Raises LaterFormat for a copy that is whole, and not ours to replace.
    """
    try:
        return cache.read(key)
    except cache.LaterFormat:
        raise
    except (NotCached, Rejected):
        return None


def _since(old: Snapshot) -> date | None:
    """The day to ask from; None for all of it."""
    overlap = _OVERLAP.get(old.indicator.frequency)
    return old.last - overlap if overlap else None


def _timed_out(error: BaseException | None) -> bool:
    """Whether a failure began with a timeout, whichever library's: the next indicator would only wait again."""
    return error is not None and ("Timeout" in type(error).__name__ or _timed_out(error.__cause__ or error.__context__))


def _publisher(key: str) -> str:
    return key.split("/", 1)[0]


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
