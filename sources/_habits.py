"""What a publisher's module offers, and what a refresh has to know of the publisher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from relations.values import Message, Publication
from sources._series import FetchFailed, Indicator, Snapshot

Fetch = Callable[[Indicator, date | None], Snapshot]


@dataclass(frozen=True)
class Computed:
    """How a publisher's copies follow from a table that lies beside them (`relations/cache/table.py`)."""

    table: str  #: the key it lies under
    copy: Callable[[Indicator, str], Snapshot]  #: a copy, computed from the text of the table
    missing: Message  #: that there is no table, and where it comes from
    mend: str  #: what to do about a damaged one
    #: The header and rows of a table from the lines of a file that a person has downloaded, its name, and the moment.
    read: Callable[[Iterable[str], str, datetime], tuple[dict[str, str], str]] | None = None


@dataclass(frozen=True)
class Habits:
    """What a refresh has to know of a publisher to ask it well. The defaults are those of most."""

    #: The first day it answers for. A copy that begins earlier keeps its beginning: those days were not asked for.
    first: date | None = None
    #: Whether it is a release that never changes: what the cache has of it is not asked for again.
    fixed: bool = False
    #: By code the last day of a series that has ended: a copy that has it is not asked for again.
    ended: Mapping[str, date] = field(default_factory=dict)
    #: In place of `fetch`, for who answers so little at a time that a history takes many runs: given the copy there is,
    #: if any, ask for some of what it lacks and return both together.
    fill: Callable[[Indicator, Snapshot | None], Snapshot] | None = None
    #: In place of `fetch` in a run that asks for several codes, for who can answer for many at once: told them all,
    #: what fetches each, so that an answer several need is asked for once. A code it was not told is fetched, too.
    together: Callable[[Sequence[str]], Fetch] | None = None
    #: In place of `fetch`, for copies that follow from a table of the publisher's which the cache has.
    computed: Computed | None = None
    #: From which days the observations of an indicator count as known, where its dates alone do not tell.
    publication: Callable[[Indicator], Publication] | None = None
    #: The publisher that keeps earlier editions of its series, under their codes and an edition's name, which sorts.
    archive: str | None = None
    #: The well-known series it has (`sources/_well_known.py`), each with the forms of its codes there, best first.
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: A code that it has, where its offers and the shipped copies show none.
    example: str = ""
    #: By code the first day of a series that began later than others of the publisher.
    began: Mapping[str, date] = field(default_factory=dict)
    #: Whether `began` has every code there is, so that no other can ever be had.
    listed: bool = False
    #: Its place among publishers that are alike in rhythm, licence and age: the lower comes first.
    place: int = 0

    def has(self, code: str) -> bool:
        """Whether there can be a copy of a code that the publisher's module accepts."""
        return code in self.began or not self.listed

    def spans(self, code: str, first: date, last: date) -> bool:
        """Whether a series can reach from one day to another, as far as the publisher's module knows."""
        begin = self.began.get(code) or self.first
        return (begin is None or begin <= first) and self.ended.get(code, last) >= last

    def complete(self, code: str, last: date) -> bool:
        """Whether a copy of a code that goes up to a day has all there will ever be."""
        end = self.ended.get(code)
        return self.fixed or (end is not None and last >= end)


class Source(Protocol):
    """What a publisher's module offers; beside it, if the defaults are not its own, `HABITS`."""

    def indicator(self, code: str) -> Indicator:
        """Describe a code without the network; raise Rejected, saying what is allowed, if there is no such code."""

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        """Ask the publisher for the observations from `since` on (None: all); raise FetchFailed."""


def unasked(why: str) -> Callable[..., Snapshot]:
    """The `fetch` of a publisher there is nothing to ask: FetchFailed, which says why; `{code}` in it is the code."""

    def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:  # noqa: ARG001 - the contract's signature
        raise FetchFailed(f"{indicator.key}: {why.format(code=indicator.code)}")

    return fetch


def fetches(publisher: Source) -> bool:
    """Whether a publisher's module asks for anything; what `unasked` makes is of another file."""
    return publisher.fetch.__module__ != __name__


def habits(publisher: Source) -> Habits:
    """A publisher's habits: those its module declares, or the defaults."""
    found: Habits = getattr(publisher, "HABITS", Habits())
    return found
