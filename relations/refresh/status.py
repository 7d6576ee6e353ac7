"""How the copies stand: how old, how fresh, what went wrong last, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Literal

import sources
from relations import cache
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh.disagreement import Disagreement, disagreement
from relations.refresh.ledger import LOG
from relations.refresh.outcome import BAD
from relations.refresh.quarantine import QUARANTINE
from relations.refresh.rhythm import is_current
from sources import FetchFailed, NotCached, Rejected, Snapshot, SourceError

State = Literal["never", "stale", "fresh"]
_WORST_FIRST: tuple[State, ...] = ("never", "stale", "fresh")
_CLOCKS_DIFFER = timedelta(minutes=5)
_ASKED_LATELY = timedelta(days=31)


@dataclass(frozen=True)
class Standing:
    """How one indicator stands.

    state: `never` there is no copy that can be read; `fresh` the last observation is as recent as the indicator's
    rhythm lets expect, or there is no newer: a fixed release, or a monthly or annual series whose publisher was asked
    within a month; else `stale`.
    """

    key: str
    title: str | None
    rows: int
    first: date | None
    last: date | None
    retrieved: datetime | None  #: when the publisher last confirmed the copy: the file's time or a later run's
    age_days: int | None  #: whole days since then; negative if it lies in the future
    state: State
    error: str | None  #: of the last run that asked for it, or what is wrong with the file
    disagreement: Disagreement | None


@dataclass(frozen=True)
class _Logged:
    """What the log says of a key: the last run's error, and when a run last went well."""

    error: str | None = None
    good: datetime | None = None


def status(lines: Sequence[Sequence[str]], *, now: datetime | None = None) -> list[Standing]:
    """Every indicator of these lines and every copy in the cache, worst first."""
    now = now or sources.now()
    copies = {key: _copy(key) for key in dict.fromkeys(chain(*lines, cache.cached_keys()))}
    readable = [copy for copy in copies.values() if isinstance(copy, Snapshot)]
    logged = _logged(now)
    standings = [
        _standing(copy, logged.get(key, _Logged()), disagreement(copy, lines, readable), now)
        if isinstance(copy, Snapshot)
        else _never(key, copy, logged.get(key, _Logged()))
        for key, copy in copies.items()
    ]
    standings += [_table(key, now) for key in cache.tables()]
    return sorted(standings, key=lambda standing: _WORST_FIRST.index(standing.state))


def verify() -> list[tuple[str, str]]:
    """The copies and tables that cannot be read or are not what their hash was taken of: key, and what is wrong."""
    copies = [(key, str(copy)) for key in cache.cached_keys() if isinstance(copy := _copy(key), Rejected)]
    return copies + [(key, str(damage)) for key in cache.tables() if isinstance(damage := _read(key), Rejected)]


def passed_over() -> list[str]:
    """What the cache holds and does not count, each with the way out: strays, and lines of journals not to be read."""
    journals = (LOG, QUARANTINE, ADDITIONS, REVISIONS)
    return list(dict.fromkeys([*cache.strays(), *chain.from_iterable(one.unreadable() for one in journals)]))


def rows_alone() -> list[str]:
    """The copies of an older format, whose hash does not cover what their header says of them."""
    return [key for key in cache.cached_keys() if not cache.hash_covers_header(cache.where(key))]


def _copy(key: str) -> Snapshot | Rejected | None:
    """The copy, what is wrong with it, or None if there is none."""
    try:
        return cache.read(key)
    except NotCached:
        return None
    except Rejected as damage:
        return damage


def _read(key: str) -> cache.Table | Rejected:
    """The table, or what is wrong with it."""
    try:
        table = cache.read_table(key)
        cache.rollcalls(key)
    except Rejected as damage:
        return damage
    return table


def _table(key: str, now: datetime) -> Standing:
    """How a table stands: it is of a release that never changes."""
    table = _read(key)
    if isinstance(table, Rejected):
        return Standing(key, None, 0, None, None, None, None, "never", str(table), None)
    age = (now - table.retrieved).days
    return Standing(key, table.title, table.rows, table.first, table.last, table.retrieved, age, "fresh", None, None)


def _logged(now: datetime) -> dict[str, _Logged]:
    """The log's word on every key; runs dated in the future are no evidence that anything went well."""
    logged: dict[str, _Logged] = {}
    for row in LOG.rows():
        when, before = datetime.fromisoformat(row["when"]), logged.get(row["key"], _Logged())
        good = when if row["status"] not in BAD and when <= now + _CLOCKS_DIFFER else before.good
        logged[row["key"]] = _Logged(row["error"] or None, good)
    return logged


def _standing(copy: Snapshot, logged: _Logged, disagreement: Disagreement | None, now: datetime) -> Standing:
    """How a copy stands."""
    ahead = copy.retrieved > now + _CLOCKS_DIFFER
    retrieved = max(copy.retrieved, logged.good) if logged.good else copy.retrieved
    warning = f"retrieved in the future, {copy.retrieved:%Y-%m-%d %H:%M} UTC: a clock was wrong; refresh it"
    return Standing(
        key=copy.indicator.key,
        title=copy.indicator.title,
        rows=len(copy.data),
        first=copy.first,
        last=copy.last,
        retrieved=retrieved,
        age_days=(now - retrieved).days,
        state="fresh" if not ahead and _is_fresh(copy, logged, now) else "stale",
        error=warning if ahead else logged.error,
        disagreement=disagreement,
    )


def _is_fresh(copy: Snapshot, logged: _Logged, now: datetime) -> bool:
    """Whether nothing is overdue, or its publisher, asked lately, has no newer month or year."""
    if _is_complete(copy) or is_current(copy.indicator, copy.last, now.date()):
        return True
    asked_lately = logged.good is not None and now - logged.good <= _ASKED_LATELY
    return asked_lately and copy.indicator.frequency in ("monthly", "annual") and copy.last <= now.date()


def _is_complete(copy: Snapshot) -> bool:
    """Whether a copy has all there will ever be: a fixed release, or a series that has ended."""
    try:
        return sources.habits(sources.source(copy.indicator.key)).complete(copy)
    except FetchFailed:
        return False


def _never(key: str, damage: Rejected | None, logged: _Logged) -> Standing:
    """An indicator without a copy that can be read."""
    error = str(damage) if damage else logged.error
    return Standing(key, _title(key), 0, None, None, None, None, "never", error, None)


def _title(key: str) -> str | None:
    """What a key measures, as far as this program knows."""
    try:
        return sources.source(key).indicator(key.split("/", 1)[1]).title
    except SourceError:
        return None
