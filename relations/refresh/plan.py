"""Which indicators to ask for, which next when one fails, and how much of a publisher's time that may take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import sources
from relations import cache
from relations.cache.journal import LOG
from relations.refresh.lacks import absent, due
from relations.refresh.outcome import BAD, Outcome
from relations.refresh.quarantine import memory
from relations.refresh.update import old_copy, steps
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


@dataclass(frozen=True)
class Ask:
    """What a run would ask a publisher for.

    requests: as many as the last run that went well sent for it; None if there was none, and then it counts as one.
    """

    key: str
    since: date | None  #: the first day asked for; None: all of history
    requests: int | None
    #: `asked`, `fixed` if there is nothing to ask for, `lacking` if its publisher has said lately that it has none, or
    #: `later` if the budget is spent before it
    state: str

    @property
    def publisher(self) -> str:
        """The publisher that is asked."""
        return publisher_of(self.key)


def within(budget: int | None, turn: Callable[[str], Outcome]) -> Callable[[str], Outcome]:
    """The turn of a key, unless its publisher has been sent so many requests in this run; what is begun is finished."""
    spent: Counter[str] = Counter()

    def take(key: str) -> Outcome:
        publisher = publisher_of(key)
        if budget is not None and spent[publisher] >= budget:
            return Outcome(key, "later")
        outcome = turn(key)
        spent[publisher] += outcome.requests or 0  # one thread asks a publisher
        return outcome

    return take


def longest_ago(keys: Sequence[str]) -> list[str]:
    """The keys in the order in which they were last asked for, those never asked for first: so a run goes on."""
    last = {row["key"]: row["when"] for row in LOG.rows()}
    return sorted(keys, key=lambda key: last.get(key, ""))


def preview(keys: Sequence[str], *, budget: int | None, full: bool, named: Collection[str] = ()) -> list[Ask]:
    """What a run would ask for, key by key, without asking; what follows from a failure is not foreseen."""
    sent = {row["key"]: int(row["requests"] or 0) for row in LOG.rows() if row["status"] not in BAD}
    spent: Counter[str] = Counter()
    found = []
    for key in keys:
        since, state = _from(key, full=full, insist=key in named)
        if state == "asked" and budget is not None and spent[publisher_of(key)] >= budget:
            state = "later"
        elif state == "asked":
            spent[publisher_of(key)] += sent.get(key) or 1
        found.append(Ask(key, since, sent.get(key), state))
    return found


def _from(key: str, *, full: bool, insist: bool) -> tuple[date | None, str]:
    """The first day a key would be asked for, and whether it would be asked for at all, as an `Ask` says it."""
    today = sources.now().date()
    until = date.max if full or insist else today
    try:
        old = old_copy(key)
        if not sources.comes(key):
            return None, "fixed" if old else "asked"
        habits = sources.habits(sources.source(key))
    except SourceError:
        return None, "asked"
    if old is None:
        return None, "lacking" if absent(key, until) else "asked"
    state = "fixed" if habits.complete(old.indicator.code, old.last) else "asked"
    return (None if full or habits.fill else steps(old, memory(key, today), due(key, until))[0]), state
