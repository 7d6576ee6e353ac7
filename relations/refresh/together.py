"""What a run asks a publisher for at once, where that can answer for many codes: the `fetch` to ask it by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sources
from sources import Fetch, SourceError, publisher_of


def together(keys: Sequence[str]) -> Mapping[str, Fetch]:
    """By publisher, for those that have one, the `fetch` of a run that asks for all of these keys."""
    codes: dict[str, list[str]] = {}
    for key in filter(_at_once, keys):
        codes.setdefault(publisher_of(key), []).append(key.partition("/")[2])
    found = {name: sources.habits(sources.source(f"{name}/{own[0]}")).together for name, own in codes.items()}
    return {name: told(codes[name]) for name, told in found.items() if told}


def side_by_side(keys: Sequence[str]) -> list[str]:
    """The keys as they are listed; what a publisher answers at once comes one after another, so that it can be let go.

    Only the places that are such a publisher's change hands.
    """
    theirs = [key for key in keys if _at_once(key)]
    left = iter(sorted(theirs))
    return [next(left) if _at_once(key) else key for key in keys]


def _at_once(key: str) -> bool:
    try:
        return sources.habits(sources.source(key)).together is not None
    except SourceError:
        return False
