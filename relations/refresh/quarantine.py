"""What was not let in, and what of it somebody let in by hand: a row per key and date, as the publisher says it now.

    quarantine.csv     key, date, value, reason, when

It is a state and no log: each answer of a publisher replaces what is held of the dates asked for, so that what it has
corrected since is gone, and what can be accepted is what it says. `when` is since when it says so. The file is
replaced whole; people open it, so it is read as any journal is, whatever a spreadsheet made of it. A log in the format
of earlier versions is read as well: the last line of a date counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from threading import Lock

import pandas as pd

from relations import cache
from relations.cache.journal import Journal
from relations.refresh.merge import SAME

QUARANTINE = Journal("quarantine", ("key", "date", "value", "reason", "when"))
ACCEPTED = "accepted by hand"
FUTURE = "lies in the future"
_ONE_WRITER = Lock()  # between threads; between processes it is the refresh's lock file
Days = dict[tuple[str, date], "Held"]
_KNOWN: dict[tuple[object, ...], Days] = {}  # by the state of the files, of one state: to parse them takes a second


@dataclass(frozen=True)
class Held:
    """A value that is held back, or one that was and was accepted; NaN where the publisher gave no number."""

    key: str
    day: date
    value: float
    reason: str
    when: datetime  #: since when the publisher says so

    @property
    def waits(self) -> bool:
        """Whether it is not accepted yet."""
        return self.reason != ACCEPTED

    @property
    def is_early(self) -> bool:
        """Whether it was said before the day it is of had come: a forecast, which confirms nothing."""
        return self.reason.startswith(FUTURE)

    def says(self, value: float) -> bool:
        """Whether it is this value."""
        return math.isclose(self.value, value, rel_tol=SAME)


@dataclass(frozen=True)
class Memory:
    """What is on record of one key's values beside its copy: those held back, and those accepted by hand."""

    held: Mapping[date, Held]
    today: date

    def accepted(self, day: pd.Timestamp, value: float) -> bool:
        """Whether somebody let this value in."""
        one = self.held.get(day.date())
        return one is not None and not one.waits and one.says(value)

    def waiting(self, days: int) -> list[date]:
        """The dates of what is held back for no longer than so many days."""
        return [day for day, one in self.held.items() if one.waits and (self.today - one.when.date()).days <= days]

    def said_for(self, day: date, value: float) -> int:
        """For how many days the publisher has said this value, and no forecast."""
        one = self.held.get(day)
        return (self.today - one.when.date()).days if one and not one.is_early and one.says(value) else 0


def memory(key: str, today: date) -> Memory:
    """What is remembered of a key."""
    return Memory({day: one for (_, day), one in _read(key).items()}, today)


def quarantined(key: str | None = None) -> list[Held]:
    """What waits, of a key or of all, by key and date."""
    rows = _read(key)
    return [rows[place] for place in sorted(rows) if rows[place].waits]


def alike(rows: Iterable[Held]) -> list[list[Held]]:
    """Neighbouring rows of one key that are held back for the same kind of reason, as one group."""
    kinds = groupby(rows, key=lambda one: (one.key, re.sub(r"[-+]?\d[\d.,e+-]*", "", one.reason)))
    return [list(group) for _, group in kinds]


def span(days: Sequence[date]) -> str:
    """Days as `relations accept` takes them: 2026-11-05, or the first and the last, 2026-11-05..2026-11-24."""
    return f"{days[0]}" if days[0] == days[-1] else f"{days[0]}..{days[-1]}"


def settle(key: str, refused: Iterable[tuple[date, float, str]], asked: Callable[[date], bool], when: datetime) -> None:
    """Hold back these values of a key, and release all others of the dates asked for.

    Raises OSError if the file cannot be written; it is then as it was.
    """
    with _ONE_WRITER:
        rows = _read(key)
        said = [Held(key, day, value, reason, when) for day, value, reason in refused]
        found = {(key, one.day): _since(rows.get((key, one.day)), one) for one in said}
        kept = {place: one for place, one in rows.items() if not (one.waits and asked(one.day))}
        if kept | found != rows:
            every = _read()
            others = {place: one for place, one in every.items() if place[0] != key}
            _restate(every, others | kept | found, {key})


def mark_accepted(accepted: Iterable[Held]) -> None:
    """Remember what was let in by hand, so that no later answer is refused for it."""
    with _ONE_WRITER:
        rows = _read()
        let_in = {(one.key, one.day): replace(one, reason=ACCEPTED) for one in accepted}
        _restate(rows, rows | let_in, {key for key, day in let_in if rows.get((key, day)) != let_in[key, day]})


def _since(before: Held | None, now: Held) -> Held:
    """The row with the time since which it has been said; for a forecast that begins anew once its day has come."""
    same = before and before.waits and (before.says(now.value) or (math.isnan(before.value) and math.isnan(now.value)))
    return replace(now, when=before.when) if before and same and before.is_early == now.is_early else now


# ------------------------------------------------------------------------------------------------ the files


def _read(key: str | None = None) -> Days:
    """Every row, of a key or of all, the last line of each date; lines not to be read are named by `passed_over`."""
    now = QUARANTINE.state()
    if (every := _KNOWN.get(now)) is not None:
        return {place: one for place, one in every.items() if key in (None, place[0])}
    rows = {(one.key, one.day): one for one in map(_held, QUARANTINE.rows(key))}
    if key is None:
        _know(now, rows)
    return rows


def _restate(before: Days, after: Days, changed: Collection[str]) -> None:
    """Put rows in the place of those before, and know without parsing how they read: a run does so for every key."""
    QUARANTINE.restate(_lines(after), changed)
    columns = QUARANTINE.columns
    fresh = {at: _held(dict(zip(columns, _texts(one), strict=True)))  # as it reads: a moment has whole seconds
             for at, one in after.items() if one is not before.get(at)}  # fmt: skip
    _know(QUARANTINE.state(), after | fresh)


def _know(state: tuple[object, ...], rows: Days) -> None:
    _KNOWN.clear()
    _KNOWN[state] = rows


def _held(row: Mapping[str, str]) -> Held:
    day, moment = date.fromisoformat(row["date"]), datetime.fromisoformat(row["when"])
    return Held(row["key"], day, float(row["value"]), " ".join(row["reason"].split()), moment)


def _texts(one: Held) -> tuple[str, ...]:
    """A row as the file has it, cell by cell."""
    return one.key, str(one.day), repr(one.value), one.reason, cache.moment(one.when)


def _lines(rows: Days) -> list[tuple[str, ...]]:
    return [_texts(rows[place]) for place in sorted(rows)]
