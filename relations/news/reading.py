"""What people read of a story at one moment: what its lines show, its figures' words, its claims' verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from relations import cache
from relations.claims import Verdict, claims
from relations.claims.answer import told, turning
from relations.figures import Figure, draw
from relations.figures.finding import Check
from relations.story import Story, StoryError
from relations.story.line import keys_of, line, made_of
from sources import Snapshot, SourceError


@dataclass(frozen=True)
class Shown:
    """What a line shows: observations of these copies, and who publishes each of them."""

    label: str
    keys: tuple[str, ...]
    publishers: tuple[str, ...]
    copy: Snapshot
    own: bool  #: whether they are of one copy, and not computed from others


@dataclass(frozen=True)
class Words:
    """What a figure says: its title, the sentences that tell it, and the conditions under which its finding is true."""

    title: str
    sentences: tuple[str, ...]
    checks: tuple[Check, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What a claim's verdict is, with the number it turns on."""

    claim: str
    verdict: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """All that people read of a story; what cannot be drawn or computed is missing."""

    story: str
    lines: dict[str, Shown]
    figures: dict[str, Words]
    claims: dict[str, Said]


def read(story: Story) -> Reading:
    """Read a story as it stands with the copies there are now."""
    lines, figures = {}, {}
    for name in story.lines:
        try:
            keys = tuple(made_of(story, name).values())
            who = tuple(cache.glance(key).indicator.publisher for key in keys)
            lines[name] = Shown(story.lines[name].label, keys, who, line(story, name), bool(story.lines[name].keys))
        except SourceError:
            continue
    for spec in story.figures:
        try:
            figures[spec.id] = _words(
                draw(story, spec.id), _listed(story, [name for panel in spec.panels for name in panel.lines])
            )
        except (SourceError, StoryError):
            continue
    every = tuple(key for one in lines.values() for key in one.keys) or _listed(story, story.lines)
    return Reading(story.id, lines, figures, {one.id: _said(one, every) for one in claims(story)})


def _listed(story: Story, names: Iterable[str]) -> tuple[str, ...]:
    """All keys that lines may be drawn from: what is said without a copy is said of these."""
    return tuple(dict.fromkeys(key for name in names for key in keys_of(story, name)))


def _words(figure: Figure, listed: tuple[str, ...]) -> Words:
    told = figure.alt.removeprefix(f"{figure.title}. ")
    keys = tuple(dict.fromkeys(key for copies in figure.copies.values() for key in copies.values()))
    return Words(figure.title, tuple(re.split(r"(?<=\.) (?=[^\W\d_])", told)), figure.checks, keys or listed)


def _said(one: Verdict, every: tuple[str, ...]) -> Said:
    of = one.of or one.unit
    number = "" if one.value is None else f", {told(one.value, of) if of else turning(one.value)}"
    return Said(one.claim, f"{one.headline.badge}{number}", one.keys or every)
