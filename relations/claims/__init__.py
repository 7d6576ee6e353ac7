"""The ledger of an article's claims: for each one the numbers that check it, and what they are worth.

A claim names its measure and parameters in the story file; the arithmetic is in `measures`, one file per
kind. A verdict is never written down: it follows from the numbers by a rule that is printed with it.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from relations.claims.measures import UNTESTABLE, Finding, Look, Value, Word, entry
from relations.story import Claim, Story
from relations.values import Message, Number, Unit, amount, msgid
from relations.values.plain import Say, plain
from sources import SourceError

NOW, LESS = "as-known-now", "then-less-now"  #: ids of two numbers of a claim as known then
NO_CLAIMS = Message("The story has no claims to check.")


@dataclass(frozen=True)
class Verdict:
    """One claim checked: what `relations claims` prints and the page shows, in no language yet."""

    id: str
    paragraph: int
    claim: str
    verdict: Word
    rule: Message
    value: float | None
    unit: Unit | None
    of: Message | None  #: what the value is of, where the unit alone does not say it: it stands in place of the unit
    values: tuple[Value, ...]
    start: date | None
    end: date | None
    keys: tuple[str, ...]
    retrieved: datetime | None  #: the oldest retrieval of the series used
    formula: Message
    sentence: tuple[Message, ...]

    def number(self, name: str) -> float | int | date | None:
        """The number of that id; KeyError if there is none."""
        return {one.quantity.name: one.quantity.value for one in self.values}[name]

    def as_json(self, say: Say = str) -> dict[str, Any]:
        """As JSON has it: ids as keys, dates in ISO 8601, units in their one text; what is in words `say` says."""
        start, end = (plain(day) for day in (self.start, self.end))
        return {
            "id": self.id,
            "paragraph": self.paragraph,
            "claim": say(self.claim),
            "verdict": self.verdict,
            "rule": say(self.rule),
            "value": self.value,
            "unit": plain(self.unit),
            "of": plain(self.of, say),
            "values": {
                one.quantity.name: {
                    "value": plain(one.quantity.value),
                    "unit": plain(one.quantity.unit),
                    "label": say(one.label),
                }
                for one in self.values
            },
            "window": {"start": start, "end": end},
            "keys": list(self.keys),
            "retrieved": self.retrieved.isoformat().replace("+00:00", "Z") if self.retrieved else None,
            "formula": say(self.formula),
            "sentence": " ".join(map(say, self.sentence)),
        }


def claims(story: Story, *, known_then: bool = False) -> list[Verdict]:
    """Check every claim of a story, in its order.

    With `known_then` only what could be known at `article.known_until` counts; each verdict then also says what the
    number is as known now, the difference, and what is hidden. What cannot be computed is a verdict too.
    """
    if not known_then:
        return [_verdict(claim, *_find(Look(story), claim)) for claim in story.claims]
    return [_then_and_now(story, claim, story.article.known_until) for claim in story.claims]


def _find(look: Look, claim: Claim) -> tuple[Look, Finding]:
    module = importlib.import_module(f"{__name__}.measures.{claim.measure.kind}")
    try:
        return look, module.measure(look, claim.measure)
    except SourceError as error:
        rule = Message("cannot be tested if the observations the measure needs are not there")
        sentence = (Message("It cannot be computed: {reason}.", reason=error.message),)
        return look, Finding(UNTESTABLE, rule, Message("none"), sentence)


def _verdict(claim: Claim, look: Look, found: Finding) -> Verdict:
    used = look.used
    caveat = (Message("{words}", words=claim.caveat),) if claim.caveat else ()
    return Verdict(
        id=claim.id,
        paragraph=claim.paragraph,
        claim=claim.claim,
        verdict=found.verdict,
        rule=found.rule,
        value=found.value,
        unit=found.unit,
        of=found.of,
        values=found.values,
        start=found.start,
        end=found.end,
        keys=tuple(used),
        retrieved=min((snapshot.retrieved for snapshot in used.values()), default=None),
        formula=found.formula,
        sentence=(*found.sentence, *caveat),
    )


def _then_and_now(story: Story, claim: Claim, cut: date) -> Verdict:
    look, then = _find(Look(story, cut), claim)
    _, now = _find(Look(story), claim)
    verdict = _verdict(claim, look, then)
    sentence = (Message("As known on {day}:", day=cut), *verdict.sentence, *_compared(then, now), *_hidden(look))
    return replace(verdict, values=(*then.values, *_differences(then, now)), sentence=sentence)


def _differences(then: Finding, now: Finding) -> list[Value]:
    """The claim's number as known now and the difference, and those other numbers that have since changed."""
    if now.value is None:
        return []
    less = None if then.value is None else then.value - now.value
    before = {one.quantity.name: one.quantity.value for one in then.values}
    changed = [
        replace(
            one,
            quantity=replace(one.quantity, name=f"{one.quantity.name}-{NOW}"),
            label=Message("{name}, as known now", name=one.label),
        )
        for one in now.values
        if isinstance(one.quantity.value, float | int)
        and one.quantity.name in before
        and before[one.quantity.name] != one.quantity.value
    ]
    return [
        entry(NOW, "as known now", now.value, now.unit),
        entry(LESS, "as known then less as known now", less, now.unit),
        *changed,
    ]


def _compared(then: Finding, now: Finding) -> list[Message]:
    """What is known now, in words; nothing for what no data can tell."""
    if now.value is None or now.unit is None:
        return []
    if then.value == now.value:
        return [
            Message("The number is the same as known now, and the verdict is then “{verdict}”.", verdict=now.verdict)
        ]
    known = {"unit": now.of or now.unit, "verdict": now.verdict, "number": _signed_below_zero(now.value)}
    if then.value is None:
        return [Message("As known now the number is {number} {unit}, and the verdict “{verdict}”.", **known)]
    words = msgid(
        "As known now the number is {number} {unit} (then less now: {difference}), and the verdict “{verdict}”."
    )
    return [Message(words, difference=Number(then.value - now.value, 2, signed=True), **known)]


def _signed_below_zero(number: float) -> Number:
    return Number(number, 2, signed=True) if number < 0 else amount(number)


def _hidden(look: Look) -> list[Message]:
    """What the cut hides, series with the same gap together."""
    gaps: dict[tuple[int, date, str], list[str]] = {}
    for keys, known in look.hidden.items():
        if known.first_hidden:
            gaps.setdefault((known.hidden, known.first_hidden, known.rule), []).extend(keys)
    return [
        Message.counted(
            "Hidden: {number} observation from {day} on of {keys}; {rule}.",
            "Hidden: {number} observations from {day} on of {keys}; {rule}.",
            count=count,
            number=Number(count),
            day=first,
            keys=tuple(dict.fromkeys(keys)),
            rule=rule,
        )
        for (count, first, rule), keys in gaps.items()
    ]
