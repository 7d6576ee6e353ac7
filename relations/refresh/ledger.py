"""What happened to the cache, in append-only tables beside it.

    quarantine.csv     rows that were not let in, with the reason; one that is let in later by hand says so
    revisions.csv      values that changed after they were published
    additions.csv      when which dates came, from which `cache.read(key, as_of=…)` rebuilds an earlier copy
    refresh-log.csv    a row per indicator and run

A change is recorded before it is made: a run killed in between records it twice, which costs a line; the other way
round it would be lost. The log comes last, so that it never claims what was not done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import pandas as pd

import sources
from relations import cache
from relations.cache.journal import Journal
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh.check import Refused
from relations.refresh.lock import Unwritable, hold
from relations.refresh.merge import changes, merge, pairs
from relations.refresh.outcome import Outcome
from sources import Rejected, Snapshot

QUARANTINE = Journal("quarantine", ("key", "date", "value", "reason", "when"))
LOG = Journal(
    "refresh-log",
    ("when", "key", "status", "added", "revised", "largest_revision", "requests", "seconds", "error"),
    limit=1_000_000,
    kept=3,
)
ACCEPTED = "accepted by hand"


class NotQuarantined(Rejected):
    """Nothing of that key and day is in quarantine."""


def record_refused(key: str, refused: Iterable[Refused], when: datetime) -> None:
    """Put rows into quarantine; those that are there already are not repeated at every refresh."""
    rows = [(key, r.day.isoformat(), repr(r.value), r.reason, cache.moment(when)) for r in refused]
    known = {(row["date"], row["value"]) for row in QUARANTINE.rows(key)} if rows else set()
    QUARANTINE.append([row for row in rows if (row[1], row[2]) not in known])


def record_changes(old: Snapshot | None, copy: Snapshot, changed: pd.DataFrame, gone: pd.DataFrame) -> None:
    """Record what a copy is about to become, before it does: rows changed (date, value, old) and rows gone."""
    key, when = copy.indicator.key, copy.retrieved
    if old and not any(True for _ in ADDITIONS.rows(key)):
        ADDITIONS.append([_run(key, old.data["date"], old.retrieved)])
    added = set(changed["date"][changed["old"].isna()])
    known = pd.concat([copy.data["date"], gone["date"]]).sort_values()  # what has gone was not added: it parts a run
    ADDITIONS.append([_run(key, dates, when) for dates in _runs(known, added)])
    revised = changed[changed["old"].notna()]
    replaced = zip(pairs(revised), revised["old"], strict=True)
    REVISIONS.append([(key, day.date(), before, value, cache.moment(when)) for (day, value), before in replaced])
    REVISIONS.append([(key, day.date(), value, None, cache.moment(when)) for day, value in pairs(gone)])


def record_outcome(outcome: Outcome, when: datetime) -> None:
    """Add a run's row for an indicator to the log."""
    LOG.append([(cache.moment(when), *(getattr(outcome, column) for column in LOG.columns[1:]))])


def quarantined() -> list[dict[str, str]]:
    """The rows in quarantine whose value is not in the cache, oldest first: key, date, value, reason, when."""
    latest = {(row["key"], row["date"]): row for row in QUARANTINE.rows()}
    waiting = [row for row in latest.values() if row["reason"] != ACCEPTED]
    held = {key: _held(key) for key in {row["key"] for row in waiting}}
    return [row for row in waiting if held[row["key"]].get(row["date"]) != float(row["value"])]


def accept(key: str, day: date, *, wait: float = 10.0) -> float:
    """Let a quarantined value into the copy and return it.

    Raises NotQuarantined if there is none, NotCached or Rejected if there is no copy that it can be put into, Locked,
    Unwritable.
    """
    with hold(wait):
        waiting = [row for row in QUARANTINE.rows(key) if row["date"] == day.isoformat() and row["reason"] != ACCEPTED]
        if not waiting:
            raise NotQuarantined(f"{key}: no value of {day} is in quarantine; those that are: {_days_of(key)}")
        value, now = float(waiting[-1]["value"]), sources.now()
        try:
            put_in(cache.read(key), sources.observations([day], [value]), now)
            QUARANTINE.append([(key, day, repr(value), ACCEPTED, cache.moment(now))])
        except OSError as error:
            raise Unwritable(f"{key}: the new copy cannot be written ({error.strerror or error})") from error
        return value


def put_in(old: Snapshot, rows: pd.DataFrame, when: datetime) -> None:
    """Write rows (date, value) over a copy, recorded; a copy that has them already stays as it is."""
    changed = changes(old.data, rows)
    if changed.empty:
        return
    copy = Snapshot(old.indicator, merge(old.data, changed), when)
    record_changes(old, copy, changed, gone=rows.head(0))
    cache.write(copy)


def _held(key: str) -> dict[str, float]:
    """The values the cache has of a key, by day."""
    try:
        data = cache.read(key).data
    except (sources.NotCached, Rejected):
        return {}
    return dict(zip(data["date"].dt.strftime("%Y-%m-%d"), data["value"], strict=True))


def _days_of(key: str) -> str:
    """The dates of a key in quarantine, in words."""
    return ", ".join(row["date"] for row in quarantined() if row["key"] == key) or "none"


def _runs(dates: pd.Series[pd.Timestamp], added: set[pd.Timestamp]) -> Iterator[pd.Series[pd.Timestamp]]:
    """The unbroken runs of added dates in a copy's dates, each as a series."""
    is_new = dates.isin(list(added))
    for _, run in dates[is_new].groupby((~is_new).cumsum()[is_new]):
        yield run


def _run(key: str, dates: pd.Series[pd.Timestamp], when: datetime) -> Sequence[object]:
    """A row of additions."""
    return key, dates.iloc[0].date(), dates.iloc[-1].date(), len(dates), cache.moment(when)
