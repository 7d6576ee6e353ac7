"""The record of what publishers have said that they do not have; `relations.refresh.lacks` keeps it."""

from __future__ import annotations

from datetime import date

from relations.cache.journal import Journal

LACKS = Journal("lacks", ("key", "first", "last", "since", "when"))
EVER = (date.min, date.max)  #: the span of what a publisher lacks altogether


def is_lacking(key: str) -> bool:
    """Whether a key's publisher has said that it has no such series."""
    return any((row["first"], row["last"]) == tuple(map(str, EVER)) for row in LACKS.rows(key))
