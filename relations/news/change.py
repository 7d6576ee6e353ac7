"""One thing that people read and that a refresh changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relations.values import Message, msgid

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
        """It in words."""
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
