"""A part of a sentence as a claim is found in it, and what was found: measure, line, number and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relations.draft.names import Pair
from relations.draft.quantities import Quantity, end_of_span
from relations.draft.sentences import Sentence, Span, quotation
from relations.draft.topics import CURRENCY, PRICE
from relations.draft.words import any_of, has, spoken

_IF = spoken("condition", r"^\W*(?:If|Unless|Should|Were|Had)\b[^,]*,", 0)
_ELLIPSIS = re.compile(r"^(?!.*\bas\b).*\b(?:did|does|do|had|has)\W*$")  #: the number is what another is compared with
_WAS = spoken(
    "was", r"\b(?:is|are|was|were|reached|stood at|stands at) (?:about |almost |nearly |only |just |still )*$", 0
)


def without_condition(text: str) -> str:
    """A text with blanks where it begins with a condition."""
    found = _IF.search(text)
    return " " * found.end() + text[found.end() :] if found else text


@dataclass(frozen=True)
class Part:
    """A part of a sentence with its quantities, what it is about, and whether an event was found in it."""

    sentence: Sentence
    span: Span
    quantities: tuple[Quantity, ...]
    about: tuple[str, str] | None  #: kind of thing and line
    is_event: bool
    pair: Pair | None
    setting: str = ""  #: its paragraph so far
    before: Claimed | None = None  #: what was claimed right before it, in its sentence or the one before

    @property
    def text(self) -> str:
        """Its words, without what is quoted in it and without a condition it begins with."""
        return without_condition(self.sentence.bare[slice(*self.span)])

    @property
    def line(self) -> str | None:
        """The name of the line it is about."""
        return self.about[1] if self.about else None

    @property
    def is_priced(self) -> bool:
        """Whether it is about a currency or a price."""
        return self.about is not None and self.about[0] in {CURRENCY, PRICE}

    @property
    def is_ahead(self) -> bool:
        """Whether it says what may or will be."""
        return has("hedge", self.text)

    @property
    def is_meant(self) -> bool:
        """Whether it is told as a fact or a forecast: no question, plan, wish, memory or life."""
        text, first = self.text, min((one.start - self.span[0] for one in self.quantities), default=len(self.text))
        aside = self.sentence.asks or has("life", text) or has("memory", text) or has("opinion", text)
        return not aside and not _ELLIPSIS.search(text) and not has("plan", text[: max(first, 0)])

    @property
    def moves(self) -> re.Match[str] | None:
        """The word that says that something goes up or down, if there is one."""
        return any_of("down", "up").search(self.text)

    @property
    def stated(self) -> Quantity | None:
        """The percentage that stands right after "was", of several."""
        after = (one for one in self.quantities if _WAS.search(self.sentence.bare[: one.start]))
        return next((one for one in after if one.counted_in in {"%", "pp"}), None)

    @property
    def span_end(self) -> Quantity | None:
        """The second number of "from … to …"."""
        return end_of_span(self.sentence.bare[: self.span[1]], list(self.quantities))

    def first(self, *kinds: str) -> Quantity | None:
        """The quantity of one of these kinds that comes first in the text."""
        return next((one for one in self.quantities if one.kind in kinds), None)

    def at(self, cue: re.Match[str], group: str | int = 0) -> Span:
        """Where in the sentence something stands that was found in the text."""
        return self.span[0] + cue.start(group), self.span[0] + cue.end(group)


@dataclass(frozen=True)
class Claimed:
    """What a part of a sentence claims: measure, line, number and unit; `cue` is where the words are that carry it."""

    measure: str
    line: str | None
    number: float | None
    counted_in: str | None
    cue: Span


def of(measure: str, quantity: Quantity, line: str | None) -> Claimed:
    """A claim of a quantity about a line."""
    return Claimed(measure, line, quantity.value, quantity.counted_in, (quantity.start, quantity.end))


def words_of(part: Part, claimed: Claimed) -> str:
    """The words that state it, twelve at most."""
    return quotation(part.sentence, part.span, claimed.cue)
