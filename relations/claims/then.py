"""A verdict as known then beside the one as known now: what the number is today, and what was hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relations.claims.answer import Value, entry, told
from relations.claims.checked import Verdict
from relations.claims.look import Look
from relations.values import Message, Money, Number, Parameter, msgid, printed

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
    return [
        entry(NOW, "as known now", now.value, now.unit),
        entry(LESS, "as known then less as known now", None if was is None else was - now.value, now.unit),
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
