"""The contract of a story: an article about two countries, its events and claims with their sources, and its figures.

A story is content, one TOML file in the folder `stories`, without code. `load` turns it into the frozen types of
`model`, `events`, `series`, `figures` and `claims`, or says which file, which place in it, what was found there
and what is allowed (`_reading`; `_coherence`).
"""

from __future__ import annotations

from relations.story._reading import about, draft_of, file_of, folder, in_words, load, names, title, translated, word
from relations.story._writing import figure_block, read_block
from relations.story.claims import Claim
from relations.story.events import ROLES, Article, Event, Note, Precision, Role, Work
from relations.story.fields import DAYS, Name, Problem, StoryError, UnknownStory, drawable
from relations.story.figures import Band, Change, FigureSpec, Flag, Panel, Show, Window
from relations.story.model import Story
from relations.story.pair import Known, Pair, years
from relations.story.series import Line, PassThrough, Regime
from relations.story.standard import FIGURES, standard
