"""How the copies stand: how old, how fresh, what went wrong last, and who disagrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, groupby
from typing import Literal, TypeVar

import sources
from relations import cache
from relations.cache.journal import EVER, LACKS, LOG
from relations.cache.places import layers, path_in, there
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh.alone import ALONE, alone
from relations.refresh.lacks import lacks, told
from relations.refresh.outcome import BAD
from relations.refresh.peers import Disagreement, disagreement, kin
from relations.refresh.quarantine import QUARANTINE
from relations.refresh.rhythm import is_current
from relations.values import Message
from sources import FetchFailed, Habits, Indicator, NotCached, Rejected, SourceError

T = TypeVar("T")
State = Literal["never", "stale", "fresh", "closed"]
_WORST_FIRST: tuple[State, ...] = ("never", "stale", "fresh", "closed")
_CLOCKS_DIFFER = timedelta(minutes=5)
_ASKED_LATELY = timedelta(days=31)


@dataclass(frozen=True)
class Standing:
    """How one indicator stands.

    state: `never` there is no copy that can be read; `closed` a release or series that will never change; `fresh` the
    last observation is as recent as the indicator's rhythm lets expect, or there is no newer month or year: its
    publisher was asked within a month; else `stale`.
    """

    key: str
    title: str | None
    publisher: str | None  #: its name, for people
    rows: int = 0
    first: date | None = None
    last: date | None = None
    retrieved: datetime | None = None  #: when the publisher last confirmed the copy: the file's time or a later run's
    asked: datetime | None = (
        None  #: when it was last asked, whatever it answered; the file's time if no run is on record
    )
    age_days: int | None = None  #: whole days since then; negative if it lies in the future
    state: State = "never"
    error: str | None = None  #: of the last run that asked for it, or what is wrong with the file
    disagreement: Disagreement | None = None
    remarks: tuple[Message, ...] = ()  #: that nothing tells its scale, and which holes its publisher says it has


@dataclass(frozen=True)
class _Logged:
    """What the log says of a key: the last run's error, when a run last went well, and when it was asked at all."""

    error: str | None = None
    good: datetime | None = None
    asked: datetime | None = None


def status(lines: Sequence[Sequence[str]], *, now: datetime | None = None) -> list[Standing]:
    """Every indicator of these lines and every copy in the cache, worst first."""
    now = now or sources.now()
    copies = {key: _seen(cache.glance, key) for key in dict.fromkeys(chain(*lines, cache.cached_keys()))}
    readable = [copy.indicator for copy in copies.values() if isinstance(copy, cache.Glance)]
    logged, read = _logged(now), lru_cache(cache.read)
    standings = [
        _standing(
            copy,
            _habits(key),
            logged.get(key, _Logged()),
            disagreement(copy.indicator, lines, readable, read),
            now,
        )
        if isinstance(copy, cache.Glance)
        else _never(key, copy, logged.get(key, _Logged()))
        for key, copy in copies.items()
    ]
    standings += [_table(key, now) for key in cache.tables()]
    remarks = _remarks(readable)
    standings = [replace(one, remarks=remarks.get(one.key, ())) for one in standings]
    return sorted(standings, key=lambda standing: _WORST_FIRST.index(standing.state))


def _remarks(copies: Sequence[Indicator]) -> dict[str, tuple[Message, ...]]:
    """What there is to say of copies that are well: what of them nothing confirms yet, and holes."""
    shipped = layers()[1:]
    unconfirmed = {key for key in alone() if sources.comes(key)}  # an author vouches for numbers of their own
    spans = {key: list(found) for key, found in groupby(lacks(), key=lambda one: one.key)}
    remarks: dict[str, tuple[Message, ...]] = {}
    for one in copies:
        was_shipped = any(there(path_in(folder, one.key)) for folder in shipped)
        is_alone = one.key in unconfirmed and not was_shipped and next(kin(one, copies), None) is None
        missing = told([lack.span for lack in spans.get(one.key, []) if lack.span != EVER], one.frequency)
        remarks[one.key] = (*([ALONE] if is_alone else []), *missing)
    return remarks


def verify() -> list[tuple[str, str]]:
    """The copies and tables that cannot be read or are not what their hash was taken of: key, and what is wrong.

    Folders that cannot be listed are among them, without a key.
    """
    copies = ((key, _seen(cache.read, key)) for key in cache.cached_keys())
    tables = ((key, _seen(cache.rollcalls, key)) for key in cache.tables())
    damaged = ((key, str(found)) for key, found in chain(copies, tables) if isinstance(found, Rejected))
    return [*damaged, *(("", said) for said in cache.unlisted())]


def passed_over() -> list[str]:
    """What the cache holds and does not count, each with the way out: strays, and lines of journals not to be read."""
    journals = (LOG, QUARANTINE, ADDITIONS, REVISIONS, LACKS)
    return list(dict.fromkeys([*cache.strays(), *chain.from_iterable(one.unreadable() for one in journals)]))


def rows_alone() -> list[str]:
    """The copies of an older format, whose hash does not cover what their header says of them."""
    return [key for key in cache.cached_keys() if not cache.hash_covers_header(cache.where(key))]


def _seen(read: Callable[[str], T], key: str) -> T | Rejected | None:
    """What is read of the cache under a key, or what is wrong with it; None if there is nothing."""
    try:
        return read(key)
    except NotCached:
        return None
    except Rejected as damage:
        return damage


def _table(key: str, now: datetime) -> Standing:
    """How a table stands: it is of a release that never changes."""
    found = _seen(cache.rollcalls, key)
    if found is None or isinstance(found, Rejected):
        return _never(key, found, _Logged())
    table, _ = found
    return Standing(
        key,
        table.title,
        table.publisher,
        table.rows,
        table.first,
        table.last,
        table.retrieved,
        table.retrieved,
        (now - table.retrieved).days,
        "closed",
    )


def _logged(now: datetime) -> dict[str, _Logged]:
    """The log's word on every key; runs dated in the future are no evidence that anything went well."""
    logged: dict[str, _Logged] = {}
    for row in LOG.rows():
        when, before = datetime.fromisoformat(row["when"]), logged.get(row["key"], _Logged())
        good = when if row["status"] not in BAD and when <= now + _CLOCKS_DIFFER else before.good
        asked = when if when <= now + _CLOCKS_DIFFER else before.asked
        logged[row["key"]] = _Logged(row["error"] or None, good, asked)
    return logged


def _standing(
    copy: cache.Glance, habits: Habits | None, logged: _Logged, disagreement: Disagreement | None, now: datetime
) -> Standing:
    """How a copy stands; `habits` are its publisher's, None if it cannot be asked."""
    ahead = copy.retrieved > now + _CLOCKS_DIFFER
    retrieved = max(copy.retrieved, logged.good) if logged.good else copy.retrieved
    warning = f"retrieved in the future, {copy.retrieved:%Y-%m-%d %H:%M} UTC: a clock was wrong; refresh it"
    closed = habits is None or habits.complete(copy.indicator.code, copy.last)
    fresh = not ahead and _is_fresh(copy, logged, now)
    return Standing(
        key=copy.indicator.key,
        title=copy.indicator.title,
        publisher=copy.indicator.publisher,
        rows=copy.rows,
        first=copy.first,
        last=copy.last,
        retrieved=retrieved,
        asked=logged.asked or copy.retrieved,
        age_days=(now - retrieved).days,
        state="stale" if ahead else "closed" if closed else "fresh" if fresh else "stale",
        error=warning if ahead else logged.error,
        disagreement=disagreement,
    )


def _is_fresh(copy: cache.Glance, logged: _Logged, now: datetime) -> bool:
    """Whether nothing is overdue, or its publisher, asked lately, has no newer month or year."""
    if is_current(copy.indicator, copy.last, now.date()):
        return True
    asked_lately = logged.good is not None and now - logged.good <= _ASKED_LATELY
    return asked_lately and copy.indicator.frequency in ("monthly", "annual") and copy.last <= now.date()


def _habits(key: str) -> Habits | None:
    """The habits of a key's publisher; None if this program cannot ask it."""
    try:
        return sources.habits(sources.source(key))
    except FetchFailed:
        return None


def _never(key: str, damage: Rejected | None, logged: _Logged) -> Standing:
    """An indicator without a copy that can be read."""
    known, error = _indicator(key), str(damage) if damage else logged.error
    title, publisher = (known.title, known.publisher) if known else (None, None)
    return Standing(key, title, publisher, asked=logged.asked, error=error)


def _indicator(key: str) -> Indicator | None:
    """What a key is of, as far as this program knows."""
    try:
        return sources.indicator_of(key)
    except SourceError:
        return None
