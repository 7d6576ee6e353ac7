"""Whether every line of every story has its copy after a refresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from relations import cache
from relations.refresh import Outcome
from relations.story import Story
from relations.story.line import keys_of, made_of
from sources import NotCached, SourceError, publisher_of

State = Literal["fresh", "another", "later", "ended", "old", "absent", "none"]
_SEVERAL = 3  # series: a publisher that says of so many that it has none of them is out of order


@dataclass(frozen=True)
class LineState:
    """How a line of a story came out of a refresh.

    state: `fresh` all it shows was confirmed in this run, or never changes; `another` what it shows was not, but
    another publisher that the line names answered; `later` it was left to the next run; `ended` its publisher
    answers, but has no such series, and the copy from before stands; `old` no publisher of it confirmed it, and the
    copy from before stands; `absent` no publisher of it has such a series, nor was there ever a copy; `none` there is
    nothing to show.
    """

    story: str
    line: str  #: its name in the story's file
    label: str
    state: State
    keys: tuple[str, ...]  #: the copies it shows
    last: date | None  #: how far they go

    @property
    def missed(self) -> bool:
        """Whether somebody must see to it."""
        return self.state in ("old", "none")

    def __str__(self) -> str:
        shows = f"{' and '.join(self.keys)}, up to {self.last}"
        said = {
            "fresh": f"fresh, {shows}",
            "another": f"still shows {shows}, which could not be confirmed; another publisher of it answered",
            "later": f"left to the next run, shows {shows}",
            "ended": f"its publisher says that it has no such series, the copy from before stands: {shows}",
            "old": f"no publisher of it confirmed it, the copy from before stands: {shows}",
            "absent": "no publisher of it that was asked has such a series",
            "none": "there is no copy to show",
        }[self.state]
        return f"{self.story}, {self.label}: {said}"


_TALLY: dict[State, str] = {
    "fresh": "fresh",
    "another": "confirmed by another publisher than they show",
    "later": "left to the next run",
    "ended": "of which the publisher says that it has no such series, with the copy from before",
    "absent": "of which no publisher has such a series",
    "old": "that no publisher confirmed, with the copy from before",
    "none": "without a copy",
}


def tally(lines: Sequence[LineState]) -> str:
    """How many lines there are of each state, in a sentence; those that somebody must see to come last."""
    counts = [(sum(one.state == state for one in lines), words) for state, words in _TALLY.items()]
    return f"{len(lines)} lines: {', '.join(f'{count} {words}' for count, words in counts if count)}"


def line_states(told: Iterable[Story], outcomes: Sequence[Outcome]) -> list[LineState]:
    """Every line of the stories that this run was about, in the stories' order."""
    by_key = {one.key: one for one in outcomes}
    return [state for story in told for name in story.lines for state in _state(story, name, by_key)]


def _state(story: Story, name: str, outcomes: Mapping[str, Outcome]) -> Iterator[LineState]:
    """A line's state; nothing if not all it shows was asked for."""
    possible = keys_of(story, name)
    asked = [outcomes[key] for key in possible if key in outcomes]
    if not asked:
        return
    line = story.lines[name]
    try:
        keys = tuple(made_of(story, name).values())
        last = min(cache.read(key).last for key in keys)
    except NotCached:
        found = [_is_absent(one, outcomes, _SEVERAL) for one in asked]
        yield LineState(story.id, name, line.label, "absent" if all(found) else "none", (), None)
        return
    except SourceError:  # damaged, and nobody gave another copy of it
        yield LineState(story.id, name, line.label, "old", (), None)
        return
    if outcomes.keys() >= set(keys):  # else only a part of it was asked for, by name
        yield LineState(story.id, name, line.label, _among(keys, outcomes, asked), keys, last)


def _among(keys: Sequence[str], outcomes: Mapping[str, Outcome], asked: Sequence[Outcome]) -> State:
    """The state of a line that shows these keys, by what became of all it could show."""
    shown = [outcomes.get(key) for key in keys]
    if all(one and not one.bad and one.status != "later" for one in shown):
        return "fresh"
    if any(one and one.status == "later" for one in shown):
        return "later"
    if any(not one.bad for one in asked):
        return "another"
    return "ended" if all(one and (not one.bad or _is_absent(one, outcomes)) for one in shown) else "old"


def _is_absent(one: Outcome, outcomes: Mapping[str, Outcome], enough: int = 1) -> bool:
    """Whether a publisher has others, but not this one: if it says so of `enough` series and no other, it is broken.

    Not so if it lists what it has.
    """
    theirs = [it for key, it in outcomes.items() if publisher_of(key) == publisher_of(one.key)]
    return one.listed or (one.absent and (len(theirs) < enough or not all(it.absent for it in theirs)))
