"""The ledger of an article's claims: for each one the numbers that check it, and what they are worth.

A claim names its measures and their parameters in the story file; the arithmetic is in `measures`, one file per kind.
A verdict is never written down: it follows from the measures' answers by a rule that is printed with it (`verdict`).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from relations.claims.answer import Answer, Finding, Forecast, Value, entry
from relations.claims.measures import Look, failed
from relations.claims.verdict import Headline, headline
from relations.story import Claim, Story
from relations.story.claims import Measure
from relations.values import Message, Number, Unit, amount, msgid
from relations.values.plain import Say, plain
from sources import SourceError

NOW, LESS = "as-known-now", "then-less-now"  #: ids of two numbers of a claim as known then
NO_CLAIMS = Message("The story has no claims to check.")
NO_FORMULA = Message("none")


@dataclass(frozen=True)
class Verdict:
    """One claim checked: what `relations claims` prints and the page shows, in no language yet."""

    id: str
    paragraph: int
    claim: str
    headline: Headline
    answers: tuple[Answer, ...]  #: of all measures, in their order
    rule: tuple[Message, ...]  #: when an answer is yes, measure by measure, then when this verdict is given
    values: tuple[Value, ...]  #: all numbers
    start: date | None
    end: date | None
    keys: tuple[str, ...]
    retrieved: datetime | None  #: the oldest retrieval of the series used
    formula: tuple[Message, ...]
    sentence: tuple[Message, ...]

    @property
    def turning(self) -> Answer | None:
        """The first answer that has a number: it is the claim's number."""
        return next((one for one in self.answers if one.value is not None), None)

    @property
    def value(self) -> float | None:
        """The number the claim turns on."""
        found = self.turning.value.value if self.turning and self.turning.value else None
        return found if isinstance(found, float | int) else None

    @property
    def unit(self) -> Unit | None:
        """What the number is in."""
        return self.turning.value.unit if self.turning and self.turning.value else None

    @property
    def of(self) -> Message | None:
        """What the number is of, where the unit alone does not say it: it stands in place of the unit."""
        return self.turning.of if self.turning else None

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
            "verdict": self.headline.word,
            "mark": self.headline.mark,
            "badge": say(self.headline.badge),
            "cause": "not shown" if self.headline.cause_open else None,
            "forecast": _forecast(self.headline),
            "answers": [_answer(one, say) for one in self.answers],
            "rule": _all(self.rule, say),
            "value": self.value,
            "unit": plain(self.unit),
            "of": plain(self.of, say),
            "values": _values(self.values, say),
            "window": {"start": start, "end": end},
            "keys": list(self.keys),
            "retrieved": self.retrieved.isoformat().replace("+00:00", "Z") if self.retrieved else None,
            "formula": _all(self.formula, say),
            "sentence": " ".join(map(say, self.sentence)),
        }


def _all(messages: Iterable[Message], say: Say) -> str:
    return "; ".join(map(say, messages))


def _values(values: Iterable[Value], say: Say) -> dict[str, Any]:
    return {
        one.quantity.name: {
            "value": plain(one.quantity.value),
            "unit": plain(one.quantity.unit),
            "label": say(one.label),
        }
        for one in values
    }


def _answer(one: Answer, say: Say) -> dict[str, Any]:
    return {
        "id": one.name,
        "label": say(one.label),
        "answer": one.answer,
        "value": plain(one.value.value) if one.value else None,
        "unit": plain(one.value.unit) if one.value else None,
        "of": plain(one.of, say),
        "flips_at": plain(one.flips.quantity.value) if one.flips else None,
        "why": plain(one.why, say),
        "when": str(one.when) if one.when else None,
        "by": one.by,
        "part": one.part,
    }


def _forecast(found: Headline) -> dict[str, Any] | None:
    asked = found.forecast
    if asked is None:
        return None
    base = asked.base_rate.quantity.value if asked.base_rate else None
    when = str(found.when) if found.when else None
    return {"months": asked.months, "by": plain(asked.by), "when": when, "base_rate": base}


def claims(story: Story, *, known_then: bool = False) -> list[Verdict]:
    """Check every claim of a story, in its order.

    With `known_then` only what could be known at `article.known_until` counts; each verdict then also says what the
    number is as known now, the difference, and what is hidden. What cannot be computed is a verdict too.
    """
    if not known_then:
        return [_verdict(Look(story), claim) for claim in story.claims]
    return [_then_and_now(story, claim, story.article.known_until) for claim in story.claims]


def _verdict(look: Look, claim: Claim) -> Verdict:
    found = [_named(_find(look, one), place) for place, one in enumerate(claim.measures, 1)]
    answers = tuple(
        replace(answer, by=measure.by, part=measure.part)
        for measure, one in zip(claim.measures, found, strict=True)
        for answer in one.answers
    )
    says = headline(answers, causal=claim.causal, forecast=_horizon(found))
    starts, ends = ([day for one in found if (day := getattr(one, name))] for name in ("start", "end"))
    used = look.used
    caveat = (Message("{words}", words=claim.caveat),) if claim.caveat else ()
    return Verdict(
        id=claim.id,
        paragraph=claim.paragraph,
        claim=claim.claim,
        headline=says,
        answers=answers,
        rule=(*(Message("yes if {condition}", condition=one.rule) for one in found), says.rule),
        values=tuple(value for one in found for value in _numbers(one)),
        start=min(starts, default=None),
        end=max(ends, default=None),
        keys=tuple(used),
        retrieved=min((snapshot.retrieved for snapshot in used.values()), default=None),
        formula=tuple(dict.fromkeys(one.formula for one in found)),
        sentence=(*(part for one in found for part in one.sentence), *caveat),
    )


def _find(look: Look, spec: Measure) -> Finding:
    """What a measure finds; an error it lets through is its one answer."""
    module = importlib.import_module(f"{__name__}.measures.{spec.kind}")
    try:
        found: Finding = module.measure(look, spec)
    except SourceError as error:
        why = failed(spec.kind.replace("_", "-"), Message("{words}", words=spec.kind), error)
        sentence = (Message("It cannot be computed: {reason}.", reason=why.why or ""),)
        return Finding((why,), Message("the observations it needs are there"), NO_FORMULA, sentence)
    if found.forecast and look.is_open(found.forecast):
        return replace(found, answers=tuple(map(_still_open, found.answers)))
    return found


def _still_open(one: Answer) -> Answer:
    """An answer no, before the horizon has ended, is none."""
    why = Message("the horizon is still open")
    return replace(one, answer="unknown yet", why=why) if one.answer == "no" else one


def _horizon(found: Iterable[Finding]) -> Forecast | None:
    """The latest horizon of a claim's measures."""
    return max((one.forecast for one in found if one.forecast), key=lambda one: one.by, default=None)


def _numbers(found: Finding) -> tuple[Value, ...]:
    return (*(value for one in found.answers for value in one.values), *found.values)


def _named(found: Finding, place: int) -> Finding:
    """The finding of a claim's second or later measure, with its place in all ids: they are unique in a claim."""
    if place == 1:
        return found

    def own(one: Value) -> Value:
        return replace(one, quantity=replace(one.quantity, name=f"measure-{place}-{one.quantity.name}"))

    answers = tuple(
        replace(one, name=f"measure-{place}-{one.name}", values=tuple(map(own, one.values))) for one in found.answers
    )
    return replace(found, answers=answers, values=tuple(map(own, found.values)))


def _then_and_now(story: Story, claim: Claim, cut: date) -> Verdict:
    look = Look(story, cut)
    then, now = _verdict(look, claim), _verdict(Look(story), claim)
    sentence = (Message("As known on {day}:", day=cut), *then.sentence, *_compared(then, now), *_hidden(look))
    return replace(then, values=(*then.values, *_differences(then, now)), sentence=sentence)


def _differences(then: Verdict, now: Verdict) -> list[Value]:
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


def _compared(then: Verdict, now: Verdict) -> list[Message]:
    """What is known now, in words; nothing for what no data can tell."""
    verdict = now.headline.badge
    if now.value is None or now.unit is None:
        return []
    if then.value == now.value:
        return [Message("The number is the same as known now, and the verdict is then “{verdict}”.", verdict=verdict)]
    known = {"unit": now.of or now.unit, "verdict": verdict, "number": _signed_below_zero(now.value)}
    if then.value is None:
        return [Message("As known now the number is {number} {unit}, and the verdict “{verdict}”.", **known)]
    words = msgid(
        "As known now the number is {number} {unit} (then less now: {difference}), and the verdict “{verdict}”."
    )
    return [Message(words, difference=Number(then.value - now.value, 2, signed=True), **known)]


def _signed_below_zero(number: float) -> Number:
    return Number(number, 2, signed=True) if number < 0 else amount(number)


def _hidden(look: Look) -> list[Message]:
    """What the cut hides, series with the same gap together, and how much over all of them."""
    gaps: dict[tuple[int, date, str], list[tuple[str, ...]]] = {}
    for keys, known in look.hidden.items():
        if known.first_hidden:
            gaps.setdefault((known.hidden, known.first_hidden, known.rule), []).append(keys)
    return [
        Message.counted(
            "Hidden: {number} observation from {day} on of {keys}; {rule}.",
            "Hidden: {number} observations from {day} on of {keys}; {rule}.",
            count=count * len(lines),
            number=Number(count * len(lines)),
            day=first,
            keys=tuple(dict.fromkeys(key for keys in lines for key in keys)),
            rule=rule,
        )
        for (count, first, rule), lines in gaps.items()
    ]
