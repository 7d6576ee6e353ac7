"""What the claims and events of shipped stories are found to be, computed once for all tests of a process."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import tomlkit

from relations import story as stories
from relations.cache import cache_folder
from relations.claims import Verdict, claims
from relations.claims.verdict import Word
from relations.evidence.events import events
from relations.evidence.found import EventEvidence
from relations.story import Story

Ledger = dict[str, tuple[Word, Word]]  #: by a claim's id the word of its verdict, now and as known then


@cache
def shipped(name: str) -> Story:
    """A story as it is shipped, whichever folder of stories a test sets later."""
    return stories.load(name)


STORY = shipped("kazakhstan-russia")


@cache
def alone() -> Path:
    """A folder of stories that has this one only, for what is seen of a story whichever others are shipped."""
    folder = Path(mkdtemp(prefix="one-story-"))
    for path in stories.folder().glob(f"{STORY.id}.*"):
        shutil.copy(path, folder)
    return folder


@cache
def brief() -> Path:
    """A folder with that story of one figure and its three lines, for what takes longer the more lines there are."""
    folder = Path(mkdtemp(prefix="brief-story-"))
    told = tomlkit.parse((stories.folder() / f"{STORY.id}.toml").read_text(encoding="utf-8")).unwrap()
    (spec,) = told["figures"] = [one for one in told["figures"] if one["id"] == "money-and-oil"]
    names = {name for panel in spec["panels"] for name in panel["lines"]}
    told["lines"] = {name: line for name, line in told["lines"].items() if name in names}
    for about in ("factor", "pass_through", "claims"):
        del told[about]
    (folder / f"{STORY.id}.toml").write_text(tomlkit.dumps(told), encoding="utf-8")
    return folder


def verdicts(name: str = STORY.id, *, then: bool = False) -> dict[str, Verdict]:
    """A story's verdicts by claim, from the cache that is read now."""
    return _verdicts(name, then, cache_folder())


def ledger(name: str) -> Ledger:
    """The words of a story's verdicts."""
    now, then = verdicts(name), verdicts(name, then=True)
    return {claim: (one.headline.word, then[claim].headline.word) for claim, one in now.items()}


def sentence(verdict: Verdict) -> str:
    """What a verdict says, as one text."""
    return " ".join(map(str, verdict.sentence))


def evidence(*, then: bool = False) -> dict[str, EventEvidence]:
    """The evidence by event, from the cache that is read now."""
    return _evidence(then, cache_folder())


def drawn() -> list[str]:
    """The claims whose data a figure shows."""
    return [name for name, one in verdicts().items() if one.start and STORY.claim(name).lines_used]


def computed(what: str, story: Story, *, known_then: bool = False) -> list[Verdict] | list[EventEvidence]:
    """In place of `claims` or `events`, for a test of how they are said."""
    assert story == STORY
    return [*(verdicts if what == "claims" else evidence)(then=known_then).values()]


@cache
def _verdicts(name: str, then: bool, _: Path) -> dict[str, Verdict]:
    return {one.id: one for one in claims(shipped(name), known_then=then)}


@cache
def _evidence(then: bool, _: Path) -> dict[str, EventEvidence]:
    return {one.id: one for one in events(STORY, known_then=then)}
