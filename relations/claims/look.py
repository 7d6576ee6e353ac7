"""What a measure looks at: the story's lines, as known now or as known when the article appeared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from relations import cache
from relations.claims.answer import Forecast
from relations.evidence.known_then import Known, edition, known_then
from relations.evidence.refusal import Refusal
from relations.story import Story
from relations.story.line import line, made_of
from relations.values import Message, Money, Unit, Unstated
from sources import NotCached, Rejected, Snapshot, published
from transforms import derived
from transforms.restated import restated

REVISED, REVISED_TRADE = 1.0, 5.0  #: percent of a limit within which revised figures, and those of trade, cannot tell


T = TypeVar("T")
Read = dict[Hashable, Any]  #: what looks of one call share, by what it is made from


class Unknown(Rejected):
    """An observation the measure needs is not there, nor will it be."""


class NotYet(Unknown):
    """An observation the measure needs was not out yet: at the cut, or in what is known now."""


@dataclass(frozen=True, eq=False)
class Look:
    """The story's lines as known now (`cut` None) or on the day `cut`, and a note of what was taken and hidden.

    Ranks are as of publication whatever the cut: `published` bounds what judges, and later cases stand apart.
    """

    story: Story
    cut: date | None = None
    late: int = 0  #: years by which what has no timetable came out later than our convention says
    used: dict[str, Snapshot | cache.Table] = field(default_factory=dict)  #: by the publisher's key
    hidden: dict[tuple[str, ...], Known] = field(default_factory=dict)  #: by the keys of a line: what the cut hides
    read: Read = field(default_factory=dict)

    @property
    def published(self) -> date:
        """The last day the article's author could have seen: a rank judges by what ended by then."""
        return self.story.article.known_until

    def is_open(self, horizon: Forecast) -> bool:
        """Whether a forecast can still come true as far as the cut lets one see."""
        return self.cut is not None and self.cut < horizon.by

    @property
    def took_untimed(self) -> bool:
        """Whether it took figures as known then for whose day of publication there is no timetable."""
        return any(not published(known.snapshot.indicator).has_timetable for known in self.hidden.values())

    def doubt(self, names: Iterable[str]) -> float:
        """How near to a limit, in percent of it, these lines' figures cannot tell: as known then, revised since."""
        return max(
            (_doubt(self.line(name).indicator.unit, self.hidden.get(self._copies(name))) for name in names), default=0.0
        )

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes, from `key` and the cache alone: made once for all looks of a call."""
        if key not in self.read:
            self.read[key] = make()
        found: T = self.read[key]
        return found

    def line(self, name: str) -> Snapshot:
        """A line of the story; NotYet if nothing of it was known at the cut, NotCached if there is no copy."""
        now = self.once(("line", name), lambda: line(self.story, name))
        copies = self._copies(name)
        self.used.update(dict.fromkeys(copies, now))
        if self.cut is None:
            return now
        known = self._known(("line", name), self.cut, now)
        if isinstance(known, Refusal):
            raise NotYet(known.detail if isinstance(known.detail, Message) else Message("{words}", words=known.detail))
        self.hidden[copies] = known
        if known.snapshot.indicator.key != now.indicator.key:
            self.used[known.snapshot.indicator.key] = known.snapshot
        return known.snapshot

    def _known(self, what: Hashable, cut: date, now: Snapshot) -> Known | Refusal:
        """A series at the cut; without a timetable it came out some years later than our convention says."""
        late = 0 if published(now.indicator).has_timetable else self.late
        then = cut.replace(year=cut.year - late)
        return self.once((what, then), lambda: known_then(now, then, self._vintage(now, then)))

    def _vintage(self, now: Snapshot, cut: date) -> Snapshot | None:
        """The copy as it was on a day: by our own records, or by its publisher's editions."""
        key, unit = now.indicator.key, now.indicator.unit
        found = self.once(("vintage", key, cut), lambda: _vintage(key, cut) or edition(now, cut))
        if found and found.indicator.unit == Unstated():  # the story states it
            return derived(found, found.data, unit=unit)
        return found

    def hides(self) -> dict[str, Known]:
        """What the cut hides of each copy by its key, also where a line is made of several: a cross has fewer days."""
        if self.cut is None:
            return {}
        found = {key: self._of_copy(self.cut, key) for keys in self.hidden if len(keys) > 1 for key in keys}
        alone = {keys[0]: known for keys, known in self.hidden.items() if len(keys) == 1}
        return {key: known for key, known in {**found, **alone}.items() if isinstance(known, Known)}

    def _of_copy(self, cut: date, key: str) -> Known | Refusal:
        return self._known(("copy", key), cut, self.once(("copy", key), lambda: cache.read(key)))

    def rollcalls(self) -> pd.DataFrame:
        """The roll calls of the UN General Assembly known at the cut; NotCached if the cache has none."""
        table, votes = cache.rollcalls()
        self.used[table.key] = table
        return votes if self.cut is None else votes[votes["date"] <= pd.Timestamp(self.cut)]

    def _copies(self, name: str) -> tuple[str, ...]:
        return self.once(("copies", name), lambda: tuple(made_of(self.story, name).values()))


def _doubt(unit: Unit, known: Known | None) -> float:
    """Of what was known then only figures that were revised since leave a doubt."""
    if known is None or not known.revised:
        return 0.0
    return REVISED_TRADE if isinstance(unit, Money) else REVISED


def _vintage(key: str, cut: date) -> Snapshot | None:
    """The copy as it was on a day, in the units of now, if our own records reach back to it."""
    try:
        then = cache.read(key, as_of=cut) if cache.is_cached(key) else None
    except NotCached:
        return None
    if then is None:
        return None
    today = cache.read(key).data
    whole = pd.concat([then.data, today[today["date"] > pd.Timestamp(then.last)]])  # they may hold a redenomination
    known = restated(derived(then, whole))
    return derived(then, known.data[: len(then.data)])
