"""The ledger of an article's claims: for each one the numbers that check it, and what they are worth.

A claim names its measure and parameters in the story file; the arithmetic is in `measures`, one file per
kind. A verdict is never written down: it follows from the numbers by a rule that is printed with it.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from relations.claims.measures import UNTESTABLE, Finding, Look, Value, Word, amount, signed
from relations.i18n import msgid, number, say, written
from relations.story import Claim, Story
from sources import SourceError

#: Names of two numbers of a claim as known then: the number as known now, and the difference.
NOW = msgid("as known now")
LESS = msgid("as known then less as known now")
NO_CLAIMS = msgid("The story has no claims to check.")


@dataclass(frozen=True)
class Verdict:
    """One claim checked: what `relations claims` prints and the page shows. Units stand in `unit` and in names.

    All texts but the verdict, a word of a few, are in the language spoken when it was checked.
    """

    id: str
    paragraph: int
    claim: str
    verdict: Word
    rule: str
    value: float | None
    unit: str | None
    values: Mapping[str, Value]
    start: date | None
    end: date | None
    keys: tuple[str, ...]
    retrieved: datetime | None  #: the oldest retrieval of the series used
    formula: str
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """As JSON has it: dates in ISO 8601, the window as one object."""
        start, end = (day.isoformat() if day else None for day in (self.start, self.end))
        return {
            "id": self.id,
            "paragraph": self.paragraph,
            "claim": self.claim,
            "verdict": self.verdict,
            "rule": self.rule,
            "value": self.value,
            "unit": self.unit,
            "values": {name: _plain(value) for name, value in self.values.items()},
            "window": {"start": start, "end": end},
            "keys": list(self.keys),
            "retrieved": self.retrieved.isoformat().replace("+00:00", "Z") if self.retrieved else None,
            "formula": self.formula,
            "sentence": self.sentence,
        }


def _plain(value: Value) -> float | int | str | None:
    return value.isoformat() if isinstance(value, date) else value


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
        rule = say("cannot be tested if the observations the measure needs are not there")
        reason = str(error).rstrip(".")
        return look, Finding(UNTESTABLE, rule, say("none"), f"{reason[0].upper()}{reason[1:]}.")


def _verdict(claim: Claim, look: Look, found: Finding) -> Verdict:
    used = look.used
    return Verdict(
        id=claim.id,
        paragraph=claim.paragraph,
        claim=claim.claim,
        verdict=found.verdict,
        rule=found.rule,
        value=found.value,
        unit=found.unit,
        values=found.values,
        start=found.start,
        end=found.end,
        keys=tuple(used),
        retrieved=min((snapshot.retrieved for snapshot in used.values()), default=None),
        formula=found.formula,
        sentence=f"{found.sentence} {claim.caveat}" if claim.caveat else found.sentence,
    )


def _then_and_now(story: Story, claim: Claim, cut: date) -> Verdict:
    look, then = _find(Look(story, cut), claim)
    _, now = _find(Look(story), claim)
    verdict = _verdict(claim, look, then)
    begin = say("As known on {day}:", day=written(cut))
    sentence = [begin, verdict.sentence, *_compared(then, now), *_hidden(look)]
    return replace(verdict, values={**then.values, **_differences(then, now)}, sentence=" ".join(sentence))


def _differences(then: Finding, now: Finding) -> dict[str, float | None]:
    """The claim's number as known now and the difference, and those other numbers that have since changed."""
    if now.value is None:
        return {}
    less = None if then.value is None else then.value - now.value
    changed = {
        say("{name}, as known now", name=name): value
        for name, value in now.values.items()
        if isinstance(value, float | int) and name in then.values and then.values[name] != value
    }
    return {say(NOW): now.value, say(LESS): less, **changed}


def _compared(then: Finding, now: Finding) -> list[str]:
    """What is known now, in words; nothing for what no data can tell."""
    if now.value is None:
        return []
    verdict, value = say(now.verdict), signed(now.value) if now.value < 0 else amount(now.value)
    if then.value == now.value:
        return [say("The number is the same as known now, and the verdict is then “{verdict}”.", verdict=verdict)]
    if then.value is None:
        return [
            say(
                "As known now the number is {number} {unit}, and the verdict “{verdict}”.",
                number=value,
                unit=now.unit,
                verdict=verdict,
            )
        ]
    return [
        say(
            "As known now the number is {number} {unit} (then less now: {difference}), and the verdict “{verdict}”.",
            number=value,
            unit=now.unit,
            difference=signed(then.value - now.value),
            verdict=verdict,
        )
    ]


def _hidden(look: Look) -> list[str]:
    """What the cut hides, series with the same gap together."""
    gaps: dict[tuple[int, date, str], list[str]] = {}
    for keys, known in look.hidden.items():
        if known.first_hidden:
            gaps.setdefault((known.hidden, known.first_hidden, known.rule), []).append(keys)
    return [
        say(
            "Hidden: {count} observations from {day} on of {keys}; {rule}.",
            count=number(count, 0),
            day=written(first),
            keys=", ".join(keys),
            rule=say(rule),
        )
        for (count, first, rule), keys in gaps.items()
    ]
