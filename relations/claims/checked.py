"""A claim that was checked, as JSON has it too; and beside it, as known then, what is known now and what was hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from relations.claims.answer import Answer, Value, entry, told
from relations.claims.look import Look
from relations.claims.verdict import Headline
from relations.values import Message, Money, Number, Parameter, Unit, capital, difference, msgid, printed
from relations.values.plain import Say, plain


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
    titles: tuple[Message, ...] = ()  #: what the numbers of each measure say in one line, whatever the claim says

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

    def finding(self, say: Say = str) -> str:
        """What the numbers say, as a title: a sentence for each measure, without the last full stop; empty for none."""
        return ". ".join(capital(say(one)) for one in self.titles)

    def told(self, say: Say = str) -> str:
        """What the data say: its sentences, each with a capital, for one may begin with a month's name."""
        return " ".join(capital(say(one)) for one in self.sentence)

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
            "finding": self.finding(say) or None,
            "sentence": self.told(say),
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
        "by": say(one.by) if one.by else None,
        "part": say(one.part) if one.part else None,
    }


def _forecast(found: Headline) -> dict[str, Any] | None:
    asked = found.forecast
    if asked is None:
        return None
    base = asked.base_rate.quantity.value if asked.base_rate else None
    when = str(found.when) if found.when else None
    return {"months": asked.months, "by": plain(asked.by), "when": when, "base_rate": base}


NOW, LESS = "as-known-now", "then-less-now"  #: ids of two numbers of a claim as known then


def beside(then: Verdict, now: Verdict, look: Look, day: date) -> Verdict:
    """The verdict as known on a day, with the claim's number as known now, the difference and what `look` hid."""
    sentence = (Message("As known on {day}:", day=day), *then.sentence, *_compared(then, now), *_hidden(look))
    return replace(then, values=(*then.values, *_differences(then, now)), sentence=sentence)


def _before(then: Verdict, now: Verdict) -> float | None:
    """The number then of the answer whose number the claim turns on now; None if it had none."""
    turning = now.turning
    same = next((one.value for one in then.answers if turning and one.name == turning.name), None)
    return same.value if same is not None and isinstance(same.value, float | int) else None


def _differences(then: Verdict, now: Verdict) -> list[Value]:
    """The claim's number as known now and the difference, and those other numbers that have since changed."""
    if now.value is None:
        return []
    was = _before(then, now)
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
    apart = difference(now.unit) if now.unit else None
    return [
        entry(NOW, "as known now", now.value, now.unit),
        entry(LESS, "as known then less as known now", None if was is None else was - now.value, apart),
        *changed,
    ]


def _compared(then: Verdict, now: Verdict) -> list[Message]:
    """What is known now, in words; nothing for what no data can tell."""
    verdict = now.headline.badge
    if now.value is None or now.unit is None:
        return []
    was = _before(then, now)
    if was == now.value:
        return [Message("The number is the same as known now, and the verdict is then “{verdict}”.", verdict=verdict)]
    known: dict[str, Parameter] = {"number": told(now.value, now.of or now.unit), "verdict": verdict}
    if was is None:
        return [Message("As known now the number is {number}, and the verdict “{verdict}”.", **known)]
    less: Parameter = Number(was - now.value, 2, signed=True)
    if isinstance(now.unit, Money) and now.of is None:
        less = printed(was - now.value, now.unit, signed=True)
    words = msgid("As known now the number is {number} (then less now: {difference}), and the verdict “{verdict}”.")
    return [Message(words, difference=less, **known)]


def _hidden(look: Look) -> list[Message]:
    """What the cut hides, copies with the same gap together, and how much over all of them."""
    gaps: dict[tuple[int, date, str], list[str]] = {}
    for key, known in look.hides().items():
        if known.first_hidden:
            gaps.setdefault((known.hidden, known.first_hidden, known.rule), []).append(key)
    return [
        Message.counted(
            "Hidden: {number} observation from {day} on of {keys}; {rule}.",
            "Hidden: {number} observations from {day} on of {keys}; {rule}.",
            count=count * len(keys),
            number=Number(count * len(keys)),
            day=first,
            keys=tuple(keys),
            rule=rule,
        )
        for (count, first, rule), keys in gaps.items()
    ]
