"""The publishers, each asked once as a refresh would ask it; only when somebody wants to know."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from statistics import median

import sources
from relations import cache
from relations.doctor.clock import APART
from relations.doctor.finding import Finding
from sources import SourceError
from sources._fetch.http import clocks

AREA = "publishers"
LATELY = timedelta(days=30)  #: before the end of a copy that a publisher is asked from: a small answer


def examined() -> Iterator[Finding]:
    """What each publisher answered; whether their clocks are ours."""
    asked = [one for one in map(example, sources.publishers()) if one[0]]
    with ThreadPoolExecutor(max_workers=len(asked) or 1) as desks:
        answers = list(desks.map(_asked, asked))
    yield from (finding for finding, _ in answers)
    ahead = [seconds for _, theirs in answers for seconds in theirs]
    if ahead and abs(apart := median(ahead)) > APART.total_seconds():
        said = f"it is {abs(apart):,.0f} seconds {'behind' if apart > 0 else 'ahead of'} the publishers' clocks; set it"
        yield Finding("clock", "error", said)


def example(name: str) -> tuple[str, date | None]:
    """What to ask a publisher for, and from when: the copy that goes furthest, else one of its well-known series.

    The key is empty if there is nothing to ask it for.
    """
    module = sources.source(f"{name}/")
    if not sources.fetches(module):
        return "", None
    if cached := [key for key in cache.cached_keys() if sources.publisher_of(key) == name]:
        last, key = max((_last(key), key) for key in cached)
        return key, last - LATELY if last > date.min else None
    habits = sources.habits(module)
    offered = [form for forms in habits.offers.values() for form in forms]
    code = habits.example or next(iter(offered), "")
    return (f"{name}/{code.format(currency='RUB', country='KAZ', partner='RUS')}" if code else ""), None


def _last(key: str) -> date:
    try:
        return cache.glance(key).last
    except SourceError:
        return date.min


def _asked(example: tuple[str, date | None]) -> tuple[Finding, list[float]]:
    """What a publisher answers, and by how many seconds its clock is ahead of ours in every answer."""
    key, since = example
    name = sources.publisher_of(key)
    with clocks() as ahead:
        try:
            got = sources.source(key).fetch(sources.indicator_of(key), since)
        except SourceError as error:
            said = f"{name} does not answer as it should: {error}; the copies stand, try again later"
            return Finding(AREA, "error", said), ahead
    return Finding(AREA, "ok", f"{name} answers: {key} up to {got.last}"), ahead
