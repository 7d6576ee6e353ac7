"""One indicator's turn: ask for what is missing, check it, store it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from time import monotonic

import numpy as np

import sources
from relations import cache
from relations.cache.journal import EVER
from relations.refresh.alone import ALONE, alone
from relations.refresh.check import check_file, check_rows, unreadable
from relations.refresh.jump import OTHER_UNIT
from relations.refresh.lacks import absent, due, holes, told
from relations.refresh.lacks import settle as settle_lacks
from relations.refresh.ledger import came_later, record_outcome
from relations.refresh.merge import beside, same
from relations.refresh.outcome import Outcome, kept
from relations.refresh.quarantine import FUTURE, Memory, memory, settle
from relations.refresh.revision import logs
from relations.refresh.store import is_uncovered, store, uncover
from relations.values import Frequency, Message, Unstated
from sources import (
    Fetch,
    FetchFailed,
    Habits,
    Indicator,
    NoSuchSeries,
    NotCached,
    NotListed,
    RateLimited,
    Rejected,
    Snapshot,
    publisher_of,
)
from sources._fetch.http import counting

# Publishers correct the last few values; years come in one small answer, so they are asked for in full.
_OVERLAP: dict[Frequency, timedelta] = {
    "daily": timedelta(days=14),
    "weekly": timedelta(days=28),
    "monthly": timedelta(days=183),
    "quarterly": timedelta(days=366),
}
_ASKED_AGAIN = 14  # days for which a publisher is asked again for what is held back: then it is for a person to judge
_ROUNDED = 1e-5  # a log change: one so small is of the digits a publisher prints, and not worth all of history
_WIDER = (1, 8, 64)  # times the overlap: how far back is asked as long as the first date is not as we have it


@dataclass(frozen=True)
class Terms:
    """How one run asks its publishers."""

    today: date
    full: bool = False  #: for all of history, not for its end
    accept_shrink: bool = False  #: whether an answer is taken that lacks history we have
    #: By publisher, what it is asked by in place of its module's `fetch`.
    asking: Mapping[str, Fetch] = field(default_factory=dict)
    resting: dict[str, str] = field(default_factory=dict)  #: who is not asked again in this run, and why; it grows


def update(key: str, terms: Terms, *, insist: bool = False) -> Outcome:
    """Bring one copy up to date and log it; what goes wrong is in the outcome, and the old copy stands.

    A publisher that has said that it has no such series, or none of a time, is not asked before it is due again, unless
    all of history is asked for or its caller does `insist`.
    """
    until = date.max if terms.full or insist else terms.today  # by then what is on record is due
    if lack := absent(key, until):
        said = f"not asked: on {lack.asked:%Y-%m-%d} its publisher said that it has no such series"
        return replace(kept(key, "failed", f"{said}, and it is asked again from {lack.again} on", None), absent=True)
    started, aside = monotonic(), uncover(key)
    with counting() as requests:
        # What somebody corrected in the file that is gone is asked for again: all of history, until it is there.
        outcome = _tried(key, until, replace(terms, full=terms.full or is_uncovered(key)))
    outcome = replace(outcome, requests=len(requests), seconds=round(monotonic() - started, 3))
    if aside:
        outcome = replace(outcome, error=f"{outcome.error}; {aside}" if outcome.error else f"{key}: {aside}")
    try:
        if outcome.absent and not cache.is_cached(key):
            settle_lacks(key, [EVER], lambda _: True, sources.now())
        record_outcome(outcome, sources.now())
    except OSError as error:
        said = f"{outcome.error or key}; the log cannot be written ({error.strerror or error})"
        return replace(outcome, status="failed", error=said, unwritten=True)
    return outcome


def _tried(key: str, until: date, terms: Terms) -> Outcome:
    """The outcome of one attempt, whatever it is."""
    old: Snapshot | None = None
    try:
        old = old_copy(key)
        if reason := terms.resting.get(publisher_of(key)):
            return kept(key, "failed", f"not asked, as {publisher_of(key)} has just failed: {reason}", old)
        if old and not sources.comes(key):
            return Outcome(key, "fixed")  # nobody can be asked: what we have is all there will be
        outcome, stopped = _asked(key, old, until, terms)
        return _cut_short(outcome, stopped, terms.resting) if stopped else outcome
    except (Rejected, NotCached) as error:  # not cached: the table it is computed from
        return kept(key, "rejected" if isinstance(error, Rejected) else "failed", _one_line(error), old)
    except FetchFailed as error:
        _let_rest(key, error, terms.resting)
        lacking, listed = isinstance(error, NoSuchSeries), isinstance(error, NotListed)
        return replace(kept(key, "failed", _one_line(error), old), absent=lacking, listed=listed)
    except OSError as error:
        said = f"the new copy cannot be written ({error.strerror or error})"
        return replace(kept(key, "failed", said, old), unwritten=True)


def _asked(key: str, old: Snapshot | None, until: date, terms: Terms) -> tuple[Outcome, FetchFailed | None]:
    """Ask the publisher, check what it says, and store it; also why it said only a part, if so."""
    source = sources.source(key)
    habits, fetch = sources.habits(source), terms.asking.get(publisher_of(key), source.fetch)
    if old and habits.complete(old.indicator.code, old.last):
        return Outcome(key, "fixed"), None
    asked = sources.indicator_of(key)
    if asked.unit != Unstated():  # else only an answer tells the rhythm
        old = _of_rhythm(old, asked)
    known, is_alone = memory(key, terms.today), partial(_is_alone, key)
    days = [None] if terms.full or old is None or habits.fill else steps(old, known, due(key, until))
    new, since = _besides(habits, asked, old) or _answer(fetch, asked, old, days, is_alone)
    if old and not _of_rhythm(old, new.indicator):
        old, since = None, None
        new = fetch(asked, None)
    if old and new.indicator.unit == Unstated():  # what this answer left unsaid stands as an earlier one said it
        new = replace(new, indicator=old.indicator)
    # A copy may begin before the days its publisher answers for; those were not asked for, and stand.
    gone = check_file(old, new, asked, since or habits.first, accept_shrink=terms.accept_shrink)
    judged = check_rows(old, new.data, new.indicator, known, came_later(key), is_alone)
    refused = sorted(judged.refused + unreadable(new), key=lambda row: row.day)
    partly = habits.fill or new.stopped
    came = {*new.data["date"].dt.date, *(day for day, _ in new.unreadable)}
    settle(
        key,
        [(row.day, row.value, row.reason) for row in refused],
        lambda day: day in came or not (partly or (since and day < since)),
        new.retrieved,
    )
    outcome = store(old, new, replace(judged, refused=refused), gone, terms.today)
    there = came - {row.day for row in refused if row.reason.startswith(FUTURE)}
    said = [*([] if judged.compared else [ALONE]), *([] if partly else _lacking(old, new, there, since))]
    return replace(outcome, remark=f"{key}: {'; '.join(map(str, said))}" if said else None), new.stopped


def _lacking(old: Snapshot | None, new: Snapshot, came: Collection[date], since: date | None) -> list[Message]:
    """Put the holes of a series on record, asked for from a day on; in words those that nobody knew of."""
    key, frequency = new.indicator.key, new.indicator.frequency
    days = np.union1d(old.dates if old else new.dates[:0], np.array(sorted(came), "datetime64[D]"))

    found = settle_lacks(key, holes(days, frequency), lambda span: since is None or span[0] >= since, new.retrieved)
    return told(found, frequency)


def _of_rhythm(old: Snapshot | None, indicator: Indicator) -> Snapshot | None:
    """The copy, unless it is a series of another rhythm, of which not a row belongs to this one."""
    return old if old and old.indicator.frequency == indicator.frequency else None


def _is_alone(key: str) -> bool:
    return key in alone(key)


def _besides(habits: Habits, asked: Indicator, old: Snapshot | None) -> tuple[Snapshot, date | None] | None:
    """The answer of a publisher that is not asked by `fetch`, which is of all days."""
    if habits.computed:
        return habits.computed.copy(asked, cache.read_table(habits.computed.table).text), None
    return (habits.fill(asked, old), None) if habits.fill else None


def steps(old: Snapshot, known: Memory, missing: Sequence[date]) -> list[date | None]:
    """The days to ask from, in order: a small overlap with the copy, larger ones if that differs, then everything.

    The first reaches back to what is held back, and to days that are missing, if any are to be asked for again.
    """
    overlap = _OVERLAP.get(old.indicator.frequency)
    if overlap is None:
        return [None]
    near, *further = (old.last - times * overlap for times in _WIDER)
    since = min([near, *known.waiting(_ASKED_AGAIN), *missing])
    return [since, *(day for day in further if day < since), None]


def _answer(
    fetch: Fetch,
    asked: Indicator,
    old: Snapshot | None,
    steps: Sequence[date | None],
    is_alone: Callable[[], bool],
) -> tuple[Snapshot, date | None]:
    """The answer, and the day it was asked from: the first of `steps` from which it begins as the copy does.

    So an error that came in is found back to its beginning. One of a size that cannot have come in is the answer's
    own, and not worth all of history, unless the copy is what one answer alone said.
    """
    for place, since in enumerate(steps):
        new = fetch(asked, since)
        change = _first_change(old, new)
        if change < _ROUNDED or (place == len(steps) - 2 and change >= OTHER_UNIT and not is_alone()):
            break
    return new, since


def _first_change(old: Snapshot | None, new: Snapshot) -> float:
    """The log change from our value to the publisher's on their first common date; 0 if they agree or have none."""
    both = beside(old.data if old else None, new.data)
    first = both[both["old"].notna()].head(1)
    if first.empty or same(first).all():
        return 0.0
    return abs(float(logs(first["old"].to_numpy(), first["value"].to_numpy())[0]))


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
        resting[publisher_of(key)] = _one_line(error).removeprefix(f"{key}: ")


def old_copy(key: str) -> Snapshot | None:
    """The copy the cache has; None, so that all of it is fetched anew, if there is none that can be read.

    Raises LaterFormat for a copy that is whole, and not ours to replace.
    """
    try:
        return cache.read(key)
    except cache.LaterFormat:
        raise
    except (NotCached, Rejected):
        return None


def _timed_out(error: BaseException | None) -> bool:
    """Whether a failure began with a timeout, whichever library's: the next indicator would only wait again."""
    return error is not None and ("Timeout" in type(error).__name__ or _timed_out(error.__cause__ or error.__context__))


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
