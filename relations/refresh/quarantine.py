"""What was not let in, and what of it somebody let in by hand: a row per key and date, as the publisher says it now.

    quarantine.csv     key, date, value, reason, when

It is a state and no log: each answer of a publisher replaces what is held of the dates asked for, so that what it has
corrected since is gone, and what can be accepted is what it says. `when` is since when it says so. The file is
replaced whole; people open it, so a line that cannot be read (a spreadsheet's date, say) is named and left out, and
the next refresh puts it right. A log in the format of earlier versions is read as well: the last line of a date counts.
"""

from __future__ import annotations

import csv
import io
import logging
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from threading import Lock

import numpy as np
import pandas as pd

import sources
from relations.refresh.merge import SAME
from sources._records import PRIVATE, sync_folder

log = logging.getLogger(__name__)

COLUMNS = ("key", "date", "value", "reason", "when")
ACCEPTED = "accepted by hand"
FUTURE = "lies in the future"
_ONE_WRITER = Lock()  # between threads; between processes it is the refresh's lock file
Days = Mapping[tuple[str, date], "Held"]


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
        return bool(np.isclose(self.value, value, rtol=SAME, atol=0))


@dataclass(frozen=True)
class Memory:
    """What an earlier answer or a hand says of a key's values, beside its copy."""

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
    return Memory({day: one for (name, day), one in _read().items() if name == key}, today)


def quarantined(key: str | None = None) -> list[Held]:
    """What waits, of a key or of all, by key and date."""
    rows = _read()
    return [rows[place] for place in sorted(rows) if rows[place].waits and key in (None, place[0])]


def alike(rows: Iterable[Held]) -> list[list[Held]]:
    """Rows of one key in a row that are held back for one kind of reason, together."""
    kinds = groupby(rows, key=lambda one: (one.key, re.sub(r"[-+]?\d[\d.e+-]*", "", one.reason)))
    return [list(group) for _, group in kinds]


def span(days: Sequence[date]) -> str:
    """Days as `relations accept` takes them: 2026-11-05, or the first and the last, 2026-11-05..2026-11-24."""
    return f"{days[0]}" if days[0] == days[-1] else f"{days[0]}..{days[-1]}"


def settle(key: str, refused: Iterable[tuple[date, float, str]], asked: Callable[[date], bool], when: datetime) -> None:
    """Hold these values of a key, and of the other dates asked for none. Raises OSError, what was there untouched."""
    with _ONE_WRITER:
        rows = _read()
        said = [Held(key, day, value, reason, when) for day, value, reason in refused]
        found = {(key, one.day): _since(rows.get((key, one.day)), one) for one in said}
        kept = {place: one for place, one in rows.items() if place[0] != key or not (one.waits and asked(one.day))}
        _write(rows, kept | found)


def mark_accepted(accepted: Iterable[Held]) -> None:
    """Remember what was let in by hand, so that no later answer is refused for it."""
    with _ONE_WRITER:
        rows = _read()
        _write(rows, rows | {(one.key, one.day): replace(one, reason=ACCEPTED) for one in accepted})


def _since(before: Held | None, now: Held) -> Held:
    """A row with the time since when it is said; what was a forecast is a new word once its day has come."""
    same = before and before.waits and (before.says(now.value) or (math.isnan(before.value) and math.isnan(now.value)))
    return replace(now, when=before.when) if before and same and before.is_early == now.is_early else now


# ------------------------------------------------------------------------------------------------ the files


def _path(*, private: bool) -> Path:
    """The file; numbers that must not be redistributed have one of their own, which is not committed."""
    return sources.cache_folder() / f"{f'{PRIVATE}-' if private else ''}quarantine.csv"


def _is_private(key: str) -> bool:
    return key.startswith(f"{PRIVATE}/")


def _older(path: Path) -> list[Path]:
    """Files that earlier versions put aside when the log had grown too long, oldest first."""
    return sorted(path.parent.glob(f"{path.stem}.[0-9][0-9][0-9][0-9].csv"))


def _read() -> dict[tuple[str, date], Held]:
    """Every row, the last line of each key and date."""
    paths = [_path(private=private) for private in (True, False)]
    return {
        (one.key, one.day): one for path in paths for file in [*_older(path), path] for one in _rows_of(file)
    }  # fmt: skip


def _rows_of(path: Path) -> Iterator[Held]:
    """The rows of a file, none if it is not there; lines that cannot be read are named."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    for number, line in enumerate(content.decode("utf-8-sig", errors="replace").splitlines(), 1):
        if line and not line.startswith("key,"):
            try:
                yield _held(next(csv.reader([line])))
            except (ValueError, csv.Error) as problem:
                log.warning("%s, line %d is left out (%s): %s", path.name, number, problem, line[:80])


def _held(fields: list[str]) -> Held:
    key, day, value, reason, when = fields
    moment = datetime.fromisoformat(when)
    return Held(
        key, date.fromisoformat(day), float(value), reason, moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    )


def _write(before: Days, after: Days) -> None:
    """Replace each file whose rows have changed, in one step."""
    for private in (True, False):
        old, new = ([one for one in rows.values() if _is_private(one.key) == private] for rows in (before, after))
        if old != new:
            _replace(_path(private=private), sorted(new, key=lambda one: (one.key, one.day)))


def _replace(path: Path, rows: Iterable[Held]) -> None:
    """Put these rows in a file's place; older parts of a log are in them."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(
        (row.key, row.day, repr(row.value), " ".join(row.reason.split()), sources.moment(row.when)) for row in rows
    )
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(partial, "w", encoding="utf-8", newline="\n") as file:
            file.write(text.getvalue())
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    for older in _older(path):
        older.unlink()
