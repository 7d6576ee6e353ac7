"""What happened to the cache, in append-only tables beside it.

    revisions.csv      values that changed after they were published
    additions.csv      when which dates came, from which `cache.read(key, as_of=…)` rebuilds an earlier copy
    refresh-log.csv    a row per indicator and run

A change is recorded before it is made: a run killed in between records it twice, which costs a line; the other way
round it would be lost. The log comes last, so that it never claims what was not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

import pandas as pd

from relations import cache
from relations.cache.journal import LOG
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh.merge import pairs
from relations.refresh.outcome import Outcome
from sources import Snapshot


def record_changes(
    old: Snapshot | None, copy: Snapshot, changed: pd.DataFrame, gone: pd.DataFrame, when: datetime
) -> None:
    """Record what a copy is about to become, before it does: rows changed (date, value, old) and rows gone."""
    key = copy.indicator.key
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


def came_later(key: str) -> Callable[[pd.Timestamp], bool]:
    """Tells of a date whether its row came, or was changed, after the first load; reads the records when asked."""

    @lru_cache
    def recorded() -> tuple[list[tuple[str, str]], set[str]]:
        rows = list(ADDITIONS.rows(key))
        later = [(row["first"], row["last"]) for row in rows if row["when"] != rows[0]["when"]]
        return later, {row["date"] for row in REVISIONS.rows(key)}

    def tell(day: pd.Timestamp) -> bool:
        later, revised = recorded()
        text = f"{day:%Y-%m-%d}"
        return text in revised or any(first <= text <= last for first, last in later)

    return tell


def _runs(dates: pd.Series[pd.Timestamp], added: set[pd.Timestamp]) -> Iterator[pd.Series[pd.Timestamp]]:
    """The unbroken runs of added dates in a copy's dates, each as a series."""
    is_new = dates.isin(list(added))
    for _, run in dates[is_new].groupby((~is_new).cumsum()[is_new]):
        yield run


def _run(key: str, dates: pd.Series[pd.Timestamp], when: datetime) -> Sequence[object]:
    """A row of additions."""
    return key, dates.iloc[0].date(), dates.iloc[-1].date(), len(dates), cache.moment(when)
