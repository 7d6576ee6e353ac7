"""What people read of a story at one moment: what its lines show, its figures' words, its claims' verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from relations.claims import Verdict, claims
from relations.figures import Figure, draw
from relations.news.titles import unmatched
from relations.story import FigureSpec, Story, StoryError
from relations.story.line import line, made_of
from sources import SourceError


@dataclass(frozen=True)
class Shown:
    """What a line shows: the observations (date, value) of these copies."""

    label: str
    keys: tuple[str, ...]
    data: pd.DataFrame
    own: bool  #: whether they are of one copy, and not computed from others


@dataclass(frozen=True)
class Words:
    """What a figure says: its title, the sentences that tell it, and the numbers in its title that it does not show."""

    title: str
    sentences: tuple[str, ...]
    unmatched: dict[str, str]  #: each with the nearest number it does show
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What a claim's verdict is, with the number it turns on."""

    claim: str
    verdict: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """All of it; what cannot be drawn or computed is missing."""

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
            lines[name] = Shown(story.lines[name].label, keys, line(story, name).data, bool(story.lines[name].keys))
        except SourceError:
            continue
    for spec in story.figures:
        try:
            figures[spec.id] = _words(spec, draw(story, spec.id))
        except (SourceError, StoryError):
            continue
    return Reading(story.id, lines, figures, {one.id: _said(one) for one in claims(story)})


def _words(spec: FigureSpec, figure: Figure) -> Words:
    told = figure.alt.removeprefix(f"{spec.title}. ")
    keys = tuple(dict.fromkeys(key for copies in figure.copies.values() for key in copies.values()))
    shown = [snapshot for _, snapshot in figure.shown]
    return Words(
        figure.title, tuple(re.split(r"(?<=\.) (?=[^\W\d_])", told)), unmatched(figure.title, told, shown), keys
    )


def _said(one: Verdict) -> Said:
    number = "" if one.value is None else f", {one.value:.4g} {one.of or one.unit or ''}".rstrip().replace("-", "−")
    return Said(one.claim, f"{one.headline.badge}{number}", one.keys)
