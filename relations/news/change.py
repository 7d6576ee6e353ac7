"""One thing that people read and that a refresh changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relations.values import Message

What = Literal["line", "values", "figure", "title", "claim"]


@dataclass(frozen=True)
class Change:
    """What a line, a figure or a claim of a story said before a refresh, and what it says after.

    what: `line` it shows other copies; `values` numbers of its copy were revised, or newer ones came; `figure` its
    words and the numbers in them are others; `title` a number in it is no longer what the figure shows; `claim` its
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
        words = {"label": self.label, "before": self.before, "after": self.after}
        if self.what == "line" and not self.before:
            return Message("{label} has a copy now: {after}.", label=self.label, after=self.after)
        if self.what == "line":
            return Message("{label} is now drawn from {after}, it was drawn from {before}.", **words)
        if self.what == "values":
            return Message("{label}: {after}.", label=self.label, after=self.after)
        if self.what == "title":
            return Message("{label}: the title says {before}, which its numbers no longer do: {after}.", **words)
        if self.what == "claim":
            return Message("The claim “{label}” is now {after}, it was {before}.", **words)
        if not self.before:
            return Message("{label}: it says as well: “{after}”", label=self.label, after=self.after)
        if not self.after:
            return Message("{label}: it no longer says: “{before}”", label=self.label, before=self.before)
        return Message("{label}: “{before}” is now “{after}”", **words)


@dataclass(frozen=True)
class News:
    """What one refresh changed in one story."""

    when: datetime
    story: str
    changes: tuple[Change, ...]
