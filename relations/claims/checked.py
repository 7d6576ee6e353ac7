"""A claim that was checked: its verdict, its answers and its numbers, and how JSON has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from relations.claims.answer import Answer, Value
from relations.claims.verdict import Headline
from relations.values import Message, Unit, capital
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
