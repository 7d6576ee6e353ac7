"""One thing that people read and that a refresh changed: what of a story reads otherwise after than before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Literal

import numpy as np

from relations.news.reading import Reading, Shown, Words
from relations.refresh.merge import SAME
from relations.refresh.outcome import written_apart
from relations.values import Message, When, msgid
from relations.values.dating import PERIODS
from relations.values.printed import beside
from sources import Snapshot

_SENTENCES = {
    "line": msgid("{label} is now drawn from {after}, it was drawn from {before}."),
    "line, new": msgid("{label} has a copy now: {after}."),
    "values": msgid("{label}: {after}."),
    "figure": msgid("{label}: “{before}” is now “{after}”"),
    "figure, new": msgid("{label}: it says as well: “{after}”"),
    "figure, gone": msgid("{label}: it no longer says: “{before}”"),
    "title": msgid("{label}: the title is neutral now, as what it said is no longer so: {before}, now {after}."),
    "claim": msgid("The claim “{label}” is now {after}, it was {before}."),
}
_NAMED = {way: re.findall(r"{(\w+)}", text) for way, text in _SENTENCES.items()}
What = Literal["line", "values", "figure", "title", "claim"]


@dataclass(frozen=True)
class Change:
    """What a line, a figure or a claim of a story said before a refresh, and what it says after.

    what: `line` it shows other copies; `values` numbers of its copy were revised, or newer ones came; `figure` its
    words and the numbers in them are others; `title` a condition of its finding no longer holds; `claim` its
    verdict or its number is another.
    """

    story: str
    what: What
    name: str  #: of the line, the figure or the claim, as the story's file has it
    label: str  #: what people call it
    before: str
    after: str
    keys: tuple[str, ...]  #: the copies it is told from, at least one

    @property
    def sentence(self) -> Message:
        """The change as a sentence."""
        words = {name: getattr(self, name) for name in _NAMED[self._way]}
        return Message(_SENTENCES[self._way], **words)

    @property
    def _way(self) -> str:
        """Which sentence tells it: of what was there before, of what is new, or of what has gone."""
        if self.what in ("line", "figure") and not self.before:
            return f"{self.what}, new"
        return f"{self.what}, gone" if self.what == "figure" and not self.after else self.what


@dataclass(frozen=True)
class News:
    """What one refresh changed in one story."""

    when: datetime
    story: str
    changes: tuple[Change, ...]


def difference(before: Reading, after: Reading) -> list[Change]:
    """The changes from one reading of a story to another: lines first, then figures, then claims."""
    return [*_lines(before, after), *_figures(before, after), *_claims(before, after)]


def _lines(before: Reading, after: Reading) -> Iterator[Change]:
    for name, now in after.lines.items():
        then = before.lines.get(name)
        if then is None or then.keys != now.keys:
            was = _copies(then) if then else ""
            yield Change(after.story, "line", name, now.label, was, _copies(now), now.keys)
        elif now.own and (said := "; ".join(_values(then, now))):
            yield Change(after.story, "values", name, now.label, f"up to {_last(then.copy)}", said, now.keys)


def _values(then: Shown, now: Shown) -> Iterator[str]:
    """What became of a copy's values: how many are others, and how far they go."""
    both = then.copy.data.merge(now.copy.data, on="date", suffixes=("_then", "_now"))
    moved = both[~np.isclose(both["value_now"], both["value_then"], rtol=SAME, atol=0)]
    if len(moved):
        share = (moved["value_now"] / moved["value_then"] - 1).abs()
        one = moved.iloc[int(share.to_numpy().argmax())]
        was, is_now = written_apart(one["value_then"], one["value_now"])
        sizes = f"from {beside(f'{was} to {is_now}', now.copy.indicator.unit)}"
        yield f"{_count(len(moved))} revised, the largest, of {_when(now.copy, one['date'].date())}, {sizes}"
    if gone := len(then.copy.data) - len(both):
        yield f"{_count(gone)} withdrawn"
    if fresh := len(now.copy.data) - len(both):
        yield f"{_count(fresh)} more, up to {_last(now.copy)}"


def _copies(one: Shown) -> str:
    """Who publishes what a line shows, with the keys, for a publisher may have two that are alike."""
    return " and ".join(f"{who} ({key})" for who, key in zip(one.publishers, one.keys, strict=True))


def _last(copy: Snapshot) -> When:
    return _when(copy, copy.last)


def _when(copy: Snapshot, day: date) -> When:
    """The day or the period that an observation is of."""
    period = PERIODS[copy.indicator.frequency]
    return When(day, "day" if period == "week" else period)


def _count(values: int) -> str:
    return f"{values} {'value' if values == 1 else 'values'}"


def _figures(before: Reading, after: Reading) -> Iterator[Change]:
    for name, now in after.figures.items():
        then = before.figures.get(name, Words("", (), (), ()))
        stood = {(one.words, one.condition): one for one in then.checks if not one.fails}
        for check in now.checks:
            if check.fails and (held := stood.get((check.words, check.condition))):
                was = held.said(*check.numbers)
                yield Change(after.story, "title", name, now.title, was, check.now(*held.numbers), now.keys)
        for was, is_now in zip_longest(_alone(then, now), _alone(now, then), fillvalue=""):
            yield Change(after.story, "figure", name, now.title, was, is_now, now.keys)


def _alone(one: Words, other: Words) -> list[str]:
    """The sentences of a figure, its title with them, that another does not have."""
    others = {other.title, *other.sentences}
    return [sentence for sentence in (one.title, *one.sentences) if sentence and sentence not in others]


def _claims(before: Reading, after: Reading) -> Iterator[Change]:
    for name, now in after.claims.items():
        then = before.claims.get(name)
        if then and then.verdict != now.verdict:
            yield Change(after.story, "claim", name, now.claim, then.verdict, now.verdict, then.keys + now.keys)
