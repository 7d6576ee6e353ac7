"""Copies that one answer alone speaks for: loaded here, comparable with nothing, and not yet said again on a later day.

Whether such a copy is on the right scale nobody can tell. If its publisher then says the whole of it times one factor,
one of the two answers is wrong: the second, unless it is still what the publisher says a week later. A load in the
midst of a fault is likelier than a fault that begins on the next day and lasts for a week. Of a copy that a later day
has confirmed, or another publisher, nothing is ever replaced so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import numpy as np
import pandas as pd

from relations.cache.journal import LOG
from relations.cache.vintage import ADDITIONS
from relations.refresh.outcome import Status
from relations.refresh.quarantine import Memory
from relations.refresh.revision import times_one_factor
from relations.values import Message

ALONE = Message("first loaded here, and nothing confirms its scale yet")
_AGREEING: tuple[Status, ...] = ("added", "revised", "fresh", "unchanged")  #: runs whose answer went on from the copy
_WEEK = 7  # days, as for a halving (`jump.py`): errors last for days


def alone(key: str | None = None) -> set[str]:
    """The keys, of one or of all, of which no run of a day after the first load has agreed with the copy."""
    loaded: dict[str, str] = {}
    for row in ADDITIONS.rows(key):
        loaded.setdefault(row["key"], row["when"])
    agreed = [row for row in LOG.rows(key) if row["status"] in _AGREEING and row["key"] in loaded]
    return loaded.keys() - {row["key"] for row in agreed if _day(row["when"]) > _day(loaded[row["key"]])}


def is_replaced(copy: pd.DataFrame, rows: pd.DataFrame, memory: Memory, is_alone: Callable[[], bool]) -> bool:
    """Whether an answer (date, value, old) that is the whole copy on another scale, for a week now, takes its place."""
    known = rows[rows["old"].notna()]
    if not (times_one_factor(known) and copy["date"].isin(known["date"]).all()):
        return False
    said = [memory.said_for(day.date(), value) for day, value in zip(known["date"], known["value"], strict=True)]
    return bool(np.median(said) >= _WEEK) and is_alone()


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()
