"""Which indicators to ask for, which next when one fails, and what a publisher answers at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import sources
from relations import cache
from relations.refresh.outcome import Outcome
from sources import Fetch, Rejected, SourceError, publisher_of

Lines = Sequence[Sequence[str]]


def first_keys(lines: Lines, only: Sequence[str] | None, *, everything: bool) -> list[str]:
    """The keys to begin with, each once: by default each line's first and those of its others that the cache has.

    `only` asks for the keys it names, or those below a `publisher/` it names, and for no others. Raises Rejected if
    it names nothing.
    """
    listed = _unique(chain.from_iterable(lines))
    if only:
        return _unique(chain.from_iterable(_named(name, [*listed, *cache.cached_keys()]) for name in only))
    if everything:
        return listed
    preferred = {line[0] for line in lines if line}
    return [key for key in listed if key in preferred or cache.is_cached(key)]


def next_keys(lines: Lines, asked: Mapping[str, Outcome | None]) -> list[str]:
    """The next key of every line whose keys have all failed so far, and one to tell whether a publisher is in order.

    An outcome of None means it is still awaited.
    """
    following = []
    for line in lines:
        outcomes = [asked[key] for key in line if key in asked]
        left = [key for key in line if key not in asked]
        if left and outcomes and all(outcome and outcome.bad for outcome in outcomes):
            following.append(left[0])
    return _unique([*following, *_others({key for line in lines for key in line}, asked)])


def _others(listed: set[str], asked: Mapping[str, Outcome | None]) -> Iterator[str]:
    """For each publisher that says that it has nothing of what was asked, copies of ours among it, another copy's key.

    If it has that, the others are really gone; if not, it is out of order.
    """
    for publisher in {publisher_of(key) for key in asked}:
        theirs = {key: outcome for key, outcome in asked.items() if publisher_of(key) == publisher}
        if theirs.keys() <= listed and all(one and one.absent and not one.listed for one in theirs.values()):
            ours = [key for key in cache.cached_keys() if publisher_of(key) == publisher]
            if theirs.keys() & set(ours):
                yield from [key for key in ours if key not in theirs][:1]


def _named(name: str, known: Iterable[str]) -> list[str]:
    """The keys a name stands for."""
    if name.endswith("/"):
        found = [key for key in known if key.startswith(name)]
        if not found:
            raise Rejected(f"'{name}': no indicator begins like this; publishers: {_publishers()}")
        return found
    sources.require_key(name)
    publisher, code = name.split("/", 1)
    if publisher not in cache.known_publishers():
        raise Rejected(f"'{name}': no such publisher; publishers: {_publishers()}")
    if publisher in sources.publishers():
        sources.source(name).indicator(code)  # raises Rejected if there is no such code
    return [name]


def _publishers() -> str:
    return ", ".join(f"{publisher}/" for publisher in cache.known_publishers())


def _unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


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
