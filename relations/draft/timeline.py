"""A date with its precision, and what a reader knows of time at a place in an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from relations.draft.sentences import Sentence

NEAR = 1  #: sentences from a date to one that follows from it
FAR = 3  #: the same, where nothing else tells the year
ASIDE = 30  #: years before publication after which a date is an aside of history


@dataclass(frozen=True)
class When:
    """A date and its precision: day, month, quarter, season, year or decade; of these the first day."""

    day: date
    precision: str

    @property
    def end(self) -> date:
        """The last day of it."""
        length = {"day": 0, "month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120}[self.precision]
        last: date = self.day + relativedelta(months=length) - timedelta(days=1 if length else 0)
        return last


@dataclass(frozen=True)
class Timeline:
    """What a reader knows of time at a place in an article: its date, the last date told, and what was dated."""

    published: When | None
    last: When | None = None
    sentence: Sentence | None = None  #: where that was told
    told: tuple[tuple[frozenset[str], When], ...] = ()  #: words around each date so far

    def after(self, when: When, sentence: Sentence, words: str) -> Timeline:
        """The same after one date more; an aside of history changes nothing."""
        if when.precision == "decade" or self.is_aside(when):
            return self
        around = frozenset(word for word in re.findall(r"\w+", words.lower()) if len(word) > 2)
        return replace(self, last=when, sentence=sentence, told=(*self.told, (around, when)))

    def is_aside(self, when: When) -> bool:
        """Whether a date is so old that it is told for comparison or colour."""
        return self.published is not None and when.day.year < self.published.day.year - ASIDE

    def recent(self, sentence: Sentence, reach: int) -> When | None:
        """The last date told, if that was in the same paragraph and no more than so many sentences ago."""
        if self.sentence is None or self.sentence.paragraph != sentence.paragraph:
            return None
        return self.last if sentence.place - self.sentence.place <= reach else None
