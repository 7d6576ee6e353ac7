"""What the last runs did, from the records beside the cache: runs, values revised, dates added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from relations.cache.journal import LOG
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh.outcome import BAD

_PAUSE = timedelta(seconds=10)  # the log has whole seconds, and a run asks the next key at once


@dataclass(frozen=True)
class Entry:
    """A line of the log: what became of one indicator in one run."""

    when: datetime  #: it was done
    key: str
    status: str
    added: int
    revised: int
    seconds: float
    error: str | None

    @property
    def began(self) -> datetime:
        """When its publisher was asked."""
        return self.when - timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Run:
    """One run: its lines of the log, in the order in which they were done; there is at least one."""

    entries: tuple[Entry, ...]

    @property
    def began(self) -> datetime:
        """When the first publisher was asked."""
        return min(entry.began for entry in self.entries)

    @property
    def ended(self) -> datetime:
        """When the last was done."""
        return max(entry.when for entry in self.entries)

    @property
    def added(self) -> int:
        """Rows with new dates."""
        return sum(entry.added for entry in self.entries)

    @property
    def revised(self) -> int:
        """Values that were published before and changed."""
        return sum(entry.revised for entry in self.entries)

    @property
    def failed(self) -> list[Entry]:
        """What could not be brought up to date."""
        return [entry for entry in self.entries if entry.status in BAD]


@dataclass(frozen=True)
class Revision:
    """A value that changed after it was published."""

    key: str
    day: date
    old: float
    new: float | None  #: None: the publisher withdrew it
    when: datetime

    @property
    def share(self) -> float | None:
        """The change relative to the old value: 0.02 is 2 %; None where there is none to speak of."""
        return None if self.new is None or self.old == 0 else (self.new - self.old) / abs(self.old)


@dataclass(frozen=True)
class Addition:
    """An unbroken run of new dates."""

    key: str
    first: date
    last: date
    rows: int
    when: datetime


def runs(latest: int = 10) -> list[Run]:
    """The last runs of which the log still knows, newest first."""
    return list(_parted(map(_entry, LOG.rows())))[-latest:][::-1]


def revisions(since: datetime) -> list[Revision]:
    """The values that changed from a moment on, the largest change first, and what was withdrawn before all."""
    found = [one for one in map(_revision, REVISIONS.rows()) if one.when >= since]
    return sorted(found, key=lambda one: float("-inf") if one.share is None else -abs(one.share))


def additions(since: datetime) -> list[Addition]:
    """The dates that came from a moment on, newest first."""
    found = [one for one in map(_addition, ADDITIONS.rows()) if one.when >= since]
    return sorted(found, key=lambda one: one.when, reverse=True)


def _parted(entries: Iterable[Entry]) -> Iterator[Run]:
    """The runs in a log, which does not number them: a new one begins after a pause, or when a key comes again."""
    now: list[Entry] = []
    for entry in entries:
        again = any(entry.key == done.key for done in now)
        if now and (again or entry.began > max(done.when for done in now) + _PAUSE):
            yield Run(tuple(now))
            now = []
        now.append(entry)
    if now:
        yield Run(tuple(now))


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        when=datetime.fromisoformat(row["when"]),
        key=row["key"],
        status=row["status"],
        added=int(row["added"]),
        revised=int(row["revised"]),
        seconds=float(row["seconds"]),
        error=row["error"] or None,
    )


def _revision(row: dict[str, str]) -> Revision:
    new = float(row["new"]) if row["new"] else None
    return Revision(
        row["key"], date.fromisoformat(row["date"]), float(row["old"]), new, datetime.fromisoformat(row["when"])
    )


def _addition(row: dict[str, str]) -> Addition:
    first, last = (date.fromisoformat(row[name]) for name in ("first", "last"))
    return Addition(row["key"], first, last, int(row["rows"]), datetime.fromisoformat(row["when"]))
