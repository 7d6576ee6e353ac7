"""The contract every publisher satisfies.

Every other file of this room is one publisher: a module with two functions and, if it is unlike most, a constant,

    indicator(code) -> Indicator              the meaning of a code, built offline
    fetch(indicator, since) -> Snapshot       its observations from a day on, over the network; or `unasked(why)`
    HABITS = Habits(first=…)                  what else a refresh has to know of it

`fetch` is called by `relations refresh` alone, which puts what it gives into the cache (`relations/cache`). Where only
an answer tells what a code means, its unit is `Unstated` offline; the indicator of the Snapshot has it all.

What an indicator and a snapshot are stands in `_series.py`, what `HABITS` may say in `_habits.py`.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, datetime
from functools import lru_cache
from typing import cast

from relations.values import Publication, publication
from relations.values.nearest import listed
from sources._habits import Computed, Fetch, Habits, Source, fetches, habits, unasked
from sources._series import (
    FetchFailed,
    Indicator,
    NoSuchSeries,
    NotCached,
    NotListed,
    RateLimited,
    Rejected,
    Snapshot,
    SourceError,
    as_csv,
    observations,
    require_key,
)


def publishers() -> list[str]:
    """Names of the publishers this program can ask: the files of this room."""
    return list(_files())


@lru_cache(maxsize=1)  # a program's files stay as they are while it runs
def _files() -> tuple[str, ...]:
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def publisher_of(key: str) -> str:
    """The name of the publisher a key is of: imf of imf/KZT."""
    return key.split("/", 1)[0]


def source(key: str) -> Source:
    """The module that can fetch a key; FetchFailed if this program cannot ask its publisher."""
    publisher = publisher_of(key)
    if publisher not in publishers():
        raise FetchFailed(
            f"{key}: '{publisher}' cannot be fetched by this version, its shipped copy stands; "
            f"publishers that can: {listed(publisher, publishers(), 'docs/publishers.md')}"
        )
    return _module(publisher)


def comes(key: str) -> bool:
    """Whether a refresh can bring a key: this program asks its publisher, or computes it from a table."""
    try:
        module = source(key)
    except FetchFailed:
        return False
    return fetches(module) or habits(module).computed is not None


def _module(publisher: str) -> Source:
    return cast(Source, importlib.import_module(f"{__name__}.{publisher}"))


def tables() -> dict[str, Computed]:
    """The tables that copies are computed from, by their keys; of two of the same kind the preferred comes first."""
    return _tables(_files())


@lru_cache(maxsize=4)
def _tables(files: tuple[str, ...]) -> dict[str, Computed]:
    found = [(one.place, one.computed) for one in map(habits, map(_module, files)) if one.computed]
    return {one.table: one for _, one in sorted(found, key=lambda each: each[0])}


def indicator_of(key: str) -> Indicator:
    """What a key measures, as far as its module can say offline; Rejected, or FetchFailed if it has no module."""
    return source(key).indicator(key.split("/", 1)[1])


def published(indicator: Indicator) -> Publication:
    """From which days an indicator's observations count as known: by its publisher's rule, else by its dates."""
    try:
        own = habits(source(indicator.key)).publication
    except FetchFailed:
        own = None
    return own(indicator) if own else publication(indicator.frequency, indicator.dating)


def now() -> datetime:
    """The present moment in UTC, to the second: what a fresh Snapshot says of its retrieval."""
    return datetime.now(UTC).replace(microsecond=0)
