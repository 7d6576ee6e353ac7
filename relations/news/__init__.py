"""What a refresh means for who reads: whether every line has its copy, and what now reads otherwise than before.

    refresh = before → relations.refresh → lines, reading → change → feed

What people read is drawn a second time from the copies as they were, and only if a copy has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sources
from relations import refresh as refreshing
from relations.cache.places import newest
from relations.news import before
from relations.news.change import Change, News
from relations.news.feed import recent, record
from relations.news.lines import LineState, line_states, tally
from relations.refresh import Outcome
from relations.refresh.lock import Unwritable, hold
from relations.story import Story


@dataclass(frozen=True)
class Report:
    """What a refresh did: to the copies, to the lines of the stories, and to what people read."""

    outcomes: list[Outcome]
    lines: list[LineState]
    changes: list[Change]
    unrecorded: str = ""  #: why the changes are not on record, if they are not

    @property
    def missed(self) -> list[LineState]:
        """The lines that no publisher of theirs confirmed."""
        return [line for line in self.lines if line.missed]


def refresh(told: Sequence[Story], lines: Sequence[Sequence[str]] = (), **options: Any) -> Report:
    """Refresh the lines of these stories, or those named, as `relations.refresh.refresh` does, and report.

    Its options and what it raises are the same. What changed is on record beside the cache, and in its feed.
    """
    with newest(), before.kept() as then:
        outcomes = refreshing.refresh(lines or wanted(told), **options)
        changed = {one.key for one in outcomes if one.added or one.revised}
        found = changes(told, changed, then.seen)
    try:
        _record(found)
        why = ""
    except (OSError, Unwritable) as error:  # the copies are in all the same
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
    return Report(outcomes, line_states(told, outcomes), found, why)


def _record(found: Sequence[Change]) -> None:
    if found:
        with hold(60.0):  # it is written beside the copies, and goes into their store if they are in one
            record(found, sources.now())


def wanted(told: Iterable[Story]) -> list[tuple[str, ...]]:
    """The keys of the stories' lines, best first."""
    return [keys for story in told for keys in story.preferences]


def accept(told: Sequence[Story], key: str, first: date, last: date) -> tuple[dict[date, float], list[Change]]:
    """Let in what is held back, as `relations.refresh.accept` does; also what reads otherwise for it, on record too."""
    with newest(), before.kept() as then:
        taken = refreshing.accept(key, first, last)
        found = changes(told, {key}, then.seen)
    _record(found)
    return taken, found


def changes(told: Iterable[Story], changed: set[str], then: Callable[[Callable[[], Any]], Any]) -> list[Change]:
    """What reads otherwise in the stories that use one of these keys; `then` runs a function on the earlier copies."""
    found: list[Change] = []
    for story in told:
        if any(changed.intersection(keys) for keys in story.preferences):
            from relations.news.change import difference  # it draws figures: nothing is slow until something moved
            from relations.news.reading import read

            earlier = then(lambda story=story: read(story))  # type: ignore[misc]
            found += difference(earlier, read(story))
    return found
