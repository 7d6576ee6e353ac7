"""What a story's line shows: the first series of its preference that the cache has."""

from __future__ import annotations

from itertools import product

import sources
from sources import NotCached, Snapshot
from stories import Story
from transforms.cross_rate import cross_rate


def line(story: Story, name: str) -> Snapshot:
    """The snapshot a line of the story shows, whole.

    The first of its keys that the cache has; for a cross rate the first pair of one publisher, in the order of the
    numerator's keys. Raises NotCached, naming the command that fetches it, and Rejected for a damaged copy.
    """
    wanted = story.lines[name]
    if wanted.cross is None:
        return sources.read(_first(story, name, wanted.keys))
    over, under = (story.lines[part].keys for part in wanted.cross)
    for a, b in product(over, under):
        if a.split("/")[0] == b.split("/")[0] and sources.is_cached(a) and sources.is_cached(b):
            return cross_rate(sources.read(a), sources.read(b))
    raise _missing(story, name, [*over, *under])


def _first(story: Story, name: str, keys: tuple[str, ...]) -> str:
    for key in keys:
        if sources.is_cached(key):
            return key
    raise _missing(story, name, keys)


def _missing(story: Story, name: str, keys: tuple[str, ...] | list[str]) -> NotCached:
    return NotCached(
        f"{story.lines[name].label} is not in the cache ({', '.join(keys)}); `relations refresh {story.id}` fetches it"
    )
