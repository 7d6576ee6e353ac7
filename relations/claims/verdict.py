"""The verdict on a claim: it follows from the answers of its measures by one table, and is printed with its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from relations.claims.answer import Answer, Forecast, Says
from relations.values import Message, Number, When, msgid

Word = Literal[
    "supported",
    "not borne out",
    "depends on definition",
    "ruled out by a bound",
    "moved as said, cause not shown",
    "came true",
    "did not come true",
    "not yet known",
    "unfinished",
    "not fetched",
    "no number can tell",
]

MARKS: dict[Word, str] = {
    "supported": "✓",
    "came true": "✓",
    "not borne out": "✕",
    "did not come true": "✕",
    "ruled out by a bound": "✕",
    "depends on definition": "◐",
    "moved as said, cause not shown": "◐",
    "not yet known": "–",
    "unfinished": "–",
    "not fetched": "–",
    "no number can tell": "–",
}

#: When each word is said; the first that fits counts, in the order of `_word`.
RULES: dict[Word, str] = {
    "ruled out by a bound": msgid("impossible under the story’s first definition, and yes under none"),
    "depends on definition": msgid("yes under one definition, line, channel or reading, and no under another"),
    "not yet known": msgid("a value that is needed was not out, or the horizon is still open"),
    "unfinished": msgid("the story has yet to say what its measure needs: a date, a level, a line"),
    "not fetched": msgid("a publisher has what is needed, and the cache has not"),
    "supported": msgid("every answer is yes"),
    "moved as said, cause not shown": msgid("every answer is yes, and no number shows that one moved the other"),
    "came true": msgid("every answer is yes within the horizon"),
    "not borne out": msgid("every answer is no"),
    "did not come true": msgid("every answer is no at the end of the horizon"),
    "no number can tell": msgid("nothing that can be counted answers it, or the sample is too short"),
}

#: Words that say why there is no verdict; they have the mark of one that is none.
REFUSALS = frozenset(word for word, mark in MARKS.items() if mark == "–")

#: Words where a part of the answers may still be known, by what the others are; the first that fits counts.
_OPEN: dict[Says, Word] = {"unknown yet": "not yet known", "unfinished": "unfinished", "not fetched": "not fetched"}

NO: tuple[Says, ...] = ("no", "impossible")


@dataclass(frozen=True)
class Headline:
    """The verdict on a claim, as a word and what stands beside it, in no language yet."""

    word: Word
    cause_open: bool = False  #: the claim says that one thing moved another, and only the movement is seen
    part_open: bool = False  #: the rest is yes, and a part of the claim no number can tell
    when: When | None = None  #: when it came true
    forecast: Forecast | None = None
    known: int = 0  #: answers that are yes, no or impossible
    counted: int = 0  #: all answers but those that no number can tell
    so_far: Says | None = None  #: what the known answers are, where others are out: they are never yes and no together
    proxies: tuple[str, ...] = ()  #: what the claim is measured by, in the story's words

    @property
    def mark(self) -> str:
        """✓, ✕, ◐ or –; what is yes has no ✓ where its cause is not shown, or a part of it no number can tell."""
        return "◐" if self.cause_open or self.part_open else MARKS[self.word]

    @property
    def rule(self) -> Message:
        """When this verdict is given."""
        when = Message(RULES[self.word])
        if self.part_open:
            when = Message("{when}, but for a part that no number can tell", when=when)
        return Message("{verdict}: {when}", verdict=Message(self.word), when=when)

    @property
    def badge(self) -> Message:
        """The verdict in words: "not borne out by trade, by UN votes"."""
        said, dated = self._dated(), self.forecast is not None
        for place, proxy in enumerate(self.proxies):
            words = msgid("{verdict}, {proxy}") if place or dated else msgid("{verdict} {proxy}")
            said = Message(words, verdict=said, proxy=proxy)
        if self.cause_open and self.word != "moved as said, cause not shown":
            said = _cause_open(said)
        if self.part_open:
            said = _part_open(said)
        if self.so_far is not None:
            words = msgid("{verdict} ({known} of {counted} known: {answer})")
            known = Number(self.known)
            said = Message(words, verdict=said, known=known, counted=Number(self.counted), answer=Message(self.so_far))
        return said

    @property
    def in_ledger(self) -> Message:
        """The word alone; one that has not the word's mark says why."""
        said = Message(self.word)
        if self.cause_open and MARKS[self.word] != "◐":
            said = _cause_open(said)
        return _part_open(said) if self.part_open else said

    def _dated(self) -> Message:
        """The word, and of a forecast its days and its base rate."""
        verdict, asked = Message(self.word), self.forecast
        if asked is None or self.word not in ("came true", "did not come true"):
            return verdict
        if self.word == "did not come true":
            said = Message("{verdict} by {day}", verdict=verdict, day=asked.by)
        else:
            said = Message.counted(
                "{verdict}, within {count} month", "{verdict}, within {count} months",
                count=asked.months, verdict=_on(verdict, self.when),
            )  # fmt: skip
        if asked.rate is None:
            return said
        return Message("{verdict} (base rate {share} %)", verdict=said, share=Number(asked.rate))


def _cause_open(said: Message) -> Message:
    return Message("{verdict}; cause not shown", verdict=said)


def _part_open(said: Message) -> Message:
    return Message("{verdict}; a part no number can tell", verdict=said)


#: All that `Headline.in_ledger` can be, in the order of MARKS.
IN_LEDGER = (
    *map(Message, MARKS),
    *(_cause_open(Message(word)) for word, mark in MARKS.items() if mark not in "◐–"),
    *(_part_open(Message(word)) for word, mark in MARKS.items() if mark == "✓"),
    _part_open(_cause_open(Message("came true"))),
)


def _on(verdict: Message, when: When | None) -> Message:
    if when is None:
        return verdict
    if when.precision == "day":
        return Message("{verdict} on {day}", verdict=verdict, day=when)
    return Message("{verdict} in {period}", verdict=verdict, period=when)


def headline(answers: Sequence[Answer], *, causal: bool = False, forecast: Forecast | None = None) -> Headline:
    """The verdict that follows from a claim's answers; where no number can tell some of them, a yes is one in part.

    `causal` says that the claim is about a cause, `forecast` that it is about what was still to come.
    """
    counted = [one for one in answers if one.answer != "unknowable"]
    said = [one.answer for one in counted]
    word = _word(said, causal=causal, forecast=forecast is not None)
    known = [one for one in said if one == "yes" or one in NO]
    return Headline(
        word,
        part_open=MARKS[word] == "✓" and len(counted) < len(answers),
        cause_open=causal and "yes" in said and word not in _OPEN.values(),
        when=max((one.when for one in counted if one.when is not None), default=None) if word == "came true" else None,
        forecast=forecast,
        known=len(known),
        counted=len(said),
        so_far=("yes" if known[0] == "yes" else "no") if known and word in _OPEN.values() else None,
        proxies=_proxies(counted) if word not in ("depends on definition", *_OPEN.values()) else (),
    )


def _proxies(counted: Sequence[Answer]) -> tuple[str, ...]:
    """What all answers are measured by; none if one of them is of the claim itself."""
    by = tuple(dict.fromkeys(one.by or "" for one in counted))
    return () if "" in by else by


def _word(said: Sequence[Says], *, causal: bool, forecast: bool) -> Word:
    """By the order of precedence: ruled out, depends, not yet known, unfinished, not fetched, the rest."""
    if not said:
        return "no number can tell"
    if said[0] == "impossible" and "yes" not in said:
        return "ruled out by a bound"
    if "yes" in said and any(one in NO for one in said):
        return "depends on definition"
    for says, word in _OPEN.items():
        if says in said:
            return word
    if "yes" in said:
        return "came true" if forecast else "moved as said, cause not shown" if causal else "supported"
    return "did not come true" if forecast else "not borne out"
