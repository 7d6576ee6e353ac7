"""The contract of a story: an article about two countries, its events and claims with their sources, and its figures.

A story is content, one TOML file in the folder `stories`, without code. `load` turns it into the frozen types of
`model` or says which file, which place in it, what was found there and what is allowed (`_reading`).
"""

from __future__ import annotations

from relations.story._reading import folder, in_words, load, names, texts, translated, word
from relations.story._writing import figure_block, read_block
from relations.story.claims import Claim
from relations.story.fields import DAYS, Name, StoryError, UnknownStory, drawable
from relations.story.model import (
    ROLES,
    Article,
    Band,
    Change,
    Event,
    FigureSpec,
    Flag,
    Line,
    Note,
    Panel,
    PassThrough,
    Period,
    Precision,
    Regime,
    Role,
    Show,
    Story,
    Window,
    Work,
)

__all__ = [
    "DAYS",
    "ROLES",
    "Article",
    "Band",
    "Change",
    "Claim",
    "Event",
    "FigureSpec",
    "Flag",
    "Line",
    "Name",
    "Note",
    "Panel",
    "PassThrough",
    "Period",
    "Precision",
    "Regime",
    "Role",
    "Show",
    "Story",
    "StoryError",
    "UnknownStory",
    "Window",
    "Work",
    "drawable",
    "figure_block",
    "folder",
    "in_words",
    "load",
    "names",
    "read_block",
    "texts",
    "translated",
    "word",
]
